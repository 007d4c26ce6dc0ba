"""Who may enter where: every route × every role, from the URL map and the access matrix."""

import re
from uuid import uuid4

import pytest

from casemgmt.app import list_routes
from casemgmt.domain.access import Permission, Verdict, may, verdict
from casemgmt.domain.context import Role
from casemgmt.http.routes import Undeclared, refuse_undeclared
from casemgmt.services.screening import record_rows
from tests.factories import make_child, make_place, open_day, row

OPEN_TO_ALL = {Permission.SESSION_LOG_IN, Permission.HEALTH_CHECK}


def address(pattern):
    """The pattern with ids that belong to nothing."""
    filled = re.sub(r"<uuid:\w+>", str(uuid4()), pattern)
    return re.sub(r"<\w+>", "x", filled)


def pages(app):
    return [one for one in list_routes(app) if one["resource"] != "static file"]


@pytest.mark.parametrize("role", list(Role))
def test_every_route_lets_a_role_in_exactly_as_the_matrix_says(app, place, signed_in, role):
    school = place.school_id if role is Role.SCHOOL_ENTRY else None
    visitor = signed_in(role, school)
    token = visitor.csrf()
    wrong = []
    for one in pages(app):
        if one["endpoint"] == "accounts.sign_out":
            continue
        permission = Permission(f"{one['resource']}:{one['action']}")
        answer = visitor.client.open(
            address(one["path"]), method=one["method"], headers={"X-CSRFToken": token}
        )
        refused = answer.status_code == 403
        if refused is may(role, permission):
            wrong.append((one["method"], one["path"], answer.status_code))

    assert wrong == []


def test_nobody_signed_in_reaches_the_door_and_nothing_else(app, place):
    client = app.test_client()
    wrong = []
    for one in pages(app):
        permission = Permission(f"{one['resource']}:{one['action']}")
        answer = client.open(address(one["path"]), method=one["method"])
        to_door = answer.status_code == 302 and "/dang-nhap" in answer.headers["Location"]
        if not (to_door or permission in OPEN_TO_ALL or answer.status_code == 400):
            wrong.append((one["method"], one["path"], answer.status_code))

    assert wrong == []


def test_a_script_that_is_not_signed_in_gets_401_and_not_a_page(app, place):
    answer = app.test_client().get("/lop", headers={"Accept": "application/json"})

    assert answer.status_code == 401
    assert answer.json["error"]


def test_a_refusal_is_told_in_vietnamese(signed_in):
    answer = signed_in(Role.STATISTICIAN).get("/lop")

    assert answer.status_code == 403
    assert "không có quyền" in answer.text


@pytest.mark.parametrize("suffix", ["/", "//", "/.", "%2e", "?_method=GET", ";x"])
def test_no_spelling_of_an_address_changes_the_verdict(signed_in, suffix):
    answer = signed_in(Role.STATISTICIAN).get(f"/lop{suffix}")

    assert answer.status_code in {403, 404, 308}


@pytest.mark.parametrize(
    "header", ["X-HTTP-Method-Override", "X-Original-URL", "X-Forwarded-User", "X-Rewrite-URL"]
)
def test_no_header_changes_the_verdict(signed_in, header):
    answer = signed_in(Role.STATISTICIAN).get("/lop", headers={header: "/thong-ke"})

    assert answer.status_code == 403


def test_a_route_without_permission_stops_the_start(app):
    app.view_functions["forgotten"] = lambda: "open"

    with pytest.raises(Undeclared, match="forgotten"):
        refuse_undeclared(app)


def test_another_school_s_sheet_is_404_and_looks_like_one_that_is_not_there(signed_in, nurse, place, as_role):
    make_child(nurse, place)
    day = open_day(nurse, place)
    other = make_place(as_role(None), "Trường Khác")
    stranger = signed_in(Role.SCHOOL_ENTRY, other.school_id)

    theirs, nobodys = stranger.get(f"/kham/{day}"), stranger.get(f"/kham/{uuid4()}")

    assert (theirs.status_code, nobodys.status_code) == (404, 404)
    assert without_ids(theirs.text) == without_ids(nobodys.text)


def test_a_school_account_opens_its_own_sheet(signed_in, nurse, place):
    make_child(nurse, place)
    day = open_day(nurse, place)

    assert signed_in(Role.SCHOOL_ENTRY, place.school_id).get(f"/kham/{day}").status_code == 200


def test_a_school_sees_that_a_visit_is_due_and_not_why(signed_in, nurse, place):
    minh = make_child(nurse, place)
    day = open_day(nurse, place)
    record_rows(nurse, day, (row(minh, heart={"murmur_grade": "3", "signs": "0"}),))

    text = signed_in(Role.SCHOOL_ENTRY, place.school_id).get("/chuyen-kham").text

    assert "Trẻ Mẫu Một" in text
    assert "thổi" not in text


@pytest.mark.parametrize("role", [Role.STATISTICIAN, Role.LEADER, Role.ADMINISTRATOR, Role.AUDITOR])
def test_no_name_reaches_those_who_must_not_see_one(app, signed_in, nurse, place, role):
    canary = "Canary Thị Tên"
    minh = make_child(nurse, place, full_name=canary, poverty="poor")
    day = open_day(nurse, place)
    record_rows(nurse, day, (row(minh, heart={"murmur_grade": "3", "signs": "0"}),))
    visitor = signed_in(role)

    seen = [
        one["path"]
        for one in pages(app)
        if one["method"] == "GET"
        and "<" not in one["path"]
        and canary.encode() in visitor.get(one["path"]).data
    ]

    assert seen == []


def test_the_matrix_has_a_row_for_every_permission():
    assert {verdict(role, permission) for role in Role for permission in Permission} <= set(Verdict)


def without_ids(text):
    return re.sub(r"[0-9a-f]{16}", "", text)


@pytest.mark.parametrize("role", [Role.SOCIAL_WORKER, Role.SUPERVISOR])
def test_those_of_the_protection_side_see_no_reading_of_the_health_side(signed_in, nurse, place, role):
    minh = make_child(nurse, place, poverty="poor")
    day = open_day(nurse, place)
    record_rows(nurse, day, (row(minh, heart={"murmur_grade": "3", "signs": "0"}),))
    visitor = signed_in(role)

    assert visitor.get(f"/kham/{day}").status_code == 403
    assert visitor.get("/lop").status_code == 403


def test_a_social_worker_sees_that_a_visit_is_due_only_for_children_of_suggestions_and_not_why(
    signed_in, nurse, place
):
    minh = make_child(nurse, place, poverty="poor")
    other = make_child(nurse, place, full_name="Trẻ Mẫu Hai", poverty="none")
    day = open_day(nurse, place)
    heart = {"murmur_grade": "3", "signs": "0"}
    record_rows(nurse, day, (row(minh, heart=heart), row(other, heart=heart)))

    text = signed_in(Role.SOCIAL_WORKER).get("/chuyen-kham").text

    assert "Trẻ Mẫu Một" in text
    assert "Trẻ Mẫu Hai" not in text
    assert "độ 3" not in text


def test_colleagues_are_listed_without_their_sign_in_names(signed_in, nurse, place):
    worker = signed_in(Role.SOCIAL_WORKER)
    admin = signed_in(Role.ADMINISTRATOR)

    assert "admin." not in worker.get("/tai-khoan").text
    assert "admin." in admin.get("/tai-khoan").text
