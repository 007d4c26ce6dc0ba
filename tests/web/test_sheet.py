"""The class sheet over HTTP."""

from uuid import uuid4

import pytest
from sqlalchemy import event

from casemgmt.domain.context import Role
from casemgmt.store.db import db
from tests.factories import ALL_NORMAL, make_child, open_day

WEAK = {"va_right_uncorrected": "5", "va_left_uncorrected": "10"}


@pytest.fixture
def visitor(signed_in):
    return signed_in(Role.HEALTH_STATION)


@pytest.fixture
def sheet(nurse, place):
    child = make_child(nurse, place)
    return child, f"/kham/{open_day(nurse, place)}"


def body(child, seen=0, key=None, **cells):
    typed = {code: {"seen": seen, "typed": fields} for code, fields in cells.items()}
    return {"child_id": str(child), "key": key or uuid4().hex, "cells": typed}


def test_a_saved_row_says_what_it_means_and_why(visitor, sheet):
    child, path = sheet

    answer = visitor.send(f"{path}/dong", body(child, vision=WEAK))

    lines = answer.json["instruments"]["vision"]["lines"]
    assert answer.status_code == 200
    assert lines[0]["word"].startswith("Chuyển khám thường quy trước hết ngày 11/11/2026")
    assert "5/10" in lines[0]["text"]
    assert lines[0]["source"]


def test_the_page_shows_the_same_after_a_reload(visitor, sheet):
    child, path = sheet
    said = visitor.send(f"{path}/dong", body(child, vision=WEAK)).json["instruments"]["vision"]["lines"][0]

    page = visitor.get(path).text

    assert said["word"] in page
    assert said["text"] in page


def test_a_refused_cell_comes_with_the_range_in_vietnamese(visitor, sheet):
    child, path = sheet

    answer = visitor.send(
        f"{path}/dong", body(child, vision={"va_right_uncorrected": "55", "va_left_uncorrected": "7"})
    )

    found = answer.json["instruments"]["vision"]
    assert answer.status_code == 200
    assert "từ 1 đến 20" in found["refused"]["va_right_uncorrected"]
    assert found["stored"] == {"va_left_uncorrected": "7"}


def test_the_second_person_gets_409_with_what_is_stored(visitor, signed_in, sheet):
    child, path = sheet
    visitor.send(f"{path}/dong", body(child, vision=WEAK))

    answer = signed_in(Role.HEALTH_STATION).send(f"{path}/dong", body(child, vision=ALL_NORMAL["vision"]))

    assert answer.status_code == 409
    assert answer.json["current"]["typed"] == WEAK
    assert answer.json["instrument"] == "vision"


def test_the_same_request_twice_is_answered_twice_and_stored_once(visitor, sheet):
    child, path = sheet
    once = body(child, vision=WEAK)

    first, second = visitor.send(f"{path}/dong", once), visitor.send(f"{path}/dong", once)

    assert (first.status_code, second.status_code) == (200, 200)
    assert second.json["repeated"] is True
    assert second.json["instruments"]["vision"]["save_no"] == 1


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"key": "short"}, id="bad key"),
        pytest.param({"child_id": "x"}, id="bad child"),
        pytest.param({"cells": {}}, id="no cells"),
        pytest.param({"cells": {"vision": {"seen": -1, "typed": {}}}}, id="negative version"),
        pytest.param({"cells": {"vision": {"seen": 0, "typed": {"x": "5"}}}}, id="unknown field"),
        pytest.param({"cells": {"nosuch": {"seen": 0, "typed": {"x": "5"}}}}, id="unknown instrument"),
        pytest.param({"cells": {"vision": {"seen": 0, "typed": {"va_right_uncorrected": 5}}}}, id="number"),
        pytest.param({"owner": "me"}, id="unknown key"),
    ],
)
def test_a_malformed_row_is_refused_with_422(visitor, sheet, change):
    child, path = sheet

    answer = visitor.send(f"{path}/dong", body(child, vision=WEAK) | change)

    assert answer.status_code == 422
    assert answer.json["error"]


def test_a_row_of_a_child_that_is_not_on_the_sheet_is_404(visitor, sheet):
    _child, path = sheet

    assert visitor.send(f"{path}/dong", body(uuid4(), vision=WEAK)).status_code == 404


def test_a_row_without_csrf_token_is_refused(visitor, sheet):
    child, path = sheet

    answer = visitor.client.post(f"{path}/dong", json=body(child, vision=WEAK))

    assert answer.status_code == 400


def statements_of(act):
    found = []

    def note(_connection, _cursor, statement, _parameters, _context, _many):
        found.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        answer = act()
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    return answer, found


def test_a_sheet_of_45_children_and_three_instruments_takes_at_most_25_statements(visitor, nurse, place):
    for number in range(45):
        make_child(nurse, place, full_name=f"Trẻ Mẫu {number}")
    path = f"/kham/{open_day(nurse, place)}"

    answer, statements = statements_of(lambda: visitor.get(path))

    assert answer.text.count('data-child="') >= 45 or answer.text.count("Trẻ Mẫu") >= 45
    assert len(statements) <= 25, statements


def test_saving_a_row_takes_at_most_5_statements_sign_in_and_trail_included(visitor, nurse, place):
    child = make_child(nurse, place, poverty="poor")
    path = f"/kham/{open_day(nurse, place)}/dong"
    token = visitor.csrf()
    full = body(child, vision=WEAK, dental={"teeth": "55,64 sâu"}, heart={"murmur_grade": "3", "signs": "0"})

    answer, statements = statements_of(
        lambda: visitor.client.post(path, json=full, headers={"X-CSRFToken": token})
    )

    assert answer.status_code == 200
    assert len(statements) <= 5, statements


def test_correcting_a_row_takes_at_most_5_statements_too(visitor, nurse, place):
    child = make_child(nurse, place, poverty="poor")
    path = f"/kham/{open_day(nurse, place)}/dong"
    token = visitor.csrf()
    visitor.client.post(path, json=body(child, vision=WEAK), headers={"X-CSRFToken": token})
    corrected = body(child, seen=1, vision=ALL_NORMAL["vision"])

    answer, statements = statements_of(
        lambda: visitor.client.post(path, json=corrected, headers={"X-CSRFToken": token})
    )

    assert answer.status_code == 200
    assert len(statements) <= 5, statements


def test_a_text_in_a_cell_never_becomes_markup(visitor, sheet):
    child, path = sheet
    visitor.send(f"{path}/dong", body(child, dental={"teeth": "<script>alert(1)</script>"}))

    assert "<script>alert(1)" not in visitor.get(path).text


def test_opening_the_sheet_is_on_record(visitor, sheet):
    _child, path = sheet
    visitor.get(path)

    auditor_sees = db.session.execute(
        db.text("SELECT act FROM audit_entry ORDER BY seq DESC LIMIT 1")
    ).scalar()
    assert auditor_sees == "sheet.read"


def test_a_day_in_the_future_is_refused_and_the_choice_kept(visitor, place):
    answer = visitor.post(f"/lop/{place.class_id}/kham", {"held_on": "2026-12-24", "instruments": ["dental"]})

    assert answer.status_code == 422
    assert "2026-12-24" in answer.text


def test_opening_the_sheet_of_a_day_twice_gives_the_same_sheet(visitor, place):
    form = {"held_on": "2026-10-12", "instruments": ["vision"]}

    first, second = (visitor.post(f"/lop/{place.class_id}/kham", form) for _ in range(2))

    assert first.headers["Location"] == second.headers["Location"]


def test_a_refused_correction_never_leaves_a_green_verdict(visitor, sheet):
    child, path = sheet
    visitor.send(f"{path}/dong", body(child, dental={"teeth": "0"}))

    answer = visitor.send(f"{path}/dong", body(child, seen=1, dental={"teeth": "36 nhổ"}))

    lines = answer.json["instruments"]["dental"]["lines"]
    assert "ok" not in {line["tone"] for line in lines}
    assert lines[0]["word"] == "Chưa nhận"


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        pytest.param("\ud800", 200, id="lone surrogate"),
        pytest.param("x" * 5_000, 200, id="5,000 letters"),
        pytest.param("x" * 30_000, 422, id="30,000 letters"),
    ],
)
def test_odd_text_in_a_cell_is_told_and_never_an_error(visitor, sheet, typed, status):
    child, path = sheet
    cells = {"va_right_uncorrected": typed, "va_left_uncorrected": "8"}

    answer = visitor.send(f"{path}/dong", body(child, vision=cells))

    assert answer.status_code == status


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 100_000, "{", "", "\x00"])
def test_what_is_no_json_is_refused(visitor, sheet, text):
    _child, path = sheet

    answer = visitor.client.post(
        f"{path}/dong", data=text, content_type="application/json", headers={"X-CSRFToken": visitor.csrf()}
    )

    assert answer.status_code == 400


def test_no_english_reaches_a_person(visitor, sheet):
    child, path = sheet
    bad = [{"key": "short"}, {"child_id": "x"}, {"cells": {}}, {"cells": None}, {"owner": "me"}]

    said = [str(visitor.send(f"{path}/dong", body(child, vision=WEAK) | one).json) for one in bad]

    english = ("valid", "Missing", "Unknown", "must", "Length", "Field", "match")
    assert [text for text in said if any(word in text for word in english)] == []
