"""What the made-up social worker decides about suggestions, every four weeks of the season."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from casemgmt.demo.agenda import acting
from casemgmt.demo.chance import dice, draw
from casemgmt.demo.timetable import next_workday
from casemgmt.domain.circumstances import SuggestedGroup, SuggestionState
from casemgmt.domain.context import Actor
from casemgmt.domain.dates import school_year
from casemgmt.services.circumstances import (
    Decision,
    ShownSuggestion,
    decide_suggestion,
    list_suggestions,
)

_EVERY = timedelta(days=28)
_SESSIONS = 6
_FIRST_SESSION = (9, 28)
_TOO_FRESH = timedelta(days=9)
_WAITS_THIS_YEAR = 0.2
_DECISIONS = {SuggestionState.CONFIRMED: 66, SuggestionState.DISMISSED: 34}
_REASONS: Mapping[SuggestionState, tuple[str, ...]] = {
    SuggestionState.CONFIRMED: (
        "Đã đến nhà, gia đình khó khăn, cần hỗ trợ chi phí đi khám.",
        "Gia đình có sổ hộ nghèo, đồng ý nhận hỗ trợ đưa trẻ đi khám.",
        "Bố mẹ đi làm xa, trẻ ở với ông bà, cần người đưa đi khám.",
    ),
    SuggestionState.DISMISSED: (
        "Gia đình đã tự đưa trẻ đi khám, không cần hỗ trợ thêm.",
        "Đã có chương trình khác hỗ trợ chi phí khám cho trẻ.",
        "Gia đình từ chối nhận hỗ trợ, sẽ liên hệ lại khi cần.",
    ),
}


def plan_sessions(this_year: int, years: int, before: date) -> list[date]:
    """The days on which the social worker goes through the list: the autumn and winter of each year."""
    found = []
    for years_ago in range(years - 1, -1, -1):
        first = date(this_year - years_ago, *_FIRST_SESSION)
        found += [next_workday(first + number * _EVERY) for number in range(_SESSIONS)]
    return [day for day in found if day < before]


def decide_waiting(worker: Actor, this_year: int, at: datetime) -> None:
    """Decide the suggestions that lie long enough; of this school year some stay to be decided."""
    ctx = acting(worker, at)
    for one in list_suggestions(ctx, SuggestionState.SUGGESTED):
        if one.examined_on <= ctx.today - _TOO_FRESH and not _stays(one, this_year):
            rng = dice("decision", *_names(one))
            to = draw(rng, _DECISIONS)
            decide_suggestion(ctx, one.key, Decision(to, rng.choice(_REASONS[to]), one.version))


def _stays(one: ShownSuggestion, this_year: int) -> bool:
    """This year's serious ones wait for the person who looks at the demo, and some of the others."""
    if school_year(one.examined_on) < this_year:
        return False
    is_serious = one.key.group is not SuggestedGroup.HEALTH_NEED_POOR
    return is_serious or dice("stays", *_names(one)).random() < _WAITS_THIS_YEAR


def _names(one: ShownSuggestion) -> tuple[object, ...]:
    """What tells a suggestion apart in every run; its identifiers are new each time."""
    return one.child_name, one.birth_year, one.class_name, one.examined_on, one.key.instrument, one.key.group
