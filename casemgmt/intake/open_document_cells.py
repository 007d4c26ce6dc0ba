"""What the attributes of one .ods cell say: its value, how often it stands there."""

from collections.abc import Mapping
from datetime import date, datetime

from casemgmt.domain.rosters.sheets import Cell
from casemgmt.intake.cell_codec import plain_cell

_MOST_REPEATS = 10_000_000


def count_of(attributes: Mapping[str, str], name: str) -> int:
    """How often a row or cell stands there; 1 where it does not say."""
    number = attributes.get(name, "1")
    if not (number.isascii() and number.isdigit()) or not 1 <= int(number[:9]) <= _MOST_REPEATS:
        raise ValueError("no count")
    return int(number[:9])


def cell_value(given: Mapping[str, str], text: str) -> Cell:
    """The value of a cell by its stated type; a time stays as it is shown."""
    kind = given.get("office:value-type", "")
    if kind in {"float", "percentage", "currency"}:
        return plain_cell(float(given["office:value"])) if "office:value" in given else plain_cell(text)
    if kind == "date" and "office:date-value" in given:
        return _date(given["office:date-value"])
    if kind == "boolean" and "office:boolean-value" in given:
        return given["office:boolean-value"] == "true"
    return plain_cell(given.get("office:string-value") or text)


def _date(written: str) -> Cell:
    """A day, a moment, or the text where the calendar has none such."""
    try:
        moment = datetime.fromisoformat(written[:26])
    except ValueError:
        return written
    return moment.replace(tzinfo=None) if "T" in written else date(moment.year, moment.month, moment.day)
