"""Every outcome, field, absence and obstacle has its words."""

import unicodedata

import pytest

from casemgmt.domain.rosters.changes import ChangeField, Outcome
from casemgmt.domain.rosters.taking import Absence
from casemgmt.domain.rosters.undoing import Obstacle
from casemgmt.http.roster_words import ABSENCE, AFTER, BEFORE, FIELD, OBSTACLE, OUTCOME, obstacle_words


@pytest.mark.parametrize(
    ("table", "codes"),
    [
        pytest.param(FIELD, ChangeField, id="fields"),
        pytest.param(ABSENCE, Absence, id="absences"),
        pytest.param(OBSTACLE, Obstacle, id="obstacles"),
    ],
)
def test_every_code_has_its_words_in_composed_text(table, codes):
    assert set(table) == set(codes)
    assert all(unicodedata.is_normalized("NFC", words) for words in table.values())


def test_every_outcome_has_a_tile_before_or_after_taking_over():
    assert {one.value for one in Outcome} <= set(BEFORE)
    assert {*BEFORE, *AFTER} == set(OUTCOME)


def test_several_obstacles_are_told_in_one_line():
    assert obstacle_words(("examined", "referred")) == "đã có trong một phiếu khám; đã có phiếu chuyển khám"
