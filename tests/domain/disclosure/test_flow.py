"""The flow finds the exact extremes: compared with trying every table."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from casemgmt.domain.disclosure.flow import network, repair, shift, stretch
from casemgmt.domain.disclosure.table import with_totals

MOST = 4


def tables(rows, columns):
    """Every table with cells of 0..MOST."""
    for cells in product(range(MOST + 1), repeat=rows * columns):
        yield with_totals([cells[row * columns : (row + 1) * columns] for row in range(rows)])


ALL = {shape: list(tables(*shape)) for shape in ((1, 2), (2, 2), (2, 3))}


def fitting(shape, limits):
    return [
        table
        for table in ALL[shape]
        if all(low <= number <= high for number, (low, high) in zip(table, limits, strict=True))
    ]


@st.composite
def limited_tables(draw):
    """A shape, limits for every number (cells stay within 0..MOST), and any table of that shape."""
    shape = draw(st.sampled_from(sorted(ALL)))
    start = draw(st.sampled_from(ALL[shape]))
    limits = []
    for at, number in enumerate(draw(st.sampled_from(ALL[shape]))):
        is_cell = at % (shape[1] + 1) < shape[1] and at < shape[0] * (shape[1] + 1)
        low = draw(st.integers(0, number))
        limits.append((low, draw(st.integers(number, MOST if is_cell else number + 3))))
    return shape, limits, start


@settings(max_examples=150, deadline=None)
@given(limited_tables())
def test_a_table_within_the_limits_is_found_whenever_there_is_one(case):
    shape, limits, start = case

    found = repair(network(*shape, limits), start)

    assert found in fitting(shape, limits)


@settings(max_examples=150, deadline=None)
@given(limited_tables(), st.data())
def test_no_table_means_there_is_none(case, data):
    shape, limits, start = case
    at = data.draw(st.integers(0, len(limits) - 1))
    wrong = data.draw(st.integers(0, MOST))
    limits[at] = (wrong, wrong)

    found = repair(network(*shape, limits), start)

    assert (found is None) == (fitting(shape, limits) == [])


@settings(max_examples=150, deadline=None)
@given(limited_tables(), st.data())
def test_a_single_number_is_moved_to_its_exact_extremes(case, data):
    shape, limits, start = case
    at = data.draw(st.integers(0, len(limits) - 1))
    arcs = network(*shape, limits)
    inside = repair(arcs, start)
    values = [table[at] for table in fitting(shape, limits)]

    low, high = (stretch(arcs, inside, (at,), step=step, amount=99) for step in (-1, 1))

    assert (low[at], high[at]) == (min(values), max(values))


@settings(max_examples=150, deadline=None)
@given(limited_tables(), st.data())
def test_a_moved_group_is_a_table_within_the_limits(case, data):
    shape, limits, start = case
    group = data.draw(st.sets(st.integers(0, len(limits) - 1), min_size=2, max_size=3))
    arcs = network(*shape, limits)
    inside = repair(arcs, start)

    moved = stretch(arcs, inside, sorted(group), step=1, amount=99)

    assert moved in fitting(shape, limits)
    assert sum(moved[at] for at in group) >= sum(inside[at] for at in group)


def test_a_number_moves_no_farther_than_asked():
    arcs = network(1, 1, [(0, 9)] * 4)

    assert shift(arcs, (3, 3, 3, 3), which=0, step=1, amount=2) == (5, 5, 5, 5)
