"""Teeth and gums by the WHO children's form; the examiner's suggestion of urgency."""

from collections.abc import Mapping

from casemgmt.domain.dental.ages import age_warnings
from casemgmt.domain.dental.chart import condition
from casemgmt.domain.dental.indices import CariesIndex, dmft, suggested_urgency, untreated
from casemgmt.domain.dental.notation import FIELD, parse_teeth
from casemgmt.domain.fields import Choice, ChoiceField, ToothField
from casemgmt.domain.instrument import (
    Destination,
    Finding,
    FindingKind,
    Instrument,
    Interpretation,
    Measure,
    Policy,
    Readings,
    ReferralLevel,
    Setting,
    Severity,
    Status,
    Subject,
    choose,
)

SOURCE = "WHO Oral Health Surveys: Basic Methods, 5th ed. 2013 (mức nhu cầu điều trị)"
_RULE = f"{SOURCE}; gợi ý mức và thời hạn là quy ước dự án (cần bác sĩ xác nhận)"
# PC within the recall limits of NICE CG19 (3 to 12 months under 18 years): urgency -> days.
RECHECK_DAYS = {0: 365, 1: 180, 2: 90, 3: 7}
_URGENCY = {
    0: "không cần điều trị",
    1: "cần dự phòng hoặc điều trị thường quy",
    2: "cần điều trị sớm",
    3: "cần điều trị ngay vì đau hoặc nhiễm trùng",
}

CARIES_LEVEL = Setting(
    code="dental.untreated_caries_level",
    label="Mức chuyển khám khi có răng sâu chưa điều trị",
    default="priority",
    choices={"priority": "Ưu tiên", "routine": "Thường quy"},
    why=(
        "WHO (2013) xếp «cần điều trị sớm» là mức 2; quy đổi mức 2 thành chuyển khám ưu tiên "
        "là quy ước của dự án. Tỷ lệ sâu răng sữa cao có thể vượt khả năng tiếp nhận: "
        "bác sĩ của trạm cần xác nhận."
    ),
)

UNTREATED_CARIES = FindingKind("untreated_caries", "Răng sâu chưa điều trị")
PAIN = FindingKind("dental_pain_or_infection", "Đau hoặc nhiễm trùng răng miệng")
GINGIVAL_BLEEDING = FindingKind("gingival_bleeding", "Viêm lợi, chảy máu lợi")

_YES_NO = (
    Choice("yes", "Có", ("1", "c", "co", "x")),
    Choice("no", "Không", ("0", "k", "khong")),
)
FIELDS = (
    ToothField(
        FIELD,
        "Tình trạng răng",
        parse_teeth,
        short="Răng",
        hint="55,64 sâu; 75 trám; 46 bít hoặc 55B 64B 75D 46 6. Tất cả răng lành: 0. Chưa khám: để trống.",
    ),
    ChoiceField("pain_now", "Đang đau hoặc sưng, có mủ", _YES_NO, hint="1 = có, 0 = không", short="Đau"),
    ChoiceField("gingivitis", "Viêm lợi, chảy máu lợi", _YES_NO, hint="1 = có, 0 = không", short="Lợi"),
)


def interpret(readings: Readings, subject: Subject, policy: Policy) -> Interpretation:
    """Indices, suggested urgency and findings of the mouth.

    Complete once the teeth were examined; pain and gums not asked (absent) are not counted as
    "no" anywhere, they only add findings when "yes". ``teeth`` present and empty means examined
    and all sound; ``teeth`` absent means not examined.

    Args:
        readings: ``teeth``, ``pain_now``, ``gingivitis``.
        subject: age in completed months, for warnings only.
        policy: ``dental.untreated_caries_level``.

    Source: WHO Oral Health Surveys: Basic Methods, 5th ed. 2013; recall intervals NICE CG19 (PC).
    """
    if not any(field.code in readings for field in FIELDS):
        return Interpretation(Status.NOT_EXAMINED)
    teeth = readings[FIELD].teeth if FIELD in readings else None
    pain, bleeding = _is_yes(readings, "pain_now"), _is_yes(readings, "gingivitis")
    urgency = suggested_urgency(teeth, pain=pain, gingival_bleeding=bleeding)
    findings = (
        *((_pain(),) if pain else ()),
        *(_untreated(teeth or {}, ReferralLevel(choose(policy, CARIES_LEVEL)))),
        *((_bleeding(),) if bleeding else ()),
    )
    return Interpretation(
        status=Status.INCOMPLETE if teeth is None else Status.COMPLETE,
        measures=(*_indices(teeth), *_urgency(urgency), *_teeth(teeth or {})),
        findings=findings,
        missing=(FIELDS[0].label,) if teeth is None else (),
        warnings=age_warnings(teeth or {}, subject.age_months),
        next_visit_days=None if findings or teeth is None else RECHECK_DAYS[0],
    )


def _is_yes(readings: Readings, code: str) -> bool:
    return code in readings and readings[code].choices == ("yes",)


def _pain() -> Finding:
    return Finding(
        PAIN.code,
        Severity.SEVERE,
        ReferralLevel.URGENT,
        because="Trẻ đang đau, sưng hoặc có mủ vùng răng miệng: mức 3, cần điều trị ngay.",
        source=_RULE,
        destination=Destination.DENTAL_CLINIC,
        recheck_days=RECHECK_DAYS[3],
    )


def _untreated(teeth: Mapping[int, str], level: ReferralLevel) -> tuple[Finding, ...]:
    decayed = untreated(teeth)
    if not decayed:
        return ()
    named = ", ".join(map(str, decayed))
    return (
        Finding(
            UNTREATED_CARIES.code,
            Severity.MODERATE,
            level,
            because=f"{len(decayed)} răng sâu chưa điều trị ({named}): mức 2, cần điều trị sớm.",
            source=_RULE,
            destination=Destination.DENTAL_CLINIC,
            site=named if len(decayed) == 1 else "",
            recheck_days=RECHECK_DAYS[2],
        ),
    )


def _bleeding() -> Finding:
    return Finding(
        GINGIVAL_BLEEDING.code,
        Severity.MINOR,
        ReferralLevel.ROUTINE,
        because="Lợi viêm hoặc chảy máu: mức 1, cần dự phòng hoặc điều trị thường quy.",
        source=_RULE,
        destination=Destination.DENTAL_CLINIC,
        recheck_days=RECHECK_DAYS[1],
    )


def _indices(teeth: Mapping[int, str] | None) -> tuple[Measure, ...]:
    """Both indices, small letters for primary and capitals for permanent teeth; none if not examined."""
    if teeth is None:
        return ()
    primary, permanent = dmft(teeth, primary=True), dmft(teeth, primary=False)
    return (*_counts(primary, "dmft", "smt"), *_counts(permanent, "DMFT", "SMT"))


def _counts(index: CariesIndex, code: str, shown: str) -> tuple[Measure, ...]:
    parts = f" (sâu {index.decayed}, mất {index.missing}, trám {index.filled})" if index.total else ""
    return (
        Measure(code[0], number=index.decayed),
        Measure(code[1], number=index.missing),
        Measure(code[2], number=index.filled),
        Measure(code, number=index.total, text=f"{shown} {index.total}{parts}"),
    )


def _urgency(urgency: int | None) -> tuple[Measure, ...]:
    if urgency is None:
        return ()
    text = f"Mức {urgency}: {_URGENCY[urgency]}"
    return (Measure("intervention_urgency", choice=str(urgency), text=text),)


def _teeth(teeth: Mapping[int, str]) -> tuple[Measure, ...]:
    """One measure for each tooth that is not sound."""
    unsound = [
        (tooth, code) for tooth, code in sorted(teeth.items()) if condition(tooth, code).code != "sound"
    ]
    return tuple(Measure("tooth", str(tooth), choice=code) for tooth, code in unsound)


INSTRUMENT = Instrument(
    code="dental",
    title="Răng miệng",
    version="1",
    rule_version="1",
    fields=FIELDS,
    finding_kinds=(UNTREATED_CARIES, PAIN, GINGIVAL_BLEEDING),
    interpret=interpret,
    source=SOURCE,
    normal={FIELD: "0"},
    settings=(CARIES_LEVEL,),
    from_months=6,
    order=20,
)
