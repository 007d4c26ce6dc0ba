"""Suggestions with the child they are about."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, func, select

from casemgmt.domain.circumstances import SuggestionState
from casemgmt.domain.context import Context
from casemgmt.domain.errors import NotFound
from casemgmt.store.children import Child, deceased_children, visible_children
from casemgmt.store.circumstances import Circumstance
from casemgmt.store.db import session
from casemgmt.store.places import School, SchoolClass
from casemgmt.store.screening import Examination, Observation
from casemgmt.store.suggestions import suggestions

LONGEST_LIST = 200


@dataclass(frozen=True)
class SuggestionRow:
    """A suggestion, its examination, the decision if any, and the child's name."""

    suggestion: Observation
    examination: Examination
    decision: Circumstance | None
    child_name: str
    birth_date: date | None
    class_name: str
    school_name: str


def _rows(ctx: Context) -> Select[*tuple[Any, ...]]:
    seen = visible_children(ctx).subquery()
    return (
        suggestions(ctx)
        .join(seen, seen.c.id == Examination.child_id)
        .join(Child, Child.id == Examination.child_id)
        .join(SchoolClass, SchoolClass.id == Examination.class_id)
        .join(School, School.id == Examination.school_id)
        .add_columns(Child.full_name, Child.birth_date, SchoolClass.name, School.name)
    )


def _in_state(query: Select[*tuple[Any, ...]], state: str) -> Select[*tuple[Any, ...]]:
    """Suggestions in a state; of children who died none waits any more."""
    if state == SuggestionState.SUGGESTED:
        return query.where(Circumstance.id.is_(None), Examination.child_id.not_in(deceased_children()))
    return query.where(Circumstance.state == state)


def suggestion_rows(ctx: Context, state: str) -> list[SuggestionRow]:
    """The suggestions in a state, oldest examination first, at most 200."""
    query = _in_state(_rows(ctx), state).order_by(Examination.examined_on, Child.name_sort)
    return [_row(row) for row in session().execute(query.limit(LONGEST_LIST))]


def suggestion_row(ctx: Context, examination_id: UUID, instrument: str, group: str) -> SuggestionRow:
    """One suggestion.

    Raises:
        NotFound: not there for this actor.
    """
    query = _rows(ctx).where(
        Observation.examination_id == examination_id,
        Observation.instrument == instrument,
        Observation.code == group,
    )
    row = session().execute(query).first()
    if row is None:
        raise NotFound(kind="suggestion")
    return _row(row)


def count_suggestions(ctx: Context) -> int:
    """Suggestions waiting for a decision."""
    waiting = _in_state(suggestions(ctx), SuggestionState.SUGGESTED).subquery()
    return session().scalar(select(func.count()).select_from(waiting)) or 0


def _row(row: Row[*tuple[Any, ...]]) -> SuggestionRow:
    return SuggestionRow(row[0], row[1], row[2], row[3], row[4], row[5], row[6])
