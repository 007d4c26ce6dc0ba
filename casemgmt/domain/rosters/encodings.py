"""How the words of a sheet are encoded, and the sheet in Unicode.

A text that is good Vietnamese as it stands is never touched. A text that only an old font
explains is decoded by itself; one that both explain (``Dòng`` or ``Dũng``) goes with its column.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from casemgmt.domain.rosters.font_signs import FONTS, Encoding, Signs, signs_of
from casemgmt.domain.rosters.header import find_header, read_layout
from casemgmt.domain.rosters.headings import Kind, meaning
from casemgmt.domain.rosters.sheets import Cell, Sheet
from casemgmt.domain.vietnamese.misread_utf8 import repaired

Decode = Callable[[str, int], tuple[str, Encoding | None]]  # text, column -> text, what it was in
_COMPOSED = frozenset("àáâãèéêìíòóôõùúýðÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝÐ")
_FOREIGN = "".join(letter for letter in map(chr, range(0xA1, 0x100)) if letter not in _COMPOSED)
# A letter beside a sign that Vietnamese never has, or two vowels that never meet in it: without
# either the whole sheet is Unicode.
_SUSPECT = re.compile(
    f"[A-Za-z][{_FOREIGN}]|[{_FOREIGN}][A-Za-z]|[aAeE][âáàãÂÁÀÃ]|[aA][êéèúÊÉÈÚ]|[oO][âÂ]|[aAeEoOuUyYôÔ][ùõÙÕ]"
)
_NAMES = (Kind.NAME, Kind.FAMILY_MIDDLE, Kind.GIVEN)


def in_unicode(sheet: Sheet) -> tuple[Sheet, Mapping[Encoding, int]]:
    """The sheet with every word in Unicode, and how many cells were in each other encoding."""
    found: Counter[Encoding] = Counter()
    marked = _marked(sheet)
    repairs = {text: before for text in marked if (before := repaired(text))}
    if repairs:
        sheet = _decoded(sheet, _by_table({Encoding.MISREAD_UTF8: repairs}), found)
        marked = _marked(sheet)
    if any(map(_SUSPECT.search, marked)):
        sheet = _without_fonts(sheet, {text: signs_of(text) for text in marked}, found)
    if sheet.encoding:
        found[Encoding(sheet.encoding)] += len(marked)
    return sheet, found


def _marked(sheet: Sheet) -> set[str]:
    return {cell for row in sheet.rows for cell in row if isinstance(cell, str) and not cell.isascii()}


def _by_table(tables: Mapping[Encoding, Mapping[str, str]]) -> Decode:
    known = {text: (after, one) for one, table in tables.items() for text, after in table.items()}
    return lambda text, _column: known.get(text, (text, None))


def _decoded(sheet: Sheet, decode: Decode, found: Counter[Encoding]) -> Sheet:
    """The sheet after decoding; counts what was in which encoding."""

    def changed(cell: Cell, column: int) -> Cell:
        if not isinstance(cell, str) or cell.isascii():
            return cell
        text, encoding = decode(cell, column)
        if encoding:
            found[encoding] += 1
        return text

    rows = (tuple(changed(cell, column) for column, cell in enumerate(row)) for row in sheet.rows)
    return replace(sheet, rows=tuple(rows))


def _without_fonts(sheet: Sheet, signs: Mapping[str, Signs], found: Counter[Encoding]) -> Sheet:
    sure = {text: font for text, one in signs.items() if (font := one.sure)}
    sure |= _as_most(signs, Counter(sure.values()))
    tables = {font: {t: FONTS[font](t) for t, one in sure.items() if one is font} for font in FONTS}
    first = _decoded(sheet, _by_table(tables), Counter())
    evidence = _evidence(sheet, first, sure, signs)
    fonts = tuple(font for font in FONTS if font in sure.values())

    def decode(text: str, column: int) -> tuple[str, Encoding | None]:
        chosen = sure.get(text)
        if chosen is None and (possible := [font for font in fonts if signs[text].may_be(font)]):
            chosen = _chosen(text, column, possible, evidence)
        return (FONTS[chosen](text), chosen) if chosen else (text, None)

    return _decoded(sheet, decode, found)


def _as_most(signs: Mapping[str, Signs], votes: Mapping[Encoding, int]) -> dict[str, Encoding]:
    """Texts that both fonts explain, and Unicode does not: they go with the others of the sheet."""
    several = {text: one.explaining for text, one in signs.items() if len(one.explaining) > 1}
    return {text: max(fonts, key=lambda font: votes.get(font, 0)) for text, fonts in several.items()}


@dataclass(frozen=True)
class _Evidence:
    """What surely tells how an undecided text is written.

    Attributes:
        columns: column -> cells under the header by encoding; None stands for Unicode.
        headings: every text in the rows of the header.
        following: columns that go with the sheet where they tell nothing themselves: those of
            names, and all where the headings are in an old font too.
    """

    columns: Mapping[int, Counter[Encoding | None]]
    headings: frozenset[str]
    following: frozenset[int]

    def of_column(self, column: int) -> Encoding | None:
        """As the column is, else as the sheet; Unicode where nothing tells."""
        counts = self.columns.get(column)
        if not counts and column in self.following:
            counts = sum(self.columns.values(), Counter[Encoding | None]())
        return max(counts, key=lambda one: (counts[one], one is None)) if counts else None


def _chosen(text: str, column: int, possible: Sequence[Encoding], evidence: _Evidence) -> Encoding | None:
    """The font of a text that Unicode explains as well; a heading is what has a meaning."""
    if text in evidence.headings:
        if meaning(text):
            return None
        if heading := next((font for font in possible if meaning(FONTS[font](text))), None):
            return heading
    font = evidence.of_column(column)
    return font if font in possible else None


def _evidence(
    sheet: Sheet, first: Sheet, sure: Mapping[str, Encoding], signs: Mapping[str, Signs]
) -> _Evidence:
    header = find_header(first)
    layout = None if header is None else read_layout(first, header)
    top, bottom = (layout.first_row, layout.last_row + 1) if layout else (0, 0)
    found: defaultdict[int, Counter[Encoding | None]] = defaultdict(Counter)
    for row in sheet.rows[bottom:]:
        for column, cell in enumerate(row):
            one = signs.get(cell) if isinstance(cell, str) else None
            if one and isinstance(cell, str) and (cell in sure or not any(map(one.may_be, FONTS))):
                found[column][sure.get(cell)] += 1
    rows = sheet.rows[top:bottom] if layout else sheet.rows
    headings = frozenset(cell for row in rows for cell in row if isinstance(cell, str))
    follow = set(range(sheet.width))
    if layout and headings.isdisjoint(sure):
        follow = {layout.columns[kind] for kind in _NAMES if kind in layout.columns}
    return _Evidence(found, headings, frozenset(follow))
