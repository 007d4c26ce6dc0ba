"""One child in two rows of a file: told, never merged in silence."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import replace

from casemgmt.domain.rosters.records import ChildRecord, Precision, RosterReading, RowCode, RowProblem
from casemgmt.domain.vietnamese.identifiers import mask
from casemgmt.domain.vietnamese.names import compare_key

_TELLING_APART = (
    "personal_id",
    "health_insurance",
    "class_name",
    "guardian_name",
    "guardian_phone",
    "neighbourhood",
)
_COMPARED = 20  # more rows of one name and birth date are no class list; keeps the cost straight


def without_repeats(reading: RosterReading) -> RosterReading:
    """The reading without rows that say again what another row said.

    Two rows with one number: the same child gives a refusal of the later row; two different
    children give a refusal of both, since nobody can tell whose number it is. Two rows with one
    name, birth date and sex: the later is refused unless something tells the two apart, and
    then both stay with a warning. Every message names the other row.
    """
    problems = [*_same_number(reading.children)]
    refused = {(problem.sheet, problem.row) for problem in problems}
    left = [child for child in reading.children if _place(child) not in refused]
    problems.extend(_same_person(left))
    again = [one for one in problems if one.code is not RowCode.SAME_NAME_AND_BIRTH]
    doubts = [one for one in problems if one.code is RowCode.SAME_NAME_AND_BIRTH]
    refused = {(problem.sheet, problem.row) for problem in again}
    return replace(
        reading,
        children=tuple(child for child in reading.children if _place(child) not in refused),
        problems=(*reading.problems, *again),
        warnings=(*(one for one in reading.warnings if (one.sheet, one.row) not in refused), *doubts),
    )


def _same_number(children: Iterable[ChildRecord]) -> Iterator[RowProblem]:
    numbered = (child for child in children if child.personal_id)
    for first, *later in _groups(numbered, lambda child: child.personal_id):
        one_child = all(_person(other) == _person(first) for other in later)
        for other in later:
            code = RowCode.ROW_AGAIN if one_child else RowCode.NUMBER_AGAIN
            yield _problem(other, code, first)
        if not one_child:
            yield _problem(first, RowCode.NUMBER_AGAIN, later[0])


def _same_person(children: Iterable[ChildRecord]) -> Iterator[RowProblem]:
    dated = (child for child in children if child.dob_precision is Precision.DAY)
    for first, *later in _groups(dated, _person):
        for place, other in enumerate(later):
            before = (first, *later[: min(place, _COMPARED)])
            apart = all(_told_apart(other, one) for one in before)
            yield _problem(other, RowCode.SAME_NAME_AND_BIRTH if apart else RowCode.ROW_AGAIN, first)


def _told_apart(one: ChildRecord, other: ChildRecord) -> bool:
    pairs = ((getattr(one, name), getattr(other, name)) for name in _TELLING_APART)
    return any(mine and theirs and mine != theirs for mine, theirs in pairs)


def _groups(
    children: Iterable[ChildRecord], key: Callable[[ChildRecord], Hashable]
) -> Iterator[list[ChildRecord]]:
    """The groups of two or more children with one key, in file order."""
    found: defaultdict[Hashable, list[ChildRecord]] = defaultdict(list)
    for child in children:
        found[key(child)].append(child)
    return (group for group in found.values() if len(group) > 1)


def _person(child: ChildRecord) -> Hashable:
    return compare_key(child.full_name), child.dob, child.dob_precision, child.sex


def _place(child: ChildRecord) -> tuple[str, int]:
    return child.sheet, child.row_number


def _problem(child: ChildRecord, code: RowCode, other: ChildRecord) -> RowProblem:
    params = {"other_row": str(other.row_number), "other_sheet": other.sheet}
    if child.personal_id and code is RowCode.NUMBER_AGAIN:
        params["typed"] = mask(child.personal_id)
    return RowProblem(child.sheet, child.row_number, None, code, params)
