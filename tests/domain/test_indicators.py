"""Every published figure says what it counts, and counts children."""

from datetime import UTC, datetime

import pytest

from casemgmt.domain.disclosure.table import Counts
from casemgmt.domain.indicators import (
    ExaminedGroup,
    age_group_code,
    age_groups,
    all_indicators,
    count_by_age_and_sex,
    indicators_of,
)
from casemgmt.domain.instrument import FindingKind, Instrument, Interpretation, Sex, Status
from casemgmt.domain.instruments import all_instruments

MADE_AT = datetime(2026, 10, 1, 2, 30, tzinfo=UTC)
SMELL = Instrument(
    code="smell",
    title="Khứu giác",
    version="1",
    rule_version="3",
    fields=(),
    finding_kinds=(FindingKind("weak_smell", "Ngửi kém"), FindingKind("no_smell", "Không ngửi được")),
    interpret=lambda readings, subject, policy: Interpretation(Status.COMPLETE),
    source="Sách mẫu 2020",
    from_months=30,
)
EXAMINED, WEAK, NONE = indicators_of(SMELL)


def count(*facts, indicator=WEAK):
    return count_by_age_and_sex(indicator, facts, period="Năm học 2026–2027", made_at=MADE_AT)


def group(sex, years, examined, found=0):
    return ExaminedGroup(sex, None if years is None else years * 12, examined, found)


def codes(categories):
    return [one.code for one in categories]


def test_an_instrument_brings_its_own_indicators():
    assert [one.code for one in indicators_of(SMELL)] == ["examined_smell", "weak_smell", "no_smell"]


def test_every_finding_of_every_instrument_is_an_indicator():
    kinds = {kind.code for one in all_instruments().values() for kind in one.finding_kinds}

    assert kinds == {code for code, one in all_indicators().items() if one.finding}


def test_every_instrument_has_one_indicator_of_the_children_examined():
    counted = [one.instrument for one in all_indicators().values() if one.finding is None]

    assert counted == list(all_instruments())


def test_an_indicator_says_in_words_what_it_divides():
    assert WEAK.numerator == "Trẻ có phát hiện “Ngửi kém” ở lần khám đủ gần nhất trong kỳ"
    assert WEAK.denominator == "Trẻ được khám đủ nội dung “Khứu giác” trong kỳ"
    assert EXAMINED.denominator == ""


def test_the_population_is_the_age_the_instrument_is_meant_for():
    assert "từ 30 tháng đến dưới 18 tuổi" in WEAK.population


def test_the_caption_carries_definition_period_version_and_moment():
    caption = count(group(Sex.MALE, 7, 1)).caption

    assert (caption.title, caption.period) == ("Ngửi kém", "Năm học 2026–2027")
    assert (caption.rule_version, caption.made_at) == ("smell 3", MADE_AT)
    assert "Sách mẫu 2020" in caption.source


@pytest.mark.parametrize(
    ("age_months", "expected"),
    [
        pytest.param(0, "0-2", id="newborn"),
        pytest.param(35, "0-2", id="the last month before three"),
        pytest.param(36, "3-5", id="three on this day"),
        pytest.param(71, "3-5", id="the last month before six"),
        pytest.param(72, "6-10", id="six on this day"),
        pytest.param(131, "6-10", id="the last month before eleven"),
        pytest.param(132, "11-14", id="eleven on this day"),
        pytest.param(179, "11-14", id="the last month before fifteen"),
        pytest.param(180, "15-17", id="fifteen on this day"),
        pytest.param(215, "15-17", id="the last month before eighteen"),
        pytest.param(216, "unknown", id="eighteen: in no group"),
        pytest.param(None, "unknown", id="age not known"),
    ],
)
def test_age_groups_go_by_completed_years(age_months, expected):
    assert age_group_code(age_months) == expected


def test_the_age_groups_follow_one_another_without_a_gap():
    assert [group.from_years for group in age_groups()] == [
        0,
        *(one.to_years + 1 for one in age_groups()[:-1]),
    ]


def test_children_are_added_up_by_age_group_and_sex():
    table = count(group(Sex.FEMALE, 6, 20, 3), group(Sex.FEMALE, 10, 10, 4), group(Sex.MALE, 6, 9, 1))

    row = table.cells[codes(table.rows).index("6-10")]

    assert dict(zip(codes(table.columns), row, strict=True)) == {"M": Counts(9, 1), "F": Counts(30, 7)}


def test_unknown_age_and_sex_get_a_place_only_when_somebody_is_there():
    known = count(group(Sex.MALE, 6, 9, 1))
    unknown = count(group(Sex.MALE, 6, 9, 1), group(None, None, 2, 1))

    assert "unknown" not in codes(known.rows) + codes(known.columns)
    assert unknown.cells[codes(unknown.rows).index("unknown")][-1] == Counts(2, 1)


def test_nobody_is_lost():
    table = count(group(None, 6, 4, 1), group(Sex.MALE, None, 3, 1), group(Sex.FEMALE, 20, 2, 2))

    assert (table.examined[-1], table.found[-1]) == (9, 4)


def test_an_empty_period_counts_nobody():
    assert count().examined[-1] == 0


def test_the_number_examined_stands_without_findings():
    assert count(group(Sex.MALE, 6, 9, 1), indicator=EXAMINED).found is None
