"""The words of every child's name, for searching as one types.

Derived from the name alone: rows appear and disappear with it, and the trail does not follow them.
A record merged into another has none, so that it is not found.
"""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Index, String, event, inspect, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from casemgmt.domain.name_search import name_words
from casemgmt.store.children import Child
from casemgmt.store.db import Base, ref

GIVEN, FAMILY, MIDDLE = 0, 1, 2
LONGEST_WORD, LONGEST_NAME = 40, 250
SOURCES = ("full_name", "birth_date", "merged_into")
# Plain byte order on both engines, so that a beginning is one stretch of the index.
_WORD = String(LONGEST_WORD).with_variant(String(LONGEST_WORD, collation="C"), "postgresql")
_NAME = String(LONGEST_NAME).with_variant(String(LONGEST_NAME, collation="C"), "postgresql")


class ChildWord(Base):
    """One word of a child's name.

    ``word`` is folded and ``place`` tells given, family and middle name. ``words`` is the whole
    folded name between blanks, ``marked`` the same with marks (``compare_key``), so that the other
    words can be looked for without the child's own row.
    """

    __tablename__ = "child_word"
    __table_args__ = (
        Index(
            "ix_child_word_search", "ward_id", "place", "word", "words", "birth_year", "marked", "child_id"
        ),
        {"sqlite_with_rowid": False},
    )
    __derived__ = True

    child_id: Mapped[UUID] = mapped_column(ref("child.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    ward_id: Mapped[int]
    place: Mapped[int]
    word: Mapped[str] = mapped_column(_WORD)
    words: Mapped[str] = mapped_column(_NAME)
    marked: Mapped[str] = mapped_column(_NAME)
    birth_year: Mapped[int | None]


def word_rows(child_id: UUID, ward_id: int, full_name: str, born: date | None) -> list[dict[str, Any]]:
    """The rows of a child, each with every column; for writing many children at once."""
    words = name_words(full_name)
    folded = f" {' '.join(word.folded for word in words)} "[:LONGEST_NAME]
    marked = f" {' '.join(word.marked for word in words)} "[:LONGEST_NAME]
    return [
        {
            "child_id": child_id,
            "position": position,
            "ward_id": ward_id,
            "place": _place(position, len(words)),
            "word": word.folded[:LONGEST_WORD],
            "words": folded,
            "marked": marked,
            "birth_year": born.year if born else None,
        }
        for position, word in enumerate(words)
    ]


def _place(position: int, length: int) -> int:
    if position == length - 1:
        return GIVEN
    return MIDDLE if position else FAMILY


@event.listens_for(Session, "before_flush")
def _follow_names(current: Session, _flush: Any, _instances: Any) -> None:
    """Keep the words in step with the names written in this flush."""
    for child in [one for one in current.new if isinstance(one, Child)]:
        current.add_all(ChildWord(**row) for row in _rows_of(child))
    for child in [one for one in current.dirty if isinstance(one, Child) and _is_renamed(one)]:
        _write_again(current, child.id, _rows_of(child))
    for child in [one for one in current.deleted if isinstance(one, Child)]:
        _write_again(current, child.id, [])


def _rows_of(child: Child) -> list[dict[str, Any]]:
    if child.merged_into is not None:
        return []
    child.id = child.id or uuid4()
    return word_rows(child.id, child.ward_id, child.full_name, child.birth_date)


def _is_renamed(child: Child) -> bool:
    return any(inspect(child).attrs[name].history.has_changes() for name in SOURCES)


def _write_again(current: Session, child_id: UUID, rows: list[dict[str, Any]]) -> None:
    """Change the rows there are, add what is missing, delete what is over."""
    known = select(ChildWord).where(ChildWord.child_id == child_id)
    held = {one.position: one for one in current.scalars(known)}
    for row in rows:
        one = held.pop(row["position"], None)
        if one is None:
            current.add(ChildWord(**row))
            continue
        for name, value in row.items():
            setattr(one, name, value)
    for surplus in held.values():
        current.delete(surplus)
