"""Is an incoming child already in the register? Same, perhaps, or new, with the reasons.

The personal number decides first. Without it, name, birth date and sex. A doubtful pair is
never joined here: it goes to a person. Rows of one file are compared in ``rosters.repeats``.
"""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from casemgmt.domain.birth_likeness import BirthLikeness, birth_likeness
from casemgmt.domain.instrument import Sex
from casemgmt.domain.name_likeness import NameLikeness, name_likeness
from casemgmt.domain.rosters.records import ChildRecord, Precision
from casemgmt.domain.vietnamese.names import fold


class Verdict(StrEnum):
    """What is done with an incoming child."""

    SAME = "same"
    NEAR = "near"
    NEW = "new"


class Reason(StrEnum):
    """Why; each has a sentence in ``http/roster_messages.py``."""

    NUMBER_SAME = "number_same"
    NUMBERS_DIFFER = "numbers_differ"
    NAME_SAME = "name_same"
    NAME_WITHOUT_MARKS = "name_without_marks"
    NAME_MIDDLE_DIFFERS = "name_middle_differs"
    NAME_ONE_LETTER = "name_one_letter"
    NAME_DIFFERS = "name_differs"
    BIRTH_SAME = "birth_same"
    BIRTH_LESS_PRECISE = "birth_less_precise"
    BIRTH_TURNED_ROUND = "birth_turned_round"
    BIRTH_ONE_PART_DIFFERS = "birth_one_part_differs"
    BIRTH_DIFFERS = "birth_differs"
    BIRTH_UNKNOWN = "birth_unknown"
    SEX_DIFFERS = "sex_differs"
    SEVERAL_ALIKE = "several_alike"
    TWO_ROWS_ONE_CHILD = "two_rows_one_child"
    OTHER_SCHOOL = "other_school"


@dataclass(frozen=True)
class Candidate:
    """A child of the register, as far as matching needs it.

    Attributes:
        key: whatever the caller knows the child by.
        dob: None where unknown.
        personal_id: 12 digits; None where unknown.
    """

    key: Hashable
    full_name: str
    dob: date | None
    dob_precision: Precision
    sex: Sex | None
    personal_id: str | None = None


@dataclass(frozen=True)
class Likeness:
    """A child of the register that may be the incoming one, and why."""

    key: Hashable
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Decision:
    """What is to be done with one incoming child.

    Attributes:
        same: the child it is; only with ``SAME``.
        near: children it may be, for a person to decide; only with ``NEAR``.
    """

    verdict: Verdict
    same: Likeness | None = None
    near: tuple[Likeness, ...] = ()


@dataclass(frozen=True)
class SearchKeys:
    """What to ask the register for: every child that shares one of these is a candidate.

    Attributes:
        name_folds: ``fold(full_name)``, for the same name with any birth date.
        birth_dates: for a likewise written name on the same day.
        personal_ids: 12 digits; the store turns them into its blind index.
    """

    name_folds: frozenset[str]
    birth_dates: frozenset[date]
    personal_ids: frozenset[str]


def search_keys(records: Iterable[ChildRecord]) -> SearchKeys:
    """The blocking keys of some incoming children.

    Each key is an indexed column, so that a list costs its own length, not that of the register.
    Birth dates known only to the month or year are left out: they would bring whole years.
    """
    listed = tuple(records)
    return SearchKeys(
        frozenset(fold(record.full_name) for record in listed),
        frozenset(record.dob for record in listed if record.dob_precision is Precision.DAY),
        frozenset(record.personal_id for record in listed if record.personal_id),
    )


def decide_all(records: Sequence[ChildRecord], candidates: Iterable[Candidate]) -> tuple[Decision, ...]:
    """One decision for each incoming child, in order.

    Only pairs that share a blocking key are compared. Two rows that would both be joined to one
    child are given to a person, both.

    Args:
        candidates: children of the register, each once; rows of the same file do not belong here.
    """
    blocks: defaultdict[Hashable, list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        for block in _blocks(candidate):
            blocks[block].append(candidate)
    decisions = []
    for record in records:
        sharing = {one.key: one for block in _blocks(record) for one in blocks.get(block, ())}
        decisions.append(decide(record, sharing.values()))
    return _without_double_joins(decisions)


def decide(record: ChildRecord, candidates: Iterable[Candidate]) -> Decision:
    """Whether an incoming child is one of some children of the register.

    Same: one number and a like name with nothing else against it, or the same name, birth date
    (to the day) and no differing number or sex, and only one such child. Near: alike but not
    enough, or something speaks against it, such as two different numbers. Otherwise new:
    another given name on the same day is another child, a twin perhaps.
    """
    same, near = [], []
    for candidate in candidates:
        verdict, reasons = _compare(record, candidate)
        likeness = Likeness(candidate.key, reasons)
        if verdict is Verdict.SAME:
            same.append(likeness)
        elif verdict is Verdict.NEAR:
            near.append(likeness)
    numbered = [one for one in same if Reason.NUMBER_SAME in one.reasons]
    if len(numbered or same) == 1:
        return Decision(Verdict.SAME, same=(numbered or same)[0])
    several = [replace(one, reasons=(*one.reasons, Reason.SEVERAL_ALIKE)) for one in same]
    found = (*several, *near)
    return Decision(Verdict.NEAR, near=found) if found else Decision(Verdict.NEW)


_NAME_REASON = {
    NameLikeness.SAME: Reason.NAME_SAME,
    NameLikeness.WITHOUT_MARKS: Reason.NAME_WITHOUT_MARKS,
    NameLikeness.MIDDLE_DIFFERS: Reason.NAME_MIDDLE_DIFFERS,
    NameLikeness.ONE_LETTER: Reason.NAME_ONE_LETTER,
    NameLikeness.OTHER: Reason.NAME_DIFFERS,
}
_BIRTH_REASON = {
    BirthLikeness.SAME: Reason.BIRTH_SAME,
    BirthLikeness.LESS_PRECISE: Reason.BIRTH_LESS_PRECISE,
    BirthLikeness.TURNED_ROUND: Reason.BIRTH_TURNED_ROUND,
    BirthLikeness.ONE_PART: Reason.BIRTH_ONE_PART_DIFFERS,
    BirthLikeness.OTHER: Reason.BIRTH_DIFFERS,
    BirthLikeness.UNKNOWN: Reason.BIRTH_UNKNOWN,
}
_SURE_NAMES = {NameLikeness.SAME, NameLikeness.WITHOUT_MARKS}


def _compare(record: ChildRecord, candidate: Candidate) -> tuple[Verdict, tuple[Reason, ...]]:
    birth = birth_likeness(record.dob, record.dob_precision, candidate.dob, candidate.dob_precision)
    both_numbered = bool(record.personal_id and candidate.personal_id)
    one_number = both_numbered and record.personal_id == candidate.personal_id
    if birth is BirthLikeness.OTHER and not one_number:
        return Verdict.NEW, ()  # said before the names are compared: most pairs end here
    name = name_likeness(record.full_name, candidate.full_name)
    sexes_differ = bool(record.sex and candidate.sex and record.sex is not candidate.sex)
    reasons = (_NAME_REASON[name], _BIRTH_REASON[birth], *((Reason.SEX_DIFFERS,) if sexes_differ else ()))
    if one_number:
        agrees = name in _SURE_NAMES or (name is not NameLikeness.OTHER and birth is BirthLikeness.SAME)
        return Verdict.SAME if agrees and not sexes_differ else Verdict.NEAR, (Reason.NUMBER_SAME, *reasons)
    if both_numbered:
        alike = name in _SURE_NAMES and birth is BirthLikeness.SAME and not sexes_differ
        return Verdict.NEAR if alike else Verdict.NEW, (Reason.NUMBERS_DIFFER, *reasons)
    return _without_number(name, birth, sexes_differ=sexes_differ), reasons


def _without_number(name: NameLikeness, birth: BirthLikeness, *, sexes_differ: bool) -> Verdict:
    if name is NameLikeness.OTHER:
        return Verdict.NEW
    if name in {NameLikeness.ONE_LETTER, NameLikeness.MIDDLE_DIFFERS}:
        # On another day, or as the other sex, a name that is only alike is somebody else's.
        return Verdict.NEAR if birth is BirthLikeness.SAME and not sexes_differ else Verdict.NEW
    sure = name is NameLikeness.SAME and birth is BirthLikeness.SAME and not sexes_differ
    return Verdict.SAME if sure else Verdict.NEAR


def _blocks(child: ChildRecord | Candidate) -> tuple[Hashable, ...]:
    """Two children are compared only where they share one of these."""
    name = fold(child.full_name)
    blocks: list[Hashable] = [("name", name)]
    if child.dob is not None and child.dob_precision is Precision.DAY:
        blocks.append(("birth", child.dob, name.split(" ")[0]))
    if child.personal_id:
        blocks.append(("number", child.personal_id))
    return tuple(blocks)


def _without_double_joins(decisions: Sequence[Decision]) -> tuple[Decision, ...]:
    joined: defaultdict[Hashable, int] = defaultdict(int)
    for decision in decisions:
        if decision.same:
            joined[decision.same.key] += 1
    return tuple(
        Decision(Verdict.NEAR, near=(_doubled(decision.same),))
        if decision.same and joined[decision.same.key] > 1
        else decision
        for decision in decisions
    )


def _doubled(likeness: Likeness) -> Likeness:
    return replace(likeness, reasons=(*likeness.reasons, Reason.TWO_ROWS_ONE_CHILD))


def ask_about_moves(decisions: Sequence[Decision], elsewhere: Collection[Hashable]) -> tuple[Decision, ...]:
    """A child now enrolled at another school is never taken over without asking.

    Args:
        elsewhere: keys of the children who are.
    """
    return tuple(
        Decision(Verdict.NEAR, near=(replace(one.same, reasons=(*one.same.reasons, Reason.OTHER_SCHOOL)),))
        if one.same and one.same.key in elsewhere
        else one
        for one in decisions
    )
