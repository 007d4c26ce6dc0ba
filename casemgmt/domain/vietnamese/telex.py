"""Names typed while the Vietnamese keyboard program was off: ``Nguyeexn`` and ``Nguye6n4``.

Telex writes marks as letters (``aa ee oo dd``, ``w``, tones ``s f r x j``), VNI as digits. No
Vietnamese syllable is spelled like that, so a proper name never changes.

Source: the rules of Telex and VNI as every keyboard program has them.
"""

import re
import unicodedata
from functools import lru_cache

from casemgmt.domain.vietnamese.names import tidy
from casemgmt.domain.vietnamese.syllables import is_syllable

_SAC = "\u0301"
_TELEX_TONES = {"s": _SAC, "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
_VNI_TONES = {"1": _SAC, "2": "\u0300", "3": "\u0309", "4": "\u0303", "5": "\u0323"}
_TONES = set(_TELEX_TONES.values())
_CIRCUMFLEX = {"a": "â", "e": "ê", "o": "ô"}
_HORN = {"u": "ư", "o": "ơ", "a": "ă"}
_ONSET_WITH_A_VOWEL = re.compile(r"^(?:qu|gi(?=[^\W\d_bcdghlmnpt]))")
_VOWELS = set("aăâeêioôơuưy")
_SHAPED = set("ăâêôơư")


def untelex(text: str) -> str:
    """The text with what was typed as Telex or VNI put right; NFC, single blanks.

    A word is changed only where it is no Vietnamese syllable as it stands and becomes one.
    """
    return " ".join(_word(word) for word in tidy(text).split(" "))


@lru_cache(maxsize=8192)
def _word(word: str) -> str:
    small = word.casefold()
    # oong and ooc are syllables of a few loan words and of no name: Coong is Công.
    if len(word) == 1 or (is_syllable(small) and "oo" not in small):
        return word
    read = _vni(small) if any(letter.isdigit() for letter in small) else _telex(small)
    if read is None or len(read) == 1 or not _could_be_a_syllable(read):
        return word
    return read[0].upper() + read[1:] if word[0].isupper() else read


def _could_be_a_syllable(word: str) -> bool:
    """Also where the tone was left out, which a syllable that ends in a stop needs."""
    return is_syllable(word) or is_syllable(word + _SAC)


def _telex(word: str) -> str | None:
    letters: list[str] = []
    tone = ""
    for letter in word:
        if letter in _TELEX_TONES and _has_vowel(letters):
            if tone:
                return None
            tone = _TELEX_TONES[letter]
        elif letter == "w":
            _put_horn(letters)
        elif letter in _CIRCUMFLEX and letter in letters:
            _replace_last(letters, letter, _CIRCUMFLEX[letter])
        elif letter == "d" and "d" in letters:
            _replace_last(letters, "d", "đ")
        else:
            letters.append(letter)
    return _with_tone("".join(letters), tone)


def _vni(word: str) -> str | None:
    letters: list[str] = []
    tone = ""
    for letter in word:
        if letter in _VNI_TONES and not tone and _has_vowel(letters):
            tone = _VNI_TONES[letter]
        elif letter == "6":
            last = next((one for one in reversed(letters) if one in _CIRCUMFLEX), "")
            _replace_last(letters, last, _CIRCUMFLEX.get(last, ""))
        elif letter == "7":
            _put_horn(letters)
        elif letter == "8":
            _replace_last(letters, "a", "ă")
        elif letter == "9":
            _replace_last(letters, "d", "đ")
        elif letter.isdigit():
            return None
        else:
            letters.append(letter)
    return _with_tone("".join(letters), tone)


def _put_horn(letters: list[str]) -> None:
    """What ``w`` does: on both of ``uo``, else on the last letter that can bear it."""
    text = "".join(letters)
    onset = len("qu") if text.startswith("qu") else 0
    for pair, made in (("uo", "ươ"), ("ua", "ưa")):
        place = text.rfind(pair, onset)
        if place >= 0:
            letters[place : place + 2] = made
            return
    last = next((one for one in reversed(letters[onset:]) if one in _HORN), "")
    if last:
        _replace_last(letters, last, _HORN[last])
    else:
        letters.append("ư")


def _replace_last(letters: list[str], old: str, new: str) -> None:
    """Nothing where the letter is not there: the word then fails as a syllable or stays."""
    if old in letters:
        letters[len(letters) - 1 - letters[::-1].index(old)] = new


def _has_vowel(letters: list[str]) -> bool:
    return any(unicodedata.normalize("NFD", letter)[0] in "aeiouy" for letter in letters)


def _with_tone(word: str, tone: str) -> str:
    """The tone on the letter where schools put it: ``hòa``, ``hoàn``, ``nguyễn``."""
    word = word.replace("ưo", "ươ")
    if not tone:
        return word
    onset = _ONSET_WITH_A_VOWEL.match(word)
    start = onset.end() if onset else 0
    vowels = [place for place in range(start, len(word)) if word[place] in _VOWELS]
    if not vowels:
        return word + tone
    shaped = [place for place in vowels if word[place] in _SHAPED]
    closed = vowels[-1] < len(word) - 1
    place = shaped[-1] if shaped else vowels[-1] if closed or len(vowels) == 1 else vowels[-2]
    return unicodedata.normalize("NFC", word[: place + 1] + tone + word[place + 1 :])
