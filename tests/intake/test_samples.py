"""Class lists as schools send them: from the bytes to the exact reading wanted."""

import json
from datetime import date
from pathlib import Path

import pytest

from casemgmt.codelists import labels
from casemgmt.domain.roster import read_roster
from casemgmt.intake.workbook import read_sheets

SAMPLES = Path(__file__).parents[1] / "samples" / "rosters"
LISTS = sorted(path for path in SAMPLES.iterdir() if path.suffix in {".xlsx", ".csv"})
TODAY = date(2026, 11, 23)


def stated(child, keys):
    """The child as the expected reading writes it, with the keys the file states."""
    shown = {
        "dob": child.dob.isoformat(),
        "ethnic_group": labels("ethnic_groups").get(child.ethnic_group),
    }
    return {key: shown[key] if key in shown else getattr(child, key) for key in keys}


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_a_sample_is_read_exactly_as_wanted(path):
    wanted = json.loads(path.with_suffix(".expected.json").read_text("utf-8"))

    reading = read_roster(read_sheets(path.read_bytes()), TODAY)

    pairs = zip(reading.children, wanted["children"], strict=True)
    assert [stated(child, one) for child, one in pairs] == wanted["children"]
    assert [row for _, row in reading.rejected] == wanted["rejected"]


def test_the_first_sample_names_its_school_and_year():
    reading = read_roster(read_sheets((SAMPLES / "01_title_merged_x.xlsx").read_bytes()), TODAY)

    assert (reading.school_name, reading.school_year) == ("TRƯỜNG TIỂU HỌC ĐỨC XUÂN", 2026)
