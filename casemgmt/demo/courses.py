"""What becomes of a referral: the steps a nurse would record, with their days."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from casemgmt.demo.chance import dice, draw
from casemgmt.demo.timetable import next_desk_day
from casemgmt.domain.instrument import ReferralLevel
from casemgmt.domain.referrals import ReferralState

_S = ReferralState
_COURSES: Mapping[str, tuple[ReferralState, ...]] = {
    "treated": (_S.ARRIVED, _S.CONFIRMED, _S.TREATED),
    "under way": (_S.ARRIVED, _S.CONFIRMED),
    "nothing found": (_S.ARRIVED, _S.RULED_OUT),
    "refuses": (_S.DECLINED,),
    "moves away": (_S.LOST,),
    "gives up": (_S.ARRIVED, _S.CONFIRMED, _S.LOST),
    "refuses treatment": (_S.ARRIVED, _S.CONFIRMED, _S.DECLINED),
    "comes after all": (_S.DECLINED, _S.ARRIVED, _S.CONFIRMED, _S.TREATED),
    "forgotten": (),
}
_WEIGHTS: Mapping[str, Mapping[str, float]] = {
    "dental": {
        "treated": 50, "under way": 7, "nothing found": 3, "refuses": 12, "moves away": 14,
        "gives up": 4, "refuses treatment": 2, "comes after all": 2, "forgotten": 6,
    },
    "vision": {
        "treated": 47, "under way": 8, "nothing found": 12, "refuses": 9, "moves away": 12,
        "gives up": 3, "refuses treatment": 3, "comes after all": 2, "forgotten": 4,
    },
    "heart": {
        "treated": 8, "under way": 12, "nothing found": 66, "refuses": 3, "moves away": 6,
        "gives up": 1, "refuses treatment": 0, "comes after all": 1, "forgotten": 3,
    },
}  # fmt: skip
_TOLD_FIRST = 0.4
_TOLD_AFTER = (0, 4)
_GOES_AFTER = {
    ReferralLevel.EMERGENCY: (0, 0),
    ReferralLevel.URGENT: (0, 2),
    ReferralLevel.PRIORITY: (3, 24),
    ReferralLevel.ROUTINE: (5, 45),
    ReferralLevel.RECHECK: (8, 40),
}
_LATER = {
    _S.CONFIRMED: (0, 4),
    _S.RULED_OUT: (0, 4),
    _S.TREATED: (2, 30),
    _S.DECLINED: (4, 16),
    _S.LOST: (28, 50),
    _S.ARRIVED: (10, 30),
}
_RECORDED_AFTER = (0, 0, 0, 1, 3)
_NOTES: Mapping[ReferralState, tuple[str, ...]] = {
    _S.INFORMED: ("Đã gọi điện cho gia đình.", "Đã gửi giấy báo qua cô giáo.", "Đã báo trực tiếp với mẹ."),
    _S.ARRIVED: ("Gia đình báo đã đưa trẻ đi khám.", "Trẻ đã đến khám, có sổ khám.", ""),
    _S.CONFIRMED: ("Có giấy kết quả của cơ sở khám.", "Bác sĩ đã kết luận, có hẹn điều trị.", ""),
    _S.RULED_OUT: ("Khám lại không thấy bất thường.", "Cơ sở khám kết luận bình thường."),
    _S.TREATED: ("Đã điều trị xong đợt này.", "Gia đình báo đã điều trị xong.", ""),
    _S.DECLINED: ("Gia đình chưa muốn cho trẻ đi khám.", "Gia đình nói sẽ tự theo dõi."),
    _S.LOST: ("Gọi nhiều lần không liên lạc được.", "Gia đình đi làm xa, chưa liên lạc được."),
}


@dataclass(frozen=True)
class Step:
    """One step; recorded at or after the day it happened, on a day on which the nurse does such things."""

    to: ReferralState
    happened_on: date
    recorded_on: date
    note: str


def plan_course(number: int, instrument: str, level: ReferralLevel, issued_on: date) -> tuple[Step, ...]:
    """The steps of a referral of a child, in order, as far as they will ever go.

    Args:
        number: of the child.
    """
    rng = dice("course", number, instrument, issued_on)
    name = draw(rng, _WEIGHTS[instrument])
    states = list(_COURSES[name])
    if rng.random() < _TOLD_FIRST and name != "forgotten":
        states.insert(0, _S.INFORMED)
    steps: list[Step] = []
    day = issued_on
    for to in states:
        day += timedelta(days=_wait(rng, to, level, returns=_S.DECLINED in {one.to for one in steps}))
        recorded = next_desk_day(max(day, steps[-1].recorded_on if steps else day) + _delay(rng))
        steps.append(Step(to, day, recorded, rng.choice(_NOTES[to])))
    return tuple(steps)


def close_forgotten(number: int, issued_on: date, due_on: date) -> Step:
    """What a nurse records in spring for a referral that nobody followed."""
    rng = dice("forgotten", number, issued_on)
    day = next_desk_day(due_on + timedelta(days=rng.randint(120, 170)))
    return Step(_S.LOST, day, day, "Rà soát cuối năm: không liên lạc được.")


def _wait(rng: Random, to: ReferralState, level: ReferralLevel, *, returns: bool) -> int:
    """Days from the step before."""
    if to is _S.INFORMED:
        return rng.randint(*_TOLD_AFTER)
    if to is _S.ARRIVED and not returns:
        return rng.randint(*_GOES_AFTER[level])
    return rng.randint(*_LATER[to])


def _delay(rng: Random) -> timedelta:
    return timedelta(days=rng.choice(_RECORDED_AFTER))
