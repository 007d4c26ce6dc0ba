"""What the words over a column mean, in any case, with or without marks, abbreviated.

Patterns match folded text (small, no marks) from which punctuation was taken.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from casemgmt.domain.vietnamese.names import fold


class Kind(StrEnum):
    """What a column of a class list holds."""

    ORDINAL = "ordinal"
    NAME = "name"
    FAMILY_MIDDLE = "family_middle"
    GIVEN = "given"
    BIRTH = "birth"
    BIRTH_MALE = "birth_male"
    BIRTH_FEMALE = "birth_female"
    BIRTH_DAY = "birth_day"
    BIRTH_MONTH = "birth_month"
    BIRTH_YEAR = "birth_year"
    SEX = "sex"
    MALE_MARK = "male_mark"
    FEMALE_MARK = "female_mark"
    CLASS = "class"
    PERSONAL_ID = "personal_id"
    HEALTH_INSURANCE = "health_insurance"
    ETHNIC_GROUP = "ethnic_group"
    GUARDIAN_NAME = "guardian_name"
    GUARDIAN_PHONE = "guardian_phone"
    NEIGHBOURHOOD = "neighbourhood"
    REMARKS = "remarks"


@dataclass(frozen=True)
class Heading:
    """The meaning of one column.

    Attributes:
        rank: the lowest wins where two columns hold the same kind.
        relation: ``father``, ``mother`` or "" for a guardian's column.
    """

    kind: Kind
    rank: int = 0
    relation: str = ""


_PART_KINDS = {"ngay": Kind.BIRTH_DAY, "thang": Kind.BIRTH_MONTH, "nam": Kind.BIRTH_YEAR}
_PARTS_OF_A_DATE = frozenset(_PART_KINDS)
_LONGEST = 100  # longer is a title or a sentence; keeps the patterns cheap
_PUPIL = r"(?: (?:cua )?(?:hoc sinh|hs|tre|tre em|chau|cac chau|be|em|hoc vien|nguoi hoc))?"
_NUMBER = (
    r"(?:so |ma |ma so |so the )?(?:dinh danh|can cuoc|cccd|[sm]?ddcn|[sm]?dd|cc)"
    r"(?: ca nhan| cong dan| cd| cn| bo cong an| bca| (?:tren |theo )?csdl (?:quoc gia )?(?:ve )?dan cu)?"
)
_PHONE_WORDS = r"(?:dien thoai|d thoai|sdt|dtdd|dt|di dong|tel|zalo)"
_INSURANCE = r"(?:bhyt|bhxh|bao hiem(?: y te| xa hoi)?|b h y t)"
_CONTACT = r"lien (?:he|lac)"
_UNITS = r"(?:to dan pho|tdp|to|thon|xom|ban)"

# Order matters: the first that matches the whole heading wins. "học sinh", "trẻ" may follow any.
_WORDS: tuple[tuple[Heading, tuple[str, ...]], ...] = (
    (Heading(Kind.REMARKS), (r"ghi ?chu.*", "chu thich", "luu y", "note")),
    (Heading(Kind.ORDINAL), (r"s ?t ?t", r"t ?t", r"so t ?t", "so thu tu", "thu tu", "no")),
    (
        Heading(Kind.NAME),
        (
            r"ho ?(?:va)? ?ten(?: khai sinh| day du)?",
            r"ho (?:va )?(?:chu |ten )?dem (?:va )?ten",
        ),
    ),
    (Heading(Kind.NAME), (r"ho va ten dem va ten", r"full ?name")),
    (Heading(Kind.NAME, rank=1), (r"ten (?:hoc sinh|hs|tre|tre em|chau|be)", "ten day du")),
    (
        Heading(Kind.NAME, rank=2),
        (r"h ?(?:v|va)? ?t(?:en)?", "hs", "hoc sinh", "ho ten va chu dem"),
    ),
    (Heading(Kind.FAMILY_MIDDLE), ("ho", "ho va", r"ho (?:va )?(?:ten |chu )?(?:dem|lot)")),
    (Heading(Kind.GIVEN), ("ten", "ten goi")),
    (Heading(Kind.BIRTH_MALE), (r"(?:ngay|nam|ngay thang nam) sinh nam",)),
    (Heading(Kind.BIRTH_FEMALE), (r"(?:ngay|nam|ngay thang nam) sinh nu",)),
    (
        Heading(Kind.BIRTH),
        (r"(?:ngay ?|ngay thang |ngay thang nam |ng |n )sinh(?: dd ?mm ?y+)?", "sinh ngay"),
    ),
    (
        Heading(Kind.BIRTH),
        (
            r"(?:ngay )?(?:thang|th|t) nam sinh",
            r"ng(?:ay)? ?th?g?(?:ang)? n(?:am)? sinh",
            r"nt ?ns",
            "n s",
            "ns",
        ),
    ),
    (Heading(Kind.BIRTH), (r"ngay thang(?: nam)?", "dob", "d o b", "date of birth")),
    (Heading(Kind.BIRTH, rank=1), ("nam sinh", "sinh nam")),
    (
        Heading(Kind.SEX),
        (
            r"(?:gioi|g) ?tinh(?: nam nu| nu nam)?",
            "gioi",
            "g ?t",
            "phai",
            r"nam (?:hay )?nu",
            "nu nam",
            "sex",
            "gender",
        ),
    ),
    (Heading(Kind.FEMALE_MARK), (r"(?:la |hs |hoc sinh |gt |gioi tinh )?nu(?: x)?", r"(?:con |be )?gai")),
    (Heading(Kind.MALE_MARK), (r"(?:la |hs |hoc sinh |gt |gioi tinh )?nam(?: x)?", r"(?:con |be )?trai")),
    (
        Heading(Kind.CLASS),
        (
            r"lop(?: hoc| dang hoc| hien (?:tai|nay)| moi| nam hoc.*| 20\d\d 20\d\d)?",
            "ten lop",
            "nhom lop",
            "lop nhom",
            "khoi lop",
            "class",
            "hoc lop",
        ),
    ),
    (Heading(Kind.PERSONAL_ID), (rf"(?:so )?(?:cmnd )?{_NUMBER}(?: {_NUMBER}| cmnd)*", r"[sm]dd(?:cn)?")),
    (Heading(Kind.HEALTH_INSURANCE), (rf"(?:(?:so|ma|the|so the|so ma) )*{_INSURANCE}(?: {_INSURANCE})?",)),
    (Heading(Kind.ETHNIC_GROUP), (r"(?:thanh phan |tp )?dan ?toc", r"d ?toc", r"ethnic(?:ity| group)?")),
    (
        Heading(Kind.GUARDIAN_PHONE),
        (
            rf"(?:so )?{_PHONE_WORDS}(?: di dong| zalo)?(?: {_CONTACT}| lh)?"
            r"(?: cua)?(?: gia dinh| chu ho)?(?: \d)?",
        ),
    ),
    (Heading(Kind.GUARDIAN_PHONE), (rf"(?:so )?{_CONTACT}", "phone")),
    (Heading(Kind.GUARDIAN_NAME), (r"con ong(?: ba)?",)),
    (Heading(Kind.NEIGHBOURHOOD), (rf"(?:{_UNITS}|khu(?: pho)?)(?: {_UNITS})*",)),
    (
        Heading(Kind.NEIGHBOURHOOD, rank=1),
        (r"(?:noi|cho) (?:o|cu tru)(?: .*)?", "dia chi(?: cu tru)?", "d ?c", "so nha to(?: .*)?"),
    ),
    (Heading(Kind.NEIGHBOURHOOD, rank=1), (r"dia chi (?:hien|gia dinh|nha|cho|noi|lien).*",)),
    (Heading(Kind.NEIGHBOURHOOD, rank=2), (r"(?:(?!so ).* )?ho khau(?: .*)?", "hktt", r"(?:.* )?thuong tru")),
)
_PATTERNS = tuple(
    (heading, re.compile(pattern + _PUPIL)) for heading, patterns in _WORDS for pattern in patterns
)
_ANY = re.compile(f"(?:{'|'.join(pattern for _, patterns in _WORDS for pattern in patterns)}){_PUPIL}")
_GUARDIAN = re.compile(
    r"\b(?:cha|bo(?! cong an)|me|phu huynh|phhs|ph|giam ho|nguoi (?:nuoi|cham soc).*|cmhs)\b"
)
_ABOUT_GUARDIAN = re.compile(
    r"\b(?:sinh|nghe|viec|cccd|dinh danh|can cuoc|cmnd|cmt|bhyt|bhxh|bao hiem|dia chi"
    r"|email|trinh do|dan toc|noi|cho|tuoi|que)\b"
)
_PHONE = re.compile(r"\b(?:sdt|dt|dtdd|dien thoai|di dong|lien he|lien lac|phone|tel|zalo)\b")
_PERSON = re.compile(
    r"(?:(?:ho (?:va )?)?ten |nguoi |ong |ba |con (?:ong|ba) )*"
    r"(?:cha|bo|me|phu huynh|phhs|ph|cmhs|giam ho|nguoi (?:nuoi|cham soc).*)(?: (?:hoac |va |nguoi )?"
    r"(?:cha|bo|me|phu huynh|(?:nguoi )?giam ho|hoc sinh|hs|ho (?:va )?ten))*"
)
# A number of the schools' own database is no personal number, whatever it is called.
_OF_SCHOOLS = re.compile(r"\b(?:csdl nganh|nganh (?:gd|giao duc)|bo (?:gd|giao duc))")
_FATHER, _MOTHER = re.compile(r"\b(?:cha|bo)\b"), re.compile(r"\bme\b")


@lru_cache(maxsize=4096)  # a header is often repeated on every page of a list
def plain_heading(text: str) -> str:
    """Folded heading without punctuation: ``Ngày, tháng/năm sinh`` as ``ngay thang nam sinh``."""
    return " ".join(re.sub(r"[^\w\s]|_", " ", fold(text)).split())


@lru_cache(maxsize=4096)
def meaning(text: str) -> Heading | None:
    """What one heading means; None for a heading that is blank, too long or not known.

    A hint in brackets is read with the rest first, then left out.
    """
    if len(text) > _LONGEST or _OF_SCHOOLS.search(plain_heading(text)):
        return None
    found = _one_meaning(text)
    if found is None and "(" in text:
        found = _one_meaning(re.sub(r"\([^)]*\)?", " ", text))
    return found


def stacked_meaning(stack: Sequence[str], siblings: frozenset[str]) -> Heading | None:
    """What a column under headings of several rows means.

    Args:
        stack: headings from top to bottom, blanks left out.
        siblings: plain lowest headings of the columns under the same upper heading.
    """
    if not stack:
        return None
    upper, lowest = stack[:-1], stack[-1]
    part = _part_of_upper(upper, plain_heading(lowest), siblings) or _part_beside(lowest, siblings)
    if part:
        return part
    guardian = next((one for one in upper if _GUARDIAN.search(plain_heading(one))), None)
    if guardian:
        return _about_guardian(plain_heading(f"{lowest} {guardian}"))
    return meaning(lowest) or stacked_meaning(upper, frozenset())


def _part_of_upper(upper: Sequence[str], plain: str, siblings: frozenset[str]) -> Heading | None:
    """A column that only its upper heading explains: Nam | Nữ or Ngày | Tháng | Năm under a birth date."""
    above = {heading.kind for one in upper if (heading := meaning(one))}
    if Kind.BIRTH in above:
        return _birth_part(plain, siblings)
    if Kind.NAME in above and plain in {"ho", "ho dem", "ho va dem", "ho va ten dem", "ho lot", "dem"}:
        return Heading(Kind.FAMILY_MIDDLE)
    if Kind.NAME in above and plain == "ten":
        return Heading(Kind.GIVEN)
    return None


def _part_beside(lowest: str, siblings: frozenset[str]) -> Heading | None:
    """Ngày | Tháng | Năm beside one another, with or without "sinh", are one birth date."""
    plain = plain_heading(lowest)
    part = plain.removesuffix(" sinh")
    if part not in _PARTS_OF_A_DATE or not {s.removesuffix(" sinh") for s in siblings} >= _PARTS_OF_A_DATE:
        return None
    # Beside "Nữ" a heading "Nam" is the other sex, unless its own letters or no other say year.
    if plain == "nam" and ("nam sinh" in siblings or ("nu" in siblings and "ă" not in lowest.casefold())):
        return None
    return Heading(_PART_KINDS[part])


def _birth_part(plain: str, siblings: frozenset[str]) -> Heading | None:
    # Folded, "năm" (year) and "nam" (male) are one word; the column beside it tells.
    year_or_male = Kind.BIRTH_YEAR if siblings & {"ngay", "thang"} else Kind.BIRTH_MALE
    kinds = {"nam": year_or_male, "nu": Kind.BIRTH_FEMALE, "ngay": Kind.BIRTH_DAY, "thang": Kind.BIRTH_MONTH}
    kind = kinds.get(plain.removesuffix(" x"))
    return Heading(kind) if kind else None


def _one_meaning(text: str) -> Heading | None:
    plain = plain_heading(text)
    if plain == "nam" and "ă" in text.casefold():
        return None  # a year of nothing named
    if plain in {"dt", "d t"}:
        return Heading(Kind.GUARDIAN_PHONE if "đ" in text.casefold() else Kind.ETHNIC_GROUP)
    if _GUARDIAN.search(plain) and not plain.startswith("ghi chu"):
        return _about_guardian(plain)
    if not _ANY.fullmatch(plain):
        return None
    return next(heading for heading, pattern in _PATTERNS if pattern.fullmatch(plain))


def _about_guardian(plain: str) -> Heading | None:
    """A column about a parent: only name and phone are taken."""
    if _ABOUT_GUARDIAN.search(plain):
        return None
    father, mother = bool(_FATHER.search(plain)), bool(_MOTHER.search(plain))
    relation = "" if father == mother else "father" if father else "mother"
    if _PHONE.search(plain):
        return Heading(Kind.GUARDIAN_PHONE, relation=relation)
    if _PERSON.fullmatch(plain) or plain.startswith(("ho ten ", "ho va ten ", "ten ")):
        return Heading(Kind.GUARDIAN_NAME, relation=relation)
    return None
