"""How published figures read in Vietnamese, on pages, in workbooks and on charts."""

from datetime import datetime

from casemgmt.domain.context import LOCAL_TIME
from casemgmt.domain.disclosure.table import (
    HIDDEN,
    MIN_DENOMINATOR,
    Category,
    Figure,
    Hidden,
    PublishedTable,
    Rule,
)

HIDDEN_MARK = "–"
TOO_FEW_MARK = f"<{MIN_DENOMINATOR}"
EVERY_ROW = Category("total", "Mọi tuổi")
EVERY_COLUMN = Category("total", "Chung")


def count_text(figure: Figure) -> str:
    """``1.234``; a dash where hidden."""
    return HIDDEN_MARK if figure is HIDDEN else f"{figure:,}".replace(",", ".")


def percent_text(percent: float | Hidden | None) -> str:
    """``12,5``; a dash where hidden, ``<20`` where too few were examined for a percentage."""
    if percent is HIDDEN:
        return HIDDEN_MARK
    return TOO_FEW_MARK if percent is None else f"{percent:.1f}".replace(".", ",")


def moment_text(moment: datetime) -> str:
    """``01/10/2026 09:30`` in Vietnam's time."""
    return moment.astimezone(LOCAL_TIME).strftime("%d/%m/%Y %H:%M")


def protection_note(rule: Rule) -> str:
    """What the dash means and what is not said."""
    return (
        f"Số dưới {rule.k} và số có thể suy ra được che ({HIDDEN_MARK}); nhóm mà mọi trẻ đều có phát hiện "
        "cũng được che. Số 0 luôn được ghi. Số được ghi là số thật, không làm tròn."
    )


def rate_note() -> str:
    """How percentages are made."""
    return f"Tỷ lệ tính từ các số đã ghi; {TOO_FEW_MARK} trẻ được khám thì không tính tỷ lệ."


def require_published(table: object) -> PublishedTable:
    """The table itself, if protection made it.

    Raises:
        TypeError: anything else, above all secret counts.
    """
    if not isinstance(table, PublishedTable):
        raise TypeError(f"only a PublishedTable may be reported, not {type(table).__name__}")
    return table
