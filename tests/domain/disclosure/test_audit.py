"""What the audit sees in tables that hide too little."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casemgmt.domain.disclosure.audit import LeakKind, Quantity, audit, judge
from casemgmt.domain.disclosure.table import HIDDEN, PublishedCell, Rule, sealed
from tests.domain.disclosure.attacker import recovered, secret_table


def printed(secret, hidden_examined=(), hidden_found=()):
    """The table with just these places hidden, as a careless person would."""
    width = len(secret.columns) + 1
    cells = [
        PublishedCell(HIDDEN if at in hidden_examined else examined, HIDDEN if at in hidden_found else found)
        for at, (examined, found) in enumerate(zip(secret.examined, secret.found, strict=True))
    ]
    rows = tuple(tuple(cells[start : start + width]) for start in range(0, len(cells), width))
    return sealed(secret, rows, Rule())


# Two age groups × two sexes; places are counted row by row with totals:
# 0 1 2
# 3 4 5
# 6 7 8
TABLE = secret_table([[(40, 3), (50, 12)], [(60, 15), (70, 20)]])


@pytest.mark.parametrize(
    ("hidden", "kind"),
    [
        pytest.param((), LeakKind.EXACT, id="printed as it is"),
        pytest.param((0,), LeakKind.EXACT, id="alone in its row and column: the total gives it away"),
        pytest.param((0, 1), LeakKind.EXACT, id="a partner in the row only: the column gives it away"),
        pytest.param((0, 1, 3, 4), None, id="a partner in the row, in the column and where they cross"),
        pytest.param((0, 2, 6, 8), None, id="all totals above it hidden"),
    ],
)
def test_a_small_count_needs_partners(hidden, kind):
    leaks = audit(TABLE, printed(TABLE, hidden_found=hidden))

    assert {leak.kind for leak in leaks} == ({kind} if kind else set())


@pytest.mark.parametrize(
    ("cells", "hidden", "kind"),
    [
        pytest.param([[(40, 38), (50, 12)]], (), LeakKind.EXACT, id="all but two have it"),
        pytest.param([[(40, 40), (50, 12)]], (), LeakKind.GROUP, id="everyone has it"),
        pytest.param(
            [[(40, 2), (50, 3)]], (0, 1, 3, 4), LeakKind.SMALL, id="two small counts add up to five"
        ),
        pytest.param([[(40, 1), (50, 5)]], (0, 1, 3, 4), None, id="one and five: either may be one to five"),
        pytest.param([[(7, 4), (40, 0), (50, 12)]], (0, 2, 4, 6), None, id="a blank beside a printed zero"),
    ],
)
def test_the_remainder_and_the_sum_give_away_as_much(cells, hidden, kind):
    secret = secret_table(cells)

    leaks = audit(secret, printed(secret, hidden_found=hidden))

    assert {leak.kind for leak in leaks} == ({kind} if kind else set())


@pytest.mark.parametrize(
    ("value", "low", "high", "kind"),
    [
        pytest.param(3, 3, 3, LeakKind.EXACT, id="known"),
        pytest.param(3, 1, 4, LeakKind.SMALL, id="certainly one to four"),
        pytest.param(3, 1, 5, None, id="five values, one of them not small"),
        pytest.param(3, 2, 5, LeakKind.NARROW, id="four values"),
        pytest.param(3, 2, 6, None, id="five values from two"),
        pytest.param(3, 0, 3, LeakKind.NARROW, id="zero to three: four values"),
        pytest.param(3, 0, 4, None, id="zero to four: five values, one of them not small"),
        pytest.param(0, 0, 0, LeakKind.GROUP, id="certainly everyone has it"),
        pytest.param(0, 0, 3, LeakKind.NARROW, id="at most three have it not"),
        pytest.param(0, 0, 4, None, id="up to four may have it not"),
    ],
)
def test_how_much_a_reader_may_know(value, low, high, kind):
    assert judge(Rule(), value, low, high) is kind


def test_few_examined_are_as_secret_as_few_found():
    secret = secret_table([[(3, 0), (50, 12)]])

    leaks = audit(secret, printed(secret))

    assert Quantity.EXAMINED in {leak.secret.quantity for leak in leaks}


def test_a_printed_found_count_must_not_narrow_a_hidden_examined_one():
    secret = secret_table([[(3, 0), (12, 11)], [(40, 20), (50, 25)]])
    hidden = (0, 1, 3, 4)

    leaks = audit(secret, printed(secret, hidden_examined=hidden))

    assert {leak.kind for leak in leaks} == {LeakKind.LINKED}


@st.composite
def carelessly_printed(draw):
    """A small table of which any places of the found counts, but no zero, are hidden."""
    rows, columns = draw(st.integers(1, 2)), draw(st.integers(1, 3))
    examined = st.integers(5, 15)
    cells = [
        [
            (most, draw(st.integers(0, most)))
            for most in draw(st.lists(examined, min_size=columns, max_size=columns))
        ]
        for _ in range(rows)
    ]
    secret = secret_table(cells)
    places = [at for at, count in enumerate(secret.found) if count]
    hidden = draw(st.sets(st.sampled_from(places))) if places else set()
    return secret, printed(secret, hidden_found=hidden)


@settings(max_examples=80, deadline=None)
@given(carelessly_printed())
def test_a_clean_audit_means_that_an_attacker_gets_nothing(case):
    secret, published = case

    clean = audit(secret, published) == ()

    assert clean <= (recovered([secret], [published]) == [])


@settings(max_examples=80, deadline=None)
@given(carelessly_printed())
def test_a_leak_of_a_single_count_is_real_where_all_examined_are_printed(case):
    secret, published = case

    leaks = [leak for leak in audit(secret, published) if len(leak.secret.places) == 1]

    assert bool(leaks) <= (recovered([secret], [published]) != [])
