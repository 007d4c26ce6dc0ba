"""School years, class names and school names as they stand in titles, tabs and columns."""

import re
import unicodedata

from casemgmt.domain.vietnamese.names import fold, tidy

_YEARS = re.compile(r"(?<!\d)(20\d\d)\s*[-–—/]\s*(20\d\d|\d\d)(?!\d)")
_CLASS_WORD = re.compile(r"(?<!số )(?<!so )\bl[ơớo]p\b\s*(?:h[oọ]c\b\s*)?[:.]?\s*", re.IGNORECASE)
# 3A, 10A1, 3/1, 3.2, 1 B: grade, letters, number.
_GRADED = re.compile(r"(\d{1,2})\s?([A-ZĐ]{0,2})(?:\s?(\d{1,2})|[./-](\d{1,2}|[A-ZĐ]))?(?!\w)", re.IGNORECASE)
_PRESCHOOL = re.compile(
    r"(?:\d(?:\s?-\s?\d)?\s*tuoi|mg[lbn]|nt(?= \d)|mau giao|nha tre|nhom|ghep|mam|choi|la|lon|nho|be)\b"
)
_SMALL_WORDS = frozenset(
    ("mau", "giao", "nha", "tre", "nhom", "tuoi", "lon", "nho", "be", "mam", "choi", "la", "ghep", "thang")
)
# "DS 5A", "5A (2)", "5A 2026-2027": what stands around the class on a tab.
_TAB_EDGES = re.compile(
    r"^(?:(?:ds|dshs|danh s[aá]ch|hs|h[oọ]c sinh|copy of|bản sao(?: của)?)\b[\s.:-]*)+"
    r"|\s*\(\d+\)$|[\s,-]*\b20\d\d\s?-\s?(?:20)?\d\d$",
    re.IGNORECASE,
)
_TWO_NUMBERS = re.compile(r"\d{1,2}\s?[\s.-]\s?\d{1,2}")  # a tab cannot hold the stroke of 5/2
_GRADE_AND_LETTER = re.compile(r"\d{1,2}[A-ZĐ]\d{0,2}(?=\s?[\s,(-])", re.IGNORECASE)
_AFTER_CLASS = re.compile(
    r"\s{2,}|\s[-–—]\s|[,;()\n]|\b(?:năm học|nam hoc|gvcn|giáo viên|giao vien|sĩ số|si so|trường|truong)\b",
    re.IGNORECASE,
)
_SCHOOL = re.compile(r"(?:^|[-–—:,]\s*)(trường)\b\s*[:.]?\s*(?!hợp\b)(\S.*)$", re.IGNORECASE)
_SCHOOL_INSIDE = re.compile(
    r"\btrường\s+(?:tiểu học|mầm non|mẫu giáo|phổ thông|trung học|th|mn|mg|thcs|thpt|ptdt\w*)\b.*",
    re.IGNORECASE,
)
# What may follow a school's name in the same line.
_AFTER_SCHOOL = re.compile(
    r"\s*[-–—,;|(]?\s*\b(?:(?:danh sách|ds|hs|học sinh)\b.*|lớp|lop|khối|năm học|nam hoc|cộng hòa|gvcn)\b.*$",
    re.IGNORECASE,
)
_SCHOOL_NO_MARKS = re.compile(r"^truong\s+(?:tieu hoc|mam non|thcs|thpt|th\b|mn\b|ptdt|pho thong|trung hoc)")
_LIST_OF = re.compile(
    r"\b(?:danh sách|danh sach|ds)\s+(?:(?:các cháu|học sinh|hs|trẻ|cháu)\s+)*(.+)", re.IGNORECASE
)
_CLASS_MARK = re.compile(r"(?:.* )?(?:[A-ZĐ]\d?|\d)", re.IGNORECASE)
_LEVELS = (
    (r"\btieu hoc\b|\bth\b|\bth(?=&)", range(1, 6)),
    (r"\btrung hoc co so\b|\bthcs\b", range(6, 10)),
    (r"\btrung hoc pho thong\b|\bthpt\b", range(10, 13)),
)
_HIGHEST_GRADE = 12
LONGEST_CLASS = 30


def find_school_year(text: str) -> int | None:
    """The year in which a school year named in a text begins; None where none is named.

    ``Năm học 2026 - 2027``, ``2026/27``. Two years that do not follow one another are not a
    school year.
    """
    for match in _YEARS.finditer(text):
        start, end = int(match[1]), int(match[2])
        if end in {start + 1, (start + 1) % 100}:
            return start
    return None


def find_class_name(text: str) -> str | None:
    """The class named after the word "lớp" in a title or heading; None where none is named."""
    composed = unicodedata.normalize("NFC", text)
    word = _CLASS_WORD.search(composed)
    if word is None:
        return None
    rest = _AFTER_CLASS.split(composed[word.end() :].strip(), maxsplit=1)[0]
    return _graded(rest) or _preschool(rest)


def find_preschool_class(text: str) -> str | None:
    """The preschool class of a title without the word "lớp"; None where none is named.

    It needs its own letter or number: ``DANH SÁCH TRẺ 5 TUỔI A1`` names one, ``DANH SÁCH TRẺ 5
    TUỔI`` an age.
    """
    found = _LIST_OF.search(tidy(text))
    rest = _AFTER_CLASS.split(found[1], maxsplit=1)[0].strip() if found else ""
    return _preschool(rest) if _CLASS_MARK.fullmatch(rest) else None


def read_class_name(typed: str) -> str | None:
    """A class as one spelling: ``Lớp 3 a`` as ``3A``; a name not known stays as typed.

    None where nothing is typed. Used for a column of classes, where any text is a class.
    """
    text = tidy(typed)
    text = _CLASS_WORD.sub("", text, count=1) if _CLASS_WORD.match(text) else text
    return _graded(text, whole=True) or _preschool(text) or text or None


def class_of_tab(sheet_name: str) -> str | None:
    """The class a sheet's tab names; None for ``Sheet1``, ``DS lớp`` or a bare number.

    A tab needs the word "lớp", a grade with a letter or a second number (``5A``, ``5-2``), or a
    word of preschool classes; what follows the class (``5A - Cô Mẫu``) is left out.
    """
    text = _TAB_EDGES.sub("", tidy(sheet_name).replace("_", " ")).strip(" .,;-")
    if named := class_alone(text):
        return named
    if _TWO_NUMBERS.fullmatch(text):
        return _graded(re.sub(r"[\s.-]+", "/", text), whole=True)
    first = _GRADE_AND_LETTER.match(text)
    return _graded(first[0], whole=True) if first else None


def class_alone(text: str) -> str | None:
    """The class of a text that is nothing but a class; None for any other."""
    text = tidy(text)
    named = find_class_name(re.sub(r"(?i)(l[ớo]p)(?=\d)", r"\1 ", text))
    if named:
        return named
    if re.search(r"\d\s?[A-ZĐa-zđ]", text) and (graded := _graded(text, whole=True)):
        return graded
    return _preschool(text)


def grade_of(class_name: str) -> int | None:
    """The grade 1 to 12 of a class; None for preschool and names without a grade."""
    match = _GRADED.match(class_name)
    if match is None or not 1 <= int(match[1]) <= _HIGHEST_GRADE or _preschool(class_name):
        return None
    return int(match[1])


def grades_of_school(name: str) -> frozenset[int]:
    """The grades a school of this name has; empty where its name does not tell.

    Source: Luật Giáo dục 43/2019/QH14, Điều 28.
    """
    plain = fold(name)
    return frozenset(grade for pattern, grades in _LEVELS if re.search(pattern, plain) for grade in grades)


def find_school_name(text: str) -> str | None:
    """The school named in one line of a title block, as typed; None where none is named."""
    line = tidy(text)
    match = _SCHOOL.search(line)
    if match:
        return _only_school(f"{match[1]} {match[2]}")
    if _SCHOOL_NO_MARKS.match(fold(line)):
        return _only_school(line)
    inside = _SCHOOL_INSIDE.search(line)
    return _only_school(inside[0]) if inside else None


def _only_school(name: str) -> str | None:
    """The name without class, school year or motto that follow in the same line."""
    return _AFTER_SCHOOL.sub("", name).rstrip(" -–—,;|:.") or None


def _graded(text: str, *, whole: bool = False) -> str | None:
    match = _GRADED.fullmatch(text.strip()) if whole else _GRADED.match(text)
    if match is None or not 1 <= int(match[1]) <= _HIGHEST_GRADE or _preschool(text):
        return None
    grade, letters, number, after_mark = match.groups(default="")
    separator = "/" if after_mark.isdigit() and not letters else ""
    return f"{int(grade)}{letters.upper()}{number}{separator}{after_mark.upper()}"


def _preschool(text: str) -> str | None:
    """A preschool class in one spelling: ``MẪU GIÁO LỚN A`` as ``Mẫu giáo lớn A``."""
    name = tidy(text)
    if len(name) > LONGEST_CLASS or not _PRESCHOOL.match(fold(name)):
        return None
    shown = " ".join(word.lower() if fold(word) in _SMALL_WORDS else word for word in name.split(" "))
    return shown[0].upper() + shown[1:]
