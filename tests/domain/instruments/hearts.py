"""Examining made-up hearts."""

from casemgmt.domain.instrument import Subject
from casemgmt.domain.instruments.heart import INSTRUMENT

EIGHT_YEARS = 96


TWO_YEARS = 24


NORMAL = {"murmur_grade": "0", "signs": "0"}


def examine(age_months=EIGHT_YEARS, policy=None, **typed):
    readings = {code: INSTRUMENT.field(code).read(text, age_months) for code, text in typed.items()}
    return INSTRUMENT.interpret(readings, Subject(age_months, None), policy or {})


def found(meaning):
    return [(one.kind, one.level.value) for one in meaning.findings]
