"""Where the header of a class list is, and what each column holds."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice

from casemgmt.domain.rosters.headings import Heading, Kind, meaning, plain_heading, stacked_meaning
from casemgmt.domain.rosters.sheets import Sheet
from casemgmt.domain.vietnamese.names import fold, tidy

_NAME_BEGINS = 8  # letters looked at to see whether a heading may be that of a name
_NAME_BEGINNINGS = ("ho", "ten", "full", "hs", "h ", "h.", "hvt", "ht")
_DIGITS_OF_A_PHONE = 8
_DEEPEST_TITLE = 60  # rows looked at for a header
_DEEPEST_HEADER = 3  # rows below the one that names the columns
_LONGEST_GROUP = 40  # a longer text above the header is a title
_LOOK_ALONG = 40  # cells of a row looked at for the headings that make it a header
_LOOK_BELOW = 20  # rows looked at to see whether a name is split over two columns
_SUB_WORDS = {"nam", "nu", "ngay", "thang", "dem"}  # headings only under another one
_COLUMN_NUMBER = re.compile(r"\(?(?:\d{1,2}|[A-Za-z])\)?(?:\s*=.*)?")
_IN_BRACKETS = re.compile(r"\(.*\)", re.DOTALL)
_NAMES = {Kind.NAME, Kind.FAMILY_MIDDLE}
_BIRTHS = {Kind.BIRTH, Kind.BIRTH_MALE, Kind.BIRTH_FEMALE, Kind.BIRTH_YEAR}
_MANY = {Kind.GUARDIAN_NAME, Kind.GUARDIAN_PHONE}


@dataclass(frozen=True)
class Guardian:
    """The columns about one person who cares for the child; None where there is none."""

    relation: str
    name: int | None
    phone: int | None


@dataclass(frozen=True)
class Layout:
    """What the columns of one block of a sheet hold.

    Attributes:
        first_row, last_row: of the header, from 0.
        columns: kind -> column, without guardians.
        guardians: in the order of the columns.
        headings: column -> its heading in words, for messages.
        passed_over: column -> heading, of columns that are not imported.
        remarks: column -> heading, of remark columns, which never are.
    """

    first_row: int
    last_row: int
    columns: Mapping[Kind, int]
    guardians: tuple[Guardian, ...]
    headings: Mapping[int, str]
    passed_over: Mapping[int, str]
    remarks: Mapping[int, str]

    @property
    def has_birth(self) -> bool:
        """Some column holds a birth date or the year of one."""
        return not _BIRTHS.isdisjoint(self.columns)

    @property
    def used(self) -> frozenset[int]:
        """Every column that is imported."""
        return _used(self.columns, self.guardians)


def find_header(sheet: Sheet) -> int | None:
    """The first row that names the columns; None where none of the first rows does."""
    return next((row for row in range(min(len(sheet.rows), _DEEPEST_TITLE)) if is_header(sheet, row)), None)


def is_header(sheet: Sheet, row: int) -> bool:
    """Whether a row names the columns: the name of the child and at least one thing more."""
    texts = list(islice(sheet.texts(row).values(), _LOOK_ALONG))
    if not any(fold(text[:_NAME_BEGINS]).startswith(_NAME_BEGINNINGS) for text in texts):
        return False  # cheap: this is asked of every row
    kinds = {found.kind for text in texts if (found := meaning(text))}
    return not _NAMES.isdisjoint(kinds) and len(kinds) >= 2


def read_layout(sheet: Sheet, row: int) -> Layout:
    """The layout under a row for which ``is_header`` holds."""
    top = _top_row(sheet, row)
    bottom = _bottom_row(sheet, row)
    stacks = {column: _stack(sheet, column, top, bottom, row) for column in range(sheet.width)}
    meanings = _meanings(stacks) | _phones_under_dt(sheet, bottom, stacks)
    columns = _best(meanings)
    if second := _second_name_column(sheet, bottom, columns, stacks):
        columns = _split_name(columns, second)
    guardians = _guardians(meanings)
    headings = {column: " – ".join(map(tidy, stack)) for column, stack in stacks.items() if stack}
    remarks = {c: headings[c] for c, found in meanings.items() if found and found.kind is Kind.REMARKS}
    imported = _used(columns, guardians)
    left = {c: text for c, text in headings.items() if c not in imported and c not in remarks}
    last = bottom + 1 if _is_numbering(sheet, bottom + 1) else bottom
    return Layout(top, last, columns, guardians, headings, left, remarks)


def _used(columns: Mapping[Kind, int], guardians: tuple[Guardian, ...]) -> frozenset[int]:
    about = {column for one in guardians for column in (one.name, one.phone) if column is not None}
    return frozenset(columns.values()) | about


def _top_row(sheet: Sheet, row: int) -> int:
    """One row higher where that row groups columns: merged blocks beside one another."""
    grouped = any(merge.top == merge.bottom == row - 1 and merge.right > merge.left for merge in sheet.merges)
    above = sheet.texts(row - 1).values()
    return row - 1 if grouped and len(above) > 1 and max(map(len, above)) <= _LONGEST_GROUP else row


def _bottom_row(sheet: Sheet, row: int) -> int:
    merged = [merge.bottom for merge in sheet.merges if merge.top == row]
    bottom = min(max(merged, default=row), row + _DEEPEST_HEADER)
    while bottom < row + _DEEPEST_HEADER and _is_sub_header(sheet, bottom + 1, row):
        bottom += 1
    return bottom


def _is_sub_header(sheet: Sheet, row: int, header_row: int) -> bool:
    """Only words of headings, and nothing under the ordinal."""
    texts = sheet.texts(row)
    tops = {column: meaning(sheet.block_text(header_row, column)) for column in texts}
    kinds = {column: top.kind for column, top in tops.items() if top}
    if not texts or Kind.ORDINAL in kinds.values():
        return False
    if any(kinds.get(column) in _NAMES and _is_sex(text) for column, text in texts.items()):
        return False  # "Nữ" under the names stands over the girls
    return all(plain_heading(text) in _SUB_WORDS or meaning(text) for text in texts.values())


def _is_numbering(sheet: Sheet, row: int) -> bool:
    """A row that numbers the columns, (1) (2) (3) or A B 1 2, or says how to fill them in."""
    texts = list(sheet.texts(row).values())
    numbered = len(texts) >= 3 and all(_COLUMN_NUMBER.fullmatch(text) for text in texts)
    return numbered or (len(texts) >= 2 and all(_IN_BRACKETS.fullmatch(text) for text in texts))


def _is_sex(text: str) -> bool:
    found = meaning(text)
    return found is not None and found.kind in {Kind.MALE_MARK, Kind.FEMALE_MARK}


def _stack(sheet: Sheet, column: int, top: int, bottom: int, named: int) -> tuple[str, ...]:
    """The headings over a column from top to bottom, each once."""
    texts = [sheet.block_text(row, column) for row in range(top, bottom + 1)]
    if bottom > named and not texts[named - top] and any(texts[named - top + 1 :]):
        texts[named - top] = _text_to_the_left(sheet, named, column)
    return tuple(dict.fromkeys(text for text in texts if text))


def _text_to_the_left(sheet: Sheet, row: int, column: int) -> str:
    """The heading a file without merged cells leaves blank over its second and third column."""
    return next((text for left in range(column, -1, -1) if (text := sheet.text(row, left))), "")


def _meanings(stacks: Mapping[int, tuple[str, ...]]) -> dict[int, Heading | None]:
    beside: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    for stack in stacks.values():
        beside[stack[:-1]].update(map(plain_heading, stack[-1:]))
    return {column: stacked_meaning(stack, frozenset(beside[stack[:-1]])) for column, stack in stacks.items()}


def _phones_under_dt(
    sheet: Sheet, bottom: int, stacks: Mapping[int, tuple[str, ...]]
) -> dict[int, Heading | None]:
    """Columns under "DT" that hold numbers: without marks it is both "dân tộc" and "điện thoại"."""
    found: dict[int, Heading | None] = {}
    for column, stack in stacks.items():
        if stack and plain_heading(stack[-1]) in {"dt", "d t"}:
            below = (sheet.text(row, column) for row in range(bottom + 1, bottom + 1 + _LOOK_BELOW))
            texts = [text for text in below if text]
            numbers = [t for t in texts if sum(map(str.isdigit, t)) >= _DIGITS_OF_A_PHONE]
            if texts and 2 * len(numbers) > len(texts):
                found[column] = Heading(Kind.GUARDIAN_PHONE)
    return found


def _best(meanings: Mapping[int, Heading | None]) -> dict[Kind, int]:
    """Kind -> column; of several the best rank, then the leftmost."""
    ranked = sorted((found.rank, column, found.kind) for column, found in meanings.items() if found)
    best: dict[Kind, int] = {}
    for _, column, kind in ranked:
        if kind not in _MANY and kind is not Kind.REMARKS:
            best.setdefault(kind, column)
    if Kind.FAMILY_MIDDLE in best and Kind.GIVEN in best:
        best.pop(Kind.NAME, None)
    return best


def _second_name_column(
    sheet: Sheet, bottom: int, columns: Mapping[Kind, int], stacks: Mapping[int, tuple[str, ...]]
) -> int | None:
    """The column of given names right of "Họ và tên", merged over both or without heading."""
    if Kind.NAME not in columns:
        return None
    name = columns[Kind.NAME]
    if name + 1 >= sheet.width or stacks[name + 1] not in {(), stacks[name]}:
        return None
    below = range(bottom + 1, bottom + 1 + _LOOK_BELOW)
    pairs = [(sheet.text(row, name), sheet.text(row, name + 1)) for row in below if sheet.text(row, name)]
    split = [given for _, given in pairs if given.isalpha()]
    return name + 1 if pairs and 2 * len(split) > len(pairs) else None


def _split_name(columns: Mapping[Kind, int], given: int) -> dict[Kind, int]:
    split = {Kind.FAMILY_MIDDLE: columns[Kind.NAME], Kind.GIVEN: given}
    return {kind: column for kind, column in columns.items() if kind is not Kind.NAME} | split


def _guardians(meanings: Mapping[int, Heading | None]) -> tuple[Guardian, ...]:
    """Name and phone columns paired by relation; the first name and phone of each."""
    found: dict[str, dict[Kind, int]] = {}
    for column, heading in meanings.items():
        if heading and heading.kind in _MANY:
            found.setdefault(heading.relation, {}).setdefault(heading.kind, column)
    return tuple(
        Guardian(relation, pair.get(Kind.GUARDIAN_NAME), pair.get(Kind.GUARDIAN_PHONE))
        for relation, pair in found.items()
    )
