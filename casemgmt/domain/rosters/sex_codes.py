"""Numbers in the column of the sex: what they mean is taken from the list, never assumed."""

import re
from collections.abc import Mapping, Sequence

from casemgmt.domain.instrument import Sex
from casemgmt.domain.rosters.header import Layout
from casemgmt.domain.rosters.headings import Kind
from casemgmt.domain.rosters.sheets import Sheet
from casemgmt.domain.vietnamese.identifiers import read_personal_id
from casemgmt.domain.vietnamese.names import fold

_ONE_OR_TWO: Mapping[str, Sex] = {"1": Sex.MALE, "2": Sex.FEMALE}
_GIRLS_ARE_ONE: Mapping[str, Sex] = {"0": Sex.MALE, "1": Sex.FEMALE}
_BOYS_ARE_ONE: Mapping[str, Sex] = {"0": Sex.FEMALE, "1": Sex.MALE}
_WORDS = {"nam": Sex.MALE, "nu": Sex.FEMALE}
_CODE_THEN_WORD = re.compile(r"\b([012])\s*[:=\-.(]?\s*(?:la\s+)?(nam|nu)\b")
_WORD_THEN_CODE = re.compile(r"\b(nam|nu)\s*[:=\-.(]?\s*(?:la\s+)?([012])\b")


def sex_codes(sheet: Sheet, layout: Layout, rows: Sequence[int]) -> Mapping[str, Sex]:
    """Number -> sex; empty where the column has words, or numbers that nothing explains.

    The heading decides ("Nam: 1, Nữ: 0"), else 1 and 2 as in ISO/IEC 5218, else for 0 and 1
    the personal numbers of the rows, whose fourth digit holds the sex.

    Source: ISO/IEC 5218:2022; Nghị định 137/2015/NĐ-CP, Điều 13.
    """
    column = layout.columns.get(Kind.SEX)
    if column is None:
        return {}
    typed = {sheet.text(row, column) for row in rows} & {"0", "1", "2"}
    if not typed:
        return {}
    stated = _stated(fold(layout.headings.get(column, "")))
    if stated:
        return stated
    return _ONE_OR_TWO if "2" in typed and "0" not in typed else _by_numbers(sheet, layout, column, rows)


def _stated(heading: str) -> Mapping[str, Sex]:
    pairs = _CODE_THEN_WORD.findall(heading) or [
        (code, word) for word, code in _WORD_THEN_CODE.findall(heading)
    ]
    found = {code: _WORDS[word] for code, word in pairs}
    if len(found) == 1:
        ((code, sex),) = found.items()
        other = Sex.MALE if sex is Sex.FEMALE else Sex.FEMALE
        found |= {"0" if code == "1" else "1": other}
    return found


def _by_numbers(sheet: Sheet, layout: Layout, column: int, rows: Sequence[int]) -> Mapping[str, Sex]:
    """The meaning with which every personal number agrees; empty where none or both do."""
    place = layout.columns.get(Kind.PERSONAL_ID)
    if place is None:
        return {}
    seen = set()
    for row in rows:
        number, code = read_personal_id(sheet.text(row, place)).value, sheet.text(row, column)
        if number and code in {"0", "1"}:
            seen.add((code, Sex.FEMALE if int(number[3]) % 2 else Sex.MALE))
    fitting = [one for one in (_GIRLS_ARE_ONE, _BOYS_ARE_ONE) if seen and seen <= set(one.items())]
    return fitting[0] if len(fitting) == 1 else {}
