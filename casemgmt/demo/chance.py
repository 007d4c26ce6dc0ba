"""Where chance comes from: one stream a purpose, the same on every machine."""

from collections.abc import Mapping
from random import Random
from typing import TypeVar
from uuid import UUID

SEED = 1843
Outcome = TypeVar("Outcome")


def dice(*purpose: object) -> Random:
    """A stream of its own for a purpose, so that one more draw somewhere changes nothing elsewhere."""
    return Random(":".join(map(str, (SEED, *purpose))))


def draw(rng: Random, weights: Mapping[Outcome, float]) -> Outcome:
    """One of some outcomes, as often as its weight says."""
    return rng.choices(list(weights), list(weights.values()))[0]


def make_id(rng: Random) -> UUID:
    """An identifier that is the same each time."""
    return UUID(int=rng.getrandbits(128), version=4)
