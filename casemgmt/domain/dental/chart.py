"""The teeth of the children's form and the WHO code for each condition."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from casemgmt.codelists import rows

# FDI numbers along each arch, from the child's right to left. The WHO children's form has 28
# spaces, so there is no third molar. Source: WHO Oral Health Surveys, 5th ed. 2013, Annex 2.
UPPER_PERMANENT = (*range(17, 10, -1), *range(21, 28))
LOWER_PERMANENT = (*range(47, 40, -1), *range(31, 38))
UPPER_PRIMARY = (*range(55, 50, -1), *range(61, 66))
LOWER_PRIMARY = (*range(85, 80, -1), *range(71, 76))
ARCHES = (UPPER_PERMANENT, LOWER_PERMANENT, UPPER_PRIMARY, LOWER_PRIMARY)
TEETH = frozenset(tooth for arch in ARCHES for tooth in arch)
_FIRST_PRIMARY = 51


@dataclass(frozen=True)
class ToothCondition:
    """One line of the WHO code list.

    Attributes:
        primary, permanent: the letter and the digit; "" where the dentition has none.
        counts_as: ``d``, ``m`` or ``f``; "" where it enters no index.
        words: what may be typed for it, folded (lower case, without diacritics).
    """

    code: str
    label: str
    primary: str
    permanent: str
    counts_as: str
    words: tuple[str, ...]


def _condition(row: Mapping[str, str]) -> ToothCondition:
    return ToothCondition(
        row["code"],
        row["label"],
        row["primary"],
        row["permanent"],
        row["counts_as"],
        tuple(row["words"].split("|")),
    )


CONDITIONS = tuple(_condition(row) for row in rows("tooth_conditions"))
PRIMARY: Mapping[str, ToothCondition] = MappingProxyType(
    {one.primary: one for one in CONDITIONS if one.primary}
)
PERMANENT: Mapping[str, ToothCondition] = MappingProxyType(
    {one.permanent: one for one in CONDITIONS if one.permanent}
)


def is_primary(tooth: int) -> bool:
    """Whether an FDI number is a primary (milk) tooth."""
    return tooth >= _FIRST_PRIMARY


def is_upper(tooth: int) -> bool:
    """Whether an FDI number is in the upper jaw: quadrants 1, 2, 5 and 6."""
    return tooth // 10 in {1, 2, 5, 6}


def codes_for(tooth: int) -> Mapping[str, ToothCondition]:
    """WHO code -> condition in the dentition of a tooth."""
    return PRIMARY if is_primary(tooth) else PERMANENT


def condition(tooth: int, code: str) -> ToothCondition:
    """The condition a code means on a tooth.

    Raises:
        KeyError: the code is not used in the dentition of this tooth.
    """
    return codes_for(tooth)[code]


def same_space(tooth: int) -> int | None:
    """The tooth of the other dentition in the same space: 55 for 15; None for permanent molars."""
    if is_primary(tooth):
        return tooth - 40
    return tooth + 40 if tooth % 10 <= 5 else None
