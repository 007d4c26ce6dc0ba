"""A list that names neither school nor class: compared anew, saved, and taken back."""

import pytest

pytestmark = pytest.mark.xdist_group("demo")
ROWS = 60


@pytest.fixture
def file(tmp_path):
    """A list of made-up children with no word of school or class."""
    letters = "ABCDEGHIKLMNOPQRSTUVXY"
    rows = [
        f"Nông Thị Mẫu {letters[n % 22]}{letters[n // 22]};{1 + n % 28:02}/07/2018;Nữ" for n in range(ROWS)
    ]
    target = tmp_path / "danh sách.csv"
    target.write_text("\n".join(["Họ và tên;Ngày sinh;Giới tính", *rows]), "utf-8-sig")
    return target


def test_a_list_is_compared_anew_saved_and_taken_back(ward, visit, file):
    page = visit("health")
    page.goto(f"{ward.address}/danh-sach")
    page.get_by_label("Tệp danh sách").set_input_files(file)
    page.get_by_role("button", name="Tải lên và xem trước").press("Enter")
    page.wait_for_url("**/danh-sach/*-*")
    take = page.get_by_role("button", name=f"Nhận {ROWS} em vào sổ")

    page.locator("select[name=school_id]").select_option(index=1)
    page.get_by_label("Tên lớp").fill("9Z")
    take.press("Enter")
    page.get_by_text("Đã so danh sách với trường và lớp vừa chọn").first.wait_for()
    assert page.get_by_label("Tên lớp").input_value() == "9Z"

    take.press("Enter")
    page.get_by_role("heading", name="Đã nhận danh sách").wait_for()
    assert str(ROWS) in page.locator(".tiles").inner_text()
    assert page.get_by_text("Mở phiếu lớp 9Z").count() == 1

    page.get_by_role("link", name="Hoàn tác việc nhận").press("Enter")
    page.get_by_role("button", name="Hoàn tác").press("Enter")
    page.get_by_role("heading", name="Xem trước danh sách").wait_for()
    assert take.count() == 1
    page.get_by_role("button", name="Bỏ, không nhận danh sách này").press("Enter")
    page.get_by_role("button", name="Bỏ danh sách").press("Enter")
    page.wait_for_url("**/danh-sach")
    assert file.name not in page.locator("main").inner_text()
