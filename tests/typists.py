"""How names come out when somebody types them with the Vietnamese keyboard program off."""

import unicodedata

_SHAPES = {"\u0302": "^", "\u0306": "(", "\u031b": "+"}
_TONES = {"\u0300": "f", "\u0301": "s", "\u0303": "x", "\u0309": "r", "\u0323": "j"}
_VNI = {"f": "2", "s": "1", "x": "4", "r": "3", "j": "5", "^": "6", "+": "7", "(": "8"}


def as_telex(text, tone_at_the_end=True):
    """``Nguyễn`` as ``Nguyeenx``, or ``Nguyeexn``."""
    return " ".join(_typed(word, _telex_letter, "dd", tone_at_the_end) for word in text.split(" "))


def as_vni(text, tone_at_the_end=True):
    """``Nguyễn`` as ``Nguye6n4``, or ``Nguye64n``."""
    return " ".join(_typed(word, _vni_letter, "d9", tone_at_the_end) for word in text.split(" "))


def _typed(word, letter_with, d_bar, tone_at_the_end):
    typed, tone = [], ""
    for letter in word:
        if letter in "đĐ":
            typed.append(d_bar.capitalize() if letter == "Đ" else d_bar)
            continue
        plain, *marks = unicodedata.normalize("NFD", letter)
        shape = next((_SHAPES[mark] for mark in marks if mark in _SHAPES), "")
        met = next((_TONES[mark] for mark in marks if mark in _TONES), "")
        typed.append(letter_with(plain, shape))
        tone = tone or met
        if met and not tone_at_the_end:
            typed.append(letter_with("", met))
    return "".join(typed) + (letter_with("", tone) if tone and tone_at_the_end else "")


def _telex_letter(plain, mark):
    if mark == "^":
        return plain + plain.lower()
    return plain + ("w" if mark in {"(", "+"} and mark else mark)


def _vni_letter(plain, mark):
    return plain + _VNI.get(mark, "")
