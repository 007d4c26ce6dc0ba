"""Hiding the figures that would give small counts away.

First the examined counts, by themselves: every finding of one instrument then shows and hides
the same ones. After them the found counts. Zeros are always printed.

All that is not zero starts hidden; then figures are printed one after the other, totals first
and large ones first, each only if the audit stays clean. So what stays hidden is needed: none of
it could be printed with the rest. Then one more figure is hidden wherever that lets others out.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from casemgmt.domain.disclosure.audit import (
    Hidden,
    Lattice,
    Leak,
    Quantity,
    Secret,
    audit,
    examined_leaks,
    examined_worlds,
    found_leaks,
    found_secrets,
    secrets,
)
from casemgmt.domain.disclosure.flow import Flow
from casemgmt.domain.disclosure.table import HIDDEN, PublishedCell, PublishedTable, Rule, SecretTable, sealed
from casemgmt.domain.errors import WrongStep

RULE = Rule()
Leaks = Callable[[Hidden], Iterator[Leak]]


def publish(secret: SecretTable, rule: Rule = RULE) -> PublishedTable:
    """The table as it may be shown: true numbers, and blanks where needed.

    Hidden are counts of 1..k-1 among examined, found and not found, figures of groups in which
    all have the finding, and whatever would let a reader narrow those down (see ``audit``).

    Raises:
        WrongStep: with ``problem`` ``not_protectable``, where the result does not pass the audit.

    Source: disclosure rule of the project (k = 5, width 4), to be signed by a leader.
    """
    lattice = Lattice(len(secret.rows), len(secret.columns), rule)
    examined = _protect_examined(lattice, secret.examined)
    found: Hidden = frozenset()
    if secret.found is not None:
        worlds = examined_worlds(lattice, secret.examined, examined)
        found = _protect_found(lattice, worlds, secret.found, examined)
    published = sealed(secret, _cells(lattice, secret, examined, found), rule)
    if audit(secret, published):
        raise WrongStep(problem="not_protectable")
    return published


def _protect_examined(lattice: Lattice, examined: Flow) -> Hidden:
    """Where the examined count is hidden; depends on the examined counts alone."""
    small = _single(secrets(lattice, Quantity.EXAMINED, examined, known=examined))
    return _hide_least(
        lattice, examined, keep=small, leaks=lambda hidden: examined_leaks(lattice, examined, hidden)
    )


def _protect_found(lattice: Lattice, worlds: Sequence[Flow], found: Flow, blank: Hidden) -> Hidden:
    """Where the found count is hidden: also, unless it is 0, wherever the examined count is.

    The reader may take for granted that no group is wholly affected, except in groups printed as
    exactly k children: there k values are left only if all of them may have the finding.

    Args:
        worlds: examined counts a reader cannot exclude, the true ones first.
        blank: where the examined count is hidden.
    """
    spare = tuple(
        int(examined > found[at] and (examined > lattice.rule.k or at in blank))
        for at, examined in enumerate(worlds[0])
    )
    small = _single(found_secrets(lattice, worlds[0], found))
    return _hide_least(
        lattice,
        found,
        keep=blank | small,
        leaks=lambda hidden: found_leaks(lattice, worlds, found, hidden=hidden, spare=spare),
    )


def _single(every: Iterable[Secret]) -> Hidden:
    """The places that are secrets by themselves."""
    return frozenset(secret.places[0] for secret in every if len(secret.places) == 1)


def _hide_least(lattice: Lattice, counts: Flow, *, keep: Hidden, leaks: Leaks) -> Hidden:
    """A greedy choice, then exchanges: one more place hidden where others can be printed for it."""
    cells = frozenset(lattice.cells)
    everything = frozenset(at for at in lattice.places if counts[at])
    by_size = sorted(everything, key=lambda at: (at in cells, -counts[at], at))
    hidden = _print_in_order(everything, [at for at in by_size if at not in keep], leaks)
    for place in [at for at in reversed(by_size) if at not in hidden]:
        order = [at for at in by_size if at in hidden - keep]
        other = _print_in_order(hidden | {place}, [*order, place], leaks)
        hidden = min(hidden, other, key=lambda one: _loss(one, cells, counts))
    return hidden


def _loss(hidden: Hidden, cells: Hidden, counts: Flow) -> tuple[int, int, int]:
    """Totals hidden, then numbers hidden, then children behind them: less is better."""
    return len(hidden - cells), len(hidden), sum(counts[at] for at in hidden)


def _print_in_order(hidden: Hidden, order: list[int], leaks: Leaks) -> Hidden:
    """Print one place after the other where no leak follows; halving finds harmless runs quickly."""
    fewer = hidden - frozenset(order)
    if not order or not any(leaks(fewer)):
        return fewer
    if len(order) == 1:
        return hidden
    half = len(order) // 2
    return _print_in_order(_print_in_order(hidden, order[:half], leaks), order[half:], leaks)


def _cells(
    lattice: Lattice, secret: SecretTable, examined: Hidden, found: Hidden
) -> tuple[tuple[PublishedCell, ...], ...]:
    counts = secret.found or (None,) * len(lattice.places)
    cells = [
        PublishedCell(
            HIDDEN if at in examined else secret.examined[at],
            HIDDEN if at in found else counts[at],
        )
        for at in lattice.places
    ]
    width = lattice.columns + 1
    return tuple(tuple(cells[start : start + width]) for start in range(0, len(cells), width))
