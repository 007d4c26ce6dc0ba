"""Moves over HTTP: told by the school, decided by the health station."""

import re

import pytest

from casemgmt.domain.context import Role
from tests.factories import make_child, make_place


@pytest.fixture
def minh(nurse, place):
    return make_child(nurse, place)


@pytest.fixture
def school(signed_in, place):
    return signed_in(Role.SCHOOL_ENTRY, place.school_id)


@pytest.fixture
def station(signed_in):
    return signed_in(Role.HEALTH_STATION)


def decide(visitor):
    """Address and version of the one move that waits."""
    text = visitor.get("/chuyen-truong").text
    path = re.search("(/chuyen-truong/[0-9a-f-]{36})/xac-nhan", text)[1]
    return path, re.search('name="version" value="([0-9]+)"', text)[1]


def test_what_a_school_tells_the_station_confirms(school, station, minh):
    told = school.post(f"/tre/{minh}/truong-lop/bao", {"kind": "left"})
    path, version = decide(station)

    done = station.post(
        f"{path}/xac-nhan", {"version": version, "end_reason": "left_school", "on": "12/10/2026"}
    )

    assert (told.status_code, done.status_code) == (302, 302)
    text = station.get(f"/tre/{minh}").text
    assert "hiện không học lớp nào" in text
    assert "Thôi học" in text
    assert school.get(f"/tre/{minh}").status_code == 404


def test_of_an_unknown_move_the_station_is_asked_where_the_child_went(school, station, minh):
    school.post(f"/tre/{minh}/truong-lop/bao", {"kind": "unknown"})
    path, version = decide(station)

    answer = station.post(f"{path}/xac-nhan", {"version": version, "end_reason": "", "on": "01/10/2026"})

    assert answer.status_code == 422
    assert "Chọn em đã đi đâu" in answer.text
    assert 'value="01/10/2026"' in answer.text


def test_a_move_that_is_not_so_is_dismissed(school, station, minh):
    school.post(f"/tre/{minh}/truong-lop/bao", {"kind": "left"})
    path, version = decide(station)

    station.post(f"{path}/khong-dung", {"version": version})

    assert "lớp 2A" in station.get(f"/tre/{minh}").text
    assert "Trẻ Mẫu Một" in station.get("/chuyen-truong?trang-thai=dismissed").text


def test_a_school_sees_its_moves_and_no_button_to_decide(school, minh):
    school.post(f"/tre/{minh}/truong-lop/bao", {"kind": "left"})

    text = school.get("/chuyen-truong").text

    assert "Trẻ Mẫu Một" in text
    assert "/xac-nhan" not in text


def test_the_station_ends_an_enrolment_with_the_reason_and_begins_another(station, minh, as_role):
    other = make_place(as_role(None), "Trường Khác", "2B")

    path = f"/tre/{minh}/truong-lop"
    seen = re.search('name="enrolment" value="([^"]+)"', station.get(path).text)[1]
    left = {"end_reason": "moved_school", "on": "12/10/2026", "class_id": str(other.class_id)}
    station.post(f"{path}/roi", left | {"enrolment": seen})
    again = station.post(f"{path}/roi", left | {"enrolment": seen})

    assert again.status_code == 409
    text = station.get(f"/tre/{minh}").text
    assert "lớp 2B" in text
    assert "Chuyển trường" in text


def test_a_day_that_cannot_be_read_is_named(station, minh):
    answer = station.post(f"/tre/{minh}/truong-lop/roi", {"end_reason": "left_school", "on": "hôm qua"})

    assert answer.status_code == 422
    assert "Ngày không đúng" in answer.text


def test_without_a_class_nobody_is_enrolled(station, minh):
    answer = station.post(f"/tre/{minh}/truong-lop/vao", {"into": ""})

    assert answer.status_code == 422
    assert "Chọn lớp" in answer.text
