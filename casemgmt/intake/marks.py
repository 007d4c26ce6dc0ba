"""What the column "Lỗi" of one sheet says."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

HEADING = "Lỗi"
LONGEST = 2_000  # of what one row is told


@dataclass(frozen=True)
class SheetMarks:
    """Remarks of one sheet.

    Attributes:
        remarks: row from 1 -> what to put right.
        header_rows: where the sheet's lists have their headings; may be empty.
    """

    remarks: Mapping[int, str] = field(default_factory=dict)
    header_rows: frozenset[int] = frozenset()

    def column(self) -> dict[int, str]:
        """Row -> what the new column shows, headings among it; without what no cell can hold."""
        shown = {row: _printable(text)[:LONGEST] for row, text in self.remarks.items() if text}
        headings = self.header_rows or ({max(1, min(shown) - 1)} if shown else frozenset())
        for row in headings:
            shown[row] = f"{HEADING}: {shown[row]}" if row in shown else HEADING
        return shown


def read_marks(asked: dict[str, list[list[object]]]) -> dict[str, SheetMarks]:
    """Sheet -> its marks, from lists of ``remarks`` and ``header_rows`` by sheet and row."""
    remarks: defaultdict[str, dict[int, str]] = defaultdict(dict)
    headers: defaultdict[str, set[int]] = defaultdict(set)
    for sheet, row, text in asked["remarks"]:
        remarks[str(sheet)][int(str(row))] = str(text)
    for sheet, row in asked["header_rows"]:
        headers[str(sheet)].add(int(str(row)))
    return {name: SheetMarks(remarks[name], frozenset(headers[name])) for name in {*remarks, *headers}}


def _printable(text: str) -> str:
    return "".join(letter for letter in text if letter.isprintable() or letter == "\n")
