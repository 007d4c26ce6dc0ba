"""Compact tooth notation: ``55,64 sâu; 75 trám; 46 bít`` or ``55B 64B 75D 46 6``.

Parts are divided by ``;``. Within a part, teeth come before their code (``55,64 sâu``,
``16 1``, ``55B``) or, where the part begins with a word, after it (``sâu 55, 64``). A range
runs along one arch: ``53-63``. One word serves both dentitions: it becomes the letter of a
primary and the digit of a permanent tooth. ``0``, ``tốt``, ``bt`` and ``bình thường`` alone
mean examined and all sound: an empty map. A blank cell is no notation: teeth not examined.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from casemgmt.domain.dental.chart import ARCHES, CONDITIONS, TEETH, codes_for, is_primary, same_space
from casemgmt.domain.errors import InvalidObservation
from casemgmt.domain.fields import Problem

FIELD = "teeth"
ALL_SOUND = "0"
_TOKEN = re.compile(
    r"(?P<range>\d+\s*[-–]\s*\d+)|(?P<number>\d+)|(?P<words>[^\W\d_]+(?:\s+[^\W\d_]+)*)"
    r"|(?P<blank>[\s,:=]+)|(?P<other>.)",
    re.DOTALL,
)
_NOISE = frozenset({"r", "rang", "so"})
_BY_WORD = {word: one for one in CONDITIONS for word in one.words}


@dataclass(frozen=True)
class _Token:
    """A tooth list or a code as typed; a code names no teeth."""

    typed: str
    teeth: tuple[int, ...] = ()


def parse_teeth(text: str) -> Mapping[int, str]:
    """Read compact notation.

    Returns:
        FDI number -> WHO code, in the order of the numbers; empty for "all sound". Teeth not
        named are sound or absent from the mouth; sound teeth may be named (``16 0``, ``55A``).

    Raises:
        InvalidObservation: with ``problem`` and ``part``, the wrong part of the text: unknown
            tooth or range (third molars too), unknown code or one of the other dentition (with
            ``accepted``), teeth without code, code without teeth, a tooth twice, both teeth of
            one space.

    Source: WHO Oral Health Surveys, 5th ed. 2013: codes, 28 spaces, one tooth a space.
    """
    normal = unicodedata.normalize("NFC", text)
    if _fold(normal) in {ALL_SOUND, *CONDITIONS[0].words}:
        return {}
    found: dict[int, str] = {}
    for teeth, typed in chain.from_iterable(map(_groups, _parts(normal))):
        for tooth in teeth:
            _refuse_taken(tooth, found)
            found[tooth] = _code(tooth, typed)
    return dict(sorted(found.items()))


def write_teeth(teeth: Mapping[int, str]) -> str:
    """Write a map in canonical notation: ``46 6; 55,64 B; 75 D``; ``0`` for all sound.

    Args:
        teeth: FDI number -> WHO code, as ``parse_teeth`` returns; reading it back gives the same.
    """
    by_code: dict[str, list[int]] = {}
    for tooth, code in sorted(teeth.items(), key=lambda each: (each[1], each[0])):
        by_code.setdefault(code, []).append(tooth)
    parts = [f"{','.join(map(str, numbers))} {code}" for code, numbers in by_code.items()]
    return "; ".join(parts) or ALL_SOUND


def _parts(text: str) -> list[str]:
    parts = [part for part in text.split(";") if part.strip()]
    if not parts:
        raise _refusal(Problem.UNKNOWN_TOOTH, text)
    return parts


def _groups(part: str) -> Iterator[tuple[tuple[int, ...], str]]:
    """The teeth of each code of one part; a part that begins with a word is read backwards."""
    tokens = list(_tokens(part))
    if not tokens:
        raise _refusal(Problem.UNKNOWN_TOOTH, part)
    if not tokens[0].teeth and not tokens[0].typed.isdigit():
        tokens.reverse()
    waiting: list[_Token] = []
    for token in tokens:
        if token.teeth:
            waiting.append(token)
            continue
        if not waiting:
            raise _refusal(Problem.CODE_WITHOUT_TOOTH, token.typed)
        yield tuple(chain.from_iterable(one.teeth for one in waiting)), token.typed
        waiting = []
    if waiting:
        raise _refusal(Problem.TOOTH_WITHOUT_CODE, ", ".join(one.typed for one in waiting))


def _tokens(part: str) -> Iterator[_Token]:
    for match in _TOKEN.finditer(part):
        kind, typed = match.lastgroup, match.group()
        if kind == "range":
            yield _Token(typed, _range(typed))
        elif kind == "number" and len(typed) > 1:
            yield _Token(typed, (_tooth(typed),))
        elif kind == "other":
            raise _refusal(Problem.UNKNOWN_TOOTH_CODE, typed)
        elif kind == "number" or (kind == "words" and _fold(typed)):
            yield _Token(typed)


def _tooth(typed: str) -> int:
    if int(typed) not in TEETH or len(typed) != 2:
        raise _refusal(Problem.UNKNOWN_TOOTH, typed)
    return int(typed)


def _range(typed: str) -> tuple[int, ...]:
    """``53-63`` along the arch; both ends in the same jaw and dentition."""
    first, last = (_tooth(end) for end in re.split(r"\s*[-–]\s*", typed))
    arch: Sequence[int] = next((one for one in ARCHES if first in one), ())
    if last not in arch:
        raise _refusal(Problem.UNKNOWN_TOOTH, typed)
    start, end = sorted((arch.index(first), arch.index(last)))
    return tuple(arch[start : end + 1])


def _code(tooth: int, typed: str) -> str:
    """The letter or digit for what was typed, in the dentition of the tooth."""
    # A letter is taken as typed: Ê is no E.
    if _bare(typed).upper() in codes_for(tooth):
        return _bare(typed).upper()
    meant = _BY_WORD.get(_fold(typed))
    code = (meant.primary if is_primary(tooth) else meant.permanent) if meant else ""
    if not code:
        accepted = f"{min(codes_for(tooth))}–{max(codes_for(tooth))}"
        raise _refusal(Problem.UNKNOWN_TOOTH_CODE, f"{tooth} {typed}", accepted=accepted)
    return code


def _refuse_taken(tooth: int, found: Mapping[int, str]) -> None:
    other = same_space(tooth)
    if tooth in found:
        raise _refusal(Problem.TOOTH_TWICE, str(tooth))
    if other in found:
        raise _refusal(Problem.SAME_SPACE_TWICE, f"{other}, {tooth}")


def _bare(typed: str) -> str:
    """The words without "răng", "R", "số"."""
    return " ".join(word for word in typed.split() if _unmarked(word) not in _NOISE)


def _fold(typed: str) -> str:
    """The words in lower case without diacritics and without "răng", "R", "số"."""
    return _unmarked(_bare(typed))


def _unmarked(typed: str) -> str:
    bare = unicodedata.normalize("NFD", typed.casefold()).replace("đ", "d")
    return "".join(letter for letter in bare if not unicodedata.combining(letter))


def _refusal(problem: Problem, part: str, **more: str) -> InvalidObservation:
    return InvalidObservation(field=FIELD, problem=problem, part=part.strip(), **more)
