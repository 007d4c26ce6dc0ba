"""A few words about a row of a child, so that a person recognises it: for lists of rows, not of values."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from casemgmt.codelists import labels
from casemgmt.domain.context import LOCAL_TIME
from casemgmt.domain.instruments import instrument
from casemgmt.domain.vietnamese.identifiers import mask
from casemgmt.store.children import Child, Enrolment, Guardian, SchoolMove
from casemgmt.store.db import Base, session
from casemgmt.store.merges import ChildMerge
from casemgmt.store.places import School, SchoolClass
from casemgmt.store.referrals import Referral
from casemgmt.store.register import phone
from casemgmt.store.rosters import RosterImport, RosterRow
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


def summaries(rows: Iterable[Base], hidden: Collection[UUID] = ()) -> list[RowSummary]:
    """One summary for each row, in their order.

    Args:
        hidden: children of these rows whose address is protected: then of nobody who cares for them
            more is told than the relation.
    """
    listed = list(rows)
    names = _names(listed)
    return [_summary(row, names, bool(hidden)) for row in listed]


def _summary(row: Base, names: Names, hidden: bool) -> RowSummary:
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


def _names(rows: list[Base]) -> Names:
    """Id of a class, a school or a list -> its name."""
    named: dict[Any, str] = {}
    sources: tuple[tuple[Any, Any, tuple[str, ...]], ...] = (
        (SchoolClass.id, SchoolClass.name, ("class_id",)),
        (School.id, School.name, ("school_id", "to_school_id")),
        (RosterImport.id, RosterImport.file_name, ("import_id",)),
    )
    for key, name, columns in sources:
        wanted: set[Any] = {getattr(row, column, None) for row in rows for column in columns} - {None}
        named |= {row[0]: row[1] for row in session().execute(select(key, name).where(key.in_(wanted)))}
    return named
