"""Facts as CSV: code, label, source, valid_from. ``SOURCES.md`` says where each list is from."""

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType


@cache
def rows(name: str) -> tuple[Mapping[str, str], ...]:
    """All rows of ``<name>.csv`` in file order, column -> text, blanks as "".

    Raises:
        FileNotFoundError: there is no such list.
    """
    text = files(__name__).joinpath(f"{name}.csv").read_text(encoding="utf-8")
    return tuple(MappingProxyType(dict(row)) for row in csv.DictReader(text.splitlines()))


@cache
def labels(name: str) -> Mapping[str, str]:
    """Code -> label of ``<name>.csv``, in file order."""
    return MappingProxyType({row["code"]: row["label"] for row in rows(name)})
