"""The pages about one child over HTTP."""

import re
from uuid import uuid4

import pytest

from casemgmt.domain.contact_input import Dwelling, GuardianInput
from casemgmt.domain.context import Role
from casemgmt.services.address_protection import protect_address
from casemgmt.services.child_changes import change_dwelling
from casemgmt.services.guardians import add_guardian
from casemgmt.services.households import join_household
from casemgmt.services.screening import record_rows
from casemgmt.store.children import Child, visible_children
from casemgmt.store.db import session, transaction
from tests.factories import make_child, make_place, open_day, row

STREET, PHONE = "Ngõ Canary Số 7", "0912345678"


@pytest.fixture
def visitor(signed_in):
    return signed_in(Role.HEALTH_STATION)


@pytest.fixture
def minh(nurse, place):
    """A child of a poor household with a street, a telephone and a suggestion."""
    child = make_child(nurse, place, poverty="poor")
    record_rows(nurse, open_day(nurse, place), (row(child, heart={"murmur_grade": "3", "signs": "0"}),))
    change_dwelling(nurse, child, Dwelling(1, STREET), 1)
    add_guardian(nurse, child, GuardianInput("Trẻ Văn Cha", "father", PHONE))
    return child


def form(**given):
    typed = {"full_name": "Nông Thị Mẫu", "birth": "01/03/2018", "sex": "F", "key": uuid4().hex}
    return typed | given


def children(ctx):
    return session().scalars(visible_children(ctx)).all()


def version_of(child_id):
    return session().get(Child, child_id).version


def test_the_file_shows_who_the_child_is_where_it_lives_and_learns(visitor, minh):
    text = visitor.get(f"/tre/{minh}").text

    for shown in ("Trẻ Mẫu Một", "01/03/2018", "Tổ 1", STREET, f'href="tel:{PHONE}"', "Hộ nghèo", "2A"):
        assert shown in text
    assert "Phiếu khám" in text
    assert "Chuyển khám" in text


@pytest.mark.parametrize("role", [Role.SOCIAL_WORKER, Role.SUPERVISOR])
def test_the_protection_side_sees_no_sheet_and_no_referral_in_the_file(signed_in, minh, role):
    text = signed_in(role).get(f"/tre/{minh}").text

    assert PHONE in text
    assert "/kham/" not in text
    assert "/chuyen-kham/" not in text


def test_a_child_of_another_school_looks_like_one_that_is_not_there(signed_in, minh, as_role):
    stranger = signed_in(Role.SCHOOL_ENTRY, make_place(as_role(None), "Trường Khác").school_id)

    theirs, nobodys = stranger.get(f"/tre/{minh}"), stranger.get(f"/tre/{uuid4()}")

    assert (theirs.status_code, nobodys.status_code) == (404, 404)
    assert re.sub("[0-9a-f]{16}", "", theirs.text) == re.sub("[0-9a-f]{16}", "", nobodys.text)


def test_the_address_of_a_merged_record_leads_to_the_kept_one(visitor, nurse, place, minh):
    merged = make_child(nurse, place)
    with transaction(nurse):
        session().get(Child, merged).merged_into = minh

    answer = visitor.get(f"/tre/{merged}")

    assert (answer.status_code, answer.headers["Location"]) == (302, f"/tre/{minh}")


def test_a_child_is_added_and_its_file_opens(visitor, nurse, place):
    answer = visitor.post("/tre/them", form(class_id=str(place.class_id), guardian_phone=PHONE))

    (made,) = children(nurse)
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/tre/{made.id}")
    assert PHONE in visitor.get(f"/tre/{made.id}").text


def test_sent_twice_it_is_added_once(visitor, nurse, place):
    sent = form()

    visitor.post("/tre/them", sent)
    visitor.post("/tre/them", sent)

    assert len(children(nurse)) == 1


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("full_name", "", "Chưa ghi họ tên"),
        ("full_name", "123", "không phải họ tên"),
        ("birth", "31/02/2018", "Không có ngày này"),
        ("birth", "01/03/2030", "chưa tới"),
        ("birth", "45000", "Không đọc được ngày sinh"),
        ("sex", "", "Chưa chọn nam hay nữ"),
        ("personal_id", "12345", "12 chữ số"),
        ("ethnic_group", "Sao Hỏa", "54 dân tộc"),
        ("health_insurance", "TE1", "10, 12 hoặc 15"),
        ("guardian_phone", "12", "số điện thoại"),
    ],
)
def test_a_wrong_field_is_named_in_vietnamese_and_what_was_typed_stays(
    visitor, nurse, place, field, typed, said
):
    answer = visitor.post("/tre/them", form(address="Thôn Đã Gõ") | {field: typed})

    assert answer.status_code == 422
    assert said in answer.text
    assert f'href="#f-{field}"' in answer.text
    assert "Thôn Đã Gõ" in answer.text
    assert children(nurse) == []


def test_all_wrong_fields_are_named_at_once(visitor, place):
    text = visitor.post("/tre/them", form(full_name="", birth="x", guardian_phone="12")).text

    assert all(f'href="#f-{name}"' in text for name in ("full_name", "birth", "guardian_phone"))


def test_who_lives_elsewhere_lives_in_no_neighbourhood(visitor, place):
    answer = visitor.post("/tre/them", form(residence="elsewhere", neighbourhood_id="1"))

    assert answer.status_code == 422
    assert 'href="#f-neighbourhood_id"' in answer.text


def test_possible_duplicates_are_shown_before_anything_is_saved(visitor, nurse, place):
    there = make_child(nurse, place, full_name="Nông Thị Mẫu")
    sent = form()

    asked = visitor.post("/tre/them", sent)

    assert asked.status_code == 200
    assert f"/tre/{there}" in asked.text
    assert "cùng họ tên" in asked.text
    assert len(children(nurse)) == 1
    answer = re.search('name="answer" value="([0-9a-f]{32})"', asked.text)[1]
    assert visitor.post("/tre/them", sent | {"answer": answer}).status_code == 302
    assert len(children(nurse)) == 2


def test_of_one_number_no_second_child_is_offered(visitor, nurse, place):
    visitor.post("/tre/them", form(personal_id="006318001234"))

    asked = visitor.post("/tre/them", form(full_name="Hoàng Thị Khác", personal_id="006318001234"))

    assert "Số định danh này đã có trong sổ" in asked.text
    assert "Vẫn thêm" not in asked.text


def test_the_second_of_two_people_sees_what_is_stored_beside_what_was_typed(visitor, minh):
    seen = {"full_name": "Trẻ Mẫu Một", "birth": "01/03/2018", "sex": "F", "version": str(version_of(minh))}
    visitor.post(f"/tre/{minh}/sua", seen | {"full_name": "Trẻ Mẫu Đã Lưu"})

    answer = visitor.post(f"/tre/{minh}/sua", seen | {"full_name": "Trẻ Mẫu Vừa Gõ"})

    assert answer.status_code == 409
    assert "Đang lưu: <strong>Trẻ Mẫu Đã Lưu</strong>" in answer.text
    assert 'value="Trẻ Mẫu Vừa Gõ"' in answer.text
    current = re.search('name="version" value="([0-9]+)"', answer.text)[1]
    assert visitor.post(f"/tre/{minh}/sua", seen | {"version": current}).status_code == 302


def test_a_number_that_disagrees_is_said_after_saving(visitor, minh):
    sent = {"full_name": "Trẻ Mẫu Một", "birth": "01/03/2018", "sex": "F", "version": str(version_of(minh))}

    visitor.post(f"/tre/{minh}/sua", sent | {"personal_id": "006218001234"})

    text = visitor.get(f"/tre/{minh}").text
    assert "không khớp giới tính" in text
    assert "006218001234" not in text


def test_a_guardian_is_changed_and_removed(visitor, minh):
    path = re.search(f"/tre/{minh}/nguoi-cham-soc/[0-9a-f-]+", visitor.get(f"/tre/{minh}").text)[0]

    visitor.post(path, {"name": "Trẻ Văn Ông", "relation": "grandparent", "version": "1"})
    assert "Trẻ Văn Ông" in visitor.get(f"/tre/{minh}").text
    visitor.post(f"{path}/bo", {"version": "2"})
    assert "Trẻ Văn Ông" not in visitor.get(f"/tre/{minh}").text


def test_a_guardian_is_not_found_under_another_child(visitor, nurse, place, minh):
    path = re.search("/nguoi-cham-soc/[0-9a-f-]+", visitor.get(f"/tre/{minh}").text)[0]
    other = make_child(nurse, place, full_name="Trẻ Mẫu Anh")
    typed = {"name": "Ai Đó", "relation": "other", "version": "1"}

    answers = [visitor.post(f"/tre/{other}{path}{more}", typed).status_code for more in ("", "/bo")]

    assert answers == [404, 404]
    assert "Trẻ Văn Cha" in visitor.get(f"/tre/{minh}").text


def test_a_guardian_whose_shown_name_grows_too_long_is_refused_in_words(visitor, minh):
    answer = visitor.post(f"/tre/{minh}/nguoi-cham-soc", {"name": "ß " * 50, "relation": "other"})

    assert (answer.status_code, "Họ tên: " in answer.text) == (422, True)


@pytest.mark.parametrize("typed", ["\0", "an\0h"])
def test_brothers_are_looked_for_whatever_is_typed(visitor, nurse, place, minh, typed):
    brother = make_child(nurse, place, full_name="Trẻ Mẫu Anh")

    answer = visitor.post(f"/tre/{minh}/ho/tim", {"name": typed})

    assert (answer.status_code, str(brother) in answer.text) == (200, typed == "an\0h")


def test_brother_and_certificate_are_written_from_the_household_page(visitor, nurse, place, minh):
    brother = make_child(nurse, place, full_name="Trẻ Mẫu Anh")
    assert str(brother) in visitor.post(f"/tre/{minh}/ho/tim", {"name": "anh"}).text

    visitor.post(f"/tre/{minh}/ho/anh-chi-em", {"other": str(brother)})
    visitor.post(f"/tre/{minh}/ho/dien", {"year": "2025", "status": "near_poor", "certificate_no": "7/GCN"})
    visitor.post(f"/tre/{minh}/ho", {"head_name": "Trẻ Văn Chủ", "version": "1"})

    text = visitor.get(f"/tre/{brother}").text
    for shown in ("Trẻ Mẫu Một", "2025: Hộ cận nghèo", "7/GCN", "Trẻ Văn Chủ"):
        assert shown in text


@pytest.mark.parametrize(
    "role", [Role.HEALTH_STATION, Role.SCHOOL_ENTRY, Role.SOCIAL_WORKER, Role.SUPERVISOR]
)
def test_no_page_of_a_role_shows_where_a_protected_child_lives(signed_in, social_worker, place, minh, role):
    protect_address(social_worker, minh, protect=True)
    looking = signed_in(role, place.school_id if role is Role.SCHOOL_ENTRY else None)
    paths = ("", "/sua", "/noi-o", "/nguoi-cham-soc", "/ho", "/truong-lop")

    text = "".join(looking.get(f"/tre/{minh}{path}").text for path in paths)

    assert "Địa chỉ được bảo vệ" in text
    for hidden in (STREET, PHONE, "Trẻ Văn Cha", "Tổ 1</dd>"):
        assert hidden not in text


def test_the_address_is_protected_by_a_social_worker_and_shown_again_by_a_supervisor(signed_in, minh):
    worker, supervisor = signed_in(Role.SOCIAL_WORKER), signed_in(Role.SUPERVISOR)

    worker.post(f"/tre/{minh}/bao-ve-dia-chi", {"protect": "1"})
    refused = worker.post(f"/tre/{minh}/bao-ve-dia-chi", {"protect": "0"})
    assert refused.status_code == 409
    assert STREET not in supervisor.get(f"/tre/{minh}").text
    supervisor.post(f"/tre/{minh}/bao-ve-dia-chi", {"protect": "0"})

    assert STREET in worker.get(f"/tre/{minh}").text


def test_a_form_cut_short_shows_no_protected_address(signed_in, social_worker, minh):
    protect_address(social_worker, minh, protect=True)

    answer = signed_in(Role.SUPERVISOR).post(f"/tre/{minh}/bao-ve-dia-chi")

    assert (answer.status_code, STREET in answer.text) == (422, False)


@pytest.mark.parametrize("looked_for", ["self", "sister"])
def test_a_search_finds_a_protected_child_and_not_where_it_or_its_sister_lives(
    visitor, nurse, social_worker, place, minh, looked_for
):
    sister = make_child(nurse, place, full_name="Trẻ Mẫu Lan")
    join_household(nurse, minh, sister)
    protect_address(social_worker, minh, protect=True)

    text = visitor.post("/tre", {"tim": {"self": "mau mot", "sister": "mau lan"}[looked_for]}).text

    assert "Địa chỉ được bảo vệ" in text
    assert "Tổ 1" not in text
