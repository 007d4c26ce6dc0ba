"""The children a search finds, within scope, with what a list of results shows of each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, or_, select

from casemgmt.domain.context import Context, Role
from casemgmt.domain.name_search import Fit, Wanted, fit, name_words
from casemgmt.domain.vietnamese.names import fold
from casemgmt.store.child_search import NameSearch
from casemgmt.store.children import Child, Enrolment, visible_children
from casemgmt.store.contacts import protected_ids
from casemgmt.store.db import session
from casemgmt.store.keys import sealer
from casemgmt.store.places import Neighbourhood, School, SchoolClass
from casemgmt.store.register import INSURANCE, NUMBER

SHOWN, SHOWN_MASKED = 20, 5
MOST_NAMESAKES = 200
CARD_LENGTH, CARD_PREFIX = 15, 5  # a card's number of 15 ends with the 10 of the person


@dataclass(frozen=True)
class SearchLine:
    """A child as a list of results shows it; "" where it has no class or no neighbourhood."""

    child_id: UUID
    full_name: str
    birth_date: date | None
    birth_precision: str
    sex: str | None
    address_protected: bool
    neighbourhood: str
    class_name: str = ""
    school_name: str = ""


@dataclass(frozen=True)
class SearchPage:
    """The best fitting children; ``may_be_more`` where not all that fit are here."""

    lines: tuple[SearchLine, ...]
    may_be_more: bool


def find_children(ctx: Context, wanted: Wanted) -> SearchPage:
    """The children of the actor's scope that fit best, at most 20."""
    if wanted.number is not None:
        return SearchPage(_lines(ctx, dict.fromkeys(_with_number(ctx, wanted.number))), False)
    search = NameSearch(ctx.actor.ward_id, wanted)
    is_school = ctx.actor.role is Role.SCHOOL_ENTRY
    found = search.run_within(_pupils(ctx)) if is_school else search.run()
    fits = {one.child_id: one.fit for one in found[:SHOWN]}
    return SearchPage(_lines(ctx, fits), search.may_be_more or len(found) > SHOWN)


def find_namesakes(ctx: Context, wanted: Wanted) -> SearchPage:
    """The children of the ward of exactly this name and year of birth, at most 5, whoever may see them.

    Source: access matrix, row "child search": social workers and supervisors. The caller shows
    name and year of birth and nothing else.
    """
    assert wanted.birth_year is not None
    born = (date(wanted.birth_year, 1, 1), date(wanted.birth_year, 12, 31))
    query = (
        select(Child.id, Child.full_name, Child.birth_date, Child.name_sort)
        .where(Child.ward_id == ctx.actor.ward_id, Child.merged_into.is_(None))
        .where(Child.name_fold == fold(wanted.name), Child.birth_date.between(*born))
        .limit(MOST_NAMESAKES)
    )
    rows = session().execute(query).all()
    fits = {row.id: fit(wanted.words, name_words(row.full_name)) for row in rows}
    ranked = sorted(rows, key=lambda row: (_rank(fits[row.id]), row.name_sort, row.birth_date, row.id.hex))
    lines = tuple(
        SearchLine(row.id, row.full_name, date(row.birth_date.year, 1, 1), "year", None, False, "")
        for row in ranked[:SHOWN_MASKED]
    )
    return SearchPage(lines, len(rows) > SHOWN_MASKED)


def seen_among(ctx: Context, child_ids: Iterable[UUID]) -> frozenset[UUID]:
    """Those of some children that are within the actor's scope."""
    query = visible_children(ctx).where(Child.id.in_(list(child_ids)))
    return frozenset(session().scalars(query.with_only_columns(Child.id)))


def _pupils(ctx: Context) -> Select[UUID]:
    """Where to look first for a school account; its scope is applied to what is found there."""
    return select(Enrolment.child_id).where(
        Enrolment.school_id == ctx.actor.school_id, Enrolment.to_date.is_(None)
    )


def _with_number(ctx: Context, number: str) -> list[UUID]:
    """The children of exactly this identity or insurance number, by their blind indexes."""
    cards = {number, number[CARD_PREFIX:]} if len(number) == CARD_LENGTH else {number}
    insured = Child.health_insurance_index.in_([sealer().index(card, INSURANCE) for card in cards])
    known = or_(Child.personal_id_index == sealer().index(number, NUMBER), insured)
    return list(session().scalars(visible_children(ctx).where(known).with_only_columns(Child.id)))


def _lines(ctx: Context, fits: Mapping[UUID, Fit | None]) -> tuple[SearchLine, ...]:
    """What is shown of the children, the best fitting first, equal ones in Vietnamese order."""
    if not fits:
        return ()
    query = visible_children(ctx).where(Child.id.in_(fits))
    rows = session().execute(
        query.outerjoin(Neighbourhood, Neighbourhood.id == Child.neighbourhood_id).with_only_columns(
            Child.id, Child.full_name, Child.birth_date, Child.birth_precision, Child.sex,
            Child.name_sort, Neighbourhood.name, Neighbourhood.old_unit,
        )
    ).all()  # fmt: skip
    ranked = sorted(rows, key=lambda row: (_rank(fits[row.id]), row.name_sort, row.id.hex))
    classes = _classes(ctx, [row.id for row in rows])
    hidden = protected_ids(fits)
    return tuple(_line(row, row.id in hidden, *classes.get(row.id, ("", ""))) for row in ranked)


def _rank(fitting: Fit | None) -> tuple[Fit, ...]:
    """Children found by a number have no fit to compare."""
    return () if fitting is None else (fitting,)


def _line(row: Any, protected: bool, class_name: str, school_name: str) -> SearchLine:
    place = " – ".join(part for part in (row.name, row.old_unit) if part)
    return SearchLine(
        child_id=row.id,
        full_name=row.full_name,
        birth_date=row.birth_date,
        birth_precision=row.birth_precision,
        sex=row.sex,
        address_protected=protected,
        neighbourhood="" if protected else place,
        class_name=class_name,
        school_name=school_name,
    )


def _classes(ctx: Context, child_ids: list[UUID]) -> dict[UUID, tuple[str, str]]:
    """Child -> name of its class now and of its school, the newest where there are several."""
    query = (
        select(Enrolment.child_id, SchoolClass.name, School.name)
        .join(SchoolClass, SchoolClass.id == Enrolment.class_id)
        .join(School, School.id == Enrolment.school_id)
        .where(Enrolment.child_id.in_(child_ids), Enrolment.to_date.is_(None))
        .order_by(Enrolment.school_year, Enrolment.from_date)
    )
    if ctx.actor.school_id is not None:
        query = query.where(Enrolment.school_id == ctx.actor.school_id)
    return {child_id: (name, school) for child_id, name, school in session().execute(query)}
