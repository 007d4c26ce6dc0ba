"""Every kind of oddness in its own small list: from the bytes to the exact reading wanted."""

import json
from datetime import date
from pathlib import Path

import pytest

from casemgmt.domain.roster import read_roster
from casemgmt.intake.sandbox import read_file
from casemgmt.services.roster_reading import stated
from tests.samples import make_rosters

FOLDER = Path(__file__).parents[1] / "samples" / "rosters" / "made"
LISTS = sorted(path for path in FOLDER.iterdir() if path.suffix != ".json")
TODAY = date(2026, 11, 23)


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.name)
def test_a_made_list_is_read_exactly_as_wanted(path):
    wanted = json.loads(path.with_suffix(".expected.json").read_text("utf-8"))

    reading = read_roster(read_file(path.read_bytes()), TODAY)

    found = sorted(
        [one.row, one.column_letter, one.code.value] for one in (*reading.problems, *reading.warnings)
    )
    assert stated(reading) == wanted["children"]
    assert [row for _, row in reading.rejected] == wanted["rejected"]
    assert found == sorted(list(one.values()) for one in wanted["problems"])
    assert set(wanted["notes"]) <= {note.code.value for note in reading.notes}


def test_the_lists_are_those_that_the_program_beside_them_makes():
    assert {path.name: path.read_bytes() for path in LISTS} == {
        made.name: made.content for made in make_rosters.LISTS
    }
