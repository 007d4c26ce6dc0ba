"""Every page a role can reach: no accessibility violation, no sideways scrolling on a telephone."""

import re
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe

from casemgmt.domain.context import Role
from tests.journeys.conftest import LAPTOP, PHONE

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
NOT_PAGES = ("/static", "/bootstrap", "/thong-ke/bang.xlsx", "/danh-sach/tep-loi", "/dang-xuat")
MOST_PAGES = 40


def kind_of(address):
    """The address with ids taken out: two sheets are one kind of page."""
    parts = urlsplit(address)
    names = ",".join(sorted(word.split("=")[0] for word in parts.query.split("&")))
    return re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "…", parts.path) + "?" + names


def every_page(page, start):
    """Visit one page of each kind that links lead to; yields the kind while it is shown."""
    waiting, seen = [start], set()
    while waiting and len(seen) < MOST_PAGES:
        address = waiting.pop(0)
        if kind_of(address) in seen or urlsplit(address).path.startswith(NOT_PAGES):
            continue
        seen.add(kind_of(address))
        page.goto(address)
        yield kind_of(address)
        links = page.locator("a[href]").evaluate_all("all => all.map(one => one.href)")
        waiting += [link.split("#")[0] for link in links if link.startswith(start)]


def violations(page):
    found = Axe().run(page, options=RULES).response["violations"]
    return [(one["id"], one["nodes"][0]["html"][:120]) for one in found]


@pytest.mark.parametrize("role", [one.value for one in Role])
def test_no_page_of_a_role_has_an_accessibility_violation(ward, visit, role):
    page = visit(role, LAPTOP)

    found = {kind: wrong for kind in every_page(page, f"{ward.address}/") if (wrong := violations(page))}

    assert found == {}


@pytest.mark.parametrize("role", ["health", "worker", "stat", "auditor"])
def test_on_a_telephone_no_page_has_a_violation_or_scrolls_sideways(ward, visit, role):
    page = visit(role, PHONE)
    found = {}
    for kind in every_page(page, f"{ward.address}/"):
        wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth + 1")
        wrong = violations(page) + (["scrolls sideways"] if wide else [])
        found |= {kind: wrong} if wrong else {}

    assert found == {}


def test_the_door_and_refusals_have_no_violation_either(browser, ward):
    context = browser.new_context(viewport=PHONE, locale="vi-VN")
    page = context.new_page()
    page.goto(f"{ward.address}/dang-nhap")
    found = [violations(page)]
    page.get_by_label("Tên đăng nhập").fill("khongco")
    page.get_by_label("Mật khẩu").fill("khong phai mat khau")
    page.keyboard.press("Enter")
    page.get_by_text("không đúng").first.wait_for()
    found.append(violations(page))
    page.goto(f"{ward.address}/khong-co-trang-nay")
    found.append(violations(page))
    context.close()

    assert found == [[], [], []]


def test_every_control_of_the_class_list_page_can_be_reached_by_tab(ward, visit):
    page = visit("health")
    page.goto(f"{ward.address}/danh-sach")
    controls = page.locator(
        "main a[href]:visible, main button:visible, main select:visible, "
        "main input:not([type=hidden]):visible"
    ).count()
    page.locator("main").evaluate("one => one.focus()")
    reached = set()
    for _ in range(controls + 2):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.outerHTML.slice(0, 300)"))

    assert len([one for one in reached if not one.startswith("<body")]) >= controls - 1


def test_pages_ask_nobody_but_this_server(ward, visit):
    page = visit("health")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{ward.address}/lop")
    page.goto(f"{ward.address}/thong-ke")

    assert [url for url in asked if not url.startswith((ward.address, "data:"))] == []


def test_after_signing_out_the_back_button_shows_no_data(ward, visit):
    page = visit("health")
    page.goto(f"{ward.address}/chuyen-kham")
    page.locator("details.menu-person summary").press("Enter")
    page.get_by_role("button", name="Đăng xuất").first.press("Enter")
    page.wait_for_url("**/dang-nhap")

    page.go_back()
    page.wait_for_load_state()

    assert "/dang-nhap" in page.url
