"""Auscultation, oxygen saturation and signs of heart disease, after the newborn period.

A murmur or a sign never names a heart disease: only an echocardiography letter does.
"""

from casemgmt.domain.fields import Choice, ChoiceField, Limits, NumberField
from casemgmt.domain.heart.findings import FRANK, KINDS, TIMINGS, ZHANG, heard, heart_findings
from casemgmt.domain.heart.signs import CHOICES, Sign
from casemgmt.domain.heart.triage import HeartExam, Timing
from casemgmt.domain.instrument import (
    Instrument,
    Interpretation,
    Measure,
    Policy,
    Readings,
    ReferralLevel,
    Setting,
    Status,
    Subject,
    choose,
)
from casemgmt.domain.numerals import with_comma

NEXT_VISIT_DAYS = 365  # PC: with the periodic examination

INDICATOR_LEVEL = Setting(
    code="heart.indicator_level_under_36_months",
    label="Mức chuyển khám khi trẻ dưới 36 tháng có một trong 7 chỉ điểm",
    default="priority",
    choices={"priority": "Ưu tiên", "routine": "Thường quy"},
    why=(
        "Chương trình Trùng Khánh (2017) chuyển siêu âm tim khi có bất kỳ chỉ điểm nào "
        "nhưng không nêu thời hạn; mức ưu tiên là quy ước của dự án."
    ),
)
SOFT_MURMUR_RECHECK = Setting(
    code="heart.soft_murmur_recheck_days",
    label="Nghe lại tiếng thổi nhẹ sau",
    default="30",
    choices={"30": "1 tháng", "60": "2 tháng", "90": "3 tháng"},
    why="Nghe lại sau 1 đến 3 tháng, cả khi nằm và khi đứng; khoảng cách là quy ước của dự án.",
)

_GRADES = {
    "0": "Không có tiếng thổi",
    "1": "1/6: rất nhẹ, chú ý mới nghe thấy",
    "2": "2/6: nhẹ, nghe thấy ngay",
    "3": "3/6: rõ, không có rung miu",
    "4": "4/6: to, có rung miu",
    "5": "5/6: rất to, nghe được khi ống nghe chạm một phần",
    "6": "6/6: nghe được khi ống nghe chưa chạm thành ngực",
}
_ROMAN = ("0", "I", "II", "III", "IV", "V", "VI")
_TIMING_KEYS = {
    Timing.SYSTOLIC: ("tt", "tam thu"),
    Timing.PANSYSTOLIC: ("ttt", "toan tam thu"),
    Timing.DIASTOLIC: ("ttr", "tam truong"),
    Timing.CONTINUOUS: ("lt", "lien tuc"),
}
_SPO2_LIMITS = (Limits(30, 100),)  # PC: outside is a typing slip or no pulse found
FIELDS = (
    ChoiceField(
        "murmur_grade",
        "Mức độ tiếng thổi (Levine)",
        short="Tiếng thổi",
        hint="0 = không có tiếng thổi, 1 đến 6",
        choices=tuple(
            Choice(code, label, (f"{code}/6", _ROMAN[int(code)], f"{_ROMAN[int(code)]}/VI"))
            for code, label in _GRADES.items()
        ),
    ),
    ChoiceField(
        "murmur_timing",
        "Thì của tiếng thổi",
        short="Thì",
        hint="tt = tâm thu, ttt = toàn tâm thu, ttr = tâm trương, lt = liên tục",
        choices=tuple(Choice(timing, TIMINGS[timing], keys) for timing, keys in _TIMING_KEYS.items()),
    ),
    NumberField(
        "spo2",
        "SpO2 lúc nghỉ",
        "%",
        _SPO2_LIMITS,
        short="SpO2",
        hint="Ngón tay hoặc ngón chân ấm, trẻ nằm yên",
    ),
    NumberField(
        "spo2_repeat",
        "SpO2 đo lại",
        "%",
        _SPO2_LIMITS,
        short="SpO2 lần 2",
        hint="Đo lại khi lần đầu dưới 95%",
    ),
    ChoiceField(
        "signs",
        "Dấu hiệu và tiền sử tim mạch",
        CHOICES,
        several=True,
        short="Dấu hiệu",
        hint="0 = không có dấu hiệu nào; nhiều dấu hiệu cách nhau bằng dấu phẩy: "
        + ", ".join(f"{choice.keys[0]} = {choice.label}" for choice in CHOICES[1:]),
    ),
)
_LABELS = {field.code: field.label for field in FIELDS}


def interpret(readings: Readings, subject: Subject, policy: Policy) -> Interpretation:
    """What was heard, measured and asked means for how soon the heart is seen.

    Under 36 months any of seven indicators refers, so saturation is needed to conclude; from 36
    months it is optional. Murmur and signs are always needed. With age unknown the rules of the
    youngest hold. "None" ticked with a sign, or a timing given with grade 0, is a contradiction:
    the sign or the murmur counts, and the result stays incomplete until it is mended.

    Args:
        readings: ``murmur_grade``, ``murmur_timing``, ``spo2``, ``spo2_repeat``, ``signs``;
            absent where not recorded.
        subject: age in completed months.
        policy: ``heart.indicator_level_under_36_months``, ``heart.soft_murmur_recheck_days``.

    Source: Zhang et al. 2017 (0 to 36 months); Frank & Jacobe 2011 and project convention (older).
    """
    if not any(code in readings for code in _LABELS):
        return Interpretation(Status.NOT_EXAMINED)
    exam = _exam(readings, subject, policy)
    contradictions = _contradictions(exam, readings)
    missing = _missing(exam, readings, contradictions)
    findings = heart_findings(exam, int(choose(policy, SOFT_MURMUR_RECHECK)))
    return Interpretation(
        status=Status.INCOMPLETE if missing else Status.COMPLETE,
        measures=_measures(exam, readings),
        findings=findings,
        missing=missing,
        warnings=(*contradictions.values(), *_warnings(exam)),
        next_visit_days=None if missing or findings else NEXT_VISIT_DAYS,
    )


def _exam(readings: Readings, subject: Subject, policy: Policy) -> HeartExam:
    chosen = {code: readings[code].choices for code in _LABELS if code in readings}
    grades, timings = chosen.get("murmur_grade", ()), chosen.get("murmur_timing", ())
    measured = [readings[code].number for code in ("spo2", "spo2_repeat") if code in readings]
    return HeartExam(
        age_months=subject.age_months,
        grade=int(grades[0]) if grades else None,
        timing=Timing(timings[0]) if timings else None,
        spo2=tuple(one for one in measured if one is not None),
        signs=frozenset(map(Sign, chosen.get("signs", ()))) - {Sign.NONE},
        indicator_level=ReferralLevel(choose(policy, INDICATOR_LEVEL)),
    )


def _contradictions(exam: HeartExam, readings: Readings) -> dict[str, str]:
    """Field code -> the sentence about it."""
    found = {}
    if exam.grade == 0 and exam.timing:
        found["murmur_grade"] = (
            "Ghi không có tiếng thổi nhưng lại ghi thì của tiếng thổi: sửa một trong hai ô."
        )
    if exam.signs and Sign.NONE in readings["signs"].choices:
        found["signs"] = "Ghi «không có dấu hiệu nào» cùng với dấu hiệu khác: bỏ số 0 hoặc bỏ dấu hiệu."
    return found


def _missing(exam: HeartExam, readings: Readings, contradictions: dict[str, str]) -> tuple[str, ...]:
    absent = {code for code in ("murmur_grade", "signs") if code not in readings}
    if exam.is_young and not exam.spo2:
        absent.add("spo2")
    return tuple(label for code, label in _LABELS.items() if code in absent or code in contradictions)


def _warnings(exam: HeartExam) -> tuple[str, ...]:
    if exam.has_murmur and exam.timing is None:
        return ("Có tiếng thổi nhưng chưa ghi thì của tiếng thổi.",)
    return ()


def _measures(exam: HeartExam, readings: Readings) -> tuple[Measure, ...]:
    found = []
    if exam.grade is not None:
        text = heard(exam).capitalize() if exam.grade else _GRADES["0"]
        found.append(Measure("murmur_grade", number=exam.grade, text=text))
    if exam.timing:
        found.append(Measure("murmur_timing", choice=exam.timing))
    for code, text in (("spo2", "SpO2"), ("spo2_repeat", "đo lại")):
        number = readings[code].number if code in readings else None
        if number is not None:
            found.append(Measure(code, number=number, text=f"{text} {with_comma(number, 0)}%"))
    return tuple(found)


INSTRUMENT = Instrument(
    code="heart",
    title="Tim mạch",
    version="1",
    rule_version="1",
    fields=FIELDS,
    finding_kinds=KINDS,
    interpret=interpret,
    source=f"{ZHANG}; {FRANK}",
    normal={"murmur_grade": "0", "signs": "0"},
    settings=(INDICATOR_LEVEL, SOFT_MURMUR_RECHECK),
    order=30,
)
