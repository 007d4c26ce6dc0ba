"""What follows the saving of a class list: what waits, the file given back, taking the list back."""

import csv as tables
import io
import re
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import openpyxl
import pytest
from sqlalchemy import func, select

from casemgmt.domain.context import Role
from casemgmt.store.children import Child, Enrolment
from casemgmt.store.db import session, transaction
from casemgmt.store.rosters import RosterImport
from casemgmt.store.saving_progress import Running
from tests.factories import make_child, make_place

SAMPLES = Path(__file__).parents[1] / "samples/rosters"
HEADER = "STT;Họ và tên;Ngày sinh;Giới tính;Lớp\n"
NEAR, NEW = "1;Nong Van Mau;01/03/2018;Nam;2A", "2;Trẻ Mẫu Hai;02/02/2018;Nữ;2A"
BAD = "3;Xấu;31/02/2018;Nữ;2A"


@pytest.fixture
def visitor(signed_in):
    return signed_in(Role.HEALTH_STATION)


def uploaded(visitor, *lines, name="lop2a.csv", content=b""):
    body = content or ("\ufeff" + HEADER + "\n".join(lines)).encode()
    form = {"file": (io.BytesIO(body), name)}
    answer = visitor.post("/danh-sach", form, content_type="multipart/form-data")
    assert answer.status_code == 302, answer.text
    return answer.headers["Location"]


def saved(visitor, place, *lines, **form):
    """The address of a list that was taken over."""
    path = uploaded(visitor, *lines)
    answer = visitor.post(f"{path}/nhan", {"school_id": str(place.school_id), **form})
    assert answer.status_code == 302, answer.text
    return path


def marked(visitor, path):
    return visitor.get(path.replace("/danh-sach/", "/danh-sach/tep-loi/"))


def count(model):
    return session().scalar(select(func.count()).select_from(model))


def test_the_result_says_what_became_of_the_rows_and_leads_to_the_class(visitor, place):
    make_child(visitor.ctx, place, full_name="Nông Văn Mẫu", sex="M")

    page = visitor.get(saved(visitor, place, NEAR, NEW, BAD)).text

    assert "Đã nhận danh sách" in page
    assert "Mở phiếu lớp 2A" in page
    assert "1 em còn chờ quyết định" in page
    assert "1 chỗ làm dòng không nhận được" in page


@pytest.mark.parametrize(("answer", "children"), [("new", 3), ("same:{child}", 2)])
def test_a_row_that_waited_is_saved_when_it_is_decided(visitor, place, answer, children):
    child_id = make_child(visitor.ctx, place, full_name="Nông Văn Mẫu", sex="M")
    path = saved(visitor, place, NEAR, NEW)

    answered = visitor.post(f"{path}/cho", {"row-0": answer.format(child=child_id)})

    assert answered.status_code == 302
    page = visitor.get(path).text
    assert "Đã nhận thêm 1 em." in page
    assert "còn chờ quyết định" not in page
    assert count(Child) == children


def test_a_row_left_for_later_goes_on_waiting(visitor, place):
    make_child(visitor.ctx, place, full_name="Nông Văn Mẫu", sex="M")
    path = saved(visitor, place, NEAR, NEW)

    visitor.post(f"{path}/cho", {"row-0": "later"})

    page = visitor.get(path).text
    assert "Chưa chọn em nào" in page
    assert "1 em còn chờ quyết định" in page


def test_a_script_that_saves_is_told_where_to_go_on(visitor, place):
    path = uploaded(visitor, NEW)
    form = {"school_id": str(place.school_id)}

    answer = visitor.post(f"{path}/nhan", form, headers={"Accept": "application/json"})

    assert answer.json == {"next": path}
    assert count(Child) == 1


def test_a_script_that_saves_hears_the_reason_of_a_refusal(visitor, place):
    path = uploaded(visitor, NEW)

    answer = visitor.post(f"{path}/nhan", {"school_id": ""}, headers={"Accept": "application/json"})

    assert answer.status_code == 422
    assert answer.json["error"] == "Chọn trường của danh sách này."


def test_the_bar_is_told_how_far_the_saving_is(visitor, place):
    path = uploaded(visitor, NEW)
    import_id = session().scalars(select(RosterImport.id)).one()
    assert visitor.get(f"{path}/tien-do").json == {"stage": "idle", "rows_saved": 0, "rows": 0}

    with Running(import_id, 1_200) as running:
        running.report(400)
        told = visitor.get(f"{path}/tien-do").json

    assert told == {"stage": "rows", "rows_saved": 400, "rows": 1_200}


def test_a_list_of_somebody_elses_ward_tells_no_progress(visitor):
    assert visitor.get(f"/danh-sach/{uuid4()}/tien-do").status_code == 404


def test_the_page_of_a_list_loads_the_bar_and_works_without_it(visitor, place):
    page = visitor.get(uploaded(visitor, NEW)).text

    assert "js/progress.js" in page
    assert '/tien-do"' in page
    assert 'method="post"' in page


@pytest.mark.parametrize("state", ["before", "after"])
def test_the_file_is_given_back_with_a_column_of_errors_before_saving_and_after(visitor, place, state):
    path = uploaded(visitor, NEW, BAD) if state == "before" else saved(visitor, place, NEW, BAD)
    assert "Tải tệp có cột Lỗi" in visitor.get(path).text

    answer = marked(visitor, path)

    rows = list(tables.reader(io.StringIO(answer.data.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert answer.mimetype == "text/csv"
    assert "lop2a%20-%20L%E1%BB%97i.csv" in answer.headers["Content-Disposition"]
    assert [row[5] for row in rows[:2]] == ["Lỗi", ""]
    assert rows[2][5].startswith("Cột C: «31/02/2018»: không có ngày này.")


def test_a_workbook_is_given_back_as_a_workbook_with_its_rows_in_place(visitor, place):
    content = (SAMPLES / "01_title_merged_x.xlsx").read_bytes()
    path = uploaded(visitor, name="lop3a.xlsx", content=content)

    book = openpyxl.load_workbook(io.BytesIO(marked(visitor, path).data))

    before = openpyxl.load_workbook(io.BytesIO(content)).active
    headings = [cell.value for cell in book.active[7]]
    assert headings[-1] == "Lỗi"
    assert [[cell.value for cell in row] for row in before.rows] == [
        [cell.value for cell in row[: before.max_column]] for row in book.active.rows
    ]


def test_the_page_says_how_long_the_file_is_kept_and_after_that_it_is_gone(visitor, place, clock):
    path = saved(visitor, place, NEW, BAD)
    assert "đến hết ngày 11/11/2026" in visitor.get(path).text

    clock.moment += timedelta(days=31)
    later = visitor_again(visitor)
    uploaded(later, "9;Trẻ Mẫu Chín;02/02/2018;Nữ;2A")

    assert marked(later, path).status_code == 404
    page = later.get(path).text
    assert "Tải tệp có cột Lỗi" not in page
    assert "Hoàn tác" not in page


def visitor_again(visitor):
    """The same person, signed in a month later."""
    return type(visitor)(visitor.client.application, visitor.ctx)


def test_an_undo_says_first_what_it_would_do(visitor, place):
    path = saved(visitor, place, NEW, BAD)
    assert f"{path}/hoan-tac" in visitor.get(path).text

    page = visitor.get(f"{path}/hoan-tac").text

    assert "<strong>1 em</strong> do danh sách này thêm vào" in page
    assert count(Child) == 1


def shown(page):
    """What the undo page carries of the plan it shows."""
    return re.search(r'name="seen" value="([0-9a-f]{16})"', page)[1]


def undo(visitor, path):
    """Look at what an undo would do, and agree."""
    page = visitor.get(f"{path}/hoan-tac").text
    return visitor.post(f"{path}/hoan-tac", {"seen": shown(page)})


@pytest.mark.parametrize("seen", ["", "0" * 16])
def test_an_undo_that_is_not_the_one_shown_is_shown_again_and_then_done(visitor, place, seen):
    path = saved(visitor, place, NEW)

    answer = visitor.post(f"{path}/hoan-tac", {"seen": seen})

    assert answer.status_code == 409
    assert "<strong>1 em</strong> do danh sách này thêm vào" in answer.text
    assert count(Child) == 1
    visitor.post(f"{path}/hoan-tac", {"seen": shown(answer.text)})
    assert count(Child) == 0


def test_children_that_are_elsewhere_now_are_only_counted(signed_in, place, as_role):
    visitor = signed_in(Role.SCHOOL_ENTRY, place.school_id)
    path = saved(visitor, place, NEW)
    other = make_place(as_role(None), "Trường Khác", "5B")
    with transaction(visitor.ctx):
        held = session().scalars(select(Enrolment)).one()
        held.school_id, held.class_id = other.school_id, other.class_id

    page = visitor.get(f"{path}/hoan-tac").text

    assert "1 em nay không thuộc phạm vi của bạn" in page
    assert "Trẻ Mẫu Hai" not in page


def test_an_untouched_list_is_taken_back_as_a_whole_and_can_be_taken_again(visitor, place):
    path = saved(visitor, place, NEW)

    undo(visitor, path)

    assert count(Child) == 0
    page = visitor.get(path).text
    assert "Đã hoàn tác: 1 em ra khỏi sổ" in page
    assert "Xem trước danh sách" in page
    visitor.post(f"{path}/nhan", {"school_id": str(place.school_id)})
    assert count(Child) == 1


def test_a_child_touched_since_stays_and_the_page_says_why(visitor, place):
    path = saved(visitor, place, NEW, "3;Trẻ Mẫu Ba;03/03/2018;Nữ;2A")
    saved(visitor, place, NEW)

    page = visitor.get(f"{path}/hoan-tac").text
    undo(visitor, path)

    assert "Trẻ Mẫu Hai" in page
    assert "Đã có trong một danh sách nhận sau đó." in page
    assert [one.full_name for one in session().scalars(select(Child))] == ["Trẻ Mẫu Hai"]
    assert "giữ lại 1 em" in visitor.get(path).text


def test_only_the_one_who_took_a_list_over_can_take_it_back(visitor, signed_in, place):
    path = saved(visitor, place, NEW)
    other = signed_in(Role.HEALTH_STATION)

    page = other.get(path).text

    assert "Chỉ người đã nhận danh sách mới hoàn tác được" in page
    assert other.get(f"{path}/hoan-tac").status_code == 404
    assert other.post(f"{path}/hoan-tac").status_code == 404
    assert count(Child) == 1


def test_a_list_thrown_away_is_gone_with_its_file(visitor, place):
    path = uploaded(visitor, NEW)

    visitor.post(f"{path}/bo")

    assert "Đã bỏ danh sách và xóa tệp" in visitor.get("/danh-sach").text
    assert visitor.get(path).status_code == 404
    assert marked(visitor, path).status_code == 404
    assert count(RosterImport) == 0


def test_a_list_that_was_taken_over_cannot_be_thrown_away(visitor, place):
    path = saved(visitor, place, NEW)

    answer = visitor.post(f"{path}/bo")

    assert answer.status_code == 409
    assert "đã được nhận trước đó" in answer.text
