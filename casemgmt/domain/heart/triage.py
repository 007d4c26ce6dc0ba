"""How soon a child is seen for a murmur, a low saturation, a sign or a background."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from casemgmt.domain.heart.signs import RULES, Sign, SignRule
from casemgmt.domain.instrument import ReferralLevel, highest

INDICATORS_BELOW_MONTHS = 36  # Zhang et al. 2017: children of 0 to 3 years
INFANT_BELOW_MONTHS = 12
LOUD_GRADE = 3  # Frank & Jacobe, Am Fam Physician 2011
SPO2_NORMAL = 95
SPO2_EMERGENCY = 90


class Timing(StrEnum):
    """When in the heart cycle a murmur is heard."""

    SYSTOLIC = "systolic"
    PANSYSTOLIC = "pansystolic"
    DIASTOLIC = "diastolic"
    CONTINUOUS = "continuous"


# Frank & Jacobe 2011: an innocent murmur is systolic and not pansystolic.
NEVER_INNOCENT = frozenset({Timing.PANSYSTOLIC, Timing.DIASTOLIC, Timing.CONTINUOUS})


@dataclass(frozen=True)
class HeartExam:
    """One child's heart examination.

    Attributes:
        age_months: None where unknown; the stricter rules of the youngest then hold (PC).
        grade: Levine 0 to 6; None where not recorded.
        timing: None where not recorded.
        spo2: per cent, at rest, in the order measured; empty where not measured.
        signs: ticked, without ``NONE``.
        indicator_level: policy for the seven indicators under 36 months.
    """

    age_months: int | None
    grade: int | None
    timing: Timing | None
    spo2: Sequence[float]
    signs: frozenset[Sign]
    indicator_level: ReferralLevel

    @property
    def is_young(self) -> bool:
        """Under 36 months, where any of seven indicators refers."""
        return (self.age_months or 0) < INDICATORS_BELOW_MONTHS

    @property
    def is_infant(self) -> bool:
        """Under 12 months, where any murmur has priority."""
        return (self.age_months or 0) < INFANT_BELOW_MONTHS

    @property
    def has_murmur(self) -> bool:
        """A grade from 1, or a timing recorded: only a murmur has one."""
        return bool(self.grade) or self.timing is not None

    def ticked(self, *, symptoms: bool) -> list[SignRule]:
        """The symptoms ticked, or the background, in the order of the form."""
        return [rule for rule in RULES if rule.sign in self.signs and rule.is_symptom is symptoms]


def murmur_level(exam: HeartExam) -> ReferralLevel:
    """How soon a murmur is seen by a cardiologist; ``NONE`` without a murmur.

    Grade 3 and over, diastolic, pansystolic or continuous, under 12 months, or with any symptom:
    priority. Any other under 36 months: the policy for indicators. With background: routine.
    Soft (grade 1 or 2, systolic or timing not recorded) and nothing else: heard again.

    Source: Frank & Jacobe, Am Fam Physician 2011 (red flags); Zhang et al. 2017 (0 to 36 months);
    the levels are project convention (PC).
    """
    if not exam.has_murmur:
        return ReferralLevel.NONE
    found = [ReferralLevel.RECHECK]
    if (exam.grade or 0) >= LOUD_GRADE or exam.timing in NEVER_INNOCENT or exam.ticked(symptoms=True):
        found.append(ReferralLevel.PRIORITY)
    if exam.is_infant:
        found.append(ReferralLevel.PRIORITY)
    if exam.is_young:
        found.append(exam.indicator_level)
    if exam.ticked(symptoms=False):
        found.append(ReferralLevel.ROUTINE)
    return highest(found)


def spo2_level(exam: HeartExam) -> ReferralLevel:
    """How soon a saturation is acted on; ``NONE`` where not measured or not low.

    The last reading counts. Below 90: emergency, urgent in a child known to be cyanotic (whose
    usual level the station does not hold here). Twice below 95: urgent. Once 90 to 94: measured
    again at once; under 36 months it is an indicator besides. A normal repeat clears a first
    90 to 94, not a first below 90: that is measured a third time.

    Source: Zhang et al. 2017 (below 95 under 36 months); triage of older children, "90 to 94
    twice"; one reading measured again at once, and the rest, are project conventions (PC).
    """
    low = [one for one in exam.spo2 if one < SPO2_NORMAL]
    if not low:
        return ReferralLevel.NONE
    last = exam.spo2[-1]
    if last < SPO2_EMERGENCY:
        return ReferralLevel.URGENT if Sign.KNOWN_CYANOTIC in exam.signs else ReferralLevel.EMERGENCY
    if len(low) > 1:
        return ReferralLevel.URGENT
    if last >= SPO2_NORMAL:
        return ReferralLevel.RECHECK if low[0] < SPO2_EMERGENCY else ReferralLevel.NONE
    return exam.indicator_level if exam.is_young else ReferralLevel.RECHECK


def signs_level(exam: HeartExam, ticked: Sequence[SignRule]) -> ReferralLevel:
    """How soon the most pressing of some ticked signs is seen; ``NONE`` for none.

    Under 36 months an indicator is seen no later than the policy says. With a murmur a symptom
    is seen with priority.

    Source: Zhang et al. 2017; Frank & Jacobe 2011; levels are project convention (PC).
    """
    found = [rule.level for rule in ticked]
    if exam.is_young and any(rule.is_indicator for rule in ticked):
        found.append(exam.indicator_level)
    if exam.has_murmur and any(rule.is_symptom for rule in ticked):
        found.append(ReferralLevel.PRIORITY)
    return highest(found)
