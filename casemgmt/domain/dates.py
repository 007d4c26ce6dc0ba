"""Ages, school years and how a date reads in Vietnamese papers."""

from datetime import date, timedelta

CHILD_UNTIL_YEARS = 16  # Luật Trẻ em 102/2016/QH13, Điều 1: a child is under 16
EXAM_FORM_UNTIL_YEARS = 18  # Thông tư 25/2026/TT-BYT: the exam form is for under 18
SCHOOL_YEAR_TURNS = (8, 1)  # classes start in late August; August lists belong to the new year


def completed_months(born: date, on: date) -> int:
    """Whole months lived on a day; a month is completed on the same day number.

    A child born on the 31st completes a shorter month on the next month's first day.

    Raises:
        ValueError: ``on`` is before ``born``.
    """
    if on < born:
        raise ValueError("the day is before the birth")
    months = (on.year - born.year) * 12 + on.month - born.month
    return months if on.day >= born.day else months - 1


def completed_years(born: date, on: date) -> int:
    """Whole years lived ("đủ n tuổi"): the birthday itself counts.

    Raises:
        ValueError: ``on`` is before ``born``.
    """
    return completed_months(born, on) // 12


def is_child(born: date, on: date) -> bool:
    """Under 16, to the day. Source: Luật Trẻ em 102/2016/QH13, Điều 1."""
    return completed_years(born, on) < CHILD_UNTIL_YEARS


def school_year(on: date) -> int:
    """The year in which the school year of a day began: 2026 for 2026–2027."""
    return on.year if (on.month, on.day) >= SCHOOL_YEAR_TURNS else on.year - 1


def school_year_label(start: int) -> str:
    """``2026–2027`` for 2026."""
    return f"{start}–{start + 1}"


def due_date(start: date, days: int) -> date:
    """The last day of a window of calendar days; the start day is not counted.

    Source: Bộ luật Dân sự 91/2015/QH13, Điều 147 khoản 2: the first day of the event is left out.
    """
    return start + timedelta(days=days)
