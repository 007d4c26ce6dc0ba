"""Made-up hearts: murmurs are rare, loud ones very rare, low saturation rarer still."""

from collections.abc import Mapping
from random import Random

from casemgmt.demo.chance import draw
from casemgmt.demo.visit import Visit

_LOUD = 0.0012
_SOFT = 0.022
_LOW_OXYGEN = 0.0012
_BORDERLINE = 0.004
_MEASURED = {"young": 0.95, "older": 0.4}
_OXYGEN = {"96": 2, "97": 5, "98": 9, "99": 7, "100": 2}
_SIGNS = {"0": 981, "8": 9, "2": 4, "7": 3, "10": 2, "6": 1}
_LEFT_OUT = 0.006
_SOFT_MURMURS = {("1", "tt"): 5, ("2", "tt"): 6, ("2", ""): 1}
_LOUD_MURMURS = {("3", "ttt"): 5, ("3", "tt"): 4, ("4", "ttt"): 2, ("3", "lt"): 1}


def listen(visit: Visit) -> Mapping[str, str]:
    """Cells of the heart columns as typed."""
    rng = visit.today("heart")
    grade, timing = _murmur(visit, rng)
    cells = {"murmur_grade": grade, "signs": draw(rng, _SIGNS), **_oxygen(visit, rng)}
    if timing:
        cells["murmur_timing"] = timing
    elif rng.random() < _LEFT_OUT:
        del cells["signs"]
    return cells


def _murmur(visit: Visit, rng: Random) -> tuple[str, str]:
    if visit.loud_heart or visit.lasting("loud heart").random() < _LOUD:
        return draw(visit.lasting("murmur"), _LOUD_MURMURS)
    return draw(rng, _SOFT_MURMURS) if rng.random() < _SOFT else ("0", "")


def _oxygen(visit: Visit, rng: Random) -> dict[str, str]:
    chance = rng.random()
    if chance < _LOW_OXYGEN:
        return {"spo2": str(rng.randint(91, 93)), "spo2_repeat": str(rng.randint(91, 94))}
    if chance < _LOW_OXYGEN + _BORDERLINE:
        return {"spo2": "94", "spo2_repeat": rng.choice(("96", "97", "98"))}
    if rng.random() < _MEASURED["young" if visit.age < 6 else "older"]:
        return {"spo2": draw(rng, _OXYGEN)}
    return {}
