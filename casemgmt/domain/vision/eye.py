"""One eye with all its readings."""

from dataclasses import dataclass

from casemgmt.domain.vision.acuity import Acuity
from casemgmt.domain.vision.lines import TOLERANCE, Line, Verdict, verdict

EYES = {"R": "mắt phải", "L": "mắt trái"}
CONDITIONS = {"uncorrected": "không kính", "glasses": "có kính"}
ONE_LINE = 0.1  # logMAR


@dataclass(frozen=True)
class Eye:
    """One eye: its readings, None where not measured, and what they say about the line."""

    site: str
    uncorrected: Acuity | None
    glasses: Acuity | None
    at_age: tuple[Line, ...]

    @property
    def presenting(self) -> Acuity | None:
        """With glasses where tested so, else without; a reading that could not be taken comes last."""
        given = [one for one in (self.glasses, self.uncorrected) if one is not None]
        return next((one for one in given if one.is_tested), given[0] if given else None)

    @property
    def wears(self) -> bool:
        """Whether the presenting reading is the one with glasses."""
        return self.glasses is not None and self.presenting is self.glasses

    @property
    def verdict(self) -> Verdict:
        """What the presenting reading says about the line."""
        return verdict(self.presenting, self.at_age)

    @property
    def is_corrected(self) -> bool:
        """Passes with glasses but not without."""
        failed_without = verdict(self.uncorrected, self.at_age) is Verdict.FAILED
        return self.wears and failed_without and self.verdict is Verdict.PASSED

    @property
    def is_worse_with_glasses(self) -> bool:
        """By one line or more: a slip of the two cells, or somebody else's glasses."""
        if not self.glasses or not self.uncorrected:
            return False
        worse_by = (self.glasses.logmar or 0) - (self.uncorrected.logmar or 0)
        both_numbers = self.glasses.logmar is not None and self.uncorrected.logmar is not None
        return both_numbers and worse_by >= ONE_LINE - TOLERANCE

    def says(self, condition: str) -> str:
        """``mắt phải 5/10``; "" where not measured under this condition."""
        acuity = self.glasses if condition == "glasses" else self.uncorrected
        return f"{EYES[self.site]} {acuity.text}" if acuity else ""
