"""From finding to referral: who must be seen where, by when, and what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from casemgmt.domain.dates import due_date
from casemgmt.domain.instrument import Destination, Interpretation, ReferralLevel

# Longest days from the examination to the visit. Project convention (PC), to be accepted by the
# ward's doctor: emergency now, urgent within 72 h, priority 14 days, routine 30 days.
WINDOW_DAYS: Mapping[ReferralLevel, int] = {
    ReferralLevel.EMERGENCY: 0,
    ReferralLevel.URGENT: 3,
    ReferralLevel.PRIORITY: 14,
    ReferralLevel.ROUTINE: 30,
    ReferralLevel.RECHECK: 30,
}
WINDOWS_VERSION = "windows-1"


class ReferralState(StrEnum):
    """Where a referral stands; exactly one at a time."""

    ISSUED = "issued"
    INFORMED = "informed"
    ARRIVED = "arrived"
    CONFIRMED = "confirmed"
    RULED_OUT = "ruled_out"
    TREATED = "treated"
    DECLINED = "declined"
    LOST = "lost"
    WITHDRAWN = "withdrawn"


_S = ReferralState
NEXT: Mapping[ReferralState, frozenset[ReferralState]] = {
    _S.ISSUED: frozenset({_S.INFORMED, _S.ARRIVED, _S.DECLINED, _S.LOST, _S.WITHDRAWN}),
    _S.INFORMED: frozenset({_S.ISSUED, _S.ARRIVED, _S.DECLINED, _S.LOST, _S.WITHDRAWN}),
    _S.ARRIVED: frozenset({_S.CONFIRMED, _S.RULED_OUT}),
    _S.CONFIRMED: frozenset({_S.TREATED, _S.DECLINED, _S.LOST}),
    _S.DECLINED: frozenset({_S.ISSUED, _S.INFORMED, _S.ARRIVED, _S.WITHDRAWN}),
    _S.LOST: frozenset({_S.ISSUED, _S.INFORMED, _S.ARRIVED, _S.WITHDRAWN}),
    _S.WITHDRAWN: frozenset({_S.ISSUED}),
    _S.RULED_OUT: frozenset(),
    _S.TREATED: frozenset(),
}
WAITING = frozenset({_S.ISSUED, _S.INFORMED})
# What somebody still has to do something about; declined and lost ones are looked for on purpose.
CORRECTABLE = WAITING | {_S.DECLINED, _S.LOST, _S.WITHDRAWN}
# Steps that only a corrected reading takes; nobody reports them.
BY_CORRECTION = frozenset({_S.ISSUED, _S.WITHDRAWN})
FOLLOWED = WAITING | {_S.ARRIVED, _S.CONFIRMED}


@dataclass(frozen=True)
class ReferralNeed:
    """What one instrument's findings ask for: one visit, the most pressing reason first.

    Attributes:
        because: the reasons of all its findings, in Vietnamese.
        due_on: the last day of the window, inclusive.
    """

    instrument: str
    level: ReferralLevel
    destination: Destination
    due_on: date
    because: tuple[str, ...]


def need_from(instrument: str, meaning: Interpretation, examined_on: date) -> ReferralNeed | None:
    """The referral that an interpretation asks for; None where every finding can wait for the next visit.

    Several findings of one instrument become one referral at the highest level; its window is
    that of the level, or the shortest recheck that a finding of that level names.
    """
    asking = [one for one in meaning.findings if one.level is not ReferralLevel.NONE]
    if not asking:
        return None
    ordered = sorted(asking, key=lambda one: -one.level.rank)
    first = ordered[0]
    named = [one.recheck_days for one in asking if one.level is first.level and one.recheck_days is not None]
    days = min(named) if named and first.level is ReferralLevel.RECHECK else WINDOW_DAYS[first.level]
    return ReferralNeed(
        instrument=instrument,
        level=first.level,
        destination=first.destination,
        due_on=due_date(examined_on, days),
        because=tuple(one.because for one in ordered),
    )


def after_correction(state: ReferralState, level: ReferralLevel, need: ReferralNeed | None) -> ReferralState:
    """Where a referral stands after its reading was corrected.

    Withdrawn where nothing is left to be seen. Issued anew where it had been withdrawn, or where it
    became more pressing than what the family was told or had refused.

    Args:
        state: one of ``CORRECTABLE``.
        level: of the referral before the correction.
        need: what the corrected reading asks for, None for nothing.
    """
    if need is None:
        return ReferralState.WITHDRAWN
    if state is ReferralState.WITHDRAWN or need.level.rank > level.rank:
        return ReferralState.ISSUED
    return state


def is_overdue(state: ReferralState, due_on: date, today: date) -> bool:
    """A waiting referral is overdue from the day after its due date."""
    return state in WAITING and today > due_on


def may_move(state: ReferralState, to: ReferralState) -> bool:
    """Whether the state machine allows a step."""
    return to in NEXT[state]
