"""Code lists: one meaning a code, a source for every list, and labels in one Unicode form."""

import csv
import re
import unicodedata
from collections import Counter

import pytest

from tests.architecture.tree import PACKAGE

FOLDER = PACKAGE / "codelists"
LISTS = sorted(FOLDER.glob("*.csv"))
# Lists of pairs rather than of codes: what makes a row unique there.
KEYS = {"access_matrix": ("resource", "action")}
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
EVERY_LIST = pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)


def rows(path):
    with path.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened, strict=True))


def page_of_sources():
    return (FOLDER / "SOURCES.md").read_text("utf-8")


def key(path, row):
    """A code may come again with a later day from which it holds."""
    columns = KEYS.get(path.stem) or [name for name in ("code", "valid_from") if name in row]
    return tuple(row[name] for name in columns)


@EVERY_LIST
def test_every_row_has_every_column_and_no_more(path):
    found = rows(path)

    assert found
    assert [row for row in found if None in row or None in row.values()] == []


@EVERY_LIST
def test_no_code_comes_twice(path):
    counted = Counter(key(path, row) for row in rows(path))

    assert () not in counted
    assert {each: times for each, times in counted.items() if times > 1} == {}


@EVERY_LIST
def test_every_code_is_given_and_has_a_label(path):
    needed = KEYS.get(path.stem, ("code", "label"))

    assert [row for row in rows(path) if not all(row[name].strip() for name in needed)] == []


@EVERY_LIST
def test_every_row_or_else_the_whole_list_has_a_source(path):
    sources = [row.get("source", "").strip() for row in rows(path)]

    assert all(sources) or f"`{path.name}`" in page_of_sources()


@EVERY_LIST
def test_days_are_written_as_year_month_day(path):
    days = [row[name] for row in rows(path) for name in ("valid_from", "valid_to") if row.get(name)]

    assert [day for day in days if not DAY.fullmatch(day)] == []


@EVERY_LIST
def test_text_is_composed_and_has_no_blanks_at_its_ends(path):
    cells = [cell for row in rows(path) for cell in row.values()]

    assert [cell for cell in cells if cell != unicodedata.normalize("NFC", cell).strip()] == []


def test_the_page_of_sources_names_no_list_that_is_gone():
    named = set(re.findall(r"`(\w+\.csv)`", page_of_sources()))

    assert named <= {path.name for path in LISTS}
