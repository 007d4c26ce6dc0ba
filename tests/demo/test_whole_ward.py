"""The whole made-up ward as a visitor finds it."""

from collections import Counter

import pytest
from sqlalchemy import func, select

from casemgmt.demo.agenda import acting
from casemgmt.demo.timetable import moment
from casemgmt.domain.circumstances import SuggestedGroup, SuggestionState
from casemgmt.domain.context import Actor, Context, Role
from casemgmt.domain.dates import school_year
from casemgmt.domain.referrals import ReferralState
from casemgmt.services.accounts import Credentials, sign_in
from casemgmt.services.circumstances import list_suggestions
from casemgmt.services.days import list_classes
from casemgmt.services.referrals import list_referrals
from casemgmt.services.worklist import list_work
from casemgmt.store import audit
from casemgmt.store.accounts import User
from casemgmt.store.children import Child, Enrolment, Guardian
from casemgmt.store.db import session
from casemgmt.store.keys import sealer
from casemgmt.store.places import Neighbourhood, School
from casemgmt.store.screening import Examination
from tests.demo.conftest import TODAY

pytestmark = pytest.mark.usefixtures("in_ward")


@pytest.fixture
def in_ward(whole_ward):
    with whole_ward.app.app_context():
        yield


def as_role(role: Role) -> Context:
    user = session().scalar(select(User).where(User.role == role.value))
    return acting(Actor(user.id, role, 1, user.school_id), moment(TODAY, 9))


def suggestions(state: SuggestionState):
    return list_suggestions(as_role(Role.SOCIAL_WORKER), state)


def test_1200_children_are_enrolled():
    lasting = select(func.count(Enrolment.id)).where(Enrolment.to_date.is_(None))

    assert session().scalar(lasting) == 1200
    assert session().scalar(lasting.where(Enrolment.school_year == 2026)) == 1200


def test_the_ward_has_its_schools_and_neighbourhoods():
    assert session().scalar(select(func.count(School.id))) == 3
    assert session().scalar(select(func.count(Neighbourhood.id))) == 20


def test_class_3a_is_there_without_children():
    classes = list_classes(as_role(Role.HEALTH_STATION))

    waiting = [one for one in classes if one.children == 0]
    assert [(one.class_name, one.school_name, one.day_id) for one in waiting] == [
        ("3A", "Trường Tiểu học Đức Xuân", None)
    ]


def test_most_classes_are_done_some_begun_and_some_not():
    classes = [one for one in list_classes(as_role(Role.HEALTH_STATION)) if one.children]

    done = [one for one in classes if one.examined > one.on_sheet * 0.8]
    half = [one for one in classes if one.day_id and one not in done]
    assert len(done) >= 25
    assert 3 <= len(half) <= 6
    assert sum(one.day_id is None for one in classes) >= 4


def test_three_years_were_examined():
    years = Counter(map(school_year, session().scalars(select(Examination.examined_on))))

    assert set(years) == {2024, 2025, 2026}
    assert sum(years.values()) > 3200


def test_a_referral_is_in_every_state():
    counts = list_referrals(as_role(Role.HEALTH_STATION), None, 1).counts

    assert set(counts) == set(ReferralState)
    assert counts[ReferralState.TREATED] == max(counts.values())


def test_some_referrals_are_overdue_and_none_of_an_earlier_year():
    lines = list_referrals(as_role(Role.HEALTH_STATION), None, 1, size=2000).lines

    overdue = [one for one in lines if one.overdue]
    assert 10 <= len(overdue) <= 150
    assert {school_year(one.issued_on) for one in overdue} == {2026}


def test_suggestions_wait_and_others_are_decided():
    assert len(suggestions(SuggestionState.SUGGESTED)) >= 4
    assert len(suggestions(SuggestionState.CONFIRMED)) >= 3
    assert len(suggestions(SuggestionState.DISMISSED)) >= 2


def test_loud_murmurs_in_poor_households_wait_for_the_social_worker():
    waiting = [one.key.group for one in suggestions(SuggestionState.SUGGESTED)]

    assert waiting.count(SuggestedGroup.SERIOUS_ILLNESS_POOR) >= 2
    assert SuggestedGroup.SERIOUS_MEANS_UNKNOWN in waiting


def test_everybody_who_works_finds_work():
    found = {role: {one.code for one in list_work(as_role(role)) if one.count} for role in Role}

    assert found[Role.HEALTH_STATION] >= {"referrals_overdue", "sheets_unfinished", "classes_without_list"}
    assert found[Role.SOCIAL_WORKER] == {"suggestions_waiting"}


def test_numbers_of_persons_are_sealed_and_can_be_found():
    child = session().scalars(select(Child).where(Child.personal_id_sealed.is_not(None))).first()
    guardian = session().scalars(select(Guardian).where(Guardian.child_id == child.id)).first()

    number = sealer().unseal(child.personal_id_sealed, "child.personal_id", child.id)
    phone = sealer().unseal(guardian.phone_sealed, "guardian.phone", guardian.id)
    assert len(number) == 12
    assert child.personal_id_index == sealer().index(number, "child.personal_id")
    assert phone.startswith("0300")


def test_the_trail_is_whole_and_in_order_of_time():
    times = list(session().scalars(select(audit.AuditEntry.at).order_by(audit.AuditEntry.seq)))

    assert audit.verify().broken == ()
    assert times == sorted(times)
    assert times[-1] <= moment(TODAY, 9)


def test_the_printed_passphrase_opens_every_account(whole_ward):
    nobody = acting(Actor(None, None, 1), moment(TODAY, 9))

    hashes = set(session().scalars(select(User.password_hash)))
    token = sign_in(nobody, Credentials("dieuduong", whole_ward.sign_ins.passphrase, "127.0.0.1"))
    assert token
    assert len(hashes) == 1
