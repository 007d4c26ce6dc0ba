"""Made-up visual acuity: poor sight grows with age and, from year to year, becomes more frequent."""

from collections.abc import Mapping
from random import Random

from casemgmt.demo.chance import draw
from casemgmt.demo.visit import Visit, by_age

# Share of children whose worse eye misses the line, this year.
_REDUCED = {3: 0.05, 5: 0.07, 6: 0.08, 8: 0.13, 10: 0.19, 11: 0.23, 12: 0.27, 13: 0.30, 14: 0.33}
_TREND = {0: 1.0, 1: 0.90, 2: 0.80}
# Worse eye in tenths, from mild to grave; under 5 the line is lower.
_LADDER = ("7", "7", "7", "6", "6", "6", "5", "5", "5", "4", "4", "4", "3", "2", "1")
_YOUNG_LADDER = {3: ("3", "3", "2"), 4: ("4", "4", "3")}
_GOOD = {3: {"5": 2, "6": 4, "7": 3, "8": 2}, 4: {"6": 3, "7": 4, "8": 3}, 5: {"8": 2, "9": 3, "10": 12}}
_REFUSES = {3: 0.22, 4: 0.08, 5: 0.02, 6: 0.004}
_WITH_GLASSES = {"10": 8, "9": 5, "8": 3, "7": 1.5, "6": 1}
_OWNS_GLASSES = 0.38
_ONE_EYE_LEFT_OUT = 0.008
_COUNTS_FINGERS = 0.004
_WRITES_TENTHS = 0.06
_FIRST_CHART = 36  # completed months


def read_eyes(visit: Visit) -> Mapping[str, str]:
    """Cells of the vision columns as typed; none under 36 months."""
    if visit.age_months < _FIRST_CHART:
        return {}
    rng = visit.today("eyes")
    if rng.random() < by_age(_REFUSES, visit.age):
        return {"va_right_uncorrected": "KHT", "va_left_uncorrected": "KHT"}
    worse, other = _eyes(visit, rng)
    sides = ["right", "left"]
    visit.lasting("worse eye").shuffle(sides)
    cells = {f"va_{sides[0]}_uncorrected": worse, f"va_{sides[1]}_uncorrected": other}
    if is_reduced(visit) and _owns_glasses(visit):
        cells |= {f"va_{side}_glasses": draw(rng, _WITH_GLASSES) for side in sides}
    elif rng.random() < _ONE_EYE_LEFT_OUT:
        del cells[f"va_{sides[1]}_uncorrected"]
    if rng.random() < _WRITES_TENTHS:
        cells = {code: f"{text}/10" if text.isdigit() else text for code, text in cells.items()}
    return cells


def is_reduced(visit: Visit) -> bool:
    """Whether the worse eye misses the line this year; who does once, does so ever after."""
    return visit.lasting("sight").random() < _share(visit)


def _share(visit: Visit) -> float:
    return by_age(_REDUCED, visit.age) * _TREND[visit.years_ago]


def _eyes(visit: Visit, rng: Random) -> tuple[str, str]:
    """The worse eye and the other."""
    if not is_reduced(visit):
        good = _GOOD[min(visit.age, 5)]
        best = draw(rng, good)
        return best, best if rng.random() < 0.8 else draw(rng, good)
    depth = 1 - visit.lasting("sight").random() / _share(visit)
    ladder = _YOUNG_LADDER.get(visit.age, _LADDER)
    rung = int(depth * len(ladder))
    if visit.lasting("fingers").random() < _COUNTS_FINGERS * 10 * depth:
        return "ĐNT", ladder[rung // 2]
    return ladder[rung], ladder[max(0, rung - rng.choice((0, 0, 0, 1, 2, 5)))]


def _owns_glasses(visit: Visit) -> bool:
    """From 7 years on and not in the year in which it is found."""
    found_before = visit.lasting("sight").random() < _share(visit) * 0.8
    return visit.age >= 7 and found_before and visit.lasting("glasses").random() < _OWNS_GLASSES
