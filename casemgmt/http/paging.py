"""Which page of a list is asked for."""

from flask import request

LAST_PAGE = 10_000


def page_number() -> int:
    """The first ``trang`` parameter as a page number; 1 where missing or senseless."""
    text = request.args.get("trang", "1")
    return min(max(int(text), 1), LAST_PAGE) if text.isascii() and text.isdigit() and len(text) < 6 else 1


def small_number(text: str | None) -> int | None:
    """A whole number of at most eight digits; None for anything else."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else None
