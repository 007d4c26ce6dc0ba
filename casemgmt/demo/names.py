"""Names as people of this ward bear them: by ethnic group, sex and decade of birth; none is real.

The weights stand in ``codelists/demo_*_names.csv``. Dao and Mông families give names of their own
(``Triệu Tòn Chài``, ``Giàng A Páo``), the younger the less often.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from random import Random

from casemgmt.codelists import rows
from casemgmt.domain.instrument import Sex
from casemgmt.domain.vietnamese.names import fold

DECADES = (1970, 1990, 2000, 2010, 2020)
_OWN_STYLES = {"09": "dao", "08": "mong"}
_USUAL_STYLE = "vn"


@dataclass(frozen=True)
class Naming:
    """Who is to be named."""

    ethnic_group: str
    sex: Sex
    birth_year: int


@dataclass(frozen=True)
class _Weighted:
    labels: tuple[str, ...]
    weights: tuple[float, ...]

    def draw(self, rng: Random) -> str:
        return rng.choices(self.labels, self.weights)[0]


def make_family_name(rng: Random, ethnic_group: str) -> str:
    """A family name as frequent as in its group."""
    return _family_names(ethnic_group).draw(rng)


def make_full_name(rng: Random, family: str, naming: Naming) -> str:
    """Family, middle and given name; never the name of a child in one of the sample lists."""
    style = _style(rng, naming)
    column = f"w_{_decade(naming.birth_year)}"
    while True:
        middle = _names("demo_middle_names", style, naming.sex, column).draw(rng)
        given = _names("demo_given_names", style, naming.sex, column).draw(rng)
        name = f"{family} {middle} {given}"
        words = fold(name).split()
        if len(set(words)) == len(words) and " ".join(words) not in reserved_names():
            return name


@cache
def reserved_names() -> frozenset[str]:
    """The folded names of the children in the sample lists, who are still to be imported."""
    return frozenset(fold(row["label"]) for row in rows("demo_reserved_names"))


@cache
def reserved_birth_dates() -> frozenset[date]:
    """The birth dates of those children: a shared one could look like the same child."""
    return frozenset(date.fromisoformat(row["birth_date"]) for row in rows("demo_reserved_names"))


def _style(rng: Random, naming: Naming) -> str:
    """The group's own names or those in use all over the country."""
    row = _ethnic_group(naming.ethnic_group)
    own = float(row[f"own_{_decade(naming.birth_year)}"])
    return _OWN_STYLES[naming.ethnic_group] if rng.random() * 100 < own else _USUAL_STYLE


def _decade(year: int) -> int:
    """The column for a year of birth: 1970 stands for everything before 1990."""
    return max((one for one in DECADES if one <= year), default=DECADES[0])


@cache
def _ethnic_group(code: str) -> Mapping[str, str]:
    return next(row for row in rows("demo_ethnic_groups") if row["code"] == code)


@cache
def _family_names(ethnic_group: str) -> _Weighted:
    found = [row for row in rows("demo_family_names") if row["ethnic_group"] == ethnic_group]
    return _Weighted(tuple(row["label"] for row in found), tuple(float(row["weight"]) for row in found))


@cache
def _names(codelist: str, style: str, sex: Sex, column: str) -> _Weighted:
    found = [row for row in rows(codelist) if row["style"] == style and row["sex"] == sex]
    return _Weighted(tuple(row["label"] for row in found), tuple(float(row[column]) for row in found))
