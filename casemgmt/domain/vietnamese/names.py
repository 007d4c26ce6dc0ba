"""Vietnamese personal names: how they are searched, sorted, shown and compared.

Order is family, middle, given; people are called and sorted by the given name, which is last.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_RANK = {letter: rank for rank, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz", start=0x20)}
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_SHAPES = "\u0302\u0306\u031b"  # circumflex, breve, horn: these make another letter, not a tone
_END = b"\x00"
_DIGIT_RANK = 0x02
_FOREIGN_RANK = 0xF0
# ``ð`` (eth) looks like ``đ`` and comes from old keyboards; neither decomposes into ``d``.
_D_BAR = str.maketrans({"đ": "d", "ð": "d"})
_I_FOR_Y = re.compile(r"^([bcdđghklmnpqrstvx]+|qu)y$")


_REMEMBERED = 16_384  # names share their words, and each step of a class list asks again


@dataclass(frozen=True)
class NameParts:
    """A full name in its three parts; a part that is not there is ""."""

    family: str
    middle: str
    given: str


@lru_cache(maxsize=_REMEMBERED)
def fold(text: str) -> str:
    """The search key: small letters without marks, ``đ`` as ``d``, single blanks.

    Equal for NFC and NFD. Zero-width and other format characters are dropped.
    """
    plain = unicodedata.normalize("NFD", text.casefold().translate(_D_BAR))
    kept = (mark for mark in plain if unicodedata.category(mark) not in {"Mn", "Cf"})
    return " ".join(unicodedata.normalize("NFC", "".join(kept)).split())


def tidy(text: str) -> str:
    """NFC with blanks of every kind folded to single ones and none at the ends."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def split_name(full_name: str) -> NameParts:
    """Family, middle and given name by place; a single token is the given name."""
    tokens = tidy(full_name).split(" ")
    if len(tokens) == 1:
        return NameParts("", "", tokens[0])
    return NameParts(tokens[0], " ".join(tokens[1:-1]), tokens[-1])


def display_name(typed: str) -> str:
    """A name as it is shown: NFC, single blanks, ``NÔNG A PÁO`` as ``Nông A Páo``.

    A token in all capitals or all small letters gets one capital; a token of mixed case
    (``McDonald``) stays as typed. Tokens of one letter are legal.
    """
    return " ".join(_title(token) for token in tidy(typed).split(" "))


def hidden_character(text: str) -> int | None:
    """Place (1 for the first) of a control, zero-width or direction character; None if there is none.

    Tab and line ends count as blanks. Unpaired surrogates and code points that are no
    characters count as hidden.
    """
    for place, character in enumerate(text, start=1):
        if unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Cn"} and character not in "\t\r\n":
            return place
    return None


def sort_key(full_name: str) -> bytes:
    """A column to order by: given, then family, then middle name, in Vietnamese order.

    Within a word letters decide before tones (ngang, huyền, hỏi, ngã, sắc, nặng); the place of
    the tone mark (``hoà``, ``hòa``) and capitals make no difference. Plain byte order sorts it.
    """
    parts = split_name(full_name)
    words = [parts.given, parts.family, *parts.middle.split()]
    return b"".join(_word_key(word) for word in words)


def compare_key(full_name: str) -> str:
    """Equal for two spellings of one name: case, tone place and final i/y after a consonant.

    Marks count: ``Ánh`` and ``Anh`` are two names.
    """
    return " ".join(_compared(token) for token in tidy(full_name).casefold().split(" "))


def _title(token: str) -> str:
    if not (token.isupper() or token.islower()):
        return token
    shown, start = [], True
    for character in token.lower():
        shown.append(character.upper() if start else character)
        start = not character.isalpha()  # H'Hen, Bru-Vân
    return "".join(shown)


def _letters_and_tones(word: str) -> tuple[str, tuple[int, ...]]:
    """The letters without their tones, NFC, small; and the tones met."""
    plain = unicodedata.normalize("NFD", word.casefold().replace("ð", "đ"))
    tones = tuple(_TONES[mark] for mark in plain if mark in _TONES)
    kept = (mark for mark in plain if mark in _SHAPES or unicodedata.category(mark) != "Mn")
    return unicodedata.normalize("NFC", "".join(kept)), tones


@lru_cache(maxsize=_REMEMBERED)
def _word_key(word: str) -> bytes:
    letters, tones = _letters_and_tones(word)
    return bytes(map(_rank, letters)) + _END + bytes(tones) + _END


def _rank(letter: str) -> int:
    if letter.isascii() and letter.isdigit():
        return _DIGIT_RANK + int(letter)
    return _RANK.get(letter, _FOREIGN_RANK)


@lru_cache(maxsize=_REMEMBERED)
def _compared(token: str) -> str:
    letters, tones = _letters_and_tones(token)
    return _I_FOR_Y.sub(r"\1i", letters) + "".join(map(str, tones))
