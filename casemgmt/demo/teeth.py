"""Made-up teeth: much caries in small children, a little less each year, ever more of it filled."""

from collections.abc import Mapping

from casemgmt.demo.visit import Visit, by_age

_PRIMARY_SHARE = {3: 0.38, 4: 0.48, 5: 0.54, 6: 0.55, 7: 0.52, 8: 0.45, 9: 0.34, 10: 0.2, 11: 0.0}
_PERMANENT_SHARE = {3: 0.0, 6: 0.03, 7: 0.08, 8: 0.12, 10: 0.18, 12: 0.25, 14: 0.31}
_TREND = {0: 1.0, 1: 1.07, 2: 1.15}
# In the order in which they decay; no tooth here shares its space with one of the other list.
_PRIMARY = (75, 85, 74, 84, 55, 65, 54, 64)
_FRONT = (51, 61, 52, 62)
_PERMANENT = (46, 36, 16, 26)
_PERMANENT_LATER = (47, 37, 17, 27)
_FIRST_PRIMARY_MOLARS_UNTIL = 9
_FRONT_UNTIL = 5
_FILLED = {0: 0.34, 1: 0.28, 2: 0.23}
_LOST = 0.03
_SEALED = 0.07
_HURTS = 0.09
_GUMS = 0.05
_SHORT_STYLE = 0.3
_SOUND_WORDS = ("0", "0", "0", "bt", "tốt")
_CODES = {"sâu": ("B", "1"), "trám": ("D", "3"), "mất": ("E", "4"), "bít": ("F", "6")}
_FIRST_PRIMARY = 51


def read_teeth(visit: Visit) -> Mapping[str, str]:
    """Cells of the dental columns in the notation of a nurse in a hurry."""
    found = _teeth(visit)
    rng = visit.today("mouth")
    cells = {"teeth": _written(visit, found)}
    decayed = sum(word == "sâu" for word in found.values())
    if decayed >= 2 and rng.random() < _HURTS:
        cells["pain_now"] = "1"
    elif rng.random() < 0.5:
        cells["pain_now"] = "0"
    if visit.age >= 8 and rng.random() < _GUMS:
        cells["gingivitis"] = "1"
    return cells


def _teeth(visit: Visit) -> dict[int, str]:
    """Tooth -> what a nurse would call it; sound teeth are not named."""
    risk = visit.lasting("caries").random()
    trend = _TREND[visit.years_ago]
    found = _words(visit, _primary_here(visit), risk, by_age(_PRIMARY_SHARE, visit.age) * trend)
    later = _PERMANENT + (_PERMANENT_LATER if visit.age >= 13 else ())
    found |= _words(visit, later, risk, by_age(_PERMANENT_SHARE, visit.age) * trend)
    if 7 <= visit.age <= 10 and visit.lasting("sealed").random() < _SEALED:
        found |= {tooth: "bít" for tooth in _PERMANENT[:2] if tooth not in found}
    return found


def _primary_here(visit: Visit) -> tuple[int, ...]:
    """The primary teeth that are still in place at this age."""
    front = _FRONT if visit.age <= _FRONT_UNTIL and visit.lasting("bottle").random() < 0.3 else ()
    molars = _PRIMARY if visit.age <= _FIRST_PRIMARY_MOLARS_UNTIL else (75, 85, 55, 65)
    return molars + front


def _words(visit: Visit, teeth: tuple[int, ...], risk: float, share: float) -> dict[int, str]:
    """As many teeth as the risk goes beyond the share; what is filled once stays filled."""
    if risk >= share:
        return {}
    number = 1 + int((1 - risk / share) ** 1.6 * len(teeth))
    rng = visit.lasting(f"teeth from {teeth[0]}")
    # Families who go to a dentist go with most teeth: children differ more than their teeth.
    goes = visit.lasting("dentist").random()
    return {tooth: _word(visit, tooth, rng.random(), goes) for tooth in teeth[:number]}


def _word(visit: Visit, tooth: int, fate: float, goes: float) -> str:
    if (fate + 2 * goes) / 3 < _FILLED[visit.years_ago]:
        return "trám"
    return "mất" if fate > 1 - _LOST and tooth >= _FIRST_PRIMARY and visit.age <= _FRONT_UNTIL else "sâu"


def _written(visit: Visit, found: Mapping[int, str]) -> str:
    rng = visit.today("notation")
    if not found:
        return rng.choice(_SOUND_WORDS)
    if rng.random() < _SHORT_STYLE:
        return " ".join(_short(tooth, word) for tooth, word in sorted(found.items(), reverse=True))
    parts = [(word, [str(tooth) for tooth in sorted(found) if found[tooth] == word]) for word in _CODES]
    return "; ".join(f"{','.join(teeth)} {word}" for word, teeth in parts if teeth)


def _short(tooth: int, word: str) -> str:
    """``55B`` for a primary, ``46 1`` for a permanent tooth."""
    letter, digit = _CODES[word]
    return f"{tooth}{letter}" if tooth >= _FIRST_PRIMARY else f"{tooth} {digit}"
