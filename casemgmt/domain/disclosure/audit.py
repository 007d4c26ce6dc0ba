"""What an attacker can work out from a published table.

The attacker knows that counts are whole, that rows and columns add up, that examined = found +
not found, that zeros are always printed (so a blank hides at least one child) and the rule. He
may also take for granted that a hidden group is not wholly affected (``spare``).

How: every table that agrees with what is printed is a *world*. Examined counts are a flow
(``flow``), and for given examined counts so are the found counts below them. A secret is safe
when worlds exist in which it takes values far enough apart. Every such world is a real table, so
"safe" is never wrong. Where all examined counts are printed, the range of a single number is
exact; otherwise the search looks at some worlds only and may call unsafe what is safe.

The found counts must leave *every* examined world possible. Several findings of one instrument,
each published with the same examined counts, are then safe together, not only one by one.

Not covered: several editions, filters and populations; findings of which one contains another;
and a reader who runs this program on every table he cannot exclude, to see which of them would
have been hidden in the same places.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import combinations, product

from casemgmt.domain.disclosure.flow import CEILING, Arc, Flow, network, repair, stretch
from casemgmt.domain.disclosure.table import HIDDEN, Figure, PublishedTable, Rule, SecretTable

LEAST_HIDDEN = 2  # a blank as a sceptical reader sees it: one child with the finding, one without
Hidden = frozenset[int]  # places not printed
Places = tuple[int, ...]  # indices in the order of ``table.with_totals``
World = tuple[Flow, tuple[Arc, ...], Flow]  # examined counts, limits of found, found counts


class Quantity(StrEnum):
    """Which count of a group is meant."""

    EXAMINED = "examined"
    FOUND = "found"
    NOT_FOUND = "not_found"


class LeakKind(StrEnum):
    """What a reader knows too well."""

    EXACT = "exact"  # the count itself
    SMALL = "small"  # that it is 1..k-1
    NARROW = "narrow"  # a range below the minimal width
    GROUP = "group"  # that all children of the group have the finding
    LINKED = "linked"  # more about hidden examined counts, through the found ones


@dataclass(frozen=True)
class Lattice:
    """A table's size without its totals, and the rule it is protected by."""

    rows: int
    columns: int
    rule: Rule

    @property
    def places(self) -> range:
        """Indices of all numbers, totals included."""
        return range((self.rows + 1) * (self.columns + 1))

    @property
    def cells(self) -> Places:
        """Indices of the cells, totals left out."""
        return self.block(range(self.rows), range(self.columns))

    def block(self, rows: Sequence[int], columns: Sequence[int]) -> Places:
        """Indices of the crossings of some rows and columns."""
        return tuple(row * (self.columns + 1) + column for row, column in product(rows, columns))


@dataclass(frozen=True)
class Secret:
    """A count to protect: one number of the table, or the sum of several; never log it."""

    quantity: Quantity
    places: Places
    value: int


@dataclass(frozen=True)
class Leak:
    """A secret that is not safe and the range a reader is left with; never log it."""

    secret: Secret
    low: int
    high: int
    kind: LeakKind


def audit(secret: SecretTable, published: PublishedTable) -> tuple[Leak, ...]:
    """Everything that a published table gives away; empty when it is clean.

    Source: disclosure rule of the project; k and width from ``published.rule``.
    """
    lattice = Lattice(len(secret.rows), len(secret.columns), published.rule)
    cells = [cell for row in published.cells for cell in row]
    hidden = _hidden([cell.examined for cell in cells])
    leaks = tuple(examined_leaks(lattice, secret.examined, hidden))
    if leaks or secret.found is None:
        return leaks
    worlds = examined_worlds(lattice, secret.examined, hidden)
    hidden = _hidden([cell.found for cell in cells])
    nothing = (0,) * len(cells)
    return tuple(found_leaks(lattice, worlds, secret.found, hidden=hidden, spare=nothing))


def examined_leaks(lattice: Lattice, examined: Flow, hidden: Hidden) -> Iterator[Leak]:
    """The examined counts that a reader knows too well.

    Args:
        examined: true counts with totals.
    """
    for secret, low, high in _examined_extremes(lattice, examined, hidden):
        ends = _sum(low, secret.places), _sum(high, secret.places)
        kind = judge(lattice.rule, secret.value, *ends)
        if kind:
            yield Leak(secret, *ends, kind)


def examined_worlds(lattice: Lattice, examined: Flow, hidden: Hidden) -> tuple[Flow, ...]:
    """Examined counts that a reader cannot exclude: the true ones, then two for each secret."""
    extremes = _examined_extremes(lattice, examined, hidden)
    return tuple(dict.fromkeys((examined, *(flow for _, *pair in extremes for flow in pair))))


def found_leaks(
    lattice: Lattice, examined: Sequence[Flow], found: Flow, *, hidden: Hidden, spare: Flow
) -> Iterator[Leak]:
    """The found and not-found counts that a reader knows too well.

    Args:
        examined: worlds of examined counts, the true one first.
        found: true counts with totals.
        spare: children without the finding that the reader takes for granted in hidden places.
    """
    worlds = [_world(lattice, counts, found, hidden=hidden, spare=spare) for counts in examined]
    possible = [world for world in worlds if world]
    if len(possible) < len(worlds):
        yield Leak(Secret(Quantity.EXAMINED, (), 0), 0, 0, LeakKind.LINKED)
        return
    for secret in found_secrets(lattice, examined[0], found):
        yield from _leak(lattice.rule, secret, possible)


def judge(rule: Rule, value: int, low: int, high: int) -> LeakKind | None:
    """What is wrong with the range a reader is left with; None when it is wide enough.

    Args:
        value: the true count; 0 means that all of the group have the finding.
        low, high: least and greatest value the reader cannot exclude.
    """
    if low == high:
        return LeakKind.EXACT if value else LeakKind.GROUP
    if low >= 1 and high < rule.k:
        return LeakKind.SMALL
    return LeakKind.NARROW if high - low < rule.min_width else None


def found_secrets(lattice: Lattice, examined: Flow, found: Flow) -> tuple[Secret, ...]:
    """The secrets among the found and the not-found counts."""
    rest = tuple(one - other for one, other in zip(examined, found, strict=True))
    return (
        *secrets(lattice, Quantity.FOUND, found, known=found),
        *secrets(lattice, Quantity.NOT_FOUND, rest, known=examined),
    )


@lru_cache(maxsize=32)  # asked for again with every figure that might be printed
def secrets(lattice: Lattice, quantity: Quantity, counts: Flow, *, known: Flow) -> tuple[Secret, ...]:
    """All that must stay unknown: over any rows and any columns, single numbers first.

    Counts of 1..k-1; among the not-found also 0, because then all of the group have the finding.

    Args:
        counts: of the quantity, with totals.
        known: where this is zero the reader knows the count to be zero.
    """
    found = {}
    for rows, columns in product(_choices(lattice.rows), _choices(lattice.columns)):
        group = tuple(at for at in lattice.block(rows, columns) if known[at])
        value = _sum(counts, group)
        if group and value < lattice.rule.k and (value or quantity is Quantity.NOT_FOUND):
            found[group] = Secret(quantity, group, value)
    return tuple(sorted(found.values(), key=lambda one: (len(one.places), one.places)))


def _choices(size: int) -> list[Places]:
    """Every choice of some categories; the total (index ``size``) stands for all of them."""
    some = [choice for many in range(1, size) for choice in combinations(range(size), many)]
    return [*some, (size,)]


def _examined_extremes(
    lattice: Lattice, examined: Flow, hidden: Hidden
) -> Iterator[tuple[Secret, Flow, Flow]]:
    """Each secret of the examined counts with the worlds in which it is least and greatest."""
    limits = [
        (min(count, LEAST_HIDDEN), CEILING) if at in hidden else (count, count)
        for at, count in enumerate(examined)
    ]
    arcs = network(lattice.rows, lattice.columns, limits)
    for secret in secrets(lattice, Quantity.EXAMINED, examined, known=examined):
        low, high = _extremes(arcs, examined, secret, lattice.rule)
        yield secret, low, high


def _world(lattice: Lattice, examined: Flow, found: Flow, *, hidden: Hidden, spare: Flow) -> World | None:
    """Found counts that go with some examined counts, and their limits; None where none do."""
    limits = [
        (1, most - spare[at]) if at in hidden else (found[at], min(found[at], most))
        for at, most in enumerate(examined)
    ]
    arcs = network(lattice.rows, lattice.columns, limits)
    possible = repair(arcs, found)
    return None if possible is None else (examined, arcs, possible)


def _leak(rule: Rule, secret: Secret, worlds: Sequence[World]) -> Iterator[Leak]:
    """The leak of one secret over all worlds; stops as soon as the range is wide enough."""
    low = high = secret.value
    for examined, arcs, found in worlds:
        least, most = (_sum(flow, secret.places) for flow in _extremes(arcs, found, secret, rule))
        if secret.quantity is Quantity.NOT_FOUND:
            whole = _sum(examined, secret.places)
            least, most = whole - most, whole - least
        low, high = min(low, least), max(high, most)
        if judge(rule, secret.value, low, high) is None:
            return
    yield Leak(secret, low, high, judge(rule, secret.value, low, high) or LeakKind.NARROW)


def _extremes(arcs: Sequence[Arc], flow: Flow, secret: Secret, rule: Rule) -> tuple[Flow, Flow]:
    """Two worlds with the group as low and as high as it goes, within the distance that matters."""
    far = rule.k + rule.min_width
    low, high = (stretch(arcs, flow, secret.places, step=step, amount=far) for step in (-1, 1))
    return low, high


def _hidden(figures: Sequence[Figure | None]) -> Hidden:
    return frozenset(at for at, figure in enumerate(figures) if figure is HIDDEN)


def _sum(counts: Flow, places: Places) -> int:
    return sum(counts[at] for at in places)
