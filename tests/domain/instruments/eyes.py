"""Examining made-up eyes."""

from casemgmt.domain.instrument import Subject
from casemgmt.domain.instruments.vision import INSTRUMENT

SEVEN_YEARS = 84


CELLS = {
    "right": "va_right_uncorrected",
    "left": "va_left_uncorrected",
    "right_glasses": "va_right_glasses",
    "left_glasses": "va_left_glasses",
}


def examine(age_months=SEVEN_YEARS, line="vn_7_10", **typed):
    readings = {
        CELLS[cell]: INSTRUMENT.field(CELLS[cell]).read(text, age_months) for cell, text in typed.items()
    }
    return INSTRUMENT.interpret(readings, Subject(age_months, None), {"vision.referral_line": line})


def kinds(meaning):
    return [finding.kind for finding in meaning.findings]
