"""The kinds of cell a person can fill, and what may be typed in each.

The same ``read`` serves the page, the grid, Excel and the API.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from casemgmt.domain.errors import InvalidObservation

MAX_TYPED = 300
_NUMBER = re.compile(r"[+-]?\d{1,9}(?:[.,]\d{1,6})?")


class Problem(StrEnum):
    """Why a typed value was refused; each has a sentence in ``http/messages.py``."""

    NOT_A_NUMBER = "not_a_number"
    AMBIGUOUS_NUMBER = "ambiguous_number"
    OUT_OF_RANGE = "out_of_range"
    TOO_FINE = "too_fine"
    UNKNOWN_CHOICE = "unknown_choice"
    ONLY_ONE_CHOICE = "only_one_choice"
    TOO_LONG = "too_long"
    CONTROL_CHARACTER = "control_character"
    UNKNOWN_TOOTH = "unknown_tooth"
    UNKNOWN_TOOTH_CODE = "unknown_tooth_code"
    SAME_SPACE_TWICE = "same_space_twice"
    TOOTH_TWICE = "tooth_twice"
    TOOTH_WITHOUT_CODE = "tooth_without_code"
    CODE_WITHOUT_TOOTH = "code_without_tooth"


@dataclass(frozen=True)
class Reading:
    """One value as typed and as understood.

    Attributes:
        typed: what the person typed, NFC, surrounding blanks removed.
        number: the number read; None where the cell holds none.
        choices: codes chosen, in the field's order; empty where the field has no choices.
        teeth: FDI number -> code; empty where the field is no tooth map.
    """

    typed: str
    number: float | None = None
    choices: tuple[str, ...] = ()
    teeth: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Choice:
    """One thing that can be chosen; ``keys`` are what may be typed for it besides its label."""

    code: str
    label: str
    keys: tuple[str, ...] = ()


@dataclass(frozen=True)
class Limits:
    """The possible range of a number from an age on; both ends are allowed."""

    minimum: float
    maximum: float
    from_months: int = 0

    def hold(self, number: float | Decimal) -> bool:
        """Whether a number is possible."""
        return self.minimum <= number <= self.maximum


@dataclass(frozen=True)
class NumberField:
    """A number; decimal comma or point; optionally with coded readings beside it.

    Attributes:
        limits: by age, ascending ``from_months``; outside is refused. With age unknown
            the widest range holds.
        decimals: digits after the comma that the instrument can give.
        per: the denominator where a fraction is usual: ``5`` and ``5/10`` are the same;
            ``0,5`` is the fraction itself; ``1,0`` could be one or ten tenths and is refused.
        codes: readings that are no number (for example "đếm ngón tay").
    """

    code: str
    label: str
    unit: str
    limits: tuple[Limits, ...]
    decimals: int = 0
    per: int | None = None
    codes: tuple[Choice, ...] = ()
    hint: str = ""
    short: str = ""

    def range_at(self, age_months: int | None) -> Limits:
        """The range in force at an age."""
        fitting = [one for one in self.limits if age_months is not None and one.from_months <= age_months]
        if fitting:
            return fitting[-1]
        return Limits(min(one.minimum for one in self.limits), max(one.maximum for one in self.limits))

    def read(self, typed: str, age_months: int | None = None) -> Reading:
        """Understand a typed number.

        Raises:
            InvalidObservation: not a number, too fine, to be understood in two ways, or
                outside the range at this age.
        """
        text = clean(typed, self.code)
        coded = _chosen(text, self.codes)
        if coded:
            return Reading(text, choices=(coded,))
        try:
            return self._read_number(text, age_months)
        except InvalidObservation as refused:
            # Whoever cannot be given a number must find the codes beside the refusal.
            coded_beside = {"accepted": _accepted(self.codes)} if self.codes else {}
            raise InvalidObservation(**refused.details, **coded_beside) from None

    def _read_number(self, text: str, age_months: int | None) -> Reading:
        limits = self.range_at(age_months)
        number = self._number(text, limits)
        if not limits.hold(number):
            raise InvalidObservation(
                field=self.code,
                problem=Problem.OUT_OF_RANGE,
                minimum=limits.minimum,
                maximum=limits.maximum,
                unit=self.unit,
            )
        if number != round(number, self.decimals):
            raise InvalidObservation(field=self.code, problem=Problem.TOO_FINE, decimals=self.decimals)
        return Reading(text, number=float(number))

    def _number(self, text: str, limits: Limits) -> Decimal:
        bare = re.sub(" ?/ ?", "/", text).removesuffix(self.unit).rstrip() if self.per is None else text
        bare = re.sub(" ?/ ?", "/", bare)
        numerator = bare.removesuffix(f"/{self.per}") if self.per is not None else bare
        if not _NUMBER.fullmatch(numerator):
            raise InvalidObservation(field=self.code, problem=Problem.NOT_A_NUMBER, unit=self.unit)
        exact = Decimal(numerator.replace(",", "."))
        if self.per is not None and numerator == bare and re.search("[.,]", bare):
            exact = self._count(exact, self.per, limits)
        return exact

    def _count(self, written: Decimal, per: int, limits: Limits) -> Decimal:
        """How many ``per``-ths a decimal without denominator means: only one meaning may be possible."""
        if limits.hold(written) and limits.hold(written * per):
            raise InvalidObservation(
                field=self.code,
                problem=Problem.AMBIGUOUS_NUMBER,
                per=per,
                unit=self.unit,
                minimum=limits.minimum,
                maximum=limits.maximum,
            )
        return written * per if limits.hold(written * per) else written


@dataclass(frozen=True)
class ChoiceField:
    """One or several of a list; typed as code, key or label, several parted by comma or space."""

    code: str
    label: str
    choices: tuple[Choice, ...]
    several: bool = False
    hint: str = ""
    short: str = ""

    def read(self, typed: str, age_months: int | None = None) -> Reading:
        """Understand what was chosen.

        Raises:
            InvalidObservation: a part is in no choice, or several where one is asked.
        """
        text = clean(typed, self.code)
        whole = _chosen(text, self.choices)
        if whole:
            return Reading(text, choices=(whole,))
        found = [code for part in re.split("[,;+]", text) for code in _chosen_in(part.strip(), self.choices)]
        if not found or None in found:
            raise InvalidObservation(
                field=self.code, problem=Problem.UNKNOWN_CHOICE, accepted=_accepted(self.choices)
            )
        if len(set(found)) > 1 and not self.several:
            raise InvalidObservation(field=self.code, problem=Problem.ONLY_ONE_CHOICE)
        return Reading(text, choices=tuple(each.code for each in self.choices if each.code in found))


@dataclass(frozen=True)
class TextField:
    """Free words of the examiner; never interpreted."""

    code: str
    label: str
    max_length: int = MAX_TYPED
    hint: str = ""
    short: str = ""

    def read(self, typed: str, age_months: int | None = None) -> Reading:
        """Take the words as they are.

        Raises:
            InvalidObservation: too long, or with control characters.
        """
        return Reading(clean(typed, self.code, self.max_length))


@dataclass(frozen=True)
class ToothField:
    """A map of teeth, typed in compact notation by the parser of its instrument.

    Attributes:
        parse: text -> FDI number -> code; raises ``InvalidObservation``.
    """

    code: str
    label: str
    parse: Callable[[str], Mapping[int, str]]
    hint: str = ""
    short: str = ""

    def read(self, typed: str, age_months: int | None = None) -> Reading:
        """Understand a compact tooth notation.

        Raises:
            InvalidObservation: an unknown tooth or code, a tooth twice, or both teeth of one space.
        """
        text = clean(typed, self.code)
        return Reading(text, teeth=self.parse(text))


Field = NumberField | ChoiceField | TextField | ToothField


def clean(typed: str, code: str, max_length: int = MAX_TYPED) -> str:
    """NFC, blanks folded; refuses what no keyboard sends.

    Raises:
        InvalidObservation: too long, or with control characters.
    """
    text = " ".join(unicodedata.normalize("NFC", typed).split())
    if len(text) > max_length:
        raise InvalidObservation(field=code, problem=Problem.TOO_LONG, maximum=max_length)
    if any(unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Cn"} for letter in text):
        raise InvalidObservation(field=code, problem=Problem.CONTROL_CHARACTER)
    return text


def _chosen(text: str, choices: tuple[Choice, ...]) -> str | None:
    wanted = text.casefold()
    for choice in choices:
        if wanted in {choice.code.casefold(), choice.label.casefold(), *map(str.casefold, choice.keys)}:
            return choice.code
    return None


def _chosen_in(part: str, choices: tuple[Choice, ...]) -> list[str | None]:
    """What one part between commas names: a label of several words, or one choice a word."""
    whole = _chosen(part, choices)
    return [whole] if whole else [_chosen(word, choices) for word in part.split()]


def _accepted(choices: tuple[Choice, ...]) -> str:
    def shown(choice: Choice) -> str:
        key = choice.keys[0] if choice.keys else choice.code
        told = choice.label.casefold().startswith(key.casefold())
        return choice.label if told else f"{key} = {choice.label}"

    return ", ".join(map(shown, choices))
