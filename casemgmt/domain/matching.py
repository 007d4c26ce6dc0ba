"""Is an incoming child already in the register? Same, perhaps, or new, with the reasons.

The personal number decides first, then the health insurance number. Without either, name, birth
date and sex. A doubtful pair is never joined here: it goes to a person. Rows of one file are
compared in ``rosters.repeats``.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from casemgmt.domain.match_keys import match_keys, wanted_keys
from casemgmt.domain.matches import ANOTHER_NUMBER, Candidate, Decision, Likeness, Reason, Verdict
from casemgmt.domain.pair_likeness import compare
from casemgmt.domain.rosters.records import ChildRecord
from casemgmt.domain.vietnamese.identifiers import insurance_core

__all__ = [
    "ANOTHER_NUMBER",
    "Candidate",
    "Decision",
    "Likeness",
    "Reason",
    "SearchKeys",
    "Verdict",
    "ask_about_moves",
    "decide",
    "decide_all",
    "exact_keys",
    "search_keys",
]


@dataclass(frozen=True)
class SearchKeys:
    """What to ask the register for: every child that shares one of these is a candidate.

    Each is an indexed column, so that a list costs its own length, not that of the register.

    Attributes:
        name_years: the same name, born in the same year or nobody knows when.
        birth_givens: the same given name on a like day.
        birth_rests: the same family and middle name on a like day.
        personal_ids: 12 digits; the store turns them into its blind index.
        health_insurances: as ``insurance_core`` gives them.
    """

    name_years: frozenset[int]
    birth_givens: frozenset[int]
    birth_rests: frozenset[int]
    personal_ids: frozenset[str]
    health_insurances: frozenset[str]


def search_keys(records: Iterable[ChildRecord]) -> SearchKeys:
    """The blocking keys of some incoming children."""
    listed = tuple(records)
    wanted = [wanted_keys(one.full_name, one.dob, one.dob_precision) for one in listed]
    return replace(
        exact_keys(listed),
        name_years=frozenset(key for one in wanted for key in one.name_years),
        birth_givens=frozenset(key for one in wanted for key in one.birth_givens),
        birth_rests=frozenset(key for one in wanted for key in one.birth_rests),
    )


def exact_keys(records: Iterable[ChildRecord]) -> SearchKeys:
    """The few keys that find every child an incoming one may be joined to without asking.

    That takes one number, or one name and birth date; whoever has them shares these keys. Only the
    children that stay in doubt have to be looked for under all of ``search_keys``.
    """
    listed = tuple(records)
    stored = (match_keys(one.full_name, one.dob, one.dob_precision).birth_rest for one in listed)
    return SearchKeys(
        frozenset(),
        frozenset(),
        frozenset(key for key in stored if key is not None),
        frozenset(one.personal_id for one in listed if one.personal_id),
        frozenset(insurance_core(one.health_insurance) for one in listed if one.health_insurance),
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
        sharing = {id(one): one for block in _wanted_blocks(record) for one in blocks.get(block, ())}
        decisions.append(decide(record, sharing.values()))
    return _without_double_joins(decisions)


def decide(record: ChildRecord, candidates: Iterable[Candidate]) -> Decision:
    """Whether an incoming child is one of some children of the register.

    Same: one number and a like name with nothing else against it, or the same name, birth date
    (to the day) and no differing number or sex, and only one such child. Near: alike but not
    enough, or something speaks against it, such as two different numbers, or the number of
    somebody else. Otherwise new: another given name on the same day is another child, a twin
    perhaps.
    """
    same: list[Likeness] = []
    near: list[Likeness] = []
    for candidate in candidates:
        verdict, reasons = compare(record, candidate)
        if verdict is not Verdict.NEW:
            found = same if verdict is Verdict.SAME else near
            found.append(Likeness(candidate.key, reasons))
    holders = _holders((*same, *near))
    likely = holders or same
    if len(likely) == 1 and likely[0] in same:
        return Decision(Verdict.SAME, same=likely[0])
    asked = [
        _with_reason(one, Reason.SEVERAL_ALIKE if one in likely else Reason.NUMBER_OF_ANOTHER) for one in same
    ]
    return Decision(Verdict.NEAR, near=(*asked, *near)) if asked or near else Decision(Verdict.NEW)


def ask_about_moves(
    decisions: Sequence[Decision], because: Mapping[Hashable, Reason]
) -> tuple[Decision, ...]:
    """A child who learns elsewhere, or was said to have left, is never taken over without asking.

    Args:
        because: child -> why a person is to be asked.
    """
    return tuple(
        _ask(one.same, because[one.same.key]) if one.same and one.same.key in because else one
        for one in decisions
    )


def _holders(found: Sequence[Likeness]) -> list[Likeness]:
    """The children with the incoming number: the personal one, else that of the insurance card."""
    for number in (Reason.NUMBER_SAME, Reason.INSURANCE_SAME):
        holders = [one for one in found if number in one.reasons]
        if holders:
            return holders
    return []


def _blocks(candidate: Candidate) -> Iterator[Hashable]:
    """Two children are compared only where they share one of these."""
    keys = candidate.keys or match_keys(candidate.full_name, candidate.dob, candidate.dob_precision)
    yield from (keys.name_year, keys.birth_given, keys.birth_rest)
    if candidate.personal_id:
        yield "number", candidate.personal_id
    if candidate.health_insurance:
        yield "insurance", insurance_core(candidate.health_insurance)


def _wanted_blocks(record: ChildRecord) -> Iterator[Hashable]:
    keys = wanted_keys(record.full_name, record.dob, record.dob_precision)
    yield from (*keys.name_years, *keys.birth_givens, *keys.birth_rests)
    if record.personal_id:
        yield "number", record.personal_id
    if record.health_insurance:
        yield "insurance", insurance_core(record.health_insurance)


def _without_double_joins(decisions: Sequence[Decision]) -> tuple[Decision, ...]:
    joined: defaultdict[Hashable, int] = defaultdict(int)
    for decision in decisions:
        if decision.same:
            joined[decision.same.key] += 1
    return tuple(
        _ask(one.same, Reason.TWO_ROWS_ONE_CHILD) if one.same and joined[one.same.key] > 1 else one
        for one in decisions
    )


def _ask(likeness: Likeness, reason: Reason) -> Decision:
    return Decision(Verdict.NEAR, near=(_with_reason(likeness, reason),))


def _with_reason(likeness: Likeness, reason: Reason) -> Likeness:
    return replace(likeness, reasons=(*likeness.reasons, reason))
