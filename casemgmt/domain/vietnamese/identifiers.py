"""Personal numbers and telephone numbers as Vietnamese files hold them.

Spreadsheets drop leading zeros; they are put back only where the length leaves one reading,
and the reading says so.
"""

import re
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from casemgmt.codelists import labels
from casemgmt.domain.instrument import Sex

PERSONAL_ID_LENGTH = 12
_MASK = "•"
_DECORATION = re.compile(r"[\s.\-'’‘`_]+")
_ROUNDED = re.compile(r"\d+(?:,\d+)?E\+?\d+", re.IGNORECASE)
_COUNTRY = re.compile(r"^(?:\+|00)840?(?=\d{9,10}$)|^840?(?=\d{9}$)")  # +84 (0)912…
_SEVERAL = re.compile(r"[/;,&\n|]|\s-\s|\s+(?=0\d{9}\b)")
_CARD = re.compile(r"[A-Z]{2}[1-5]\d{2}\d{10}|\d{10}|\d{12}", re.ASCII)
_PHONE = re.compile(r"0[1-9]\d{8}|02\d{9}")  # mobile of 10 digits, landline of 11
_CARD_START = re.compile(r"[A-Za-z]{2}\d{3}(?=\d{10}$)")


class IdentifierProblem(StrEnum):
    """Why a number could not be read."""

    NOT_DIGITS = "not_digits"
    ROUNDED = "rounded"
    WRONG_LENGTH = "wrong_length"


class IdentifierDoubt(StrEnum):
    """What does not agree; a warning, never an error: records are corrected later in life."""

    PROVINCE_UNKNOWN = "province_unknown"
    SEX_DIFFERS = "sex_differs"
    YEAR_DIFFERS = "year_differs"


@dataclass(frozen=True)
class NumberRead:
    """A number as understood.

    Attributes:
        value: the full number; None where nothing was typed or it could not be read.
        zeros_restored: leading zeros were put back.
        first_of_several: the cell held several numbers and the first was taken.
        problem: why it could not be read; None where it could, or nothing was typed.
    """

    value: str | None = None
    zeros_restored: bool = False
    first_of_several: bool = False
    problem: IdentifierProblem | None = None


def read_personal_id(typed: str) -> NumberRead:
    """The personal number ("số định danh cá nhân") of 12 digits in a cell.

    Blanks, dots and dashes between digits are ignored. 11 or 10 digits without a leading zero
    are completed where that gives a province of the list; the caller still has to see whether
    the completed number agrees with the child (``doubts_about``).

    Source: Nghị định 137/2015/NĐ-CP, Điều 13; Luật Căn cước 26/2023/QH15, Điều 12.
    """
    digits = _DECORATION.sub("", typed)
    if not digits:
        return NumberRead()
    if _ROUNDED.fullmatch(digits):
        return NumberRead(problem=IdentifierProblem.ROUNDED)
    if not (digits.isascii() and digits.isdigit()):
        return NumberRead(problem=IdentifierProblem.NOT_DIGITS)
    if len(digits) == PERSONAL_ID_LENGTH:
        return NumberRead(digits)
    full = digits.zfill(PERSONAL_ID_LENGTH)
    if len(digits) in {10, 11} and digits[0] != "0" and full[:3] in labels("personal_id_provinces"):
        return NumberRead(full, zeros_restored=True)
    return NumberRead(problem=IdentifierProblem.WRONG_LENGTH)


def doubts_about(personal_id: str, sex: Sex | None, born: date | None) -> tuple[IdentifierDoubt, ...]:
    """Where a full personal number disagrees with what else is known of the child.

    Args:
        personal_id: 12 digits.
        sex: None where unknown; then it is not compared.
        born: None where unknown; only the year is compared.
    """
    found = []
    if personal_id[:3] not in labels("personal_id_provinces"):
        found.append(IdentifierDoubt.PROVINCE_UNKNOWN)
    century, female = divmod(int(personal_id[3]), 2)
    if sex is not None and (sex is Sex.FEMALE) != bool(female):
        found.append(IdentifierDoubt.SEX_DIFFERS)
    if born is not None and born.year != 1900 + 100 * century + int(personal_id[4:6]):
        found.append(IdentifierDoubt.YEAR_DIFFERS)
    return tuple(found)


def read_phone(typed: str) -> NumberRead:
    """A telephone number: 10 digits from 0 (11 for a landline, from 02).

    A lost leading zero is put back and ``+84`` becomes 0; of several numbers in one cell the
    first that can be read is taken.
    """
    pieces = [_bare(piece) for piece in _SEVERAL.split(typed.strip()) if re.search(r"\d", piece)]
    if not pieces:
        return NumberRead(problem=IdentifierProblem.NOT_DIGITS if typed.strip() else None)
    readings = [_phone(piece) for piece in pieces]
    good = next((one for one in readings if one.value), readings[0])
    return replace(good, first_of_several=good.value is not None and len(pieces) > 1)


def read_health_insurance(typed: str) -> NumberRead:
    """The number of a health insurance card ("mã BHYT") in a cell.

    The card's 15 characters; the 10 digits of the social insurance number, which cards since
    2021 print; or the 12 digits of the personal number. Blanks, dots and dashes are ignored. A
    leading zero is put back to 9 digits, which can be nothing else, and to 11 digits where that
    gives a province of the list.

    Source: Quyết định 1351/QĐ-BHXH năm 2015, Điều 2 (15 characters); Quyết định 1666/QĐ-BHXH
    năm 2020 (10 digits on the card).
    """
    bare = _DECORATION.sub("", typed).upper()
    if not bare:
        return NumberRead()
    if _CARD.fullmatch(bare):
        return NumberRead(bare)
    if not (bare.isascii() and bare.isdigit()):
        return NumberRead(problem=IdentifierProblem.NOT_DIGITS)
    if len(bare) == len("0123456789") - 1 and bare[0] != "0":
        return NumberRead("0" + bare, zeros_restored=True)
    if len(bare) == PERSONAL_ID_LENGTH - 1:
        return read_personal_id(bare)
    return NumberRead(problem=IdentifierProblem.WRONG_LENGTH)


def insurance_core(number: str) -> str:
    """What two writings of one health insurance number share.

    The card of 15 characters is group, level and province before the social insurance number of
    10 digits; newer cards print those 10 digits alone, or the personal number of 12.

    Source: Quyết định 1351/QĐ-BHXH (2015); Quyết định 1666/QĐ-BHXH (2020).
    """
    return _CARD_START.sub("", re.sub(r"[\s.\-]", "", number))


def mask(identifier: str) -> str:
    """How a number is shown to people who need not know it: ``006•••••3248``.

    Shorter than 10 characters only the last two stay.
    """
    start, end = (3, 4) if len(identifier) >= 10 else (0, 2)
    hidden = max(len(identifier) - start - end, 0)
    return identifier[:start] + _MASK * hidden + identifier[start + hidden :]


def _bare(piece: str) -> str:
    return re.sub(r"[^\d+]", "", piece)


def _phone(bare: str) -> NumberRead:
    number = _COUNTRY.sub("0", bare)
    if not (number.isascii() and number.isdigit()):
        return NumberRead(problem=IdentifierProblem.NOT_DIGITS)
    if _PHONE.fullmatch(number):
        return NumberRead(number)
    # 9 digits are a mobile without its zero; 10 digits from 2 can only be a landline without it.
    if re.fullmatch(r"[3-9]\d{8}|2\d{9}", number):
        return NumberRead("0" + number, zeros_restored=True)
    return NumberRead(problem=IdentifierProblem.WRONG_LENGTH)
