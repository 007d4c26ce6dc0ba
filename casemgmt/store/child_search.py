"""Finding children by words of their names, with work that does not grow with the register.

A word of a name, or its beginning, is one stretch of an index. The stretch of the rarest word
wanted is read as a whole where it is short. Where every word is frequent, stretches are read from
the best fitting names on, until the page is full.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import product
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, literal, select

from casemgmt.domain.name_search import START, Fit, NameWord, Wanted, fit
from casemgmt.store.child_words import FAMILY, GIVEN, MIDDLE, ChildWord
from casemgmt.store.db import session
from casemgmt.store.word_stretches import Stretch, all_stand, stand_first

_Found = Select[UUID, str, str]


@dataclass(frozen=True)
class Bounds:
    """How much is read.

    Attributes:
        rare: the longest stretch that is read as a whole.
        fitting: the most names taken from one.
        walked: how far a stretch is read for names whose given name was not typed.
        wanted: how many names are enough.
        within: the most names taken from a scope that is looked through.
    """

    rare: int = 25_000
    fitting: int = 120
    walked: int = 8_000
    wanted: int = 21
    within: int = 5_000


USUAL = Bounds()
# Counting a long stretch takes as long as the search itself. A length out of date chooses a slower
# way to the same children, so lengths are kept for the life of the program.
LONG, MOST_REMEMBERED = 1_000, 20_000
_long_stretches: dict[tuple[int, Stretch], int] = {}


class Named(NamedTuple):
    """A child found: how well its name fits, its words from the given name on, and which it is."""

    fit: Fit
    words: tuple[str, ...]
    child_id: UUID


@dataclass
class NameSearch:
    """One search in a ward; ``run`` fills ``found``.

    Attributes:
        may_be_more: reading stopped before every name was seen.
    """

    ward_id: int
    wanted: Wanted
    bounds: Bounds = USUAL
    found: dict[UUID, Named] = field(default_factory=dict)
    may_be_more: bool = False

    def run(self) -> list[Named]:
        """The children found, the best fitting first."""
        *others, last = self.wanted.words
        whole = [Stretch(word) for word in others]
        lengths = self._lengths([*whole, Stretch(last, True), Stretch(last)]) if others else {}
        if not others or not self._read_rarest([*whole, Stretch(last, True)], lengths):
            self._read_best(whole, last, lengths)
        return sorted(self.found.values())

    def run_within(self, children: Select[UUID]) -> list[Named]:
        """The same where the scope is small: the names of all its children are looked through."""
        *others, last = self.wanted.words
        stretches = [*map(Stretch, others), Stretch(last, True)]
        names = self._names(ChildWord.place == GIVEN, ChildWord.child_id.in_(children))
        self._take(names.where(*(one.stands() for one in stretches)), self.bounds.within)
        return sorted(self.found.values())

    def _lengths(self, stretches: Sequence[Stretch]) -> dict[Stretch, int]:
        """How long each stretch is, counted only so far; long ones are remembered."""
        known = {one: _long_stretches.get((self.ward_id, one), 0) for one in stretches}
        unknown = [one for one in stretches if not known[one]]
        if not unknown:
            return known
        counts = [
            select(func.count())
            .select_from(self._entries(one).limit(self.bounds.rare + 1).subquery())
            .scalar_subquery()
            for one in unknown
        ]
        counted = dict(zip(unknown, session().execute(select(*counts)).one(), strict=True))
        self._remember(counted)
        return known | counted

    def _remember(self, counted: dict[Stretch, int]) -> None:
        if len(_long_stretches) > MOST_REMEMBERED:
            _long_stretches.clear()
        _long_stretches.update(
            {(self.ward_id, one): length for one, length in counted.items() if length >= LONG}
        )

    def _entries(self, one: Stretch) -> Select[int]:
        everywhere = ChildWord.place.in_((GIVEN, FAMILY, MIDDLE))
        return select(literal(1)).where(ChildWord.ward_id == self.ward_id, everywhere, one.entries())

    def _read_rarest(self, stretches: Sequence[Stretch], lengths: dict[Stretch, int]) -> bool:
        """Read all names with the rarest word; whether that was every name there is."""
        rarest = min(stretches, key=lengths.__getitem__)
        if not 0 < lengths[rarest] <= self.bounds.rare:
            return lengths[rarest] == 0
        return self._read(stretches, rarest) < self.bounds.fitting

    def _read_best(self, whole: list[Stretch], last: NameWord, lengths: dict[Stretch, int]) -> None:
        """Names with all the marks before others, whole words before beginnings."""
        has_marks = any(word.has_marks for word in self.wanted.words)
        for with_marks, may_begin in product((True, False) if has_marks else (False,), (False, True)):
            stretches = [*whole, Stretch(last, may_begin)]
            marked = [one for one in stretches if with_marks and one.word.has_marks]
            marks = [one.stands_with_marks() for one in marked]
            if lengths.get(stretches[-1], self.bounds.rare + 1) <= self.bounds.rare:
                self._read(stretches, stretches[-1], marks)
            else:
                self._read_places(stretches, marks)
            if self._is_full():
                return
        if whole:
            self._read_far([*whole, Stretch(last, True)])

    def _read_places(self, stretches: list[Stretch], marks: list[ColumnElement[bool]]) -> None:
        """Names whose given name was typed first, the last word before the others."""
        if len(stretches) >= START:
            self._read_start(stretches, marks)
        for one in reversed(stretches):
            self._read_place(stretches, one, GIVEN, marks)
        if len(stretches) == 1:
            self._read_place(stretches, stretches[0], FAMILY, marks)
            self._read_place(stretches, stretches[0], MIDDLE, marks)
        else:
            self._read_start(stretches, marks)

    def _read_start(self, stretches: list[Stretch], marks: list[ColumnElement[bool]]) -> None:
        if not self._is_full():
            names = self._names(*stand_first(stretches), *marks).order_by(ChildWord.words)
            self._take(names, self._room())

    def _read_place(
        self, stretches: list[Stretch], one: Stretch, place: int, marks: list[ColumnElement[bool]]
    ) -> None:
        if self._is_full():
            return
        here = (ChildWord.place == place, one.entries(), *all_stand(stretches, one), *marks)
        self._take(self._names(*here).order_by(ChildWord.word, ChildWord.words), self._room())

    def _read(
        self, stretches: Sequence[Stretch], one: Stretch, marks: Sequence[ColumnElement[bool]] = ()
    ) -> int:
        everywhere = ChildWord.place.in_((GIVEN, FAMILY, MIDDLE))
        names = self._names(everywhere, one.entries(), *all_stand(stretches, one), *marks)
        return self._take(names, self.bounds.fitting)

    def _read_far(self, stretches: list[Stretch]) -> None:
        """Only frequent words, and none is the given name: read so far, and the answer says so."""
        for place in (MIDDLE, FAMILY):
            here = self._names(ChildWord.place == place, stretches[-1].entries())
            near = here.limit(self.bounds.walked).subquery()
            held = [near.c.words.like(f"% {one.word.folded}%") for one in stretches]
            self._take(select(near.c.child_id, near.c.words, near.c.marked).where(*held), self._room())
        self.may_be_more = True

    def _names(self, *conditions: ColumnElement[bool]) -> _Found:
        query = select(ChildWord.child_id, ChildWord.words, ChildWord.marked)
        if self.wanted.birth_year is not None:
            query = query.where(ChildWord.birth_year == self.wanted.birth_year)
        return query.where(ChildWord.ward_id == self.ward_id, *conditions)

    def _take(self, query: _Found, most: int) -> int:
        """Keep the names that fit; returns how many were read."""
        rows = session().execute(query.limit(most)).all()
        for child_id, words, marked in rows:
            if child_id in self.found:
                continue
            held = tuple(map(_held_word, words.split(), marked.split()))
            fitting = fit(self.wanted.words, held)
            if fitting is not None:
                self.found[child_id] = Named(fitting, _from_given(words.split()), child_id)
        self.may_be_more = self.may_be_more or len(rows) == most
        return len(rows)

    def _room(self) -> int:
        """Those found may come again: so many rows hold enough new ones."""
        return self.bounds.wanted + len(self.found)

    def _is_full(self) -> bool:
        return len(self.found) >= self.bounds.wanted


@lru_cache(MOST_REMEMBERED)
def _held_word(folded: str, marked: str) -> NameWord:
    """A few words make up most names; one kept knows its letters already."""
    return NameWord(folded, marked)


def _from_given(words: list[str]) -> tuple[str, ...]:
    return (words[-1], *words[:-1])
