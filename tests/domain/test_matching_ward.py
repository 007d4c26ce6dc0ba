"""Names of this ward: 30 planted pairs are found, 30 twins stay two, strangers are left in peace."""

from collections import Counter

import pytest

from casemgmt.domain.matching import Verdict, decide_all
from tests.domain.slips import SLIPS, SPELLINGS_OF_ONE_NAME
from tests.domain.wards import make_ward

SEEDS = range(20)


def found_child(decision, child):
    """Whether a decision leads to that child, by itself or by a person."""
    return child in {one.key for one in (*decision.near, *filter(None, (decision.same,)))}


@pytest.fixture(params=SEEDS, scope="module")
def ward(request):
    return make_ward(request.param)


def test_planted_pairs_are_found_and_never_joined_to_somebody_else(ward):
    decisions = decide_all([one.row for one in ward.pairs], ward.register)

    missed = [
        (one.slip, one.row.full_name)
        for one, each in zip(ward.pairs, decisions, strict=True)
        if not found_child(each, one.child)
    ]
    assert len(missed) <= 0.05 * len(ward.pairs), missed
    joined = [(one, each.same) for one, each in zip(ward.pairs, decisions, strict=True) if each.same]
    assert [pair for pair in joined if pair[0].child != pair[1].key] == []


def test_no_twin_is_joined_by_itself(ward):
    decisions = decide_all([one.row for one in ward.twins], ward.register)

    assert [one.row.full_name for one, each in zip(ward.twins, decisions, strict=True) if each.same] == []


def test_strangers_are_new_and_seldom_asked_about(ward):
    verdicts = Counter(one.verdict for one in decide_all(ward.strangers, ward.register))

    assert verdicts[Verdict.SAME] == 0
    assert verdicts[Verdict.NEAR] <= 0.02 * len(ward.strangers)


def test_a_list_of_the_whole_register_with_its_planted_children_joins_nobody_wrongly(ward):
    rows = [*(one.row for one in ward.pairs), *(one.row for one in ward.twins), *ward.strangers]
    truth = {id(one.row): one.child for one in ward.pairs}

    decisions = decide_all(rows, ward.register)

    wrong = [
        row
        for row, one in zip(rows, decisions, strict=True)
        if one.same and one.same.key != truth.get(id(row))
    ]
    assert wrong == []


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.__name__)
def test_every_slip_is_found_in_nearly_every_ward(slip):
    wards = [make_ward(seed, planted=60, strangers=0) for seed in range(100, 106)]
    pairs = [(ward, one) for ward in wards for one in ward.pairs if one.slip == slip.__name__]

    found = [found_child(decide_all([one.row], ward.register)[0], one.child) for ward, one in pairs]

    assert len(pairs) >= 12
    assert sum(found) >= 0.9 * len(pairs)


@pytest.mark.parametrize("slip", SPELLINGS_OF_ONE_NAME, ids=lambda slip: slip.__name__)
def test_two_spellings_of_one_name_are_joined_without_asking(slip):
    wards = [make_ward(seed, planted=60, strangers=0) for seed in range(200, 204)]
    pairs = [(ward, one) for ward in wards for one in ward.pairs if one.slip == slip.__name__]

    verdicts = Counter(decide_all([one.row], ward.register)[0].verdict for ward, one in pairs)

    assert verdicts[Verdict.SAME] >= 0.9 * len(pairs)
