"""Made-up height and weight along the growth of Vietnamese children, slightly short."""

from collections.abc import Mapping

from casemgmt.demo.visit import Visit
from casemgmt.domain.instrument import Sex
from casemgmt.domain.numerals import with_comma

# Usual height in cm and body mass index at 3, 4, … 16 years; invented after common growth charts.
_HEIGHT = {
    Sex.MALE: (94, 101, 107, 113, 119, 124, 129, 134, 139, 145, 152, 158, 163, 165),
    Sex.FEMALE: (93, 100, 106, 112, 118, 124, 130, 136, 142, 147, 151, 153, 155, 156),
}
_INDEX = (15.6, 15.3, 15.2, 15.2, 15.3, 15.6, 15.9, 16.3, 16.8, 17.4, 18.0, 18.7, 19.3, 19.8)
_FIRST_AGE = 3
_WEIGHT_LEFT_OUT = 0.004


def measure(visit: Visit) -> Mapping[str, str]:
    """Cells of the growth columns, with a decimal comma."""
    lasting, today = visit.lasting("body"), visit.today("body")
    height = _between(_HEIGHT[visit.sex], visit.age_months) * lasting.gauss(1, 0.04)
    stout = lasting.lognormvariate(0, 0.11)
    index = _between(_INDEX, visit.age_months) * max(stout, 0.78)
    cells = {"height_cm": _typed(height), "weight_kg": _typed(index * (height / 100) ** 2)}
    if today.random() < _WEIGHT_LEFT_OUT:
        del cells["weight_kg"]
    return cells


def _between(table: tuple[float, ...], age_months: int) -> float:
    """The table read between two birthdays."""
    place = min(max(age_months / 12 - _FIRST_AGE, 0), len(table) - 1.001)
    below = int(place)
    return table[below] + (table[below + 1] - table[below]) * (place - below)


def _typed(number: float) -> str:
    return with_comma(number, 1, fixed=False)
