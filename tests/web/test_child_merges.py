"""The pages on which two records of one child are compared, merged and parted."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest

from casemgmt.domain.context import Role
from casemgmt.services.retention import forget_old
from casemgmt.store import register
from casemgmt.store.child_rows import child_references
from casemgmt.store.children import Child
from casemgmt.store.db import session, transaction
from tests.child_rows import examine, fill_every_table, make_guardian
from tests.dumps import dump
from tests.factories import make_child, make_place
from tests.visitors import Visitor

HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')
CHECKED = re.compile(r'type="radio"[^>]*name="([\w-]+)"[^>]*value="([^"]*)" checked')


@pytest.fixture
def minh(nurse, place):
    return make_child(nurse, place, full_name="Nguyễn Văn Mẫu", sex=None)


@pytest.fixture
def again(nurse, place):
    return make_child(nurse, place, full_name="Nguyễn Văn Mẫu", ethnic_group="02")


@pytest.fixture
def visitor(signed_in):
    return signed_in(Role.HEALTH_STATION)


def form_of(page):
    """What a browser would send of a page's form, nothing touched."""
    return dict(HIDDEN.findall(page)) | dict(CHECKED.findall(page))


def merge(visitor, kept, other, **given):
    path = f"/tre/{kept}/gop/{other}"
    return visitor.post(path, form_of(visitor.get(path).text) | given)


def give_number(ctx, child_id, number):
    with transaction(ctx):
        child = session().get_one(Child, child_id)
        for column, value in register.number_columns(child_id, number, None).items():
            setattr(child, column, value)


def test_a_likely_duplicate_is_offered_with_the_reasons(visitor, minh, again):
    page = visitor.get(f"/tre/{minh}/gop").text

    assert f"/tre/{minh}/gop/{again}" in page
    assert "cùng họ tên; cùng ngày sinh" in page


@pytest.mark.parametrize("written", ["{0}", "http://phuong.example/tre/{0}", " /tre/{0}/sua "])
def test_another_record_is_reached_by_its_address(visitor, minh, again, written):
    answer = visitor.get(f"/tre/{minh}/gop", query_string={"voi": written.format(again)})

    assert answer.headers["Location"].endswith(f"/tre/{minh}/gop/{again}")


@pytest.mark.parametrize("written", ["", "Nguyễn Văn Mẫu", "{0}"])
def test_what_names_no_other_record_is_said(visitor, minh, written):
    answer = visitor.get(f"/tre/{minh}/gop", query_string={"voi": written.format(minh)})

    assert answer.status_code == 200
    assert ("Chưa nhận ra" in answer.text) is bool(written)


def test_from_the_form_as_it_stands_to_a_merge_and_back(visitor, nurse, minh, again, place):
    fill_every_table(nurse, again, place)
    before = dump()

    merged = merge(visitor, minh, again)
    undo_page = visitor.get(merged.headers["Location"]).text
    parted = visitor.post(merged.headers["Location"], form_of(undo_page))

    assert (merged.status_code, parted.status_code) == (302, 302)
    assert "Đã gộp hai hồ sơ" in undo_page
    assert dump() == before
    assert "Đã hoàn tác" in visitor.get("/gop").text


def test_every_kind_of_row_has_a_word(visitor, nurse, minh, again, place):
    fill_every_table(nurse, again, place)

    page = visitor.get(f"/tre/{minh}/gop/{again}").text

    shown = set(re.findall(r'<span class="merge-row-kind">([^<]+)</span>', page))
    assert len(shown) == len({one.table for one in child_references() if not one.derived})
    assert not shown & {one.table.capitalize() for one in child_references()}


def test_the_list_says_until_when_a_merge_can_be_undone(visitor, minh, again):
    merge(visitor, minh, again)

    assert "Đến hết 11/11/2026" in visitor.get("/gop").text


def test_differing_numbers_are_masked_and_must_be_ticked(visitor, nurse, minh, again):
    give_number(nurse, minh, "006218123456")
    give_number(nurse, again, "006218654321")

    page = visitor.get(f"/tre/{minh}/gop/{again}").text
    refused = merge(visitor, minh, again)

    assert "Hai hồ sơ có số khác nhau: số định danh" in page
    assert "006•••••3456" in page
    assert "218123456" not in page
    assert (refused.status_code, "đánh dấu ô xác nhận" in refused.text) == (422, True)
    assert merge(visitor, minh, again, numbers_checked="yes").status_code == 302


def test_a_refused_form_keeps_what_was_chosen(visitor, nurse, minh, again):
    give_number(nurse, minh, "006218123456")
    give_number(nurse, again, "006218654321")

    refused = merge(visitor, minh, again, **{"take-personal_id": "other"})

    assert ("take-personal_id", "other") in CHECKED.findall(refused.text)


def test_results_of_one_day_are_named_and_there_is_no_button(visitor, nurse, minh, again, place):
    examine(nurse, minh, place)
    examine(nurse, again, place)

    page = visitor.get(f"/tre/{minh}/gop/{again}").text

    assert "Hai hồ sơ đều có kết quả khám cùng một buổi" in page
    assert "12/10/2026: 2A · Trường Tiểu học Mẫu" in page
    assert 'form="merge" class="btn' not in page
    assert merge(visitor, minh, again).status_code == 409


def test_a_record_changed_meanwhile_is_shown_anew(visitor, nurse, minh, again):
    path = f"/tre/{minh}/gop/{again}"
    form = form_of(visitor.get(path).text)
    with transaction(nurse):
        session().get_one(Child, again).version += 1

    answer = visitor.post(path, form)

    assert (answer.status_code, "Người khác vừa sửa" in answer.text) == (409, True)


def test_a_protected_address_is_not_on_the_page(visitor, nurse, minh, place):
    other = make_child(nurse, make_place(nurse, "Trường Khác"), address_protected=True, neighbourhood_id=1)
    make_guardian(nurse, other)

    page = visitor.get(f"/tre/{minh}/gop/{other}").text

    assert "Địa chỉ được bảo vệ" in page
    assert "Tổ 1" not in page
    assert "Người Nhà" not in page
    assert "•5678" not in page


def test_what_is_left_alone_is_said_before_an_undo(visitor, nurse, minh, again, place):
    address = merge(visitor, minh, again).headers["Location"]
    make_guardian(nurse, minh)

    page = visitor.get(address).text

    assert "Giữ như hiện nay, không trở lại" in page
    assert "ghi thêm sau khi gộp, ở lại hồ sơ được giữ" in page


def test_a_merge_whose_time_is_over_is_still_shown(visitor, nurse, minh, again, clock):
    address = merge(visitor, minh, again).headers["Location"]
    clock.moment += timedelta(days=32)
    forget_old(nurse)

    page = Visitor(visitor.client.application, nurse).get(address)

    assert (page.status_code, "Đã quá hạn hoàn tác" in page.text) == (200, True)


@pytest.mark.parametrize("path", ["/tre/{0}/gop", "/tre/{1}/gop/{0}", "/gop/{0}"])
def test_what_is_not_there_is_not_found(visitor, minh, path):
    assert visitor.get(path.format(uuid4(), minh)).status_code == 404


def test_a_record_with_itself_is_refused_in_words(visitor, minh):
    answer = visitor.get(f"/tre/{minh}/gop/{minh}")

    assert (answer.status_code, "cùng một hồ sơ" in answer.text) == (422, True)
