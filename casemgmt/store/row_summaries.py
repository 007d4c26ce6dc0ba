"""What a row of a child is about, in a few words: one function for each table."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from casemgmt.codelists import labels
from casemgmt.domain.context import LOCAL_TIME
from casemgmt.domain.instruments import instrument
from casemgmt.domain.vietnamese.identifiers import mask
from casemgmt.store.children import Child, Enrolment, Guardian, SchoolMove
from casemgmt.store.db import Base
from casemgmt.store.merges import ChildMerge
from casemgmt.store.referrals import Referral
from casemgmt.store.register import phone
from casemgmt.store.rosters import RosterRow
from casemgmt.store.screening import Examination

Names = Mapping[Any, str]


@dataclass(frozen=True)
class RowSummary:
    """What a row is about.

    Attributes:
        table: its table; the word for it is in ``templates/trail/words.html``.
        on: the day it is about or begins, None where it has none.
        until: the day it ended, None while it lasts or where it has no end.
        words: names and labels, phones masked; empty where the content is not for everybody.
    """

    table: str
    on: date | None = None
    until: date | None = None
    words: tuple[str, ...] = ()


def summary_of(row: Base, names: Names, *, hidden: bool) -> RowSummary:
    """One row; ``names``: id of a class, a school or a list -> its name."""
    if hidden and isinstance(row, Guardian):
        return RowSummary("guardian", words=(_relation(row),))
    known = _KINDS.get(type(row))
    return known(row, names) if known else RowSummary(row.__tablename__)


def _enrolment(row: Any, names: Names) -> RowSummary:
    return RowSummary("enrolment", row.from_date, row.to_date, _place(row, names))


def _examination(row: Any, names: Names) -> RowSummary:
    return RowSummary("examination", row.examined_on, words=_place(row, names))


def _guardian(row: Any, _names_known: Names) -> RowSummary:
    number = phone(row)
    return RowSummary("guardian", words=_given(_relation(row), row.name, mask(number) if number else ""))


def _relation(row: Guardian) -> str:
    return labels("relations").get(row.relation, row.relation)


def _referral(row: Any, _names_known: Names) -> RowSummary:
    state = labels("referral_states").get(row.state, row.state)
    destination = labels("destinations").get(row.destination, row.destination)
    return RowSummary("referral", row.issued_on, words=(instrument(row.instrument).title, destination, state))


def _school_move(row: Any, names: Names) -> RowSummary:
    kind = labels("school_move_kinds").get(row.kind, row.kind)
    state = labels("school_move_states").get(row.state, row.state)
    return RowSummary("school_move", words=_given(kind, names.get(row.to_school_id, ""), state))


def _roster_row(row: Any, names: Names) -> RowSummary:
    return RowSummary(
        "roster_row", words=_given(names.get(row.import_id, ""), row.sheet, str(row.row_number))
    )


def _record(row: Any, _names_known: Names) -> RowSummary:
    return RowSummary("child", words=(row.full_name,))


def _merge(row: Any, _names_known: Names) -> RowSummary:
    return RowSummary("child_merge", row.merged_at.astimezone(LOCAL_TIME).date())


def _place(row: Any, names: Names) -> tuple[str, ...]:
    return _given(names.get(row.class_id, ""), names.get(row.school_id, ""))


def _given(*words: str) -> tuple[str, ...]:
    return tuple(word for word in words if word)


_KINDS: Mapping[type[Base], Callable[[Any, Names], RowSummary]] = {
    Child: _record,
    ChildMerge: _merge,
    Enrolment: _enrolment,
    Examination: _examination,
    Guardian: _guardian,
    Referral: _referral,
    RosterRow: _roster_row,
    SchoolMove: _school_move,
}
