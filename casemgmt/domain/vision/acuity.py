"""One acuity reading: a number in tenths or a coded low reading, and its logMAR."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import log10

from casemgmt.domain.fields import Choice, Reading
from casemgmt.domain.numerals import with_comma


class CodedAcuity(StrEnum):
    """What is written when the 1/10 line is not read: ordered labels, never averaged.

    "From 3 m" apart: fingers counted at 3 m is 3/60, nearer or unstated counts as worse.
    """

    COUNTING_FINGERS_3M = "counting_fingers_3m"
    COUNTING_FINGERS = "counting_fingers"
    HAND_MOVEMENT = "hand_movement"
    LIGHT_PERCEPTION = "light_perception"
    NO_LIGHT_PERCEPTION = "no_light_perception"
    NOT_TESTABLE = "not_testable"


_SHORT = {
    CodedAcuity.COUNTING_FINGERS_3M: "ĐNT từ 3 m",
    CodedAcuity.COUNTING_FINGERS: "ĐNT",
    CodedAcuity.HAND_MOVEMENT: "BBT",
    CodedAcuity.LIGHT_PERCEPTION: "ST(+)",
    CodedAcuity.NO_LIGHT_PERCEPTION: "ST(−)",
    CodedAcuity.NOT_TESTABLE: "không đo được",
}


def _at(words: Sequence[str], metres: Sequence[str]) -> tuple[str, ...]:
    """Every way to write a distance after a word: ``ĐNT 3m``, ``ĐNT3 m``, ``ĐNT 0.5m``."""
    distances = sorted({*metres, *(metre.replace(",", ".") for metre in metres)})
    return tuple(
        f"{word}{gap}{distance}{unit}"
        for word in words
        for gap in ("", " ")
        for distance in distances
        for unit in ("m", " m")
    )


_FINGERS = ("ĐNT", "DNT")
_HAND = ("BBT",)
CODES = (
    Choice(
        CodedAcuity.COUNTING_FINGERS,
        "Đếm ngón tay (dưới 3 m hoặc không ghi khoảng cách)",
        (*_FINGERS, "đếm ngón tay", "dem ngon tay", *_at(_FINGERS, ("0,5", "1", "1,5", "2", "2,5"))),
    ),
    Choice(
        CodedAcuity.COUNTING_FINGERS_3M, "Đếm ngón tay từ 3 m", _at(_FINGERS, ("3", "3,5", "4", "4,5", "5"))
    ),
    Choice(
        CodedAcuity.HAND_MOVEMENT,
        "Bóng bàn tay",
        (*_HAND, "bóng bàn tay", "bong ban tay", *_at(_HAND, ("0,3", "0,5", "1", "2", "3", "4", "5"))),
    ),
    Choice(
        CodedAcuity.LIGHT_PERCEPTION,
        "Sáng tối dương tính",
        ("ST+", "ST +", "ST(+)", "ST (+)", "sáng tối (+)", "sang toi (+)"),
    ),
    Choice(
        CodedAcuity.NO_LIGHT_PERCEPTION,
        "Sáng tối âm tính",
        tuple(f"ST{form}" for minus in "-−–" for form in (minus, f" {minus}", f"({minus})", f" ({minus})")),
    ),
    Choice(
        CodedAcuity.NOT_TESTABLE,
        "Không hợp tác, không đo được",
        ("KHT", "không hợp tác", "khong hop tac", "không đo được", "khong do duoc"),
    ),
)


@dataclass(frozen=True)
class Acuity:
    """What one eye read under one condition.

    Attributes:
        tenths: 5 for 5/10; None where the reading is coded.
        code: None where the reading is a number.
    """

    tenths: float | None = None
    code: CodedAcuity | None = None

    @property
    def logmar(self) -> float | None:
        """Minus the decimal logarithm of the decimal acuity; None for a coded reading."""
        return None if self.tenths is None else logmar(self.tenths)

    @property
    def is_tested(self) -> bool:
        """False where the child could not be tested."""
        return self.code is not CodedAcuity.NOT_TESTABLE

    @property
    def text(self) -> str:
        """As on the row: ``5/10``, ``ĐNT``."""
        if self.tenths is not None:
            return f"{with_comma(self.tenths, fixed=False)}/10"
        return _SHORT[self.code] if self.code else ""


def logmar(tenths: float) -> float:
    """LogMAR of a reading in tenths: 10 -> 0.0, 1 -> 1.0; smaller is better.

    Raises:
        ValueError: zero or negative.

    Source: definition, logMAR = -log10(decimal acuity).
    """
    return 1.0 - log10(tenths)


def acuity_of(reading: Reading | None) -> Acuity | None:
    """The acuity of a cell; None where the eye was not measured."""
    if reading is None:
        return None
    if reading.choices:
        return Acuity(code=CodedAcuity(reading.choices[0]))
    return Acuity(tenths=reading.number)


def difference(one: Acuity, other: Acuity) -> float | None:
    """LogMAR between two eyes, never negative; None where one is coded."""
    if one.logmar is None or other.logmar is None:
        return None
    return abs(one.logmar - other.logmar)
