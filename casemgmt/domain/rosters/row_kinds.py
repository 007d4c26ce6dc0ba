"""What a row below the header is: a child, a heading, another header, a footer, nothing."""

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum

from casemgmt.domain.rosters.header import Layout, is_header
from casemgmt.domain.rosters.headings import Kind
from casemgmt.domain.rosters.sheets import Sheet
from casemgmt.domain.vietnamese.names import fold
from casemgmt.domain.vietnamese.schooling import class_alone, find_class_name

# Folded. "Tống", "Lưu Ý" or "Y Tế" could be names: a word alone that is also a name needs its colon.
_FOOTER = re.compile(
    r"tong (?:so|cong|hs|hoc sinh|tre)\b|tong\s*(?::|$)|cong\s*(?::|$|\d)|trong do\b"
    r"|s[iy] so\b|so luong\b"
    r"|(?:an dinh |lap )?danh sach (?:nay |tren )?(?:gom|co|an dinh)|an dinh danh sach|nguoi lap\b|lap bieu\b"
    r"|(?:pho )?hieu truong\b|giao vien\b|gvcn\b|thu truong\b|ky ten\b|\(?ky\b.*\bten|xac nhan\b|can bo\b"
    r"|khoi (?:lop )?\d|danh sach\b|nam hoc\b|ubnd\b|uy ban\b|cong hoa xa hoi\b|doc lap\b"
    r"|phong (?:gd|giao duc)\b"
    r"|truong (?:tieu hoc|mam non|trung hoc|pho thong|th|mn|thcs|thpt|ptdt\w*)\b"
    r"|t/?m\.|k/?t\.|chu tich\b|truong (?:tram|ban)\b|ghi chu\s*:|luu y\s*:|nam\s*:|nu\s*:|so hoc sinh\b"
    r"|(?:gv |giao vien )?chu nhiem\b|ban giam hieu\b|bgh\b|nhan vien\b|noi nhan\b|duyet cua\b|ke toan\b"
    r"|y te (?:truong|hoc duong)\b|p\. ?hieu truong\b|phu trach\b|trang \d|\W*het\W*$|(?:so )?hs nu\b"
    r"|lop (?:co|gom)\b"
)
_NO_NAME = re.compile(
    r"\(.*\)|[^\w\s].*|.*[\d:].*", re.DOTALL
)  # in brackets, with a bullet, a number, a colon
# "GVCN lớp 3A" stands over a signature, "Tổng số học sinh lớp 3A: 35" under the list.
_NO_HEADING = re.compile(
    r"\W*(?:gvcn|gv|giao vien|chu nhiem|tong|cong\b|si so|sy so|xac nhan|nguoi lap|hieu truong|t/?m\."
    r"|(?:an dinh )?danh sach.*\b(?:gom|co)\b)"
)
_FEW_CELLS = 2
_MOST_SIGNED = 4  # cells; a longer row holds trades ("Giáo viên"), no signatures
_ENOUGH_CELLS = 2
_LONGEST_WITH_COUNT = 60
_COUNT_AFTER_CLASS = re.compile(
    r"\s*(?:\(\s*\d+[^)]*\)|[:–-]\s*\d+\s*(?:hs|học sinh|em|cháu|trẻ))\s*$", re.IGNORECASE
)
_SUM = re.compile(
    r"(?:tong (?:so|cong)|cong|tong|si so|trong do)\b[^\d]{0,20}\d+|(?:tong so|tong cong|tong|cong)\s*:"
)
_ORDINAL = re.compile(r".*\d.*|\W*[IVXLC]+\W*|\W*[A-Za-z]\W*")  # a word there is no number
_HEADING_CELLS = 4
_DIGITS_OF_A_BIRTH = 4  # at least the year
_CLASS_FIRST = re.compile(r"(?:danh sach )?(?:hoc sinh )?lop\b")
_LIST_NUMBER = re.compile(r"[IVXLC]{1,5}[.)]?|\d{1,2}[.)]?|[A-H][.)]?")
_BESIDE_CLASS = re.compile(
    r"gvcn|giao vien|gv\b|si so|sy so|tong|(?:trong do )?(?:nu|nam)\s*:?\s*\d"
    r"|\(?\d+ (?:hs|hoc sinh|em|chau|tre)|nam hoc|hs\b"
)
_CLASS_LABEL = re.compile(r"lop\s*[:.]?")
_FEW = re.compile(r"\d{1,3}(?: (?:hs|em|học sinh|cháu|trẻ))?")
_LABELS = {"gvcn", "giao vien chu nhiem", "si so", "tong so"}
_PLACE_AND_DAY = re.compile(r"\bngay\b.*\bthang\b.*\bnam\b")
_GROUP = re.compile(r"(?:hoc sinh |hs )?(?:nam|nu)\W*")  # over the boys, or beside their number
_SUM_ALONE = re.compile(r"(?:tong(?: so| cong)?|cong)\W*")
_NAMES = (Kind.NAME, Kind.FAMILY_MIDDLE, Kind.GIVEN)
_BIRTHS = (
    Kind.BIRTH,
    Kind.BIRTH_MALE,
    Kind.BIRTH_FEMALE,
    Kind.BIRTH_DAY,
    Kind.BIRTH_MONTH,
    Kind.BIRTH_YEAR,
)


class RowKind(StrEnum):
    """One row below the header."""

    BLANK = "blank"
    CHILD = "child"
    HEADER = "header"
    CLASS_HEADING = "class_heading"
    FOOTER = "footer"


def kind_of_row(sheet: Sheet, row: int, layout: Layout, *, after_footer: bool) -> RowKind:
    """What a row is.

    Args:
        after_footer: a footer was met since the last header or heading; then a lone text, such
            as the name under a signature, is no child.
    """
    texts = sheet.texts(row)
    if not texts:
        return RowKind.BLANK
    if _is_repeated_header(sheet, row):
        return RowKind.HEADER
    if heading_text(texts):
        return RowKind.CLASS_HEADING
    return _child_or_not(texts, layout, after_footer=after_footer)


def heading_text(texts: Mapping[int, str]) -> str | None:
    """The words of a row that is a heading between two blocks; None for any other row.

    The class stands alone, or beside its number or its teacher: ``I | LỚP 1A | GVCN: …``.
    """
    words = list(texts.values())
    if len(words) == 1:
        return None if _NO_HEADING.match(fold(words[0])) or not class_in_heading(words[0]) else words[0]
    if len(words) > _HEADING_CELLS:
        return None  # cheap: this is asked of every row
    places = [place for place, text in enumerate(words) if _CLASS_FIRST.match(fold(text))]
    if len(places) != 1:
        return None
    before, named, after = words[: places[0]], words[places[0]], words[places[0] + 1 :]
    if after and _CLASS_LABEL.fullmatch(fold(named)):
        named, after = f"{named} {after[0]}", after[1:]
    around = all(map(_LIST_NUMBER.fullmatch, before)) and _about_class(after)
    return named if around and class_in_heading(named) else None


def _about_class(words: Sequence[str]) -> bool:
    """Only what is said of a class beside its name: its teacher, how many children."""
    labelled = False
    for text in words:
        said = bool(_BESIDE_CLASS.match(fold(text)))
        if not said and not labelled and not _FEW.fullmatch(text):
            return False
        labelled = said and (text.rstrip().endswith((":", "-")) or fold(text) in _LABELS)
    return True


def class_in_heading(text: str) -> str | None:
    """The class that a heading between two blocks names; None where it names none.

    Without the word "lớp" it needs a digit: "La Văn An" is a person.
    """
    alone = _COUNT_AFTER_CLASS.sub("", text) if len(text) <= _LONGEST_WITH_COUNT else text
    return find_class_name(text) or (class_alone(alone) if any(map(str.isdigit, alone)) else None)


def _is_repeated_header(sheet: Sheet, row: int) -> bool:
    """Only words in the row, and they name the columns; a child's row has a number somewhere."""
    cells = [sheet.cell(row, column) for column in sheet.texts(row)]
    words = all(isinstance(cell, str) and not any(map(str.isdigit, cell)) for cell in cells)
    return words and len(cells) >= 2 and is_header(sheet, row)


def _child_or_not(texts: Mapping[int, str], layout: Layout, *, after_footer: bool) -> RowKind:
    def has(*kinds: Kind) -> bool:
        return any(layout.columns.get(kind) in texts for kind in kinds)

    named = has(*_NAMES)
    ordinal = texts.get(layout.columns.get(Kind.ORDINAL, -1), "")
    numbered = ordinal.isdecimal() or (bool(_ORDINAL.fullmatch(ordinal)) and not _is_footer(ordinal))
    if after_footer and not _is_worded(texts, layout) and not _born(texts, layout):
        return RowKind.FOOTER
    if _SUM_ALONE.fullmatch(fold(texts.get(layout.columns.get(Kind.NAME, -1), ""))):
        return RowKind.FOOTER
    if named and (numbered or (_born(texts, layout) and not any(map(_is_sum, texts.values())))):
        return RowKind.CHILD
    if numbered and _born(texts, layout):
        return RowKind.CHILD
    looked_at = list(texts.values())[: len(texts) if len(texts) <= _MOST_SIGNED else 1]
    if after_footer or any(map(_is_footer, looked_at)) or _is_remark(texts):
        return RowKind.FOOTER
    if named or has(Kind.PERSONAL_ID, *_BIRTHS) or (numbered and _says_enough(texts, layout)):
        return RowKind.CHILD
    return RowKind.BLANK if numbered and len(texts) == 1 else RowKind.FOOTER


def _is_worded(texts: Mapping[int, str], layout: Layout) -> bool:
    """Letters stand where the name does; a table of numbers below the list has none there."""
    names = (texts.get(layout.columns[kind], "") for kind in _NAMES if kind in layout.columns)
    return any(any(map(str.isalpha, name)) for name in names)


def _is_remark(texts: Mapping[int, str]) -> bool:
    """A line of one or two cells whose words can be no name: "* Danh sách tạm", "TS: 3"."""
    words = [text for text in texts.values() if any(map(str.isalpha, text))]
    return len(texts) <= _FEW_CELLS and bool(words) and all(map(_is_no_name, words))


def _is_no_name(text: str) -> bool:
    return bool(_NO_NAME.fullmatch(text) or _GROUP.fullmatch(fold(text)))


def _says_enough(texts: Mapping[int, str], layout: Layout) -> bool:
    """Two cells of a child beside the ordinal: its name was forgotten, the row is no empty form."""
    return len(layout.used & texts.keys() - {layout.columns[Kind.ORDINAL]}) >= _ENOUGH_CELLS


def _born(texts: Mapping[int, str], layout: Layout) -> bool:
    """Something with a year stands in a column of birth dates: no words, no count of children."""
    cells = (texts.get(layout.columns[kind], "") for kind in _BIRTHS if kind in layout.columns)
    return any(sum(map(str.isdigit, cell)) >= _DIGITS_OF_A_BIRTH for cell in cells)


def _is_sum(text: str) -> bool:
    """A line of sums, whatever stands beside it: "Tổng số: 35 em"."""
    return bool(_SUM.match(fold(text)))


def _is_footer(text: str) -> bool:
    folded = fold(text)
    return bool(_FOOTER.match(folded) or _PLACE_AND_DAY.search(folded))
