"""How the words of a sheet are encoded, and the sheet in Unicode.

A text that is good Vietnamese as it stands is never touched. A text that only an old font
explains is decoded by itself; one that both explain (``Dòng`` or ``Dũng``) goes with its column.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from casemgmt.domain.rosters.header import find_header, read_layout
from casemgmt.domain.rosters.headings import Kind, meaning
from casemgmt.domain.rosters.sheets import Cell, Sheet
from casemgmt.domain.vietnamese.legacy_fonts import from_tcvn3, from_vni, is_tcvn3, is_vni
from casemgmt.domain.vietnamese.misread_utf8 import repaired
from casemgmt.domain.vietnamese.syllables import is_syllable


class Encoding(StrEnum):
    """What words were written in, where that was not Unicode."""

    TCVN3 = "tcvn3"
    VNI = "vni"
    MISREAD_UTF8 = "misread_utf8"
    WINDOWS_1258 = "windows_1258"


Decode = Callable[[str, int], tuple[str, Encoding | None]]  # text, column -> text, what it was in
_FONTS: Mapping[Encoding, Callable[[str], str]] = {Encoding.TCVN3: from_tcvn3, Encoding.VNI: from_vni}
_DRAWS: Mapping[Encoding, Callable[[str], bool]] = {Encoding.TCVN3: is_tcvn3, Encoding.VNI: is_vni}
_COMPOSED = frozenset("àáâãèéêìíòóôõùúýðÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝÐ")
_FOREIGN = "".join(letter for letter in map(chr, range(0xA1, 0x100)) if letter not in _COMPOSED)
# A letter beside a sign that Vietnamese never has, or two vowels that never meet in it: without
# either the whole sheet is Unicode.
_SUSPECT = re.compile(
    f"[A-Za-z][{_FOREIGN}]|[{_FOREIGN}][A-Za-z]|[aAeE][âáàãÂÁÀÃ]|[aA][êéèúÊÉÈÚ]|[oO][âÂ]|[aAeEoOuUyYôÔ][ùõÙÕ]"
)
_ONLY_UNICODE = re.compile("[\u0100-\u1fff\u2100-\uffff]")
_BETWEEN_WORDS = re.compile("[\x00-/:-@\\[-`{-~0-9\u00a0\u2000-\u206f]+")
_NAMES = (Kind.NAME, Kind.FAMILY_MIDDLE, Kind.GIVEN)
_LETTERS_COMPARED = 200_000  # of a text file
_ENOUGH = 0.6  # of the words of a text file


@dataclass(frozen=True)
class _Signs:
    """What speaks for an encoding in one text.

    Attributes:
        unicode: share of the words with marks that are syllables as they stand, 0 to 1.
        fonts: the same for each old font after decoding; 0 where it has no such sign.
    """

    unicode: float
    fonts: Mapping[Encoding, float]

    @property
    def sure(self) -> Encoding | None:
        """The font that explains every word, where Unicode does not."""
        best = max(self.fonts, key=lambda one: self.fonts[one])
        return best if self.fonts[best] == 1.0 > self.unicode else None

    def may_be(self, font: Encoding) -> bool:
        """The font explains as much as Unicode does."""
        return self.fonts[font] >= max(self.unicode, 0.5)


def in_unicode(sheet: Sheet) -> tuple[Sheet, Mapping[Encoding, int]]:
    """The sheet with every word in Unicode, and how many cells were in each other encoding."""
    found: Counter[Encoding] = Counter()
    marked = _marked(sheet)
    repairs = {text: before for text in marked if (before := repaired(text))}
    if repairs:
        sheet = _decoded(sheet, _by_table({Encoding.MISREAD_UTF8: repairs}), found)
        marked = _marked(sheet)
    if any(map(_SUSPECT.search, marked)):
        sheet = _without_fonts(sheet, {text: _signs(text) for text in marked}, found)
    if sheet.encoding:
        found[Encoding(sheet.encoding)] += len(marked)
    return sheet, found


def encoding_of_bytes(content: bytes) -> Encoding | None:
    """The encoding of a text file that is not UTF-8; None where no Vietnamese is seen in it.

    ``TCVN3`` and ``VNI`` mean that it is read as Latin-1 and decoded cell by cell.
    """
    head = content[:_LETTERS_COMPARED]
    signs = _signs(head.decode("latin-1"))
    shares = {Encoding.WINDOWS_1258: _syllables(_words(head.decode("cp1258", errors="replace")))}
    shares.update(signs.fonts)
    best = max(shares, key=lambda one: shares[one])
    return best if shares[best] >= _ENOUGH else None


def _marked(sheet: Sheet) -> set[str]:
    return {cell for row in sheet.rows for cell in row if isinstance(cell, str) and not cell.isascii()}


def _words(text: str) -> list[str]:
    """The words with letters beyond ASCII."""
    return [word for word in _BETWEEN_WORDS.split(text) if not word.isascii()]


def _syllables(words: Iterable[str]) -> float:
    judged = [is_syllable(word) for word in words]
    return sum(judged) / len(judged) if judged else 0.0


def _signs(text: str) -> _Signs:
    words = _words(text)
    if not words or len(text.strip()) == 1 or _ONLY_UNICODE.search(text):  # "×" alone is a mark
        return _Signs(1.0, dict.fromkeys(_FONTS, 0.0))
    shares = {
        font: sum(_DRAWS[font](word) and is_syllable(decode(word)) for word in words) / len(words)
        for font, decode in _FONTS.items()
    }
    return _Signs(_syllables(words), shares)


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


def _without_fonts(sheet: Sheet, signs: Mapping[str, _Signs], found: Counter[Encoding]) -> Sheet:
    sure = {text: font for text, one in signs.items() if (font := one.sure)}
    tables = {font: {t: _FONTS[font](t) for t, one in sure.items() if one is font} for font in _FONTS}
    first = _decoded(sheet, _by_table(tables), found)
    evidence = _evidence(sheet, first, sure, signs)

    def decode(text: str, column: int) -> tuple[str, Encoding | None]:
        one = signs.get(text)
        possible = [font for font in set(sure.values()) if one and text not in sure and one.may_be(font)]
        chosen = _chosen(text, column, possible, evidence) if possible else None
        return (_FONTS[chosen](text), chosen) if chosen else (text, None)

    return _decoded(first, decode, found)


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
        if heading := next((font for font in possible if meaning(_FONTS[font](text))), None):
            return heading
    font = evidence.of_column(column)
    return font if font in possible else None


def _evidence(
    sheet: Sheet, first: Sheet, sure: Mapping[str, Encoding], signs: Mapping[str, _Signs]
) -> _Evidence:
    header = find_header(first)
    layout = None if header is None else read_layout(first, header)
    top, bottom = (layout.first_row, layout.last_row + 1) if layout else (0, 0)
    found: defaultdict[int, Counter[Encoding | None]] = defaultdict(Counter)
    for row in sheet.rows[bottom:]:
        for column, cell in enumerate(row):
            one = signs.get(cell) if isinstance(cell, str) else None
            if one and isinstance(cell, str) and (cell in sure or not any(map(one.may_be, _FONTS))):
                found[column][sure.get(cell)] += 1
    rows = sheet.rows[top:bottom] if layout else sheet.rows
    headings = frozenset(cell for row in rows for cell in row if isinstance(cell, str))
    follow = set(range(sheet.width))
    if layout and headings.isdisjoint(sure):
        follow = {layout.columns[kind] for kind in _NAMES if kind in layout.columns}
    return _Evidence(found, headings, frozenset(follow))
