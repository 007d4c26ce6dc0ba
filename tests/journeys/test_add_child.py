"""A child added by hand, keyboard only, in no more than 76 seconds; the pages about one child.

The time is that of the keystroke-level model: 0.28 s for each key of an average typist, 1.35 s of
thought before each field and each decision, 0.1 s for a Tab that needs no thought. Source: Card,
Moran and Newell, "The keystroke-level model for user performance time with interactive systems",
Communications of the ACM 23 (7), 1980. Vietnamese is counted as typed in Telex: one more key for
each mark.
"""

import re
import unicodedata

import pytest

from tests.journeys.conftest import LAPTOP, PHONE
from tests.journeys.test_every_page import violations

KEY, THOUGHT, TAB = 0.28, 1.35, 0.1
LONGEST_SECONDS = 76
NAME, BIRTH = "Nông Thị Bảo Yến", "14/05/2019"
pytestmark = pytest.mark.xdist_group("demo")


class Typist:
    """Types as a person does, and counts."""

    def __init__(self, page):
        self.page, self.keys, self.tabs, self.thoughts = page, 0, 0, 0

    @property
    def seconds(self):
        return self.keys * KEY + self.tabs * TAB + self.thoughts * THOUGHT

    def tab(self):
        self.tabs += 1
        self.page.keyboard.press("Tab")

    def press(self, key, times=1):
        for _ in range(times):
            self.keys += 1
            self.page.keyboard.press(key)

    def fill(self, text):
        """One field of text, then on to the next."""
        self.thoughts += 1
        self.keys += telex_keys(text)
        self.page.keyboard.type(text)
        self.tab()

    def choose(self, downs):
        """One choice by the arrow, then on to the next field."""
        self.thoughts += 1
        self.press("ArrowDown", downs)
        self.tab()


def telex_keys(text):
    """How many keys Telex wants: ``ế`` is e, e, s; ``đ`` is d, d; a capital also takes Shift."""
    plain = unicodedata.normalize("NFD", text)
    return len(plain) + plain.lower().count("đ") + sum(map(str.isupper, plain))


def add_quickly(page, ward, name, birth, class_part=""):
    """The three fields that are needed."""
    page.goto(f"{ward.address}/tre/them")
    page.get_by_label("Họ và tên").fill(name)
    page.get_by_label("Ngày sinh").fill(birth)
    page.get_by_label("Nữ", exact=True).check()
    if class_part:
        page.get_by_label("Lớp đang học").select_option(index=1)
    page.get_by_role("button", name="Lưu em này").press("Enter")
    page.wait_for_url(re.compile(r"/tre/[0-9a-f-]{36}$"))


def test_a_complete_entry_with_the_question_about_a_duplicate_takes_no_longer_than_76_seconds(ward, visit):
    page = visit("health")
    add_quickly(page, ward, NAME, BIRTH)
    page.goto(f"{ward.address}/tre/them")
    page.wait_for_function("document.activeElement.id === 'f-full_name'")
    typist = Typist(page)

    typist.fill(NAME)
    typist.fill("14052019")
    typist.thoughts += 1
    typist.press("Space")  # the first of the two: Nam
    typist.press("ArrowDown")
    typist.tab()
    typist.fill("006319000123")
    typist.fill("tay")
    typist.choose(3)  # class
    typist.choose(8)  # neighbourhood
    typist.fill("Số 12, ngõ 5")
    typist.choose(1)  # permanent
    typist.fill("Hoàng Thị Mẫu")
    typist.choose(2)  # mother
    typist.thoughts += 1
    typist.keys += len("0300009999")
    page.keyboard.type("0300009999")
    typist.press("Enter")

    page.get_by_text("Em này có thể đã có trong sổ").wait_for()
    page.wait_for_function("document.activeElement !== document.body")  # the page has set its focus
    typist.thoughts += 1  # looks at the two side by side
    typist.tab()  # to "Mở hồ sơ này"
    typist.tab()
    assert page.locator(":focus").inner_text().strip() == "Vẫn thêm: là em khác"
    typist.press("Enter")
    page.wait_for_url(re.compile(r"/tre/[0-9a-f-]{36}$"))

    text = page.locator("main").inner_text()
    for shown in (
        NAME,
        "14/05/2019",
        "Nữ",
        "Tày",
        "006•••••0123",
        "Số 12, ngõ 5",
        "Thường trú",
        "0300009999",
    ):
        assert shown in text
    assert "Mẹ" in text
    assert typist.seconds <= LONGEST_SECONDS, f"{typist.seconds:.0f} s"


def test_the_first_field_waits_for_the_typist_and_enter_saves(ward, visit):
    page = visit("health")
    page.goto(f"{ward.address}/tre/them")

    page.wait_for_function("document.activeElement.id === 'f-full_name'")
    page.keyboard.type("Hoàng Thị Chỉ Ba Mục")
    page.keyboard.press("Tab")
    page.keyboard.type("2019")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/tre/[0-9a-f-]{36}$"))
    assert "chỉ biết năm" in page.locator("main").inner_text()


@pytest.mark.parametrize("viewport", [LAPTOP, PHONE], ids=["laptop", "telephone"])
def test_no_page_about_a_child_has_a_violation_or_scrolls_sideways(ward, visit, viewport):
    school = visit("entry")
    add_quickly(school, ward, f"Triệu Thị Rời Lớp {viewport['width']}", "02/03/2018", "class")
    child = school.url
    school.goto(f"{child}/truong-lop")
    school.get_by_label("Chưa rõ").check()
    school.get_by_role("button", name="Gửi báo").press("Enter")
    school.get_by_text("chờ Trạm Y tế xác nhận").wait_for()
    page = visit("health", viewport)
    found = {}

    paths = (child, f"{child}/sua", f"{child}/noi-o", f"{child}/nguoi-cham-soc", f"{child}/ho")
    for address in (
        *paths,
        f"{child}/truong-lop",
        f"{ward.address}/chuyen-truong",
        f"{ward.address}/tre/them",
    ):
        page.goto(address)
        found |= wrong_with(page)
    page.get_by_label("Ngày sinh").fill("31/02/2019")
    page.keyboard.press("Enter")
    page.get_by_text("Chưa ghi được").wait_for()
    found |= wrong_with(page)
    page.get_by_label("Họ và tên").fill(f"Triệu Thị Rời Lớp {viewport['width']}")
    page.get_by_label("Ngày sinh").fill("02/03/2018")
    page.get_by_label("Nữ", exact=True).check()
    page.get_by_label("Ngày sinh").press("Enter")
    page.get_by_text("Em này có thể đã có trong sổ").wait_for()
    found |= wrong_with(page)

    assert found == {}


def wrong_with(page):
    wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth + 1")
    wrong = violations(page) + (["scrolls sideways"] if wide else [])
    return {page.title(): wrong} if wrong else {}
