"""The search page: who finds what, what is shown of a child, and what is put on record."""

from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy import select

from casemgmt.domain.context import Role
from casemgmt.services.child_search import Search, SearchOutcome, search_children
from casemgmt.store.audit import AuditEntry
from casemgmt.store.children import Child
from casemgmt.store.circumstances import Circumstance
from casemgmt.store.db import session, transaction
from casemgmt.store.keys import sealer
from casemgmt.store.register import INSURANCE, NUMBER
from casemgmt.store.screening import Examination
from tests.factories import make_child, make_place, open_day

PERSONAL_ID, CARD = "006218003248", "TE4790123456789"


@pytest.fixture
def an(nurse, place):
    """A child with everything a result could show."""
    return make_child(
        nurse, place, full_name="Nguyễn Văn An",
        personal_id_index=sealer().index(PERSONAL_ID, NUMBER),
        health_insurance_index=sealer().index(CARD, INSURANCE),
    )  # fmt: skip


def names(ctx, typed, year=None):
    return [hit.full_name for hit in search_children(ctx, Search(typed, year)).hits]


def entries():
    return session().scalars(select(AuditEntry).where(AuditEntry.act == "child.search")).all()


@pytest.mark.parametrize(
    "typed", ["nguyen van an", "An Nguyễn", PERSONAL_ID, "006 218 003 248", CARD, CARD.lower()]
)
def test_the_health_station_finds_by_name_and_by_whole_numbers(an, nurse, typed):
    assert names(nurse, typed) == ["Nguyễn Văn An"]


@pytest.mark.parametrize("typed", [PERSONAL_ID[:11], PERSONAL_ID[1:], "0912345678", CARD[:14]])
def test_a_part_of_a_number_or_a_telephone_number_finds_nobody(an, nurse, typed):
    assert names(nurse, typed) == []


def test_a_school_finds_its_own_children_and_no_other(an, nurse, place, as_role):
    other = make_place(as_role(None), "Trường Khác", "3B")
    make_child(nurse, other, full_name="Nguyễn Thị An")
    here, there = (as_role(Role.SCHOOL_ENTRY, school) for school in (place.school_id, other.school_id))

    assert names(here, "an") == ["Nguyễn Văn An"]
    assert names(there, "nguyen a") == ["Nguyễn Thị An"]
    assert names(there, PERSONAL_ID) == []
    assert search_children(here, Search("an")).hits[0].class_name == "2A"


@pytest.mark.parametrize("role", [Role.SOCIAL_WORKER, Role.SUPERVISOR])
def test_whoever_knows_name_and_year_sees_that_there_is_such_a_child_and_no_more(an, as_role, role):
    answer = search_children(as_role(role), Search("nguyen van an 2018"))

    hit = answer.hits[0]
    assert (hit.full_name, hit.birth_date, hit.birth_precision) == ("Nguyễn Văn An", date(2018, 1, 1), "year")
    assert (hit.sex, hit.class_name, hit.school_name, hit.neighbourhood) == (None, "", "", "")
    assert hit.is_masked
    assert not hit.may_open


@pytest.mark.parametrize(
    ("typed", "outcome"),
    [
        ("nguyen van an", SearchOutcome.NAME_AND_YEAR_NEEDED),
        (PERSONAL_ID, SearchOutcome.NAME_AND_YEAR_NEEDED),
        ("2018", SearchOutcome.NOTHING_TYPED),
        ("van an 2018", SearchOutcome.NOBODY),
        ("nguyen van a 2018", SearchOutcome.NOBODY),
        ("nguyen van an 2017", SearchOutcome.NOBODY),
    ],
)
def test_a_social_worker_does_not_search_by_less(an, social_worker, typed, outcome):
    answer = search_children(social_worker, Search(typed))

    assert (answer.outcome, answer.hits) == (outcome, ())


def test_a_social_worker_gets_five_namesakes_at_most_those_with_the_marks_first(nurse, place, social_worker):
    for name in ("Lê Thị Ánh", "Lê Thị Anh", "Lê Thị Ánh", "Lê Thị Anh", "Lê Thị Anh", "Lê Thị Anh"):
        make_child(nurse, place, full_name=name)

    answer = search_children(social_worker, Search("Lê Thị Ánh", 2018))

    assert [hit.full_name for hit in answer.hits] == ["Lê Thị Ánh"] * 2 + ["Lê Thị Anh"] * 3
    assert answer.may_be_more


def test_a_social_worker_opens_the_file_of_a_child_in_scope_only(an, nurse, place, social_worker):
    open_day(nurse, place)
    stranger = make_child(nurse, place, full_name="Nguyễn Văn An")
    with transaction(nurse):
        session().add(circumstance(an, nurse))

    hits = search_children(social_worker, Search("Nguyễn Văn An 2018")).hits

    assert {hit.child_id: hit.may_open for hit in hits} == {an: True, stranger: False}


def circumstance(child_id, ctx):
    examination_id = session().scalar(select(Examination.id).where(Examination.child_id == child_id))
    return Circumstance(
        id=uuid4(), ward_id=1, child_id=child_id, examination_id=examination_id, instrument="vision",
        group_code="x", state="confirmed", reason_sealed=b"x", decided_by=ctx.actor.user_id,
        decided_at=ctx.now(), from_date=ctx.today, version=1,
    )  # fmt: skip


@pytest.mark.parametrize("role", [Role.STATISTICIAN, Role.LEADER, Role.ADMINISTRATOR, Role.AUDITOR])
def test_other_roles_do_not_find_anybody(an, signed_in, role):
    visitor = signed_in(role)

    assert visitor.get("/tre").status_code == 403
    assert visitor.post("/tre", {"tim": "an"}).status_code == 403
    assert visitor.post("/tre/goi-y", {"tim": "an"}).status_code == 403


def test_every_search_is_on_record_with_its_number_of_hits_and_without_its_words(an, nurse):
    for typed in ("an", "khong co ai", PERSONAL_ID, ""):
        search_children(nurse, Search(typed))

    found = entries()
    assert [one.purpose for one in found] == ["thấy 1 trẻ", "thấy 0 trẻ", "thấy 1 trẻ"]
    assert not any(word in str(vars(one)) for one in found for word in ("khong", "Nguyễn", PERSONAL_ID))
    assert {one.subject_id for one in found} == {"-"}


def test_the_form_works_without_scripts_and_keeps_what_was_typed(an, signed_in):
    visitor = signed_in(Role.HEALTH_STATION)

    empty, answer = visitor.get("/tre"), visitor.post("/tre", {"tim": "an nguyen", "nam": "2018"})

    assert "Kết quả tìm" in empty.text
    assert "Nguyễn Văn An" in answer.text
    assert 'value="an nguyen"' in answer.text
    assert 'value="2018"' in answer.text
    for shown in ("01/03/2018", "Nữ", "Lớp 2A · Trường Tiểu học Mẫu", "Tổ 1"):
        assert shown in answer.text
    assert f"/tre/{an}" in answer.text


def test_an_address_with_words_in_it_is_not_a_search(an, signed_in):
    assert "Nguyễn Văn An" not in signed_in(Role.HEALTH_STATION).get("/tre?tim=an").text
    assert entries() == []


def test_while_typing_only_the_results_come(an, signed_in):
    answer = signed_in(Role.HEALTH_STATION).post("/tre/goi-y", {"tim": "ng"})

    assert "Nguyễn Văn An" in answer.text
    assert "Thấy 1 trẻ." in answer.text
    assert "<html" not in answer.text


def test_a_protected_address_is_not_shown_not_even_its_neighbourhood(an, nurse, signed_in):
    with transaction(nurse):
        session().get(Child, an).address_protected = True

    answer = signed_in(Role.HEALTH_STATION).post("/tre", {"tim": "an"})

    assert "Địa chỉ được bảo vệ" in answer.text
    assert "Tổ 1" not in answer.text


def test_a_masked_page_shows_name_and_year_and_links_nowhere(an, signed_in):
    answer = signed_in(Role.SOCIAL_WORKER).post("/tre", {"tim": "Nguyễn Văn An", "nam": "2018"})

    assert "Nguyễn Văn An" in answer.text
    assert "Sinh năm 2018" in answer.text
    for hidden in ("01/03/2018", "Trường Tiểu học Mẫu", "Tổ 1", str(an)):
        assert hidden not in answer.text


def test_nobody_found_says_what_to_try_and_offers_to_add_the_child(an, signed_in):
    answer = signed_in(Role.HEALTH_STATION).post("/tre", {"tim": "khong co ai"})

    assert "Không thấy trẻ nào" in answer.text
    assert "Thêm trẻ" in answer.text


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"tim": "an", "nam": "20a8"}, "bốn chữ số"),
        ({"tim": "an", "nam": "18"}, "bốn chữ số"),
        ({"tim": "a" * 121}, "Dài quá"),
    ],
)
def test_what_cannot_be_searched_for_is_said_beside_the_field(signed_in, form, sentence):
    answer = signed_in(Role.HEALTH_STATION).post("/tre", form)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert form["tim"] in answer.text


@pytest.mark.parametrize(
    "typed", ["%", "_", "' OR 1=1 --", "\u200b", "\x00", "<b>", "an\\", "१२३", "a" * 120]
)
def test_odd_words_do_no_harm(an, signed_in, typed):
    answer = signed_in(Role.HEALTH_STATION).post("/tre", {"tim": typed})

    assert answer.status_code == 200
    assert "Nguyễn Văn An" not in answer.text or typed == "an\\"


@pytest.mark.parametrize("typed", ["006219", "2018"])
def test_what_is_too_little_to_search_by_is_said(an, signed_in, typed):
    answer = signed_in(Role.HEALTH_STATION).post("/tre/goi-y", {"tim": typed})

    assert "Chưa đủ để tìm." in answer.text


def test_who_must_know_the_whole_name_is_not_told_to_type_less(an, signed_in):
    found = signed_in(Role.SOCIAL_WORKER).post("/tre/goi-y", {"tim": "Nguyễn Văn Am", "nam": "2018"}).text

    assert "Cần đúng và đủ họ tên" in found
    assert "Gõ ít chữ hơn" not in found
