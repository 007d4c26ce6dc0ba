"""Two-way tables of children: as counted (secret) and as they may be shown (published).

A table crosses two dimensions; every cell holds children examined and, of these, children
found. The margins belong to the table: one total per row, per column and overall.
"""

from collections.abc import Sequence
from dataclasses import InitVar, dataclass, field
from datetime import datetime
from enum import Enum

TOTAL = "total"
MIN_DENOMINATOR = 20  # project convention: no percentage over fewer children, see `percent`


class Hidden(Enum):
    """The value of a figure that is not published; it says nothing about the reason."""

    HIDDEN = "–"


HIDDEN = Hidden.HIDDEN
Figure = int | Hidden


@dataclass(frozen=True)
class Rule:
    """What must stay unknown to a reader; a setting that a leader signs.

    Attributes:
        k: a count of 1..k-1 children must not be recognisable as such.
        min_width: smallest accepted distance between the lowest and the highest value that a
            reader cannot exclude; 4 leaves five possible values.

    Raises:
        ValueError: k below 2, or a width that a group of k children could not offer.

    Source: project convention; no law of Vietnam names a number.
    """

    k: int = 5
    min_width: int = 4

    def __post_init__(self) -> None:
        if self.k < 2 or not 1 <= self.min_width < self.k:
            raise ValueError("the rule needs k of at least 2 and a width from 1 to k - 1")


@dataclass(frozen=True)
class Category:
    """One row or column heading: code for programs, label in Vietnamese."""

    code: str
    label: str


@dataclass(frozen=True)
class Caption:
    """What stands beside every published figure, in Vietnamese.

    Attributes:
        title: name of the indicator.
        definition: the whole definition in a sentence.
        numerator, denominator: in words; denominator "" where the table only counts.
        population: who is counted.
        period: campaign or school year in words.
        rule_version: of the instrument's rules, for example ``vision 1.0``.
        source: where the counts come from.
        made_at: when they were counted, aware.
    """

    title: str
    definition: str
    numerator: str
    denominator: str
    population: str
    period: str
    rule_version: str
    source: str
    made_at: datetime


@dataclass(frozen=True)
class Counts:
    """Children of one cell.

    Attributes:
        examined: children with a complete examination.
        found: those of them with the finding; None where the table only counts examined.

    Raises:
        ValueError: a negative count, or more found than examined.
    """

    examined: int
    found: int | None = None

    def __post_init__(self) -> None:
        if not 0 <= (self.found or 0) <= self.examined:
            raise ValueError("0 <= found <= examined does not hold")


@dataclass(frozen=True)
class SecretTable:
    """Counts as they are: for ``protect.publish`` only, never shown, never logged.

    Attributes:
        cells: one tuple per row, one ``Counts`` per column; without totals.

    Raises:
        ValueError: a shape other than rows × columns, a code twice or equal to ``TOTAL``,
            or cells with and without ``found`` in one table.
    """

    caption: Caption
    rows: tuple[Category, ...]
    columns: tuple[Category, ...]
    cells: tuple[tuple[Counts, ...], ...] = field(repr=False)

    def __post_init__(self) -> None:
        for codes in ([one.code for one in self.rows], [one.code for one in self.columns]):
            if not codes or len(set(codes)) != len(codes) or TOTAL in codes:
                raise ValueError("a dimension needs categories with codes of their own")
        if [len(row) for row in self.cells] != [len(self.columns)] * len(self.rows):
            raise ValueError("the cells must fill rows × columns")
        if len({cell.found is None for row in self.cells for cell in row}) > 1:
            raise ValueError("found must be counted in every cell or in none")

    @property
    def examined(self) -> tuple[int, ...]:
        """Children examined with all totals, row by row (see ``with_totals``)."""
        return with_totals([[cell.examined for cell in row] for row in self.cells])

    @property
    def found(self) -> tuple[int, ...] | None:
        """Children found with all totals, row by row; None where the table only counts examined."""
        if self.cells[0][0].found is None:
            return None
        return with_totals([[cell.found or 0 for cell in row] for row in self.cells])


@dataclass(frozen=True)
class PublishedCell:
    """One cell or total as shown.

    Attributes:
        examined: number, or ``HIDDEN``.
        found: number, or ``HIDDEN``; None where the table only counts examined.
    """

    examined: Figure
    found: Figure | None

    @property
    def percent(self) -> float | Hidden | None:
        """Found per 100 examined, from the shown numbers alone, to one decimal, half up.

        Returns:
            ``HIDDEN`` where one of the numbers is; None where the table has no rate or fewer
            than ``MIN_DENOMINATOR`` children were examined.

        Source: project convention for small denominators.
        """
        if self.found is None:
            return None
        if self.examined is HIDDEN or self.found is HIDDEN:
            return HIDDEN
        if self.examined < MIN_DENOMINATOR:
            return None
        return (2000 * self.found + self.examined) // (2 * self.examined) / 10


_SEAL = object()


@dataclass(frozen=True)
class PublishedTable:
    """Figures that may leave the team; made by ``protect.publish`` alone.

    Attributes:
        rows, columns: headings without the total.
        cells: rows + 1 tuples of columns + 1 cells; the last of each is the total.
        rule: what the hiding was done for.

    Raises:
        TypeError: made by anything but ``protect.publish``.
    """

    caption: Caption
    rows: tuple[Category, ...]
    columns: tuple[Category, ...]
    cells: tuple[tuple[PublishedCell, ...], ...]
    rule: Rule
    seal: InitVar[object] = None

    def __post_init__(self, seal: object) -> None:
        if seal is not _SEAL:
            raise TypeError("only protect.publish makes a PublishedTable")

    @property
    def has_rate(self) -> bool:
        """Whether the table shows found beside examined."""
        return self.cells[-1][-1].found is not None

    @property
    def has_hidden(self) -> bool:
        """Whether any figure of the table is hidden."""
        return any(HIDDEN in (cell.examined, cell.found) for row in self.cells for cell in row)

    def cell(self, row: str, column: str) -> PublishedCell:
        """The cell of two codes; ``TOTAL`` stands for a margin.

        Raises:
            ValueError: there is no such code.
        """
        return self.cells[_index(self.rows, row)][_index(self.columns, column)]


def sealed(secret: SecretTable, cells: tuple[tuple[PublishedCell, ...], ...], rule: Rule) -> PublishedTable:
    """A published table with the headings of its secret one; called by ``protect`` alone."""
    return PublishedTable(secret.caption, secret.rows, secret.columns, cells, rule, _SEAL)


def with_totals(cells: Sequence[Sequence[int]]) -> tuple[int, ...]:
    """Counts with a total after each row and a last row of column totals, as one flat tuple.

    Args:
        cells: one sequence of children per row, all of one length.

    Returns:
        (rows + 1) × (columns + 1) numbers, row by row; the last is the grand total.
    """
    rows = [(*row, sum(row)) for row in cells]
    totals = tuple(sum(column) for column in zip(*rows, strict=True))
    return tuple(number for row in (*rows, totals) for number in row)


def _index(categories: tuple[Category, ...], code: str) -> int:
    return [*(one.code for one in categories), TOTAL].index(code)
