"""Distance visual acuity of each eye, without and with the child's own glasses.

A reading never names a refractive error: that is a diagnosis after refraction.
"""

from collections.abc import Sequence

from casemgmt.domain.fields import Limits, NumberField
from casemgmt.domain.instrument import (
    Instrument,
    Interpretation,
    Measure,
    Policy,
    Readings,
    Setting,
    Status,
    Subject,
    choose,
    highest,
)
from casemgmt.domain.vision.acuity import CODES, Acuity, acuity_of
from casemgmt.domain.vision.eye import CONDITIONS, EYES, Eye
from casemgmt.domain.vision.findings import KINDS, vision_findings
from casemgmt.domain.vision.lines import Line, Verdict, lines

# The lowest line of an x/10 chart is 1/10, below it readings are coded; decimal acuity over 2.0 is
# a typing slip (project convention).
_LIMITS = (Limits(1, 20),)
_HINT = (
    "Ghi số phần mười: 8 hoặc 8/10 (0,8 cũng hiểu là 8/10). Dưới 1/10: ĐNT, ĐNT 3m, BBT, ST+, ST-. "
    "Không hợp tác: KHT."
)
_SIDES = {"R": "right", "L": "left"}
_SHORT = {"R": "MP", "L": "MT"}

SHARP_TENTHS = 12.5  # PC: decimal acuity over 1.25 under 5 years is looked at again
NEXT_VISIT_DAYS = 365  # PC
NEXT_VISIT_WITH_GLASSES_DAYS = 182  # PC: six months where an eye is known to need glasses

REFERRAL_LINE = Setting(
    code="vision.referral_line",
    label="Dòng thị lực phải đọc được từ 5 tuổi",
    default="vn_7_10",
    choices={
        "vn_7_10": "8/10 (từ 7/10 trở xuống là giảm thị lực)",
        "vn_below_7_10": "7/10 (dưới 7/10 là giảm thị lực)",
        "iapb_6_9": "6/9 (khuyến nghị của IAPB)",
        "iapb_6_12": "6/12 (IAPB chấp nhận khi nguồn lực hạn chế)",
    },
    why=(
        "Chưa tìm thấy ngưỡng quốc gia; các đoàn khám trường học dùng «từ 7/10 trở xuống» hoặc «dưới 7/10». "
        "IAPB khuyến nghị 6/9, chấp nhận 6/12. Bác sĩ của trạm cần xác nhận."
    ),
)


def interpret(readings: Readings, subject: Subject, policy: Policy) -> Interpretation:
    """What the readings of both eyes mean at this age.

    The presenting acuity decides: with own glasses where measured, else without. A child who
    passes with glasses is not referred. One missing eye leaves the result incomplete, yet an
    eye already failed is a finding. Under 36 months numbers are kept but not judged (no chart);
    with age unknown only what holds at every age from 36 months is said.

    Args:
        readings: keys ``va_right_uncorrected``, ``va_left_uncorrected``, ``va_right_glasses``,
            ``va_left_glasses``; absent where not measured.
        subject: age in completed months.
        policy: ``vision.referral_line``.

    Source: AAP 2016; IAPB school eye health guidelines; Vietnamese school practice (to confirm).
    """
    if not any(field.code in readings for field in FIELDS):
        return Interpretation(Status.NOT_EXAMINED)
    at_age = lines(subject.age_months, choose(policy, REFERRAL_LINE))
    eyes = [_eye(site, readings, at_age) for site in EYES]
    missing = _missing(eyes, subject)
    findings = vision_findings(eyes, subject, complete=not missing)
    interval = NEXT_VISIT_WITH_GLASSES_DAYS if any(eye.wears for eye in eyes) else NEXT_VISIT_DAYS
    return Interpretation(
        status=Status.INCOMPLETE if missing else Status.COMPLETE,
        measures=_measures(eyes),
        findings=findings,
        missing=missing,
        warnings=_warnings(eyes, readings, subject),
        next_visit_days=None if missing or highest(one.level for one in findings).rank else interval,
    )


def _field(site: str, condition: str) -> NumberField:
    return NumberField(
        code=f"va_{_SIDES[site]}_{condition}",
        label=f"{EYES[site].capitalize()}, {CONDITIONS[condition]}",
        unit="/10",
        limits=_LIMITS,
        decimals=1,
        per=10,
        codes=CODES,
        hint=_HINT,
        short=_SHORT[site] if condition == "uncorrected" else f"{_SHORT[site]} kính",
    )


FIELDS = tuple(_field(site, condition) for condition in CONDITIONS for site in EYES)
_LABELS = {field.code: field.label for field in FIELDS}


def _eye(site: str, readings: Readings, at_age: tuple[Line, ...]) -> Eye:
    of_eye = [acuity_of(readings.get(f"va_{_SIDES[site]}_{condition}")) for condition in CONDITIONS]
    return Eye(site, of_eye[0], of_eye[1], at_age)


def _missing(eyes: Sequence[Eye], subject: Subject) -> tuple[str, ...]:
    """Both eyes under one condition: with glasses as soon as one eye was measured with them."""
    condition = "glasses" if any(eye.glasses for eye in eyes) else "uncorrected"
    unmeasured = [eye for eye in eyes if (eye.glasses if condition == "glasses" else eye.uncorrected) is None]
    labels = [_LABELS[f"va_{_SIDES[eye.site]}_{condition}"] for eye in unmeasured]
    if any(eye.verdict is Verdict.UNDECIDED for eye in eyes):
        unknown = subject.age_months is None
        labels.append("Tháng, năm sinh" if unknown else "Khám mắt không dùng bảng (trẻ dưới 36 tháng)")
    return tuple(labels)


def _measures(eyes: Sequence[Eye]) -> tuple[Measure, ...]:
    both = [(eye.site, "uncorrected", eye.uncorrected) for eye in eyes]
    both += [(eye.site, "glasses", eye.glasses) for eye in eyes]
    return tuple(_measure(site, condition, acuity) for site, condition, acuity in both if acuity)


def _measure(site: str, condition: str, acuity: Acuity) -> Measure:
    text = f"{_SHORT[site]} {acuity.text}{' (có kính)' if condition == 'glasses' else ''}"
    if acuity.code:
        return Measure(f"acuity_{condition}", site, choice=acuity.code, text=text)
    return Measure(f"logmar_{condition}", site, number=acuity.logmar, text=text)


def _warnings(eyes: Sequence[Eye], readings: Readings, subject: Subject) -> tuple[str, ...]:
    """PC: rare readings to look at again."""
    typed = [readings[code].typed for code in _LABELS if code in readings]
    tenths = [one.tenths or 0 for eye in eyes for one in (eye.uncorrected, eye.glasses) if one]
    young = subject.age_months is not None and subject.age_months < 60
    found = []
    if young and any(one > SHARP_TENTHS for one in tenths):
        found.append("Thị lực trên 12,5/10 ở trẻ dưới 5 tuổi rất hiếm: kiểm tra lại.")
    if any(eye.is_worse_with_glasses for eye in eyes):
        found.append("Có kính kém hơn không kính từ một dòng: kiểm tra lại hai ô.")
    if "1" in typed and any(text.startswith(("0,", "0.")) for text in typed):
        found.append("Có ô ghi kiểu 0,8 và có ô ghi 1: kiểm tra 1 là 1/10 hay 10/10.")
    return tuple(found)


INSTRUMENT = Instrument(
    code="vision",
    title="Thị lực",
    version="1",
    rule_version="1",
    fields=FIELDS,
    finding_kinds=KINDS,
    interpret=interpret,
    source="AAP 2016; IAPB, Hướng dẫn sức khỏe mắt học đường; thực hành y tế trường học Việt Nam",
    normal={"va_right_uncorrected": "10", "va_left_uncorrected": "10"},
    settings=(REFERRAL_LINE,),
    from_months=36,
    order=10,
)
