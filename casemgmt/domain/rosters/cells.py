"""One row seen through its layout, and the reading of its short cells."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from casemgmt.domain.instrument import Sex
from casemgmt.domain.rosters.class_dates import ClassDates
from casemgmt.domain.rosters.header import Layout
from casemgmt.domain.rosters.headings import Kind
from casemgmt.domain.rosters.records import RowCode, RowProblem
from casemgmt.domain.rosters.sheets import Cell, Sheet, column_letter
from casemgmt.domain.vietnamese.names import fold

SEX_WORDS: Mapping[str, Sex] = {
    "nam": Sex.MALE,
    "nam gioi": Sex.MALE,
    "trai": Sex.MALE,
    "be trai": Sex.MALE,
    "con trai": Sex.MALE,
    "male": Sex.MALE,
    "m": Sex.MALE,
    "nu": Sex.FEMALE,
    "nu gioi": Sex.FEMALE,
    "gai": Sex.FEMALE,
    "be gai": Sex.FEMALE,
    "con gai": Sex.FEMALE,
    "female": Sex.FEMALE,
    "f": Sex.FEMALE,
}
# "ü" is the tick of Wingdings; folded it is "u".
MARKS = frozenset(
    {"x", "×", "х", "v", "u", "\uf0fc", "\uf0fe", "1", "+", "*", "✓", "✔", "√", "☑", "☒", "co", "true"}
)
NO_MARKS = frozenset({"", "0", "-", "khong", "☐", "false"})
_DITTO = frozenset({"nt", "n/t", "nhu tren", '"', '""', "''", "”", "“", "“”", "”“", "//", "〃"})
_CARRIED = (Kind.CLASS, Kind.ETHNIC_GROUP, Kind.NEIGHBOURHOOD)


@dataclass(frozen=True)
class Block:
    """What holds for every row under one header.

    Attributes:
        class_name: from a heading, the title or the tab; None where none names one.
        sex_marked: somebody is marked in the column "Nữ" (or "Nam"), so that a blank there
            means the other sex.
        class_dates: how classes that became dates are read back.
        sex_codes: what numbers in the column of the sex mean; empty where nothing tells.
    """

    sheet: Sheet
    layout: Layout
    today: date
    class_name: str | None = None
    sex_marked: bool = True
    class_dates: ClassDates = field(default_factory=ClassDates)
    sex_codes: Mapping[str, Sex] = field(default_factory=dict)


@dataclass(frozen=True)
class Row:
    """One row of a block.

    Attributes:
        index: from 0.
        above: kind, or column of a guardian -> text of the row above, for "như trên".
    """

    block: Block
    index: int
    above: Mapping[Kind | int, str] = field(default_factory=dict)

    @property
    def sheet(self) -> Sheet:
        """The sheet it stands in."""
        return self.block.sheet

    def column(self, kind: Kind) -> int | None:
        """The column of a kind; None where the list has none."""
        return self.block.layout.columns.get(kind)

    def cell(self, kind: Kind) -> Cell:
        """The cell of a kind; None where blank or where the list has no such column."""
        column = self.column(kind)
        return None if column is None else self.sheet.cell(self.index, column)

    def text(self, kind: Kind) -> str:
        """The text of a kind, "" where blank; "như trên" and merged cells give the text above."""
        column = self.column(kind)
        if column is None:
            return ""
        if kind not in _CARRIED:
            return self.sheet.text(self.index, column)
        text = self.sheet.block_text(self.index, column)
        return self.above.get(kind, "") if _is_as_above(text) else text

    def guardian_text(self, column: int | None) -> str:
        """The text of a guardian's column, "" where blank; "như trên" gives the text above."""
        text = "" if column is None else self.sheet.text(self.index, column)
        return self.above.get(column, "") if column is not None and _is_as_above(text) else text

    def carried(self) -> dict[Kind | int, str]:
        """What "như trên" in the next row stands for."""
        guardians = (one for pair in self.block.layout.guardians for one in (pair.name, pair.phone))
        columns = {column: self.guardian_text(column) for column in guardians if column is not None}
        return {kind: self.text(kind) for kind in _CARRIED} | columns

    def problem(self, code: RowCode, column: int | None, **params: str) -> RowProblem:
        """A problem of this row; with a column its heading is among the params."""
        if column is None:
            return RowProblem(self.sheet.name, self.index + 1, None, code, params)
        named = {"heading": self.block.layout.headings.get(column, ""), **params}
        return RowProblem(self.sheet.name, self.index + 1, column_letter(column), code, named)


@dataclass(frozen=True)
class SexRead:
    """A sex as understood; ``problem`` says why a cell with something in it gave none."""

    value: Sex | None = None
    column: int | None = None
    problem: RowCode | None = None


def _is_as_above(text: str) -> bool:
    plain = fold(text).strip(" .-–")
    return plain in _DITTO or plain.replace(" ", "") in _DITTO


def is_marked(row: Row) -> bool:
    """Whether the row has a mark or word in a column "Nam" or "Nữ"."""
    return any(fold(row.text(kind)) not in NO_MARKS for kind in (Kind.FEMALE_MARK, Kind.MALE_MARK))


def read_sex(row: Row) -> SexRead:
    """The sex from a column of words or from marks under "Nam" and "Nữ".

    With one column of marks a blank means the other sex, unless nobody in the block is marked.
    """
    word = fold(row.text(Kind.SEX)).strip(" .")
    if word:
        value = SEX_WORDS.get(word) or row.block.sex_codes.get(word)
        return SexRead(value, row.column(Kind.SEX), None if value else RowCode.SEX_UNREADABLE)
    female, male = _marked(row, Kind.FEMALE_MARK, Sex.FEMALE), _marked(row, Kind.MALE_MARK, Sex.MALE)
    unreadable = next((one for one in (female, male) if one.problem), None)
    if unreadable:
        return unreadable
    if female.value and male.value and female.value is not male.value:
        return SexRead(column=female.column, problem=RowCode.SEX_TWICE)
    return SexRead(female.value or male.value or _by_absence(row), female.column)


def _marked(row: Row, kind: Kind, meant: Sex) -> SexRead:
    text = fold(row.text(kind))
    if text in NO_MARKS:
        return SexRead(column=row.column(kind))
    value = meant if text in MARKS else SEX_WORDS.get(text)
    return SexRead(value, row.column(kind), None if value else RowCode.SEX_UNREADABLE)


def _by_absence(row: Row) -> Sex | None:
    has_female, has_male = (row.column(kind) is not None for kind in (Kind.FEMALE_MARK, Kind.MALE_MARK))
    if has_female == has_male or not row.block.sex_marked:
        return None
    return Sex.MALE if has_female else Sex.FEMALE
