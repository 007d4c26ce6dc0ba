"""The words of every child's name, for searching as one types.

Derived from the name alone: rows appear and disappear with it, and the trail does not follow them.
"""

from uuid import UUID

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from casemgmt.store.db import Base, ref

GIVEN, FAMILY, MIDDLE = 0, 1, 2
_WORD = String(40).with_variant(String(40, collation="C"), "postgresql")
_NAME = String(122)


class ChildWord(Base):
    """One word of a child's name.

    ``word`` is folded, ``marked`` keeps its marks (``compare_key``); ``words`` is the whole folded
    name between blanks, so that the other words can be looked for without the child's own row.
    ``place`` tells given, family and middle name.
    """

    __tablename__ = "child_word"
    __table_args__ = (
        Index(
            "ix_child_word_search", "ward_id", "word", "place", "words", "birth_year", "marked", "child_id"
        ),
        Index("ix_child_word_marked", "ward_id", "marked", "place", "words", "birth_year", "child_id"),
    )
    __derived__ = True

    child_id: Mapped[UUID] = mapped_column(ref("child.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    ward_id: Mapped[int]
    word: Mapped[str] = mapped_column(_WORD)
    marked: Mapped[str] = mapped_column(_WORD)
    place: Mapped[int]
    words: Mapped[str] = mapped_column(_NAME)
    birth_year: Mapped[int | None]
