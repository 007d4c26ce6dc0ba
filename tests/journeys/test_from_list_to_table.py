"""From a school's Excel list to an anonymised table: the demo journey, keyboard first."""

import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from tests.journeys.conftest import ROOT

SAMPLE = Path(__file__).parents[1] / "samples/rosters/01_title_merged_x.xlsx"
HEAD_TEACHER = "Nông Thị Bích"  # signs below the list and is no child
pytestmark = pytest.mark.xdist_group("demo")


@pytest.fixture(scope="module")
def told():
    """What one step of the story tells the next."""
    return {}


def when_the_nurse_imports_the_list(page, ward):
    page.goto(f"{ward.address}/danh-sach")
    page.get_by_label("Tệp danh sách").set_input_files(SAMPLE)
    page.get_by_role("button", name="Tải lên và xem trước").press("Enter")
    page.wait_for_url("**/danh-sach/*-*")


def open_sheet_of_3a(page, ward):
    page.goto(f"{ward.address}/lop")
    row = page.locator("tr", has=page.get_by_text("3A", exact=True)).first
    row.get_by_role("link").first.press("Enter")
    page.wait_for_load_state()
    if "/kham/" not in page.url:
        page.get_by_role("button", name="Mở phiếu").press("Enter")
    page.wait_for_url("**/kham/*")


def cells_of(row):
    return row.locator("td.cell input")


def type_along(page, *texts):
    for text in texts:
        page.keyboard.type(text)
        page.keyboard.press("Tab")


def wait_saved(page):
    page.locator("#outbox[data-state=idle]").wait_for()


def test_1_the_start_prints_address_and_sign_ins(ward):
    assert ward.address in ward.printed
    assert ward.password in ward.printed
    assert all(login in ward.printed for login in ward.logins.values())


def test_2_the_nurse_sees_what_was_read_before_she_confirms(ward, visit):
    page = visit("health")

    when_the_nurse_imports_the_list(page, ward)

    text = page.locator("main").inner_text()
    assert "31" in text
    assert "3A" in text
    assert "Hoàng Thùy My" in text
    assert HEAD_TEACHER not in text
    page.get_by_role("button", name="Nhận 31 em vào sổ").press("Enter")
    page.get_by_text("Đã lưu vào sổ").wait_for()


def test_3_a_row_typed_by_keyboard_says_what_it_means_and_is_there_after_a_reload(ward, visit, told):
    page = visit("health")
    open_sheet_of_3a(page, ward)
    row = page.locator("tr.child").first
    assert page.locator("tr.child").count() == 31
    cells_of(row).first.focus()

    type_along(page, "5", "10", "", "")
    page.keyboard.type("55,64 sâu; 75 trám")
    page.keyboard.press("Tab")
    type_along(page, "", "", "0", "", "", "", "0")
    page.keyboard.press("Control+s")
    wait_saved(page)

    meaning = row.locator("xpath=following-sibling::tr[1]").inner_text()
    assert "Chuyển khám thường quy trước hết ngày" in meaning
    assert "5/10" in meaning
    assert "smt" in meaning
    told["name"] = row.locator(".who-name").inner_text()
    page.reload()
    again = page.locator("tr.child").first
    assert cells_of(again).first.input_value() == "5"
    assert "5/10" in again.locator("xpath=following-sibling::tr[1]").inner_text()


def test_4_a_reading_of_55_is_refused_at_the_cell_and_the_rest_kept(ward, visit):
    page = visit("health")
    open_sheet_of_3a(page, ward)
    row = page.locator("tr.child").nth(1)
    cells_of(row).first.focus()

    type_along(page, "55", "9")
    page.keyboard.press("Control+s")

    page.get_by_text("chỉ nhận từ 1 đến 20").first.wait_for()
    assert cells_of(row).first.input_value() == "55"
    assert cells_of(row).first.get_attribute("aria-invalid") == "true"


def test_5_what_is_typed_without_network_is_sent_when_it_is_back(ward, visit):
    page = visit("health")
    open_sheet_of_3a(page, ward)
    row = page.locator("tr.child").nth(2)
    page.context.set_offline(True)
    cells_of(row).first.focus()
    type_along(page, "8", "9")
    page.keyboard.press("Control+s")
    page.locator("#outbox:not([data-state=idle])").wait_for()

    page.context.set_offline(False)
    page.locator("#retry").press("Enter")
    wait_saved(page)

    page.reload()
    assert cells_of(page.locator("tr.child").nth(2)).first.input_value() == "8"


def test_6_the_second_of_two_people_is_shown_both_values(ward, visit):
    one, other = visit("health"), visit("health")
    open_sheet_of_3a(one, ward)
    open_sheet_of_3a(other, ward)
    for page, reading in ((one, "7"), (other, "6")):
        cells_of(page.locator("tr.child").nth(3)).first.focus()
        type_along(page, reading, "10")
        page.keyboard.press("Control+s")
        page.wait_for_timeout(600)

    other.get_by_text("Đang lưu: 7").first.wait_for()

    assert "Bạn gõ: 6" in other.locator("main").inner_text()


def test_7_the_failed_eye_test_is_a_referral_with_a_due_date(ward, visit, told):
    page = visit("health")
    page.goto(f"{ward.address}/chuyen-kham?trang-thai=issued")
    found = page.locator("tr", has_text=told["name"]).filter(has_text="5/10")
    while found.count() == 0:
        page.get_by_role("link", name="Trang sau").press("Enter")
        page.wait_for_load_state()

    assert "Chuyên khoa Mắt" in found.first.inner_text()
    assert "/20" in found.first.inner_text()


def test_8_a_murmur_of_grade_3_becomes_a_suggestion_that_the_social_worker_decides(ward, visit):
    nurse = visit("health")
    open_sheet_of_3a(nurse, ward)
    row = nurse.locator("tr.child").nth(4)
    name = row.locator(".who-name").inner_text()
    row.locator("input[data-field=murmur_grade]").focus()
    type_along(nurse, "3", "", "", "", "0")
    nurse.keyboard.press("Control+s")
    wait_saved(nurse)

    worker = visit("worker")
    worker.get_by_role("link", name="Gợi ý").first.press("Enter")
    worker.get_by_role("link", name=name).first.press("Enter")
    worker.get_by_text("Chờ xem xét").wait_for()
    assert "xác minh" in worker.locator("dl.facts").inner_text()
    worker.get_by_label("Xác nhận: gia đình cần được hỗ trợ").check()
    worker.get_by_label("Lý do").fill("Đã đến nhà ngày hôm nay, gia đình cần hỗ trợ đi khám.")
    worker.get_by_role("button", name="Ghi quyết định").press("Enter")
    worker.get_by_text("Đã ghi quyết định").wait_for()


def test_9_the_statistician_sees_figures_and_no_name(ward, visit, told, tmp_path):
    page = visit("stat")
    page.goto(f"{ward.address}/thong-ke")

    text = page.locator("main").inner_text()
    assert told["name"] not in text
    assert "–" in page.locator("table.figures").inner_text()
    assert page.locator("img.chart").evaluate("one => one.complete && one.naturalWidth > 0")
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải bảng Excel").press("Enter")
    file = tmp_path / "table.xlsx"
    download.value.save_as(file)
    cells = [str(cell.value) for line in openpyxl.load_workbook(file).active.iter_rows() for cell in line]
    assert any("Giảm thị lực" in cell or "thị lực" in cell.lower() for cell in cells)
    assert told["name"] not in " ".join(cells)


def test_10_the_auditor_sees_who_did_all_this_and_the_chain_verifies(ward, visit, told):
    page = visit("auditor")
    page.goto(f"{ward.address}/nhat-ky")

    text = page.locator("main").inner_text()
    assert ward.logins["health"] in text
    assert told["name"] not in text
    page.goto(f"{ward.address}/nhat-ky/kiem-tra")
    page.get_by_role("button", name="Kiểm tra").press("Enter")
    page.get_by_text("nguyên vẹn").first.wait_for()


def test_11_somebody_without_the_right_is_told_so_in_vietnamese(ward, visit):
    page = visit("stat")

    answer = page.goto(f"{ward.address}/lop")

    assert answer.status == 403
    assert "không có quyền" in page.locator("main").inner_text()


def test_12_the_command_line_verifies_the_same_chain(ward):
    command = [sys.executable, "-m", "casemgmt", "audit", "verify", "--demo", "--json"]

    done = subprocess.run(
        [*command, "--instance", str(ward.instance)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    assert '"intact": true' in done.stdout
