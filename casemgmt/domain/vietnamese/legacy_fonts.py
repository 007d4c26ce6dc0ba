"""Text typed with the fonts of before Unicode: TCVN3 (ABC, ``.VnTime``) and VNI-Windows (``VNI-Times``).

Such text holds Latin-1 characters that only those fonts draw as Vietnamese letters.

Source: TCVN 5712:1993 (VN1, the letters of the ABC fonts); the VNI-Windows character set.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping

_TCVN3_SMALL = {
    "µ¸¶·¹": "àáảãạ", "¨»¾¼½Æ": "ăằắẳẵặ", "©ÇÊÈÉË": "âầấẩẫậ", "®": "đ", "ÌÐÎÏÑ": "èéẻẽẹ", "ªÒÕÓÔÖ": "êềếểễệ",
    "×ÝØÜÞ": "ìíỉĩị", "ßãáâä": "òóỏõọ", "«åèæçé": "ôồốổỗộ", "¬êíëìî": "ơờớởỡợ", "ïóñòô": "ùúủũụ",
    "\u00adõøö÷ù": "ưừứửữự", "úýûüþ": "ỳýỷỹỵ",
}  # fmt: skip
# Capitals with a tone have no code of their own: a second font draws the small ones as capitals.
_TCVN3_CAPITALS = {"¡¢§£¤¥¦": "ĂÂĐÊÔƠƯ"}
TCVN3: Mapping[str, str] = {
    code: letter
    for codes, letters in (_TCVN3_SMALL | _TCVN3_CAPITALS).items()
    for code, letter in zip(codes, letters, strict=True)
}
_TCVN3_SMALL_LETTERS = frozenset(TCVN3.values()) - set("ĂÂĐÊÔƠƯ")

_ACUTE, _GRAVE, _HOOK, _TILDE, _DOT = "\u0301", "\u0300", "\u0309", "\u0303", "\u0323"
_TONES = (_ACUTE, _GRAVE, _HOOK, _TILDE, _DOT)
_PLAIN = dict(zip("ùøûõï", _TONES, strict=True))
_CIRCUMFLEX = dict(zip("âáàåãä", ("\u0302", *("\u0302" + tone for tone in _TONES)), strict=True))
_BREVE = dict(zip("êéèúüë", ("\u0306", *("\u0306" + tone for tone in _TONES)), strict=True))
_VNI_SINGLE = {
    "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "ô": "ơ", "ö": "ư", "î": "ỵ", "ñ": "đ",
}  # fmt: skip


def _vni_small() -> Iterator[tuple[str, str]]:
    yield from _VNI_SINGLE.items()
    bases = {"a": "a", "e": "e", "o": "o", "u": "u", "y": "y", "ô": "ơ", "ö": "ư"}
    marks_of = {"a": _PLAIN | _CIRCUMFLEX | _BREVE, "e": _PLAIN | _CIRCUMFLEX, "o": _PLAIN | _CIRCUMFLEX}
    for code, letter in bases.items():
        for second, marks in marks_of.get(code, _PLAIN).items():
            if code + second != "yï":  # ỵ has a code of its own
                yield code + second, unicodedata.normalize("NFC", letter + marks)


def _vni() -> Iterator[tuple[str, str]]:
    """Both cases; after a capital the mark may be small or capital."""
    for code, letter in _vni_small():
        yield code, letter
        yield code.upper(), letter.upper()
        yield code[0].upper() + code[1:], letter.upper()


VNI: Mapping[str, str] = dict(_vni())
_VNI_CODE = re.compile("|".join(sorted(VNI, key=len, reverse=True)))
_LOST_U = re.compile(r"(?<![ưƯ])[ơờớởỡợ](?=(?:ng|c)(?!\w))", re.IGNORECASE)
_TCVN3_TABLE = str.maketrans(dict(TCVN3))


def from_tcvn3(text: str) -> str:
    """The text that a TCVN3 font shows, NFC.

    Where every letter that could be small is a capital, the letters with tones become capitals
    too: ``NGUYÔN`` was typed for the capital font. A soft hyphen, the letter ư, that copying
    dropped before ơng or ơc is put back: no syllable ends so without it.
    """
    shown = _LOST_U.sub(lambda found: "ư" + found[0], text.translate(_TCVN3_TABLE))
    telling = [letter for letter in shown if letter.isalpha() and letter not in _TCVN3_SMALL_LETTERS]
    capitals = len(telling) > 1 and all(map(str.isupper, telling))
    return unicodedata.normalize("NFC", shown.upper() if capitals else shown)


def from_vni(text: str) -> str:
    """The text that a VNI font shows, NFC; a mark that belongs to no letter stays as it is."""
    return unicodedata.normalize("NFC", _VNI_CODE.sub(lambda found: VNI[found[0]], text))


def is_tcvn3(word: str) -> bool:
    """Whether every character beyond ASCII is a letter of a TCVN3 font."""
    return all(letter.isascii() or letter in TCVN3 for letter in word)


def is_vni(word: str) -> bool:
    """Whether every character beyond ASCII is a letter of a VNI font, or a mark on one."""
    return _VNI_CODE.sub("", word).isascii()
