"""An attacker who shares no line with the code he attacks.

He reads published tables only, writes down every equation he knows (rows add up, columns add up,
examined = found + not found; tables of one instrument show the same children examined) and
searches for whole-number tables that fit: limits are narrowed equation by equation, then the
first open number is split. The search is complete: what he finds is possible, what he does not
find is impossible.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import combinations

from casemgmt.domain.disclosure.table import HIDDEN, Caption, Category, Counts, PublishedTable, SecretTable

Limits = dict[str, tuple[int, int]]
Equation = tuple[str, list[str]]  # a number, and the numbers that add up to it

CAPTION = Caption(
    title="Giảm thị lực",
    definition="Định nghĩa mẫu.",
    numerator="Trẻ có phát hiện",
    denominator="Trẻ được khám",
    population="Trẻ Mẫu",
    period="Năm học 2026–2027",
    rule_version="mẫu 1",
    source="Phường Mẫu",
    made_at=datetime(2026, 10, 1, 2, 30, tzinfo=UTC),
)


def secret_table(cells: list[list[tuple[int, ...]]]) -> SecretTable:
    """A table of (examined, found) pairs, or of (examined,) alone; rows r0, r1 …, columns c0, c1 …"""
    return SecretTable(
        caption=CAPTION,
        rows=tuple(Category(f"r{at}", f"Hàng {at}") for at in range(len(cells))),
        columns=tuple(Category(f"c{at}", f"Cột {at}") for at in range(len(cells[0]))),
        cells=tuple(tuple(Counts(*cell) for cell in row) for row in cells),
    )


@dataclass(frozen=True)
class Recovered:
    """A small count, and the only values that it can still have."""

    name: str
    true: int
    possible: tuple[int, ...]


def recovered(
    secrets: list[SecretTable],
    published: list[PublishedTable],
    *,
    sceptical: bool = False,
    k: int = 5,
    width: int = 4,
) -> list[Recovered]:
    """What the attacker gets: small counts left with too few values, or only with small ones.

    Args:
        secrets, published: tables of one instrument, so with the same children examined.
        sceptical: he takes for granted that behind a blank not everyone has the finding, except
            where exactly k children were examined.
    """
    ceiling = sum(cell.examined for row in secrets[0].cells for cell in row) + 4 * k
    limits, equations = _knowledge(published, ceiling, k if sceptical else None)
    seen: list[dict[str, int]] = []
    lost = []
    for name, parts, true in _small_counts(secrets, k):
        possible = {sum(world[part] for part in parts) for world in seen}
        for value in range(k + 2 * width):
            if len(possible) > width and not possible <= set(range(1, k)):
                break
            if value not in possible:
                worlds = _solve(limits | {name: (value, value)}, [*equations, (name, parts)])
                found = list(_first(worlds))
                seen += found
                possible |= {value for _ in found}
        if len(possible) <= width or possible <= set(range(1, k)):
            lost.append(Recovered(name, true, tuple(sorted(possible))))
    return lost


def _knowledge(
    published: list[PublishedTable], ceiling: int, spared_except: int | None
) -> tuple[Limits, list[Equation]]:
    limits: Limits = {}
    equations: list[Equation] = []
    for number, table in enumerate(published):
        rows, columns = len(table.rows), len(table.columns)
        for row, cells in enumerate(table.cells):
            for column, cell in enumerate(cells):
                place = f"{row},{column}"
                limits[f"e{place}"] = _limits(cell.examined, ceiling)
                limits[f"f{number} {place}"] = _limits(cell.found or 0, ceiling)
                spared = spared_except is not None and cell.found is HIDDEN and cell.examined != spared_except
                limits[f"g{number} {place}"] = (int(spared), ceiling)
                equations.append((f"e{place}", [f"f{number} {place}", f"g{number} {place}"]))
        for letter in ("e", f"f{number} ", f"g{number} "):
            for row in range(rows + 1):
                equations.append(
                    (f"{letter}{row},{columns}", [f"{letter}{row},{at}" for at in range(columns)])
                )
            for at in range(columns + 1):
                equations.append((f"{letter}{rows},{at}", [f"{letter}{row},{at}" for row in range(rows)]))
    return limits, equations


def _limits(figure: object, ceiling: int) -> tuple[int, int]:
    return (1, ceiling) if figure is HIDDEN else (figure, figure)


def _small_counts(secrets: list[SecretTable], k: int) -> Iterator[tuple[str, list[str], int]]:
    """Every count of 1..k-1 over any rows and columns, and every "all have it": name, parts, value."""
    for number, secret in enumerate(secrets):
        for rows in _subsets(len(secret.rows)):
            for columns in _subsets(len(secret.columns)):
                places = [(row, column) for row in rows for column in columns]
                cells = [secret.cells[row][column] for row, column in places]
                examined, found = sum(one.examined for one in cells), sum(one.found or 0 for one in cells)
                for letter, value in (
                    ("e", examined),
                    (f"f{number} ", found),
                    (f"g{number} ", examined - found),
                ):
                    wholly_affected = letter[0] == "g" and value == 0 < examined
                    if 1 <= value < k or wholly_affected:
                        parts = [f"{letter}{row},{column}" for row, column in places]
                        yield f"{letter}in rows {rows}, columns {columns}", parts, value


def _subsets(size: int) -> Iterator[tuple[int, ...]]:
    for many in range(1, size + 1):
        yield from combinations(range(size), many)


def _solve(limits: Limits, equations: list[Equation]) -> Iterator[dict[str, int]]:
    narrowed = _narrow(dict(limits), equations)
    if narrowed is None:
        return
    open_names = [name for name, (low, high) in narrowed.items() if low < high]
    if not open_names:
        yield {name: low for name, (low, _) in narrowed.items()}
        return
    name = min(open_names, key=lambda one: narrowed[one][1] - narrowed[one][0])
    low, high = narrowed[name]
    middle = (low + high) // 2
    yield from _solve(narrowed | {name: (low, middle)}, equations)
    yield from _solve(narrowed | {name: (middle + 1, high)}, equations)


def _narrow(limits: Limits, equations: list[Equation]) -> Limits | None:
    """Tighten every limit by every equation until nothing changes; None where they contradict."""
    changed = True
    while changed:
        changed = False
        for total, parts in equations:
            low, high = sum(limits[part][0] for part in parts), sum(limits[part][1] for part in parts)
            wanted = {total: (low, high)}
            for part in parts:
                own_low, own_high = limits[part]
                wanted[part] = (limits[total][0] - high + own_high, limits[total][1] - low + own_low)
            for name, (at_least, at_most) in wanted.items():
                old = limits[name]
                new = (max(old[0], at_least), min(old[1], at_most))
                if new[0] > new[1]:
                    return None
                if new != old:
                    limits[name], changed = new, True
    return limits


def _first(worlds: Iterator[dict[str, int]]) -> Iterator[dict[str, int]]:
    for world in worlds:
        yield world
        return
