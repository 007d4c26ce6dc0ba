"""Suggestions and what social workers decide."""

import pytest
from sqlalchemy import select

from casemgmt.domain.circumstances import SuggestedGroup, SuggestionState
from casemgmt.domain.context import Role
from casemgmt.domain.errors import Conflict, InvalidInput, NotFound
from casemgmt.services.circumstances import (
    Decision,
    SuggestionKey,
    decide_suggestion,
    list_suggestions,
    open_suggestion,
)
from casemgmt.services.screening import record_rows
from casemgmt.store.children import get_child
from casemgmt.store.circumstances import Circumstance
from casemgmt.store.db import session
from tests.factories import make_child, make_user, open_day, row

REASON = "Đã đến nhà, gia đình xác nhận hoàn cảnh."


@pytest.fixture
def suggestion(nurse, place):
    minh = make_child(nurse, place, poverty="poor")
    day = open_day(nurse, place)
    record_rows(nurse, day, (row(minh, heart={"murmur_grade": "3", "signs": "0"}),))
    return minh, day


def only(ctx, state=SuggestionState.SUGGESTED):
    (found,) = list_suggestions(ctx, state)
    return found


def test_a_suggestion_waits_for_the_social_worker_with_its_reason(social_worker, suggestion):
    found = only(social_worker)

    assert found.key.group is SuggestedGroup.SERIOUS_ILLNESS_POOR
    assert "hộ nghèo" in found.because
    assert found.state is SuggestionState.SUGGESTED


def test_a_suggestion_is_not_a_circumstance(social_worker, suggestion):
    assert session().scalars(select(Circumstance)).all() == []


@pytest.mark.parametrize("to", [SuggestionState.CONFIRMED, SuggestionState.DISMISSED])
def test_a_social_worker_decides_with_a_reason(social_worker, suggestion, to):
    decide_suggestion(social_worker, only(social_worker).key, Decision(to, REASON, 0))

    decided = only(social_worker, to)
    assert decided.reason == REASON
    assert list_suggestions(social_worker, SuggestionState.SUGGESTED) == []


@pytest.mark.parametrize("reason", ["", "ngắn", "x" * 1001], ids=["none", "short", "too long"])
def test_a_decision_without_a_proper_reason_is_refused(social_worker, suggestion, reason):
    with pytest.raises(InvalidInput):
        decide_suggestion(
            social_worker, only(social_worker).key, Decision(SuggestionState.CONFIRMED, reason, 0)
        )


def test_the_reason_is_stored_sealed(social_worker, suggestion):
    decide_suggestion(social_worker, only(social_worker).key, Decision(SuggestionState.CONFIRMED, REASON, 0))

    assert REASON.encode() not in session().scalars(select(Circumstance.reason_sealed)).one()


def test_the_same_decision_sent_twice_stands_once(social_worker, suggestion):
    key, decision = only(social_worker).key, Decision(SuggestionState.CONFIRMED, REASON, 0)

    decide_suggestion(social_worker, key, decision)
    decide_suggestion(social_worker, key, decision)

    assert only(social_worker, SuggestionState.CONFIRMED).version == 1


def test_the_second_social_worker_is_told_of_the_first(social_worker, suggestion, as_role):
    other = make_user(as_role(None), Role.SUPERVISOR)
    key = only(social_worker).key
    decide_suggestion(social_worker, key, Decision(SuggestionState.CONFIRMED, REASON, 0))

    with pytest.raises(Conflict):
        decide_suggestion(other, key, Decision(SuggestionState.DISMISSED, REASON, 0))


def test_a_corrected_reading_takes_the_suggestion_back(nurse, social_worker, suggestion):
    minh, day = suggestion
    record_rows(nurse, day, (row(minh, seen=1, heart={"murmur_grade": "0", "signs": "0"}),))

    assert list_suggestions(social_worker, SuggestionState.SUGGESTED) == []


def test_a_social_worker_sees_the_child_of_a_suggestion_and_no_other(social_worker, nurse, place, suggestion):
    other = make_child(nurse, place, full_name="Trẻ Mẫu Hai")

    assert get_child(social_worker, suggestion[0]).full_name == "Trẻ Mẫu Một"
    with pytest.raises(NotFound):
        get_child(social_worker, other)


def test_health_staff_see_no_suggestion(nurse, social_worker, suggestion, as_role):
    statistician = make_user(as_role(None), Role.STATISTICIAN)
    key = only(social_worker).key

    assert list_suggestions(statistician, SuggestionState.SUGGESTED) == []
    with pytest.raises(NotFound):
        open_suggestion(statistician, SuggestionKey(key.examination_id, key.instrument, key.group))
