"""What is typed for one child on one day, instrument by instrument."""

from collections.abc import Mapping

from casemgmt.demo.bodies import measure
from casemgmt.demo.eyes import is_reduced, read_eyes
from casemgmt.demo.hearts import listen
from casemgmt.demo.teeth import read_teeth
from casemgmt.demo.visit import Visit

INSTRUMENTS = ("vision", "dental", "heart")
NEW_THIS_YEAR = ("growth",)
_ABSENT = 0.045
_SLIP = 0.008
_FULL = "10"


def is_absent(visit: Visit) -> bool:
    """Whether the child is not at school on the day: nothing is typed."""
    return visit.today("absent").random() < _ABSENT


def instruments_of(years_ago: int) -> tuple[str, ...]:
    """The columns of a year's sheets: children are weighed and measured from this year on."""
    return INSTRUMENTS + (NEW_THIS_YEAR if years_ago == 0 else ())


def read_all(visit: Visit) -> Mapping[str, Mapping[str, str]]:
    """Instrument -> field -> text; an instrument not used is left out."""
    cells = {"vision": read_eyes(visit), "dental": read_teeth(visit), "heart": listen(visit)}
    if visit.years_ago == 0:
        cells["growth"] = measure(visit)
    return {code: fields for code, fields in cells.items() if fields}


def slip_of(visit: Visit, eyes: Mapping[str, str]) -> Mapping[str, str] | None:
    """Now and then ``1`` is typed for ``10`` and set right on another day; None where it is not."""
    slips = visit.today("slip").random() < _SLIP and not is_reduced(visit)
    if not slips or eyes.get("va_right_uncorrected") != _FULL:
        return None
    return {**eyes, "va_right_uncorrected": "1"}
