"""What the page of a class list asks, what it shows, and that nothing chosen is lost."""

import io
import re
from datetime import date

import pytest
from sqlalchemy import func, select

from casemgmt.domain.context import Role
from casemgmt.store.children import Child, Guardian, SchoolMove
from casemgmt.store.db import session
from casemgmt.store.rosters import RosterRow
from tests.factories import make_child, make_place, make_user
from tests.visitors import Visitor

HEADER = "STT;Họ và tên;Ngày sinh;Giới tính;Lớp;Dân tộc;Mã định danh;Họ tên mẹ;SĐT mẹ\n"


@pytest.fixture
def visitor(signed_in):
    return signed_in(Role.HEALTH_STATION)


def csv(*lines):
    return ("\ufeff" + HEADER + "\n".join(lines)).encode()


def uploaded(visitor, *lines, school_id=""):
    """The address of the page of a list of these rows."""
    form = {"file": (io.BytesIO(csv(*lines)), "lop2a.csv"), "school_id": str(school_id)}
    answer = visitor.post("/danh-sach", form, content_type="multipart/form-data")
    assert answer.status_code == 302, answer.text
    return answer.headers["Location"]


def tiles(page):
    """Outcome word -> count."""
    found = re.findall(
        r'class="tile[^"]*"><strong>([\d.]+)</strong>.*?</svg>\s*([^<]+?)\s*</span>', page, re.S
    )
    return {word: int(number.replace(".", "")) for number, word in found}


def count(model):
    return session().scalar(select(func.count()).select_from(model))


def known_child(visitor, place, **given):
    return make_child(visitor.ctx, place, **{"full_name": "Nông Văn Mẫu", "sex": "M"} | given)


NEAR = "1;Nong Van Mau;01/03/2018;Nam;2A;;;;"
SAME = "1;Nông Văn Mẫu;01/03/2018;Nam;2A;;;;"
CHANGED = "1;Nông Văn Mẫu;01/03/2018;Nam;2A;Tày;006218000123;Hà Thị Mẫu;0912345678"


def test_the_counts_stand_in_tiles(visitor, place):
    known_child(visitor, place)
    known_child(visitor, place, full_name="Lý Thị Mẫu", sex="F", ethnic_group="01")
    page = visitor.get(
        uploaded(
            visitor, SAME, "2;Trẻ Mới Một;02/02/2018;Nữ;2A;;;;", "3;Trẻ Mới Hai;31/02/2018;Nữ;2A;;;;",
            "4;Ly Thi Mau;01/03/2018;Nữ;2A;;;;", school_id=place.school_id,
        )
    ).text  # fmt: skip

    assert tiles(page) == {"Mới": 1, "Có thay đổi": 0, "Giống hệt": 1, "Cần xem": 1, "Không nhận được": 1}
    assert "Dòng 4, cột C" in page


def test_a_likely_pair_stands_side_by_side_with_the_differing_parts_marked(visitor, place):
    known_child(visitor, place)

    page = visitor.get(uploaded(visitor, NEAR)).text

    assert "<mark>Nong</mark>" in page
    assert "<mark>Nông</mark>" in page
    assert "Vì sao hỏi: cùng họ tên, " in page
    assert page.count('type="radio" name="row-0"') == 3
    assert 'value="later" checked' in page


@pytest.mark.parametrize(("answer", "children"), [("new", 2), ("later", 1), ("same:{child}", 1)])
def test_each_of_the_three_choices_does_what_it_says(visitor, place, answer, children):
    child_id = known_child(visitor, place)
    path = uploaded(visitor, NEAR)
    form = {"school_id": str(place.school_id), "row-0": answer.format(child=child_id)}

    assert visitor.post(f"{path}/nhan", form).status_code == 302

    assert count(Child) == children
    assert ("còn chờ quyết định" in visitor.get(path).text) is (answer == "later")


def test_what_is_blank_in_the_register_is_said_to_be_filled_in_without_asking(visitor, place):
    known_child(visitor, place)
    path = uploaded(visitor, CHANGED)
    page = visitor.get(path).text

    assert page.count("Sẽ điền thêm") == 4
    assert "take-0-" not in page
    visitor.post(f"{path}/nhan", {"school_id": str(place.school_id)})
    assert session().scalars(select(Child)).one().ethnic_group == "02"


@pytest.mark.parametrize(("form", "ethnic_group"), [({}, "01"), ({"take-0-ethnic_group": "1"}, "02")])
def test_what_differs_is_overwritten_only_where_it_is_ticked(visitor, place, form, ethnic_group):
    known_child(visitor, place, ethnic_group="01")
    path = uploaded(visitor, CHANGED)
    page = visitor.get(path).text

    box = re.search(r'<input[^>]*name="take-0-ethnic_group"[^>]*>', page).group()
    assert "checked" not in box
    seen = re.search(r'value="([^"]+)"', box).group(1)
    visitor.post(f"{path}/nhan", {"school_id": str(place.school_id), **dict.fromkeys(form, seen)})
    assert session().scalars(select(Child)).one().ethnic_group == ethnic_group


def test_a_field_that_does_not_differ_cannot_be_overwritten(visitor, place):
    known_child(visitor, place, ethnic_group="01")
    path = uploaded(visitor, SAME)

    visitor.post(f"{path}/nhan", {"school_id": str(place.school_id), "take-0-ethnic_group": "1"})

    assert session().scalars(select(Child)).one().ethnic_group == "01"


def test_numbers_and_telephones_are_shown_masked(visitor, place):
    known_child(visitor, place)

    page = visitor.get(uploaded(visitor, CHANGED)).text

    assert "006218000123" not in page
    assert "0912345678" not in page
    assert "091•••5678" in page


def test_children_of_the_class_who_are_not_in_the_file_are_listed_and_nothing_is_done_unasked(visitor, place):
    known_child(visitor, place, full_name="Bế Thị Vắng", sex="F")
    path = uploaded(visitor, SAME, school_id=place.school_id)
    page = visitor.get(path).text

    assert "Em Bế Thị Vắng thế nào?" in page
    visitor.post(f"{path}/nhan", {"school_id": str(place.school_id)})
    assert count(SchoolMove) == 0


@pytest.mark.parametrize(
    ("word", "moves"), [("left", ["left"]), ("moved", ["moved"]), ("stays", []), ("", [])]
)
def test_what_is_said_of_an_absent_child_becomes_a_proposal(visitor, place, word, moves):
    absent = known_child(visitor, place, full_name="Bế Thị Vắng", sex="F")
    path = uploaded(visitor, SAME, school_id=place.school_id)

    visitor.post(f"{path}/nhan", {"school_id": str(place.school_id), f"absent-{absent}": word})

    assert [one.kind for one in session().scalars(select(SchoolMove))] == moves


def test_choosing_another_school_compares_the_list_with_it_before_anything_is_saved(visitor, place):
    absent = known_child(visitor, place, full_name="Bế Thị Vắng", sex="F")
    other = make_place(visitor.ctx, "Trường Tiểu học Khác")
    path = uploaded(visitor, SAME, school_id=place.school_id)

    answer = visitor.post(f"{path}/nhan", {"school_id": str(other.school_id), f"absent-{absent}": "left"})

    assert answer.status_code == 422
    assert "Đã so danh sách với trường và lớp vừa chọn" in answer.text
    assert "em của lớp không có trong tệp" not in answer.text
    assert (count(SchoolMove), count(Child)) == (0, 1)


def test_everything_chosen_is_still_there_when_the_save_is_refused(visitor, place):
    child_id = known_child(visitor, place)
    known_child(visitor, place, full_name="Lý Thị Mẫu", sex="F", ethnic_group="01")
    absent = known_child(visitor, place, full_name="Bế Thị Vắng", sex="F")
    path = uploaded(visitor, NEAR, "2;Lý Thị Mẫu;01/03/2018;Nữ;2A;Tày;;;", school_id=place.school_id)
    seen = re.search(r'name="take-1-ethnic_group"[^>]*value="([^"]+)"', visitor.get(path).text).group(1)
    chosen = {"row-0": f"same:{child_id}", "take-1-ethnic_group": seen, f"absent-{absent}": "left"}

    answer = visitor.post(f"{path}/nhan", {"school_id": "", **chosen})

    assert answer.status_code == 422
    assert "Chọn trường" in answer.text
    assert re.search(rf'value="same:{child_id}" checked', answer.text)
    assert re.search(r'name="take-1-ethnic_group"[^>]* checked', answer.text)
    assert '<option value="left" selected>' in answer.text


def test_more_choices_than_a_form_of_many_parts_may_have_are_taken(visitor, place):
    rows = [f"{n};Trẻ Mẫu {'ABCDEFGHIK'[n % 10]}{n};0{1 + n % 9}/03/2018;Nam;2A;;;;" for n in range(300)]
    path = uploaded(visitor, *rows)
    form = {"school_id": str(place.school_id)} | {f"row-{n}": "later" for n in range(5_000)}

    assert visitor.post(f"{path}/nhan", form).status_code == 302
    assert count(Child) == 300


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7*7 }}"])
def test_what_stands_in_a_cell_is_only_ever_text(visitor, place, text):
    known_child(visitor, place)
    quoted = text.replace('"', '""')
    path = uploaded(
        visitor,
        f'1;"{quoted} Mẫu";01/02/2018;Nam;2A;"{quoted}";"{quoted}";"{quoted}";"{quoted}"',
        f'2;Nông Văn Mẫu;01/03/2018;Nam;2A;;;"{quoted}";',
        f'3;"{quoted}";"{quoted}";"{quoted}";2A;;;;',
    )

    page = visitor.get(path).text

    assert "<script>alert" not in page
    assert "<img src=x" not in page.casefold()
    assert " 49" not in page


def test_a_school_account_sees_nothing_of_a_child_of_another_school(app, visitor, place):
    elsewhere = make_place(visitor.ctx, "Trường Tiểu học Khác")
    known_child(visitor, elsewhere, ethnic_group="01", birth_date=date(2018, 3, 1))
    school = Visitor(app, make_user(visitor.ctx, Role.SCHOOL_ENTRY, place.school_id))

    path = uploaded(school, CHANGED)
    page = school.get(path).text

    assert "Một em đã có trong sổ của phường, ngoài trường của bạn" in page
    assert "Nông Văn Mẫu" in page  # its own row
    assert "<mark>" not in page
    assert "same:" not in page
    assert "Kinh" not in page


def test_a_school_account_cannot_choose_a_child_of_another_school(app, visitor, place):
    elsewhere = make_place(visitor.ctx, "Trường Tiểu học Khác")
    child_id = known_child(visitor, elsewhere)
    school = Visitor(app, make_user(visitor.ctx, Role.SCHOOL_ENTRY, place.school_id))
    path = uploaded(school, NEAR)

    answer = school.post(f"{path}/nhan", {"school_id": str(place.school_id), "row-0": f"same:{child_id}"})

    assert answer.status_code == 404
    assert (count(Guardian), count(RosterRow)) == (0, 0)


def test_what_the_same_child_would_get_is_told_beside_the_choice(visitor, place):
    known_child(visitor, place)

    page = visitor.get(uploaded(visitor, "1;Nong Van Mau;01/03/2018;Nam;2C;Tày;;;0912345678")).text

    assert "em rời lớp 2A vào lớp 2C" in page
    assert "điền dân tộc Tày" in page
    assert "091•••5678" in page


def test_a_list_without_class_is_compared_before_it_is_saved(visitor, place):
    known_child(visitor, place)
    missing = known_child(visitor, place, full_name="Bế Thị Vắng", sex="F")
    path = uploaded(visitor, "1;Nông Văn Mẫu;01/03/2018;Nam;;;;;", school_id=place.school_id)
    form = {"school_id": str(place.school_id), "class_name": "lớp 2a"}

    asked = visitor.post(f"{path}/nhan", form)
    assert asked.status_code == 422
    assert f"absent-{missing}" in visitor.get(path).text

    assert visitor.post(f"{path}/nhan", form).status_code == 302
