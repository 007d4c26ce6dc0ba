"""Two texts side by side, with the parts marked in which they differ."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_TOKENS = re.compile(r"[^\s/]+|[\s/]+")


@dataclass(frozen=True)
class Part:
    """A piece of text; ``differs`` where the other side has something else there."""

    text: str
    differs: bool


def marked_parts(listed: str, known: str) -> tuple[Sequence[Part], Sequence[Part], bool]:
    """The parts of both, and whether they differ: a blank on one side is no difference."""
    if not listed or not known or listed == known:
        return _filled([Part(listed, False)]), _filled([Part(known, False)]), False
    left: list[Part] = []
    right: list[Part] = []
    for same, ours, theirs in _runs(_TOKENS.findall(listed), _TOKENS.findall(known)):
        left.append(Part(ours, not same))
        right.append(Part(theirs, not same))
    return _filled(left), _filled(right), True


def _runs(ours: Sequence[str], theirs: Sequence[str]) -> Iterator[tuple[bool, str, str]]:
    """Whether they are the same, and the words of both sides; of as many words place by place."""
    if len(ours) == len(theirs):
        yield from ((one == other, one, other) for one, other in zip(ours, theirs, strict=True))
        return
    for kind, a, b, c, d in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        yield kind == "equal", "".join(ours[a:b]), "".join(theirs[c:d])


def _filled(parts: Sequence[Part]) -> tuple[Part, ...]:
    return tuple(part for part in parts if part.text)
