"""What a heart examination gives rise to; never the name of a heart disease."""

from collections.abc import Sequence

from casemgmt.domain.heart.signs import SignRule
from casemgmt.domain.heart.triage import (
    LOUD_GRADE,
    NEVER_INNOCENT,
    SPO2_EMERGENCY,
    SPO2_NORMAL,
    HeartExam,
    Timing,
    murmur_level,
    signs_level,
    spo2_level,
)
from casemgmt.domain.instrument import Destination, Finding, FindingKind, ReferralLevel, Severity
from casemgmt.domain.numerals import with_comma

ZHANG = "Zhang và cộng sự 2017 (7 chỉ điểm, 0–36 tháng)"
FRANK = "Frank & Jacobe, Am Fam Physician 2011"
TRIAGE = "Phân loại trẻ từ 36 tháng theo SpO2 95% và 90%"
_PC = "quy ước dự án (cần bác sĩ xác nhận)"

# PC: severity follows how soon the child must be seen.
_SEVERITY = {
    ReferralLevel.RECHECK: Severity.MINOR,
    ReferralLevel.ROUTINE: Severity.MINOR,
    ReferralLevel.PRIORITY: Severity.MODERATE,
    ReferralLevel.URGENT: Severity.SEVERE,
    ReferralLevel.EMERGENCY: Severity.CRITICAL,
}
# PC: what cannot wait goes to the nearest hospital, the rest to a cardiologist.
_DESTINATION = {
    ReferralLevel.RECHECK: Destination.STATION,
    ReferralLevel.ROUTINE: Destination.CARDIOLOGY,
    ReferralLevel.PRIORITY: Destination.CARDIOLOGY,
    ReferralLevel.URGENT: Destination.GENERAL_HOSPITAL,
    ReferralLevel.EMERGENCY: Destination.GENERAL_HOSPITAL,
}

MURMUR = FindingKind("heart_murmur", "Tiếng thổi ở tim cần khám chuyên khoa", may_be_serious=True)
SOFT_MURMUR = FindingKind("soft_heart_murmur", "Tiếng thổi nhẹ ở tim, cần nghe lại")
LOW_SPO2 = FindingKind("low_spo2", "SpO2 thấp", may_be_serious=True)
BORDERLINE_SPO2 = FindingKind("borderline_spo2", "SpO2 dưới 95%, cần đo lại")
WARNING_SIGN = FindingKind("heart_warning_sign", "Dấu hiệu cảnh báo tim mạch", may_be_serious=True)
BACKGROUND = FindingKind("heart_risk_background", "Tiền sử, đặc điểm cần siêu âm tim")
KINDS = (MURMUR, SOFT_MURMUR, LOW_SPO2, BORDERLINE_SPO2, WARNING_SIGN, BACKGROUND)

TIMINGS = {
    Timing.SYSTOLIC: "Tâm thu",
    Timing.PANSYSTOLIC: "Toàn tâm thu",
    Timing.DIASTOLIC: "Tâm trương",
    Timing.CONTINUOUS: "Liên tục",
}


def heart_findings(exam: HeartExam, soft_murmur_recheck_days: int) -> tuple[Finding, ...]:
    """Everything that is acted on, what is felt or measured before what is heard.

    Args:
        soft_murmur_recheck_days: days until a soft murmur is heard again.

    Source: Zhang et al. 2017; Frank & Jacobe 2011; levels and places are project conventions (PC).
    """
    found = (_signs(exam), _spo2(exam), _murmur(exam, soft_murmur_recheck_days), _background(exam))
    return tuple(one for one in found if one)


def _finding(
    kind: FindingKind, level: ReferralLevel, because: str, *, source: str, days: int | None = None
) -> Finding:
    return Finding(
        kind=kind.code,
        severity=_SEVERITY[level],
        level=level,
        because=f"{because[:1].upper()}{because[1:]}.",
        source=f"{source}; {_PC}",
        destination=_DESTINATION[level],
        recheck_days=days,
    )


def _murmur(exam: HeartExam, recheck_days: int) -> Finding | None:
    level = murmur_level(exam)
    if level is ReferralLevel.NONE:
        return None
    murmur = heard(exam)
    if level is ReferralLevel.RECHECK:
        return _finding(
            SOFT_MURMUR,
            level,
            f"{murmur}, không có dấu hiệu khác: nghe lại khi nằm và khi đứng",
            source=FRANK,
            days=recheck_days,
        )
    source = f"{FRANK}; {ZHANG}" if exam.is_young else FRANK
    return _finding(MURMUR, level, f"{murmur}{_why(exam)}: cần khám chuyên khoa tim mạch", source=source)


def heard(exam: HeartExam) -> str:
    """The murmur in words, "" parts left out: ``tiếng thổi tâm thu 2/6``."""
    grade = f" {exam.grade}/6" if exam.grade else ""
    timing = f" {TIMINGS[exam.timing].lower()}" if exam.timing else ""
    return f"tiếng thổi{timing}{grade}"


def _why(exam: HeartExam) -> str:
    """The red flags of a murmur that is not merely heard again."""
    flags = []
    if (exam.grade or 0) >= LOUD_GRADE:
        flags.append(f"từ mức {LOUD_GRADE}/6")
    if exam.timing in NEVER_INNOCENT:
        flags.append("không phải thì tâm thu đơn thuần")
    if exam.is_young:
        limit = 12 if exam.is_infant else 36
        flags.append("chưa rõ tháng tuổi" if exam.age_months is None else f"trẻ dưới {limit} tháng")
    flags += [f"kèm {rule.said}" for rule in (*exam.ticked(symptoms=True), *exam.ticked(symptoms=False))]
    return f" ({', '.join(flags)})"


def _spo2(exam: HeartExam) -> Finding | None:
    level = spo2_level(exam)
    if level is ReferralLevel.NONE:
        return None
    source = ZHANG if exam.is_young else TRIAGE
    read = f"SpO2 {', đo lại '.join(with_comma(one, 0) + '%' for one in exam.spo2)}"
    if level is ReferralLevel.RECHECK:
        once = f"{read}: dưới 95% một lần, đo lại ngay trong buổi khám"
        return _finding(BORDERLINE_SPO2, level, once, source=source, days=0)
    limit = f"dưới {SPO2_EMERGENCY if exam.spo2[-1] < SPO2_EMERGENCY else SPO2_NORMAL}%"
    again = "; đo lại ngay" if len(exam.spo2) == 1 else ""
    return _finding(LOW_SPO2, level, f"{read}: {limit}{again}", source=source)


def _signs(exam: HeartExam) -> Finding | None:
    return _ticked(exam, WARNING_SIGN, exam.ticked(symptoms=True))


def _background(exam: HeartExam) -> Finding | None:
    return _ticked(exam, BACKGROUND, exam.ticked(symptoms=False))


def _ticked(exam: HeartExam, kind: FindingKind, ticked: Sequence[SignRule]) -> Finding | None:
    level = signs_level(exam, ticked)
    if level is ReferralLevel.NONE:
        return None
    said = ", ".join(rule.said for rule in ticked)
    if exam.is_young and any(rule.is_indicator for rule in ticked):
        return _finding(kind, level, f"{said} (chỉ điểm cần siêu âm tim ở trẻ dưới 36 tháng)", source=ZHANG)
    return _finding(kind, level, said, source=FRANK)
