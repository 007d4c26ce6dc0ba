"""What is typed for made-up children: always readable, and like what school nurses find."""

from collections import Counter
from datetime import date

import pytest

from casemgmt.demo.children import make_children
from casemgmt.demo.readings import is_absent, read_all, slip_of
from casemgmt.demo.visit import Visit
from casemgmt.domain.dates import completed_months
from casemgmt.domain.instrument import ReferralLevel, Status, Subject
from casemgmt.domain.instruments import instrument
from casemgmt.domain.screening import judge

THIS_YEAR = 2026


def visit_of(child, years_ago, loud=False):
    age = completed_months(child.born, date(THIS_YEAR - years_ago, 10, 12))
    return Visit(child.number, age, child.sex, years_ago, loud)


def outcomes_of(visit):
    subject = Subject(visit.age_months, visit.sex)
    return {code: judge(instrument(code), typed, {}, subject, {}) for code, typed in read_all(visit).items()}


@pytest.fixture(scope="module")
def visits():
    """Visit -> outcomes, for every child of the three years that was at school."""
    every = [
        visit_of(child, years_ago) for child in make_children(THIS_YEAR) for years_ago in child.pupil.enrolled
    ]
    return {visit: outcomes_of(visit) for visit in every if not is_absent(visit)}


def share_with(visits, finding, ages, years_ago=0):
    chosen = [found for visit, found in visits.items() if visit.age in ages and visit.years_ago == years_ago]
    return sum(finding in kinds(found) for found in chosen) / len(chosen)


def kinds(outcomes):
    return {finding.kind for one in outcomes.values() for finding in one.interpretation.findings}


def test_every_cell_can_be_read(visits):
    refused = [one.refused for outcomes in visits.values() for one in outcomes.values() if one.refused]

    assert refused == []


def test_reduced_vision_grows_with_age(visits):
    small, middle, big = (
        share_with(visits, "reduced_vision", ages) for ages in ({5, 6, 7}, {9, 10}, {12, 13})
    )

    assert 0.02 < small < middle < big < 0.35


def test_reduced_vision_grows_from_year_to_year(visits):
    before, last, now = (share_with(visits, "reduced_vision", range(5, 16), ago) for ago in (2, 1, 0))

    assert before < last < now


def test_caries_is_frequent_in_small_children(visits):
    assert share_with(visits, "untreated_caries", {5, 6, 7}) > 0.35
    assert share_with(visits, "untreated_caries", {11, 12, 13}) < 0.3


def test_untreated_caries_falls_from_year_to_year(visits):
    before, last, now = (share_with(visits, "untreated_caries", range(3, 16), ago) for ago in (2, 1, 0))

    assert before > last > now


def test_a_murmur_is_rare_and_a_loud_one_very_rare(visits):
    assert 0.01 < share_with(visits, "soft_heart_murmur", range(3, 16)) < 0.04
    assert share_with(visits, "heart_murmur", range(3, 16)) < 0.006


def test_low_saturation_occurs_and_is_very_rare(visits):
    low = sum("low_spo2" in kinds(outcomes) for outcomes in visits.values())

    assert 1 <= low <= 10


def test_some_examinations_are_incomplete(visits):
    states = Counter(one.interpretation.status for found in visits.values() for one in found.values())

    assert 0 < states[Status.INCOMPLETE] < states[Status.COMPLETE] * 0.02


def test_some_small_children_cannot_be_tested(visits):
    assert share_with(visits, "vision_not_testable", {3}) > 0.1
    assert share_with(visits, "vision_not_testable", range(7, 16)) < 0.02


def test_some_children_wear_glasses_that_help(visits):
    assert share_with(visits, "vision_corrected", range(8, 16)) > 0.02


def test_children_are_measured_from_this_year_on(visits):
    assert {("growth" in outcomes) == (visit.years_ago == 0) for visit, outcomes in visits.items()} == {True}


def test_few_readings_are_rare_for_the_age(visits):
    warned = [one.interpretation.warnings for found in visits.values() for one in found.values()]

    assert sum(map(bool, warned)) < len(warned) * 0.01


def test_teeth_are_typed_in_both_notations(visits):
    typed = {read_all(visit)["dental"]["teeth"] for visit in visits}

    assert any("sâu" in text for text in typed)
    assert any("B" in text for text in typed)
    assert "0" in typed


def test_a_few_children_are_absent():
    every = [visit_of(child, 0) for child in make_children(THIS_YEAR) if 0 in child.pupil.enrolled]

    assert 0.03 < sum(map(is_absent, every)) / len(every) < 0.06


def test_a_loud_murmur_newly_heard_is_seen_with_priority():
    child = make_children(THIS_YEAR, 0.02)[0]

    heart = outcomes_of(visit_of(child, 0, loud=True))["heart"]

    assert heart.interpretation.level is ReferralLevel.PRIORITY


def test_a_slip_turns_good_sight_into_bad(visits):
    slips = [slip_of(visit, read_all(visit).get("vision", {})) for visit in visits]
    wrong = [one for one in slips if one]

    assert 5 <= len(wrong) <= 40
    assert {one["va_right_uncorrected"] for one in wrong} == {"1"}
