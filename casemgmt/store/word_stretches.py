"""Stretches of the index of name words: where they lie, and what else must stand in a name."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, or_

from casemgmt.domain.name_search import NameWord
from casemgmt.store.child_words import FAMILY, ChildWord

_LAST = "\U0010ffff"  # sorts behind every letter


@dataclass(frozen=True)
class Stretch:
    """The index entries of one word: of itself, or with ``may_begin`` of all words beginning so."""

    word: NameWord
    may_begin: bool = False

    def entries(self) -> ColumnElement[bool]:
        """The stretch itself, within one place."""
        folded = self.word.folded
        if not self.may_begin:
            return ChildWord.word == folded
        return (ChildWord.word >= folded) & (ChildWord.word < folded + _LAST)

    def stands(self) -> ColumnElement[bool]:
        """The word is somewhere in the name."""
        return ChildWord.words.like(f"% {self._ended()}%")

    def stands_with_marks(self) -> ColumnElement[bool]:
        """The word is in the name with its marks; of an unfinished one the tone is left open."""
        ended = self.word.letters if self.may_begin else f"{self.word.marked} "
        return ChildWord.marked.like(f"% {ended}%")

    def stands_beside(self, other: "Stretch") -> ColumnElement[bool]:
        """Both words are in the name, each as a word of its own."""
        this, that = self._ended(), other._ended()
        return or_(ChildWord.words.like(f"% {that}% {this}%"), ChildWord.words.like(f"% {this}% {that}%"))

    def _ended(self) -> str:
        return self.word.folded if self.may_begin else f"{self.word.folded} "


def all_stand(stretches: Sequence[Stretch], read: Stretch) -> list[ColumnElement[bool]]:
    """What a name must hold beside the word whose stretch is read."""
    *others, last = stretches
    confusable = [one for one in others if one.word.folded.startswith(last.word.folded)]
    return [one.stands() for one in stretches if one is not read] + [
        last.stands_beside(one) for one in confusable
    ]


def stand_first(stretches: Sequence[Stretch]) -> list[ColumnElement[bool]]:
    """The name begins with the words in this order: a stretch of that of its family name."""
    folded = [one.word.folded for one in stretches]
    start = f" {' '.join(folded)}" + ("" if stretches[-1].may_begin else " ")
    return [
        ChildWord.place == FAMILY,
        ChildWord.word == folded[0],
        ChildWord.words >= start,
        ChildWord.words < start + _LAST,
    ]
