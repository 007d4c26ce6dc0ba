"""Two children side by side, with the parts marked in which they differ."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher

from casemgmt.codelists import labels
from casemgmt.domain.rosters.changes import Change, ChangeField, ChangeKind
from casemgmt.domain.rosters.records import ChildRecord
from casemgmt.http.roster_words import FIELD
from casemgmt.services.roster_previews import Lookalike

_TOKENS = re.compile(r"[^\s/]+|[\s/]+")
CLASS = "Lớp"
_SEX = {"M": "Nam", "F": "Nữ"}


@dataclass(frozen=True)
class Part:
    """A piece of text; ``differs`` where the other side has something else there."""

    text: str
    differs: bool


@dataclass(frozen=True)
class ComparedField:
    """One field of two children."""

    label: str
    listed: Sequence[Part]
    known: Sequence[Part]
    differs: bool


@dataclass(frozen=True)
class ShownChange:
    """One change as the page shows it; ``fills``: the register knows nothing there."""

    field: str
    label: str
    before: str
    after: str
    fills: bool
    seen: str


def compare(record: ChildRecord, other: Lookalike) -> tuple[ComparedField, ...]:
    """What the list and the register say of name, birth, sex, class and ethnic group."""
    child = other.child
    if child is None:
        return ()
    known_birth = born(child.birth_date, child.birth_precision) if child.birth_date else ""
    pairs = (
        (ChangeField.FULL_NAME, record.full_name, child.full_name),
        (ChangeField.BIRTH, born(record.dob, record.dob_precision.value), known_birth),
        (ChangeField.SEX, _SEX.get(record.sex or "", ""), _SEX.get(child.sex or "", "")),
        (ChangeField.ETHNIC_GROUP, _ethnic_group(record.ethnic_group), _ethnic_group(child.ethnic_group)),
    )
    told = [_compared(FIELD[field], listed, known) for field, listed, known in pairs]
    told.insert(3, _compared(CLASS, record.class_name or "", other.class_name))
    return tuple(told)


def shown_changes(changes: Iterable[Change]) -> tuple[ShownChange, ...]:
    """Changes in words; numbers and telephones reach them masked."""
    return tuple(
        ShownChange(
            one.field.value,
            FIELD[one.field],
            _value(one.field, one.before),
            _value(one.field, one.after),
            one.kind is ChangeKind.FILL,
            one.seen,
        )
        for one in changes
    )


def born(day: date, precision: str) -> str:
    """A birth date as far as it is known."""
    return day.strftime({"day": "%d/%m/%Y", "month": "%m/%Y", "year": "%Y"}[precision])


def _value(field: ChangeField, value: str) -> str:
    if field is ChangeField.BIRTH:
        return "/".join(reversed(value.split("-")))
    return _SEX.get(value, value) if field is ChangeField.SEX else value


def _ethnic_group(code: str | None) -> str:
    return labels("ethnic_groups").get(code or "", "")


def _compared(label: str, listed: str, known: str) -> ComparedField:
    """Marked only where both sides say something: a blank is no difference."""
    if not listed or not known or listed == known:
        return ComparedField(label, _filled([Part(listed, False)]), _filled([Part(known, False)]), False)
    left: list[Part] = []
    right: list[Part] = []
    for same, ours, theirs in _runs(_TOKENS.findall(listed), _TOKENS.findall(known)):
        left.append(Part(ours, not same))
        right.append(Part(theirs, not same))
    return ComparedField(label, _filled(left), _filled(right), True)


def _runs(ours: Sequence[str], theirs: Sequence[str]) -> Iterator[tuple[bool, str, str]]:
    """Whether they are the same, and the words of both sides; of as many words place by place."""
    if len(ours) == len(theirs):
        yield from ((one == other, one, other) for one, other in zip(ours, theirs, strict=True))
        return
    for kind, a, b, c, d in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        yield kind == "equal", "".join(ours[a:b]), "".join(theirs[c:d])


def _filled(parts: Sequence[Part]) -> tuple[Part, ...]:
    return tuple(part for part in parts if part.text)
