"""Caries indices, primary and permanent teeth apart, and the suggested urgency of treatment."""

from collections.abc import Mapping
from dataclasses import dataclass

from casemgmt.domain.dental.chart import condition, is_primary


@dataclass(frozen=True)
class CariesIndex:
    """Decayed, missing due to caries and filled teeth of one dentition."""

    decayed: int
    missing: int
    filled: int

    @property
    def total(self) -> int:
        """dmft of primary teeth, DMFT of permanent teeth."""
        return self.decayed + self.missing + self.filled


def dmft(teeth: Mapping[int, str], *, primary: bool) -> CariesIndex:
    """The index of one dentition; the two are never added.

    Args:
        teeth: FDI number -> WHO code; teeth not named do not count.
        primary: dmft of primary teeth, else DMFT of permanent teeth.

    Returns:
        d = B + C, m = E, f = D; D = 1 + 2, M = 4 (under 30 years), F = 3.

    Source: WHO Oral Health Surveys: Basic Methods, 5th ed. 2013.
    """
    counted = [
        condition(tooth, code).counts_as for tooth, code in teeth.items() if is_primary(tooth) is primary
    ]
    return CariesIndex(counted.count("d"), counted.count("m"), counted.count("f"))


def untreated(teeth: Mapping[int, str]) -> tuple[int, ...]:
    """The teeth with caries not treated (B, C, 1, 2), by FDI number."""
    return tuple(sorted(tooth for tooth, code in teeth.items() if condition(tooth, code).counts_as == "d"))


def suggested_urgency(teeth: Mapping[int, str] | None, *, pain: bool, gingival_bleeding: bool) -> int | None:
    """Intervention urgency 0 to 3 as the examiner would be offered it.

    Args:
        teeth: None where not examined.
        pain: True only where pain or infection was recorded.
        gingival_bleeding: True only where it was recorded.

    Returns:
        3 for pain or infection; 2 for untreated caries; 1 for bleeding gums; 0 otherwise; None
        where the teeth were not examined and there is no pain. 4 (systemic condition) is the
        examiner's alone.

    Source: codes of WHO Oral Health Surveys, 5th ed. 2013; the suggestion is project convention (PC).
    """
    if pain:
        return 3
    if teeth is None:
        return None
    if untreated(teeth):
        return 2
    return 1 if gingival_bleeding else 0
