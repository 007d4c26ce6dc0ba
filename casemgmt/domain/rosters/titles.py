"""What stands above the header: school, class, school year."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from casemgmt.domain.rosters.sheets import Sheet
from casemgmt.domain.vietnamese.names import fold
from casemgmt.domain.vietnamese.schooling import (
    find_class_name,
    find_preschool_class,
    find_school_name,
    find_school_year,
)

_LABEL = re.compile(r"(?:ten )?(?:truong|lop)(?: hoc)?\s*[:.]?|nam hoc\s*[:.]?")  # its value in the next cell


@dataclass(frozen=True)
class Title:
    """The title block of a sheet; each None where it is not named."""

    school_name: str | None = None
    school_year: int | None = None
    class_name: str | None = None


def read_title(sheet: Sheet, header_row: int) -> Title:
    """The title block above a header; the first line that names a thing counts."""
    lines = list(_lines(sheet, header_row))
    return Title(
        school_name=next(filter(None, map(find_school_name, lines)), None),
        school_year=next(filter(None, map(find_school_year, lines)), None),
        class_name=next(
            filter(None, (*map(find_class_name, lines), *map(find_preschool_class, lines))), None
        ),
    )


def _lines(sheet: Sheet, header_row: int) -> Iterator[str]:
    """Lines of the cells above the header; texts set apart by wide blanks count as lines.

    A label with its value in the next cell is one line.
    """
    for row in range(header_row):
        texts = list(sheet.texts(row).values())
        yield from (f"{label} {text}" for label, text in pairwise(texts) if _LABEL.fullmatch(fold(label)))
        for text in texts:
            yield from (line.strip() for line in re.split(r"\n|\s{3,}", text) if line.strip())
