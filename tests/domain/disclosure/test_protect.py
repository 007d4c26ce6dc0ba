"""An attacker gets no count of 1..4 out of a published table, and no more is hidden than needed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casemgmt.domain.disclosure.audit import audit
from casemgmt.domain.disclosure.protect import publish
from casemgmt.domain.disclosure.table import HIDDEN, Rule
from casemgmt.domain.errors import WrongStep
from tests.domain.disclosure.attacker import recovered, secret_table

BLANK = "–"


def shown(published, figure):
    """Rows of a published table as text, totals included."""
    figures = [[getattr(cell, figure) for cell in row] for row in published.cells]
    return [" ".join(BLANK if one is HIDDEN else str(one) for one in row) for row in figures]


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        pytest.param(
            [[(90, 10), (90, 20)], [(90, 30), (90, 40)]],
            ["10 20 30", "30 40 70", "40 60 100"],
            id="nothing small: nothing hidden",
        ),
        pytest.param(
            [[(90, 0), (90, 20)], [(90, 30), (90, 0)]],
            ["0 20 20", "30 0 30", "30 20 50"],
            id="zeros are printed",
        ),
        pytest.param(
            [[(90, 5), (90, 20)], [(90, 30), (90, 40)]],
            ["5 20 25", "30 40 70", "35 60 95"],
            id="five is not small",
        ),
        pytest.param(
            [[(90, 4), (90, 20)], [(90, 30), (90, 40)]],
            ["– – 24", "– – 70", "34 60 94"],
            id="four: a partner in the row, in the column and where they cross",
        ),
        pytest.param(
            [[(90, 4), (90, 20)], [(90, 30), (90, 40)], [(90, 9), (90, 11)]],
            ["– – 24", "30 40 70", "– – 20", "43 71 114"],
            id="the smaller partners are taken",
        ),
        pytest.param(
            [[(90, 86), (90, 20)], [(90, 30), (90, 40)]],
            ["– – 106", "– – 70", "116 60 176"],
            id="four without the finding are four as well",
        ),
        pytest.param(
            [[(90, 90), (90, 20)], [(90, 30), (90, 40)]],
            ["– – 110", "– – 70", "120 60 180"],
            id="everyone has it: hidden",
        ),
        pytest.param(
            [[(90, 2), (90, 0)], [(90, 0), (90, 3)]],
            ["– 0 –", "0 – –", "– – –"],
            id="two and three: the total of five would give them away",
        ),
        pytest.param(
            [[(5, 3), (90, 20)], [(90, 30), (90, 40)]],
            ["– – 23", "– – 70", "33 60 93"],
            id="three of five: one to five remain possible",
        ),
        pytest.param(
            [[(90, 1), (90, 6)]],
            ["– – 7", "– – 7"],
            id="one row: row and total are the same",
        ),
    ],
)
def test_found_counts_by_hand(cells, found):
    published = publish(secret_table(cells))

    assert shown(published, "found") == found


@pytest.mark.parametrize(
    ("cells", "examined"),
    [
        pytest.param(
            [[(4,), (90,)], [(80,), (70,)]], ["– – 94", "– – 150", "84 160 244"], id="four examined"
        ),
        pytest.param(
            [[(5,), (90,)], [(80,), (70,)]], ["5 90 95", "80 70 150", "85 160 245"], id="five examined"
        ),
        pytest.param([[(2,)]], ["– –", "– –"], id="two examined in all"),
        pytest.param([[(0,), (0,)]], ["0 0 0", "0 0 0"], id="nobody examined"),
    ],
)
def test_examined_counts_by_hand(cells, examined):
    published = publish(secret_table(cells))

    assert shown(published, "examined") == examined


def test_no_found_count_but_zero_stands_beside_a_hidden_examined_count():
    published = publish(secret_table([[(3, 0), (90, 40)], [(80, 30), (70, 35)]]))

    assert shown(published, "examined") == ["– – 93", "– – 150", "83 160 243"]
    assert shown(published, "found") == ["0 – 40", "– – 65", "30 75 105"]


def test_no_rate_stands_beside_a_hidden_count():
    published = publish(secret_table([[(90, 4), (90, 20)], [(90, 30), (90, 40)]]))

    assert shown(published, "percent") == ["– – 13.3", "– – 38.9", "18.9 33.3 26.1"]


def test_findings_of_one_instrument_show_the_same_examined_counts():
    rare = publish(secret_table([[(3, 1), (90, 2)], [(80, 0), (70, 3)]]))
    frequent = publish(secret_table([[(3, 3), (90, 60)], [(80, 50), (70, 40)]]))
    plain = publish(secret_table([[(3,), (90,)], [(80,), (70,)]]))

    assert shown(rare, "examined") == shown(frequent, "examined") == shown(plain, "examined")


def test_the_same_counts_are_hidden_in_the_same_places():
    secret = secret_table([[(40, 3), (50, 12), (9, 1)], [(60, 15), (70, 20), (8, 4)]])

    assert publish(secret) == publish(secret)


def test_a_stricter_rule_hides_more():
    secret = secret_table([[(90, 8), (90, 20)], [(90, 30), (90, 40)]])

    assert not publish(secret).has_hidden
    assert publish(secret, Rule(k=10)).has_hidden


def test_what_does_not_pass_the_audit_is_not_published(monkeypatch):
    monkeypatch.setattr("casemgmt.domain.disclosure.protect.audit", lambda secret, published: ("a leak",))

    with pytest.raises(WrongStep) as refused:
        publish(secret_table([[(90, 8)]]))

    assert refused.value.details == {"problem": "not_protectable"}


def counts(most):
    """Examined children of a cell: often none, often few."""
    return st.one_of(st.just(0), st.integers(1, 9), st.integers(1, most))


@st.composite
def tables_of_one_instrument(draw, rows, columns, findings, most):
    """Tables with the same children examined and different findings."""
    height, width = draw(st.integers(1, rows)), draw(st.integers(1, columns))
    examined = [[draw(counts(most)) for _ in range(width)] for _ in range(height)]
    return [
        secret_table([[(one, min(one, draw(counts(most)))) for one in row] for row in examined])
        for _ in range(draw(st.integers(1, findings)))
    ]


@settings(max_examples=120, deadline=None)
@given(tables_of_one_instrument(rows=3, columns=3, findings=1, most=40))
def test_an_attacker_recovers_nothing_from_a_table(secrets):
    assert recovered(secrets, [publish(secret) for secret in secrets]) == []


@settings(max_examples=25, deadline=None)
@given(tables_of_one_instrument(rows=6, columns=3, findings=1, most=20))
def test_an_attacker_recovers_nothing_from_a_table_of_full_size(secrets):
    assert recovered(secrets, [publish(secret) for secret in secrets]) == []


@settings(max_examples=25, deadline=None)
@given(tables_of_one_instrument(rows=3, columns=2, findings=3, most=12))
def test_an_attacker_recovers_nothing_from_several_findings_together(secrets):
    assert recovered(secrets, [publish(secret) for secret in secrets]) == []


@st.composite
def tables_with_somebody_well(draw):
    """Two findings; nowhere are all the children affected, and no cell has a single child."""
    rows, columns = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    examined = [[draw(counts(14).filter(lambda one: one != 1)) for _ in range(columns)] for _ in range(rows)]
    return [
        secret_table([[(one, draw(st.integers(0, max(one - 1, 0)))) for one in row] for row in examined])
        for _ in range(2)
    ]


@settings(max_examples=50, deadline=None)
@given(tables_with_somebody_well())
def test_taking_for_granted_that_somebody_is_well_helps_nobody(secrets):
    assert recovered(secrets, [publish(secret) for secret in secrets], sceptical=True) == []


@settings(max_examples=60, deadline=None)
@given(tables_of_one_instrument(rows=4, columns=3, findings=1, most=40))
def test_what_is_printed_is_true_and_adds_up(secrets):
    cells = [cell for row in publish(secrets[0]).cells for cell in row]

    examined = [(cell.examined, true) for cell, true in zip(cells, secrets[0].examined, strict=True)]
    found = [(cell.found, true) for cell, true in zip(cells, secrets[0].found, strict=True)]

    assert {shown for shown, true in examined + found if shown != true} <= {HIDDEN}


@settings(max_examples=60, deadline=None)
@given(tables_of_one_instrument(rows=4, columns=3, findings=1, most=40))
def test_no_small_count_and_every_zero_is_printed(secrets):
    published = publish(secrets[0])

    cells = [cell for row in published.cells for cell in row]
    printed = [number for cell in cells for number in (cell.examined, cell.found) if number is not HIDDEN]
    hidden_zeros = [
        true for cell, true in zip(cells, secrets[0].found, strict=True) if true == 0 and cell.found is HIDDEN
    ]

    assert not set(printed) & {1, 2, 3, 4}
    assert hidden_zeros == []


@settings(max_examples=30, deadline=None)
@given(tables_of_one_instrument(rows=4, columns=3, findings=1, most=40))
def test_every_published_table_passes_the_audit(secrets):
    assert audit(secrets[0], publish(secrets[0])) == ()
