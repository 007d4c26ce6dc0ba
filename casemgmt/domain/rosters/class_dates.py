"""Class names that a spreadsheet turned into dates: ``1/2`` became 1 February, or 2 January.

Vietnamese settings read day before month, English ones month before day; grades decide which.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from casemgmt.domain.rosters.headings import Kind
from casemgmt.domain.rosters.segments import Segment
from casemgmt.domain.rosters.sheets import Sheet
from casemgmt.domain.rosters.titles import Title
from casemgmt.domain.vietnamese.names import fold
from casemgmt.domain.vietnamese.schooling import grade_of, grades_of_school

ALL_GRADES = frozenset(range(1, 13))
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY_FIRST = re.compile(r"(\d{1,2})/(\d{1,2})/\d{4}")
_YEAR_FIRST = re.compile(r"\d{4}-(\d{2})-(\d{2})(?:[t ].*)?")
_NAMED = re.compile(rf"(\d{{1,2}})[- ](?:({'|'.join(_MONTHS)})|thg ?(\d{{1,2}}))(?:[- ]\d{{2,4}})?")
_WHOLE_GRADE = re.compile(r"\bkhoi (?:lop )?(\d{1,2})\b")


@dataclass(frozen=True)
class ClassDates:
    """How dates in the column of classes are read back.

    Attributes:
        grades: that the list can have.
        month_first: the spreadsheet took the first number for the month; None where nothing tells.
    """

    grades: frozenset[int] = ALL_GRADES
    month_first: bool | None = None

    def classes(self, day: int, month: int) -> tuple[str, ...]:
        """The classes that may have been typed, the likelier first; empty where none can be."""
        written = {False: (day, month), True: (month, day)}
        possible = [order for order, (grade, _) in written.items() if grade in self.grades]
        if self.month_first in possible and len(possible) > 1:
            possible = [order for order in possible if order == self.month_first]
        return tuple(dict.fromkeys("{}/{}".format(*written[order]) for order in possible))


def spoiled(text: str) -> tuple[int, int] | None:
    """Day and month of a class name that became a date; None for any other text."""
    plain = fold(text)
    if match := _DAY_FIRST.fullmatch(plain):
        return int(match[1]), int(match[2])
    if match := _YEAR_FIRST.fullmatch(plain):
        return int(match[2]), int(match[1])
    if match := _NAMED.fullmatch(plain):
        return int(match[1]), int(match[3]) if match[3] else _MONTHS.index(match[2]) + 1
    return None


def class_dates(sheet: Sheet, title: Title, segment: Segment) -> ClassDates:
    """What the rest of a sheet tells about the dates in its column of classes."""
    column = segment.layout.columns.get(Kind.CLASS)
    if column is None:
        return ClassDates()
    texts = {sheet.block_text(row, column) for row in segment.child_rows}
    dates = {parts for text in texts if (parts := spoiled(text))}
    if not dates:
        return ClassDates()
    grades = _grades(sheet, title, segment, texts) or _unchanging(dates) or ALL_GRADES
    return ClassDates(grades, _month_first(dates, grades))


def _grades(sheet: Sheet, title: Title, segment: Segment, texts: Iterable[str]) -> frozenset[int] | None:
    """The grades that heading, title, tab, the other rows or the kind of school tell, in this order."""
    grade = grade_of(segment.class_name) if segment.class_name else None
    if grade:
        return frozenset({grade})
    above = [sheet.name, *(t for row in range(segment.layout.first_row) for t in sheet.texts(row).values())]
    whole = {int(match[1]) for text in above if (match := _WHOLE_GRADE.search(fold(text)))}
    typed = {grade for text in texts if text and not spoiled(text) and (grade := grade_of(text))}
    school = grades_of_school(title.school_name) if title.school_name else frozenset[int]()
    return next((frozenset(told) for told in (whole & ALL_GRADES, typed, school) if told), None)


def _unchanging(dates: Iterable[tuple[int, int]]) -> frozenset[int] | None:
    """The number that stays while the other changes is the grade: 1/1, 1/2, 1/3."""
    days, months = ({date[place] for date in dates} for place in (0, 1))
    if len(days) == 1 < len(months):
        return frozenset(days) & ALL_GRADES
    return frozenset(months) if len(months) == 1 < len(days) else None


def _month_first(dates: Iterable[tuple[int, int]], grades: frozenset[int]) -> bool | None:
    """The order that the dates with one reading show."""
    votes = Counter((day not in grades) for day, month in dates if (day in grades) != (month in grades))
    return max(votes, key=lambda order: votes[order]) if votes else None
