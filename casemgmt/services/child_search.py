"""Searching for a child by name, year of birth or number: within scope, and on record."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from casemgmt.domain.access import Permission, Verdict, verdict
from casemgmt.domain.context import Context
from casemgmt.domain.name_search import Wanted, read_wanted
from casemgmt.store import audit
from casemgmt.store.db import transaction
from casemgmt.store.searched_children import SearchLine, SearchPage, find_children, find_namesakes, seen_among

LONGEST_SEARCH = 120


class SearchOutcome(StrEnum):
    """What became of a search; the first two are not carried out."""

    NOTHING_TYPED = "nothing_typed"
    NAME_AND_YEAR_NEEDED = "name_and_year_needed"
    FOUND = "found"
    NOBODY = "nobody"


@dataclass(frozen=True)
class Search:
    """What a person typed; ``birth_year`` is None where the field was left empty."""

    typed: str
    birth_year: int | None = None


@dataclass(frozen=True)
class Hit:
    """A child found.

    Attributes:
        may_open: the child's file is within the actor's scope.
        is_masked: only name and year of birth may be shown; the other fields are empty.
    """

    child_id: UUID
    full_name: str
    birth_date: date | None
    birth_precision: str
    sex: str | None
    class_name: str
    school_name: str
    neighbourhood: str
    is_address_protected: bool
    may_open: bool
    is_masked: bool


@dataclass(frozen=True)
class SearchAnswer:
    """The hits, the best first; ``may_be_more`` where others fit as well."""

    outcome: SearchOutcome
    hits: tuple[Hit, ...] = ()
    may_be_more: bool = False


def search_children(ctx: Context, search: Search) -> SearchAnswer:
    """The children that fit what was typed, at most 20.

    Social workers and supervisors find a child of the ward by its exact name (marks optional) and
    year of birth only, at most 5, and see no more than those. Every search carried out is put on
    record with the number of hits and without its words, before anything is shown.

    Source: access matrix, row "child search".
    """
    wanted = read_wanted(search.typed, search.birth_year)
    if not wanted.words and wanted.number is None:
        return SearchAnswer(SearchOutcome.NOTHING_TYPED)
    is_masked = verdict(ctx.actor.role, Permission.CHILD_SEARCH) is Verdict.MASKED
    if is_masked and (wanted.birth_year is None or not wanted.words):
        return SearchAnswer(SearchOutcome.NAME_AND_YEAR_NEEDED)
    hits, more = _find_masked(ctx, wanted) if is_masked else _find(ctx, wanted)
    # Read first, so that nobody who has to write waits for a search.
    with transaction(ctx):
        audit.note(ctx, "child.search", "child", purpose=_counted(len(hits), more))
    return SearchAnswer(SearchOutcome.FOUND if hits else SearchOutcome.NOBODY, hits, more)


def _find(ctx: Context, wanted: Wanted) -> tuple[tuple[Hit, ...], bool]:
    page = find_children(ctx, wanted)
    return tuple(_hit(line, may_open=True, is_masked=False) for line in page.lines), page.may_be_more


def _find_masked(ctx: Context, wanted: Wanted) -> tuple[tuple[Hit, ...], bool]:
    page: SearchPage = find_namesakes(ctx, wanted)
    seen = seen_among(ctx, [line.child_id for line in page.lines])
    hits = (_hit(line, may_open=line.child_id in seen, is_masked=True) for line in page.lines)
    return tuple(hits), page.may_be_more


def _hit(line: SearchLine, *, may_open: bool, is_masked: bool) -> Hit:
    return Hit(
        child_id=line.child_id,
        full_name=line.full_name,
        birth_date=line.birth_date,
        birth_precision=line.birth_precision,
        sex=line.sex,
        class_name=line.class_name,
        school_name=line.school_name,
        neighbourhood=line.neighbourhood,
        is_address_protected=line.address_protected,
        may_open=may_open,
        is_masked=is_masked,
    )


def _counted(hits: int, more: bool) -> str:
    return f"thấy {hits} trẻ{', còn nữa' if more else ''}"
