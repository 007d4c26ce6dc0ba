"""What two eyes together give rise to."""

from collections.abc import Sequence

from casemgmt.domain.instrument import (
    Destination,
    Finding,
    FindingKind,
    ReferralLevel,
    Severity,
    Subject,
    highest,
)
from casemgmt.domain.numerals import with_comma
from casemgmt.domain.vision.acuity import difference
from casemgmt.domain.vision.eye import CONDITIONS, EYES, Eye
from casemgmt.domain.vision.lines import TOLERANCE, Verdict, level_of_failure

TWO_LINES = 0.2  # logMAR between the eyes. Source: AAP 2016
RECHECK_DAYS_UNDER_5 = 30  # PC: one month
RECHECK_DAYS_FROM_5 = 90  # PC: within the same school term
# PC: severity by how soon the eye must be seen.
_SEVERITY = {
    ReferralLevel.ROUTINE: Severity.MINOR,
    ReferralLevel.PRIORITY: Severity.MODERATE,
    ReferralLevel.URGENT: Severity.SEVERE,
}

REDUCED = FindingKind("reduced_vision", "Giảm thị lực")
REDUCED_WITH_GLASSES = FindingKind("reduced_vision_with_glasses", "Thị lực kém dù đã đeo kính")
CORRECTED = FindingKind("vision_corrected", "Thị lực đạt khi đeo kính")
DIFFERENCE = FindingKind("interocular_difference", "Thị lực hai mắt chênh lệch")
NOT_TESTABLE = FindingKind("vision_not_testable", "Không đo được thị lực")
KINDS = (REDUCED, REDUCED_WITH_GLASSES, CORRECTED, DIFFERENCE, NOT_TESTABLE)


def vision_findings(eyes: Sequence[Eye], subject: Subject, *, complete: bool) -> tuple[Finding, ...]:
    """Everything abnormal in two eyes, the right one first.

    Args:
        subject: age decides when a child who did not cooperate is measured again.
        complete: whether every reading needed is there; only then glasses are said to be enough.

    Source: AAP 2016; IAPB; Vietnamese school practice; levels and intervals are project conventions (PC).
    """
    failed = [eye for eye in eyes if eye.verdict is Verdict.FAILED]
    untested = [eye for eye in eyes if eye.verdict is Verdict.NOT_TESTED]
    corrected = [eye for eye in eyes if eye.is_corrected]
    found = [_reduced([eye for eye in failed if not eye.wears], REDUCED, "uncorrected")]
    found.append(_reduced([eye for eye in failed if eye.wears], REDUCED_WITH_GLASSES, "glasses"))
    found.append(_difference(eyes) if eyes[0].at_age else None)
    found.append(_not_testable(untested, subject) if untested else None)
    if corrected and complete and not failed and not untested:
        found.append(_corrected(corrected))
    return tuple(one for one in found if one)


def _reduced(failed: Sequence[Eye], kind: FindingKind, condition: str) -> Finding | None:
    """One finding a child: the worse eye decides how soon."""
    acuities = [eye.presenting for eye in failed if eye.presenting]
    if not acuities:
        return None
    level = highest(level_of_failure(acuity) for acuity in acuities)
    line = failed[0].at_age[0] if failed[0].at_age else None
    beyond = {ReferralLevel.URGENT: ", kém hơn 3/60", ReferralLevel.PRIORITY: ", kém hơn 6/18"}.get(level, "")
    limit = f"; chưa đọc được dòng {line.label}" if line else ""
    return Finding(
        kind=kind.code,
        severity=_SEVERITY[level],
        level=level,
        because=_sentence(f"{_joined(failed, condition)} ({CONDITIONS[condition]}){limit}{beyond}"),
        source=line.source if line else "WHO, phân loại suy giảm thị lực (ICD-11 9D90); quy ước dự án",
        destination=Destination.EYE_CLINIC,
        site=_site(failed),
    )


def _difference(eyes: Sequence[Eye]) -> Finding | None:
    """Two lines or more between the eyes in the same condition, even if both pass. Source: AAP 2016."""
    right, left = eyes
    if right.presenting is None or left.presenting is None or right.wears != left.wears:
        return None
    apart = difference(right.presenting, left.presenting)
    if apart is None or apart < TWO_LINES - TOLERANCE:
        return None
    condition = "glasses" if right.wears else "uncorrected"
    return Finding(
        kind=DIFFERENCE.code,
        severity=Severity.MINOR,
        level=ReferralLevel.ROUTINE,
        because=_sentence(
            f"{_joined(eyes, condition)} ({CONDITIONS[condition]}); chênh {with_comma(apart, 2)} logMAR, "
            "từ 0,2 (hai dòng) trở lên cần khám"
        ),
        source="AAP 2016 (Donahue & Baker, Pediatrics 2016)",
        destination=Destination.EYE_CLINIC,
    )


def _not_testable(untested: Sequence[Eye], subject: Subject) -> Finding:
    """PC: again in a month under 5 years (or age unknown), within the school term from 5 years."""
    young = subject.age_months is None or subject.age_months < 60
    named = ", ".join(EYES[eye.site] for eye in untested)
    when = "đo lại sau 1 tháng" if young else "đo lại trong học kỳ"
    return Finding(
        kind=NOT_TESTABLE.code,
        severity=Severity.MINOR,
        level=ReferralLevel.RECHECK,
        because=_sentence(f"{named}: trẻ không hợp tác, chưa đo được thị lực; {when}"),
        source="Quy ước dự án (cần bác sĩ xác nhận)",
        site=_site(untested),
        recheck_days=RECHECK_DAYS_UNDER_5 if young else RECHECK_DAYS_FROM_5,
    )


def _corrected(corrected: Sequence[Eye]) -> Finding:
    line = corrected[0].at_age[0]
    return Finding(
        kind=CORRECTED.code,
        severity=Severity.NONE,
        level=ReferralLevel.NONE,
        because=_sentence(
            f"{_joined(corrected, 'uncorrected')} (không kính); {_joined(corrected, 'glasses')} (có kính), "
            f"đọc được dòng {line.label}"
        ),
        source=line.source,
        site=_site(corrected),
    )


def _joined(eyes: Sequence[Eye], condition: str) -> str:
    return ", ".join(eye.says(condition) for eye in eyes)


def _site(eyes: Sequence[Eye]) -> str:
    """The one eye concerned, "" where both are."""
    return eyes[0].site if len(eyes) == 1 else ""


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."
