"""Tables in text files: Unicode or an old Vietnamese encoding, parted by semicolon, comma or tab."""

import codecs
import csv
import io

from casemgmt.domain.errors import UnreadableFile
from casemgmt.domain.rosters.font_signs import Encoding, encoding_of_bytes
from casemgmt.domain.rosters.records import FileCode
from casemgmt.domain.rosters.sheets import Sheet
from casemgmt.intake.xml_scan import Limits

_SEPARATORS = (";", "\t", ",")
_LOOKED_AT = 50  # rows that decide on the separator
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def read_text_table(content: bytes, limits: Limits) -> Sheet:
    """The one sheet of a text file; every cell stays text, so that no zero or date is lost.

    Raises:
        UnreadableFile: ``text_encoding`` for neither UTF-8, UTF-16 with its mark nor an old
            encoding in which Vietnamese words are seen;
            ``text_not_a_table`` where no separator makes columns; ``far_cell`` and
            ``too_many_cells`` beyond the limits.
    """
    text, encoding = _decoded(content)
    separator, text = _separator(text)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error as error:
        raise UnreadableFile(problem=FileCode.TEXT_NOT_A_TABLE) from error
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    columns = max(map(len, rows), default=0)
    if len(rows) > limits.rows or columns > limits.columns:
        raise UnreadableFile(problem=FileCode.FAR_CELL, rows=limits.rows, columns=limits.columns)
    if len(rows) * columns > limits.cells:
        raise UnreadableFile(problem=FileCode.TOO_MANY_CELLS, limit=limits.cells)
    cells = tuple(tuple(cell if cell.strip() else None for cell in row) for row in rows)
    return Sheet("", cells, encoding=encoding)


def _decoded(content: bytes) -> tuple[str, str]:
    """The text, and the old encoding that it was decoded from ("" for Unicode)."""
    mark, unicode = next((one for one in _BOMS if content.startswith(one[0])), (b"", "utf-8"))
    encoding = ""
    try:
        text = content[len(mark) :].decode(unicode)
    except UnicodeDecodeError as error:
        known = None if mark else encoding_of_bytes(content)
        if known is None:
            raise UnreadableFile(problem=FileCode.TEXT_ENCODING) from error
        # Letters of the old fonts are decoded cell by cell, so here they only become characters.
        encoding = known if known is Encoding.WINDOWS_1258 else ""
        text = content.decode("cp1258" if encoding else "latin-1", errors="replace")
    # 0x80 to 0x9F come from UTF-8 that was misread; they are put right cell by cell.
    if any(sign < " " and sign not in "\t\r\n\x0b\x0c" for sign in set(text)):
        raise UnreadableFile(problem=FileCode.NOT_A_WORKBOOK)
    return text, encoding


def _separator(text: str) -> tuple[str, str]:
    """The separator that gives most rows more than one column; a line ``sep=;`` says it itself."""
    first, _, rest = text.partition("\n")
    if first.strip().casefold().startswith("sep=") and len(first.strip()) == len("sep=;"):
        return first.strip()[-1], rest
    scores = {separator: _columns_made(text, separator) for separator in _SEPARATORS}
    best = max(_SEPARATORS, key=lambda separator: scores[separator])
    if not scores[best][0]:
        raise UnreadableFile(problem=FileCode.TEXT_NOT_A_TABLE)
    return best, text


def _columns_made(text: str, separator: str) -> tuple[int, int]:
    """How many of the first rows get two columns or more, and how many columns in all."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        widths = [len(row) for row, _ in zip(reader, range(_LOOKED_AT), strict=False)]
    except csv.Error:
        return 0, 0
    return sum(width > 1 for width in widths), sum(width for width in widths if width > 1)
