"""Birth dates as lists hold them. Day comes before month; what is not written is not invented."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from casemgmt.domain.rosters.records import Precision, RowCode
from casemgmt.domain.rosters.sheets import Cell, cell_text
from casemgmt.domain.vietnamese.names import fold

# The oldest pupil of a class 12 is about 20; somebody of 25 is not on a list of children.
OLDEST_YEARS = 25
_SERIAL_DAY_ZERO = date(1899, 12, 30)  # spreadsheets count days from here
_SERIAL_LENGTH = 5
_SERIALS = range(20_000, 80_000)  # 1954 to 2119; years and 8-digit dates lie outside
_CLOCK = r"(?:[t\s]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:\s*(?:am|pm|sa|ch)|z)?)?"
_MARK = r"\s*[/.,\-–\\_]{1,2}\s*"
_DAY_FIRST = re.compile(rf"(\d{{1,2}}){_MARK}(\d{{1,2}}){_MARK}(\d{{4}}|\d{{2}})" + _CLOCK)
_APART = re.compile(r"(\d{1,2}) (\d{1,2}) (\d{4})")
_YEAR_FIRST = re.compile(rf"(\d{{4}}){_MARK}(\d{{1,2}}){_MARK}(\d{{1,2}})" + _CLOCK)
_IN_WORDS = re.compile(
    r"(?:ngay\s*)?(\d{1,2})[\s\-/.,]*(?:thang|thg|th)\.?\s*(\d{1,2})[\s\-/.,]*(?:nam)?\s*(\d{4})"
)
_ENGLISH = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_NAMED = re.compile(rf"(\d{{1,2}})[\s\-/]({'|'.join(_ENGLISH)})[a-z]*[\s\-/,]+(\d{{4}}|\d{{2}})")
_MONTH_AND_YEAR = re.compile(r"(?:thang\s*|t\.?\s*)?(\d{1,2})\s*(?:[/.\-]|,?\s*nam)\s*(\d{4})")
_ALL_DIGITS = 8  # with 7 the day has lost its zero
_EIGHT_DIGITS = re.compile(r"(\d{2})(\d{2})(\d{4})")
_YEAR = re.compile(r"(?:(?:sinh |s)?(?:nam|n\.?)\s*|sinh\s*)?(\d{4})")
# "…/…/2018", "--/9/2018", "??/??/2018": places left open for what nobody knew.
_LEFT_OPEN = re.compile(r"\A(?:[\s.…?_\-–x*]*/)+\s*(?=\d)")


@dataclass(frozen=True)
class BirthRead:
    """A birth date as understood.

    Attributes:
        value: None where it could not be read or nothing was written.
        from_serial: the cell held a day count without date format.
        problem: why it was refused; None where it was read.
    """

    value: date | None = None
    precision: Precision = Precision.DAY
    from_serial: bool = False
    problem: RowCode | None = None


@dataclass(frozen=True)
class _Parts:
    """Year, month, day as written; month and day None where not written."""

    year: int
    month: int | None = None
    day: int | None = None


def read_birth(cell: Cell, today: date) -> BirthRead:
    """The birth date in one cell.

    Real dates, ``d/m/yyyy`` with ``/``, ``.`` or ``-``, ``d.m.yy`` (the latest such year that
    is not in the future), ``yyyy-mm-dd``, dates in words, English names of months,
    ``ddmmyyyy`` (also without its first zero), month and year, year alone. Month before day is
    refused, not turned round.

    Returns:
        ``BIRTH_MISSING`` for a blank cell; ``BIRTH_UNREADABLE`` for what is no date,
        ``BIRTH_IMPOSSIBLE`` for a day that does not exist, ``BIRTH_FUTURE`` and
        ``BIRTH_TOO_LONG_AGO`` for a date that no child of today can have.
    """
    if cell is None:
        return BirthRead(problem=RowCode.BIRTH_MISSING)
    if isinstance(cell, datetime):
        return _judged(BirthRead(cell.date()), today)
    if isinstance(cell, date):
        return _judged(BirthRead(cell), today)
    text = cell_text(cell)
    if len(text) == _SERIAL_LENGTH and text.isascii() and text.isdigit() and int(text) in _SERIALS:
        born = _SERIAL_DAY_ZERO + timedelta(days=int(text))
        return _judged(BirthRead(born, from_serial=True), today)
    parts = _parts(text, today)
    return _judged(_dated(parts), today) if parts else BirthRead(problem=RowCode.BIRTH_UNREADABLE)


def read_birth_parts(day: str, month: str, year: str, today: date) -> BirthRead:
    """The birth date split over three columns; a blank day or month lowers the precision."""
    if not (day or month or year):
        return BirthRead(problem=RowCode.BIRTH_MISSING)
    written = [part for part in (day, month, year) if part]
    if not year or (day and not month) or not all(part.isascii() and part.isdigit() for part in written):
        return BirthRead(problem=RowCode.BIRTH_UNREADABLE)
    return read_birth("/".join(written), today)


def _parts(text: str, today: date) -> _Parts | None:
    plain = fold(_LEFT_OPEN.sub("", unicodedata.normalize("NFC", text).casefold(), count=1))
    plain = plain.strip(" .,;:'\"")
    if match := _first_match((_DAY_FIRST, _IN_WORDS, _APART), plain):
        day, month, year = match.groups()
        return _Parts(_full_year(year, today), int(month), int(day))
    if match := _MONTH_NAMED.fullmatch(plain):
        return _Parts(_full_year(match[3], today), _ENGLISH.index(match[2]) + 1, int(match[1]))
    if match := _YEAR_FIRST.fullmatch(plain):
        return _Parts(int(match[1]), int(match[2]), int(match[3]))
    if match := _MONTH_AND_YEAR.fullmatch(plain):
        return _Parts(int(match[2]), int(match[1]))
    if match := _EIGHT_DIGITS.fullmatch(plain.zfill(_ALL_DIGITS) if len(plain) == _ALL_DIGITS - 1 else plain):
        return _Parts(int(match[3]), int(match[2]), int(match[1]))
    if match := _YEAR.fullmatch(plain):
        return _Parts(int(match[1]))
    return None


def _first_match(patterns: Iterable[re.Pattern[str]], text: str) -> re.Match[str] | None:
    return next((match for pattern in patterns if (match := pattern.fullmatch(text))), None)


def _full_year(written: str, today: date) -> int:
    if len(written) == 4:
        return int(written)
    year = today.year - today.year % 100 + int(written)
    return year if year <= today.year else year - 100


def _dated(parts: _Parts) -> BirthRead:
    precision = Precision.DAY if parts.day else Precision.MONTH if parts.month else Precision.YEAR
    if parts.day == 0 or parts.month == 0:
        return BirthRead(problem=RowCode.BIRTH_IMPOSSIBLE)
    try:
        return BirthRead(date(parts.year, parts.month or 1, parts.day or 1), precision)
    except ValueError:
        return BirthRead(problem=RowCode.BIRTH_IMPOSSIBLE)


def _judged(read: BirthRead, today: date) -> BirthRead:
    if read.value is None:
        return read
    if read.value > today:
        return BirthRead(problem=RowCode.BIRTH_FUTURE)
    if read.value.year < today.year - OLDEST_YEARS:
        return BirthRead(problem=RowCode.BIRTH_TOO_LONG_AGO)
    return read
