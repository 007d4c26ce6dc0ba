"""What a table of counts may look like, and who may make a published one."""

from dataclasses import replace

import pytest

from casemgmt.domain.disclosure.protect import publish
from casemgmt.domain.disclosure.table import (
    HIDDEN,
    TOTAL,
    Category,
    Counts,
    PublishedCell,
    PublishedTable,
    Rule,
    SecretTable,
)
from tests.domain.disclosure.attacker import CAPTION, secret_table

ONE = (Category("a", "A"),)


@pytest.mark.parametrize(
    ("examined", "found"),
    [
        pytest.param(3, 4, id="more found than examined"),
        pytest.param(3, -1, id="fewer than nobody found"),
        pytest.param(-1, None, id="fewer than nobody examined"),
    ],
)
def test_impossible_counts_are_refused(examined, found):
    with pytest.raises(ValueError):
        Counts(examined, found)


@pytest.mark.parametrize(
    ("rows", "columns", "cells"),
    [
        pytest.param(ONE, ONE, ((Counts(1), Counts(1)),), id="more cells than columns"),
        pytest.param(ONE, ONE, (), id="a row missing"),
        pytest.param((), ONE, (), id="no row at all"),
        pytest.param(ONE * 2, ONE, ((Counts(1),), (Counts(1),)), id="a code twice"),
        pytest.param(
            (Category(TOTAL, "Tổng"),), ONE, ((Counts(1),),), id="a category that claims to be the total"
        ),
        pytest.param(
            ONE, (*ONE, Category("b", "B")), ((Counts(1), Counts(1, 0)),), id="found counted here and there"
        ),
    ],
)
def test_a_table_that_is_no_table_is_refused(rows, columns, cells):
    with pytest.raises(ValueError):
        SecretTable(CAPTION, rows, columns, cells)


def test_totals_are_part_of_the_table():
    table = secret_table([[(10, 1), (20, 2)], [(30, 3), (40, 4)]])

    assert table.examined == (10, 20, 30, 30, 40, 70, 40, 60, 100)
    assert table.found == (1, 2, 3, 3, 4, 7, 4, 6, 10)


def test_secret_counts_do_not_show_in_a_log():
    assert "Counts" not in repr(secret_table([[(10, 3)]]))


@pytest.mark.parametrize(
    ("examined", "found", "percent"),
    [
        pytest.param(20, 5, 25.0, id="twenty examined: the least that gives a percentage"),
        pytest.param(19, 5, None, id="nineteen examined: too few"),
        pytest.param(0, 0, None, id="nobody examined"),
        pytest.param(80, 0, 0.0, id="nobody found"),
        pytest.param(80, 5, 6.3, id="a half is rounded up"),
        pytest.param(300, 100, 33.3, id="one decimal"),
        pytest.param(HIDDEN, 5, HIDDEN, id="examined hidden"),
        pytest.param(80, HIDDEN, HIDDEN, id="found hidden"),
        pytest.param(19, HIDDEN, HIDDEN, id="found hidden, too few examined"),
        pytest.param(80, None, None, id="a table that only counts"),
    ],
)
def test_a_percentage_is_made_of_printed_numbers_alone(examined, found, percent):
    assert PublishedCell(examined, found).percent == percent


def test_nobody_but_protection_makes_a_published_table():
    with pytest.raises(TypeError):
        PublishedTable(CAPTION, ONE, ONE, ((PublishedCell(3, 1),),), Rule())


def test_a_published_table_cannot_be_changed_into_another():
    published = publish(secret_table([[(40, 12), (50, 3)]]))

    with pytest.raises((TypeError, ValueError)):
        replace(published, cells=((PublishedCell(3, 1),),))


def test_a_cell_is_found_by_its_codes():
    published = publish(secret_table([[(40, 12), (50, 20)]]))

    assert published.cell("r0", "c1").found == 20
    assert published.cell("r0", TOTAL).found == 32
    assert published.cell(TOTAL, TOTAL).examined == 90


def test_an_unknown_code_has_no_cell():
    with pytest.raises(ValueError):
        publish(secret_table([[(40, 12)]])).cell("r7", "c0")


@pytest.mark.parametrize(
    ("k", "min_width"),
    [
        pytest.param(1, 0, id="nothing protected"),
        pytest.param(5, 5, id="wider than a group of k allows"),
        pytest.param(5, 0, id="no width"),
    ],
)
def test_a_rule_that_protects_nothing_is_refused(k, min_width):
    with pytest.raises(ValueError):
        Rule(k, min_width)
