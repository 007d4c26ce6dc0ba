"""Usual ages of eruption and shedding, and what is rare at an age."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from casemgmt.codelists import rows
from casemgmt.domain.dental.chart import condition, is_primary, is_upper

# All four margins are project conventions (PC) on the ADA chart.
EARLY_MONTHS = 12
LATE_MONTHS = 24
_GONE = frozenset({"missing_caries", "missing_other"})
_NOT_SEEN = frozenset({"unerupted", "not_recorded", "missing_other"})


@dataclass(frozen=True)
class ToothAges:
    """Usual ages of one kind of tooth.

    Attributes:
        erupts_from, erupts_to: months.
        sheds_from, sheds_to: months; None for permanent teeth.
    """

    erupts_from: int
    erupts_to: int
    sheds_from: int | None
    sheds_to: int | None


def _ages(row: Mapping[str, str]) -> ToothAges:
    shed = [
        int(row[column]) * 12 if row[column] else None for column in ("sheds_from_years", "sheds_to_years")
    ]
    return ToothAges(int(row["erupts_from_months"]), int(row["erupts_to_months"]), shed[0], shed[1])


_AGES = {row["code"]: _ages(row) for row in rows("tooth_ages")}


def usual_ages(tooth: int) -> ToothAges:
    """Usual ages of a tooth by FDI number.

    Raises:
        KeyError: no tooth of the children's chart.

    Source: eruption charts of the American Dental Association.
    """
    dentition = "primary" if is_primary(tooth) else "permanent"
    return _AGES[f"{dentition}_{'upper' if is_upper(tooth) else 'lower'}_{tooth % 10}"]


def age_warnings(teeth: Mapping[int, str], age_months: int | None) -> tuple[str, ...]:
    """What is rare at this age, in Vietnamese, one sentence a kind.

    Args:
        teeth: FDI number -> WHO code.
        age_months: completed months; with None nothing is said.

    Source: ADA eruption charts; E only before shedding age: WHO Oral Health Surveys, 5th ed. 2013;
    margins are project conventions (PC).
    """
    if age_months is None:
        return ()
    said = []
    for applies, sentence in _RULES:
        rare = [str(tooth) for tooth, code in sorted(teeth.items()) if applies(tooth, code, age_months)]
        if rare:
            said.append(f"Răng {', '.join(rare)} {sentence}: kiểm tra lại.")
    return tuple(said)


def _missing_at_shedding_age(tooth: int, code: str, age_months: int) -> bool:
    sheds_from = usual_ages(tooth).sheds_from
    return (
        sheds_from is not None
        and condition(tooth, code).code == "missing_caries"
        and age_months >= sheds_from
    )


def _erupted_early(tooth: int, code: str, age_months: int) -> bool:
    seen = not is_primary(tooth) and condition(tooth, code).code not in _NOT_SEEN
    return seen and age_months < usual_ages(tooth).erupts_from - EARLY_MONTHS


def _unerupted_late(tooth: int, code: str, age_months: int) -> bool:
    return (
        condition(tooth, code).code == "unerupted" and age_months > usual_ages(tooth).erupts_to + LATE_MONTHS
    )


def _retained(tooth: int, code: str, age_months: int) -> bool:
    sheds_to = usual_ages(tooth).sheds_to
    present = condition(tooth, code).code not in _GONE
    return sheds_to is not None and present and age_months > sheds_to + LATE_MONTHS


_RULES: tuple[tuple[Callable[[int, str, int], bool], str], ...] = (
    (_missing_at_shedding_age, "ghi mất do sâu ở tuổi thay răng, có thể đã rụng tự nhiên"),
    (_erupted_early, "ghi đã mọc sớm hơn tuổi mọc thường gặp trên 1 năm"),
    (_unerupted_late, "ghi chưa mọc, muộn hơn tuổi mọc thường gặp trên 2 năm"),
    (_retained, "là răng sữa còn lại, muộn hơn tuổi thay thường gặp trên 2 năm"),
)
