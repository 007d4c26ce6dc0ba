"""What speaks for an old encoding in one text: its words are Vietnamese in it, and not as they stand."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from casemgmt.domain.vietnamese.legacy_fonts import from_tcvn3, from_vni, is_tcvn3, is_vni
from casemgmt.domain.vietnamese.syllables import is_syllable


class Encoding(StrEnum):
    """What words were written in, where that was not Unicode."""

    TCVN3 = "tcvn3"
    VNI = "vni"
    MISREAD_UTF8 = "misread_utf8"
    WINDOWS_1258 = "windows_1258"


FONTS: Mapping[Encoding, Callable[[str], str]] = {Encoding.TCVN3: from_tcvn3, Encoding.VNI: from_vni}
_DRAWS: Mapping[Encoding, Callable[[str], bool]] = {Encoding.TCVN3: is_tcvn3, Encoding.VNI: is_vni}
_ONLY_UNICODE = re.compile("[\u0100-\u1fff\u2100-\uffff]")
_BETWEEN_WORDS = re.compile("[\x00-/:-@\\[-`{-~0-9\u00a0\u2000-\u206f]+")
_LETTERS_COMPARED = 200_000  # of a text file
_ENOUGH = 0.6  # of the words of a text file


@dataclass(frozen=True)
class Signs:
    """What speaks for an encoding in one text.

    Attributes:
        unicode: share of the words with marks that are syllables as they stand, 0 to 1.
        fonts: the same for each old font after decoding; 0 where it has no such sign.
    """

    unicode: float
    fonts: Mapping[Encoding, float]

    @property
    def sure(self) -> Encoding | None:
        """The only font that explains every word, where Unicode does not."""
        return self.explaining[0] if len(self.explaining) == 1 else None

    @property
    def explaining(self) -> tuple[Encoding, ...]:
        """The fonts that explain every word, where Unicode does not: ``Moâng`` is Mông or Moõng."""
        return tuple(font for font, share in self.fonts.items() if share == 1.0 > self.unicode)

    def may_be(self, font: Encoding) -> bool:
        """The font explains as much as Unicode does."""
        return self.fonts[font] >= max(self.unicode, 0.5)


def _words(text: str) -> list[str]:
    """The words with letters beyond ASCII."""
    return [word for word in _BETWEEN_WORDS.split(text) if not word.isascii()]


def _syllables(words: Iterable[str]) -> float:
    judged = [is_syllable(word) for word in words]
    return sum(judged) / len(judged) if judged else 0.0


def signs_of(text: str) -> Signs:
    """The signs in one text; one without marked words is Unicode."""
    words = _words(text)
    if not words or len(text.strip()) == 1 or _ONLY_UNICODE.search(text):  # "×" alone is a mark
        return Signs(1.0, dict.fromkeys(FONTS, 0.0))
    shares = {
        font: sum(_DRAWS[font](word) and is_syllable(decode(word)) for word in words) / len(words)
        for font, decode in FONTS.items()
    }
    return Signs(_syllables(words), shares)


def encoding_of_bytes(content: bytes) -> Encoding | None:
    """The encoding of a text file that is not UTF-8; None where no Vietnamese is seen in it.

    ``TCVN3`` and ``VNI`` mean that it is read as Latin-1 and decoded cell by cell.
    """
    head = content[:_LETTERS_COMPARED]
    signs = signs_of(head.decode("latin-1"))
    shares = {Encoding.WINDOWS_1258: _syllables(_words(head.decode("cp1258", errors="replace")))}
    shares.update(signs.fonts)
    best = max(shares, key=lambda one: shares[one])
    return best if shares[best] >= _ENOUGH else None
