"""A published table as a bar chart: SVG for pages, PNG for papers.

Bars lie down, so that age groups and "không công bố" can be read on a telephone. A figure that
is not published has words in its place and no bar; zero has the number 0.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import import_module
from io import BytesIO
from textwrap import fill
from threading import Lock
from types import ModuleType
from typing import Any, NamedTuple

from casemgmt.domain.disclosure.table import (
    HIDDEN,
    MIN_DENOMINATOR,
    Category,
    PublishedCell,
    PublishedTable,
)
from casemgmt.reports.wording import EVERY_ROW, HIDDEN_MARK, count_text, percent_text, require_published

INK, QUIET, ACCENT, PALE, GRID = "#1F2933", "#52606D", "#0B6470", "#DCEAED", "#E4E7EB"
# Told apart by fill and hatching as well as by colour; contrast to white above 3 : 1.
LOOKS: Mapping[str, Mapping[str, object]] = {
    "M": {"facecolor": ACCENT, "edgecolor": ACCENT},
    "F": {"facecolor": PALE, "edgecolor": ACCENT, "hatch": "////"},
}
OTHER_LOOK: Mapping[str, object] = {"facecolor": "white", "edgecolor": QUIET, "hatch": "\\\\\\\\"}
WIDTH, BAR, GAP, TOP_EDGE, FOOT = 5.0, 0.25, 0.19, 0.14, 0.68  # inches; the SVG is 360 units wide
LEFT, RIGHT = 1.12, 0.12  # inches beside the bars
LINE, SMALL_LINE, LEGEND = 0.27, 0.23, 0.38  # inches of a title line, of a line below it, of the legend
TITLE_SIZE, SIZE = 15, 12  # points: 12 pixels on a telephone 390 pixels wide
TITLE_LETTERS, SUBTITLE_LETTERS, LABEL_LETTERS = 36, 46, 11  # that fit in one line
LABEL_ROOM = 1.22  # length of the axis, in longest bars
PNG_DPI = 160
_drawing_now = Lock()  # font and style caches of matplotlib are not made for several threads


class Matplotlib(NamedTuple):
    """The modules a chart needs, as ``_matplotlib`` loaded them."""

    figure: ModuleType
    patches: ModuleType
    ticker: ModuleType


@dataclass(frozen=True)
class Bar:
    """One bar; the value is None where words stand in its place."""

    series: str
    value: float | None
    text: str


@dataclass(frozen=True)
class Group:
    """The bars of one age group, from top to bottom."""

    label: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Drawing:
    """All that is seen on a chart, and nothing more; equal drawings are drawn once.

    Attributes:
        series: what bars of one look stand for.
        groups: from top to bottom; the last is all ages together.
    """

    title: str
    subtitle: str
    axis: str
    series: tuple[Category, ...]
    groups: tuple[Group, ...]

    @property
    def values(self) -> tuple[float, ...]:
        """The values that have a bar."""
        return tuple(bar.value for group in self.groups for bar in group.bars if bar.value is not None)

    @property
    def body(self) -> float:
        """Height of all bars and gaps, in inches."""
        return sum(len(group.bars) * BAR + GAP for group in self.groups) + GAP


def chart_svg(table: PublishedTable) -> bytes:
    """The chart as SVG whose text stays text; the same table gives the same bytes.

    Raises:
        TypeError: not a ``PublishedTable``.
    """
    return _rendered(_drawing(require_published(table)), "svg")


def chart_png(table: PublishedTable) -> bytes:
    """The chart as PNG, 800 pixels wide.

    Raises:
        TypeError: not a ``PublishedTable``.
    """
    return _rendered(_drawing(require_published(table)), "png")


def load_library() -> None:
    """Load matplotlib ahead of the first chart."""
    _matplotlib()


def _drawing(table: PublishedTable) -> Drawing:
    """What is drawn: percentages where the table has them, else the children examined.

    Groups in which nobody was examined are left out; that nobody was is printed in the table.
    """
    rows = zip((*table.rows, EVERY_ROW), table.cells, strict=True)
    groups = [Group(row.label, tuple(_bars(table.columns, cells[:-1]))) for row, cells in rows]
    return Drawing(
        title=table.caption.title,
        subtitle=table.caption.period,
        axis="Tỷ lệ có phát hiện (% số trẻ được khám)" if table.has_rate else "Số trẻ được khám",
        series=table.columns,
        groups=tuple(group for group in groups if group.bars),
    )


def _bars(columns: Sequence[Category], cells: Sequence[PublishedCell]) -> Iterator[Bar]:
    for series, cell in zip(columns, cells, strict=True):
        value = cell.examined if cell.found is None else cell.percent
        if cell.examined == 0:
            continue
        if value is HIDDEN:
            yield Bar(series.code, None, f"{HIDDEN_MARK} không công bố")
        elif value is None:
            yield Bar(series.code, None, f"dưới {MIN_DENOMINATOR} trẻ: không tính tỷ lệ")
        else:
            yield Bar(
                series.code, value, count_text(value) if isinstance(value, int) else percent_text(value)
            )


@cache
def _matplotlib() -> Matplotlib:
    """matplotlib, loaded with the first chart.

    The one import that does not stand at the top of its module: matplotlib takes over a second
    to load, and the server has to be up within one. Nothing else of the program uses it.
    """
    style = {
        "svg.fonttype": "none",
        "svg.hashsalt": "casemgmt",  # element ids are then the same in every run
        "font.family": "sans-serif",
        "font.sans-serif": ["DejaVu Sans"],  # comes with matplotlib, has every Vietnamese letter
        "hatch.linewidth": 0.8,
        "text.parse_math": False,  # a title is words, whatever signs it holds
    }
    import_module("matplotlib").rcParams.update(style)
    return Matplotlib(*(import_module(f"matplotlib.{name}") for name in Matplotlib._fields))


@lru_cache(maxsize=128)
def _rendered(drawing: Drawing, form: str) -> bytes:
    """The bytes of a drawing, drawn by one thread at a time."""
    unstamped = {"svg": {"Date": None, "Title": drawing.title}, "png": {"Software": None}}
    with _drawing_now:
        file = BytesIO()
        _figure(drawing).savefig(file, format=form, dpi=PNG_DPI, metadata=unstamped[form])
    return file.getvalue()


def _figure(drawing: Drawing) -> Any:
    """The figure: title, legend, bars, axis, from top to bottom; all distances in inches."""
    title = fill(drawing.title, TITLE_LETTERS)
    subtitle = fill(drawing.subtitle, SUBTITLE_LETTERS)
    head = TOP_EDGE + LINE * _lines(title) + SMALL_LINE * _lines(subtitle) + LEGEND
    height = head + drawing.body + FOOT
    figure = _matplotlib().figure.Figure(figsize=(WIDTH, height), facecolor="white")
    left = TOP_EDGE / WIDTH
    top = 1 - TOP_EDGE / height
    figure.text(left, top, title, size=TITLE_SIZE, weight="bold", color=INK, va="top", linespacing=1.2)
    top -= LINE * _lines(title) / height
    figure.text(left, top, subtitle, size=SIZE, color=QUIET, va="top", linespacing=1.2)
    place = (LEFT / WIDTH, FOOT / height, 1 - (LEFT + RIGHT) / WIDTH, drawing.body / height)
    axes = figure.add_axes(place, ylim=(drawing.body, 0))
    _draw_bars(axes, drawing)
    _draw_axis(axes, drawing)
    _draw_legend(figure, drawing, 1 - (head - LEGEND) / height)
    return figure


def _draw_bars(axes: Any, drawing: Drawing) -> None:
    """The bars, the words beside them and the names of the age groups."""
    axes.set_xlim(0, max(drawing.values, default=0) * LABEL_ROOM or 1)
    middles, top = [], GAP
    for group in drawing.groups:
        middles.append(top + len(group.bars) * BAR / 2)
        for bar in group.bars:
            _draw_bar(axes, bar, top + BAR / 2)
            top += BAR
        top += GAP
    labels = [fill(group.label, LABEL_LETTERS) for group in drawing.groups]
    names = axes.set_yticks(middles, labels, size=SIZE, color=INK)
    if names:
        names[-1].label1.set_fontweight("bold")


def _draw_bar(axes: Any, bar: Bar, middle: float) -> None:
    ink, style = (QUIET, "italic") if bar.value is None else (INK, "normal")
    if bar.value is not None:
        axes.barh(middle, bar.value, BAR * 0.84, linewidth=0.8, zorder=2, **_look(bar.series))
    axes.annotate(
        bar.text, (bar.value or 0, middle), xytext=(5, 0), textcoords="offset points", va="center",
        size=SIZE, color=ink, style=style, bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.8},
    )  # fmt: skip


def _draw_axis(axes: Any, drawing: Drawing) -> None:
    ticker = _matplotlib().ticker
    axes.xaxis.set_major_locator(ticker.MaxNLocator(nbins=5, steps=[1, 2, 5, 10], integer=True))
    axes.xaxis.set_major_formatter(ticker.FuncFormatter(lambda value, _: count_text(round(value))))
    axes.set_xlabel(drawing.axis, size=SIZE, color=INK, labelpad=6)
    axes.tick_params(axis="both", length=0, pad=6)
    axes.tick_params(axis="x", labelsize=SIZE, labelcolor=QUIET)
    axes.grid(axis="x", color=GRID, linewidth=0.8)
    axes.set_axisbelow(True)
    axes.spines[["top", "right", "bottom"]].set_visible(False)
    axes.spines["left"].set_color(QUIET)
    if not drawing.values:
        axes.set_xticks([])


def _draw_legend(figure: Any, drawing: Drawing, top: float) -> None:
    patch = _matplotlib().patches.Patch
    keys = [patch(label=one.label, **_look(one.code)) for one in drawing.series]
    figure.legend(
        handles=keys, loc="upper left", bbox_to_anchor=(TOP_EDGE / WIDTH, top), ncols=len(keys),
        frameon=False, fontsize=SIZE, labelcolor=INK, borderpad=0.2, borderaxespad=0,
        handlelength=1.6, columnspacing=1.6,
    )  # fmt: skip


def _look(series: str) -> Mapping[str, object]:
    return LOOKS.get(series, OTHER_LOOK)


def _lines(text: str) -> int:
    return text.count("\n") + 1
