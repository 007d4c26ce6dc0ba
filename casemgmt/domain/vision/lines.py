"""The line an eye must read at an age, and how soon an eye that does not is seen."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from casemgmt.domain.instrument import ReferralLevel
from casemgmt.domain.vision.acuity import Acuity, CodedAcuity

# PC: nominal lines are rounded: 6/12 (0.3010) meets a 0.30 line, 6.3/10 against 4/10 is two lines.
TOLERANCE = 0.005
LOGMAR_6_18 = 0.477
LOGMAR_3_60 = 1.301


@dataclass(frozen=True)
class Line:
    """The line an eye must read at an age.

    Attributes:
        limit: logMAR, inclusive within ``TOLERANCE``.
        label: as the examiner knows it.
    """

    limit: float
    label: str
    source: str

    def is_read(self, acuity: Acuity) -> bool:
        """Whether an eye reads this line; a coded reading never does."""
        return acuity.logmar is not None and acuity.logmar <= self.limit + TOLERANCE


_AAP = "AAP 2016 (Donahue & Baker, Pediatrics 2016)"
_IAPB = "IAPB, Hướng dẫn sức khỏe mắt học đường (khám sàng lọc ban đầu)"
_VIETNAM = "Thực hành y tế trường học Việt Nam (chưa có văn bản quốc gia, cần bác sĩ xác nhận)"
_LINE_AT_3 = Line(0.40, "6/15 (4/10)", _AAP)
_LINE_AT_4 = Line(0.30, "6/12 (5/10)", _AAP)
SCHOOL_LINES = {
    "vn_7_10": Line(0.10, "8/10", _VIETNAM),
    "vn_below_7_10": Line(0.16, "7/10", _VIETNAM),
    "iapb_6_9": Line(0.20, "6/9 (khoảng 6,3/10)", f"{_AAP}; {_IAPB}"),
    "iapb_6_12": Line(0.30, "6/12 (5/10)", _IAPB),
}


def lines(age_months: int | None, policy_line: str) -> tuple[Line, ...]:
    """The line in force at an age.

    Args:
        age_months: completed months; None where unknown.
        policy_line: key of ``SCHOOL_LINES``, for 60 months and over.

    Returns:
        One line; none under 36 months, when no chart is used; with age unknown all that may
        apply from 36 months on, the easiest first.

    Source: AAP 2016 under 60 months; from 60 months the ward's policy (IAPB or school practice).
    """
    school = SCHOOL_LINES[policy_line]
    if age_months is None:
        return tuple(sorted((_LINE_AT_3, _LINE_AT_4, school), key=lambda line: -line.limit))
    if age_months < 36:
        return ()
    if age_months < 48:
        return (_LINE_AT_3,)
    return (_LINE_AT_4,) if age_months < 60 else (school,)


class Verdict(StrEnum):
    """What one eye's reading says about the line."""

    PASSED = "passed"
    FAILED = "failed"
    UNDECIDED = "undecided"
    NOT_TESTED = "not_tested"
    MISSING = "missing"


def verdict(acuity: Acuity | None, at_age: Sequence[Line]) -> Verdict:
    """Whether an eye passes.

    Args:
        acuity: None where not measured.
        at_age: from ``lines``; where several may apply, only what holds for all is said.

    Returns:
        A coded low reading fails at every age; a number is undecided where no chart is used.
    """
    if acuity is None:
        return Verdict.MISSING
    if not acuity.is_tested:
        return Verdict.NOT_TESTED
    if acuity.code:
        return Verdict.FAILED
    passed = {line.is_read(acuity) for line in at_age}
    if len(passed) != 1:
        return Verdict.UNDECIDED
    return Verdict.PASSED if passed == {True} else Verdict.FAILED


def level_of_failure(acuity: Acuity) -> ReferralLevel:
    """How soon an eye that failed must be seen; ``acuity`` was tested.

    Worse than 3/60, or hand movement and less, or fingers nearer than 3 m: urgent. Worse than
    6/18: priority. Otherwise routine.

    Source: project convention on WHO categories of vision impairment (ICD-10 H54; ICD-11 9D90).
    """
    if acuity.logmar is None:
        near = acuity.code is CodedAcuity.COUNTING_FINGERS_3M
        return ReferralLevel.PRIORITY if near else ReferralLevel.URGENT
    if acuity.logmar > LOGMAR_3_60 + TOLERANCE:
        return ReferralLevel.URGENT
    return ReferralLevel.PRIORITY if acuity.logmar > LOGMAR_6_18 + TOLERANCE else ReferralLevel.ROUTINE
