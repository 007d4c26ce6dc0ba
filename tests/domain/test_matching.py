"""Same child, perhaps, or new: with and without the personal number."""

from datetime import date, timedelta

import pytest

from casemgmt.domain import matching
from casemgmt.domain.instrument import Sex
from casemgmt.domain.match_keys import match_keys
from casemgmt.domain.matching import Candidate, Reason, Verdict, decide, decide_all, search_keys
from casemgmt.domain.pair_likeness import compare
from casemgmt.domain.rosters.records import ChildRecord, Precision

BORN = date(2015, 9, 5)
NUMBER, OTHER_NUMBER = "006315000001", "006315000002"


def row(name="Trẻ Thị Mẫu", born=BORN, number=None, sex=Sex.FEMALE, **given):
    precision = given.get("precision", Precision.DAY)
    return ChildRecord(name, name, born, precision, sex, "3A", "", 2, personal_id=number)


def known(name="Trẻ Thị Mẫu", born=BORN, number=None, sex=Sex.FEMALE, **given):
    precision = given.get("precision", Precision.DAY)
    return Candidate(given.get("key", "known"), name, born, precision, sex, number)


def verdict(incoming, *candidates):
    return decide(incoming, candidates).verdict


# --- with the personal number ---


@pytest.mark.parametrize(
    ("incoming", "candidate", "wanted"),
    [
        pytest.param(row(number=NUMBER), known(number=NUMBER), Verdict.SAME, id="all agrees"),
        pytest.param(
            row(number=NUMBER, born=date(2014, 1, 1)),
            known(number=NUMBER),
            Verdict.SAME,
            id="another birth date, one name",
        ),
        pytest.param(
            row("Trẻ Thị Mãu", number=NUMBER),
            known(number=NUMBER),
            Verdict.SAME,
            id="a slip in the name, one birth date",
        ),
        pytest.param(
            row("Lê Văn Khác", number=NUMBER),
            known(number=NUMBER),
            Verdict.NEAR,
            id="quite another name",
        ),
        pytest.param(
            row("Trẻ Thị Mãu", number=NUMBER, born=date(2014, 1, 1)),
            known(number=NUMBER),
            Verdict.NEAR,
            id="neither name nor birth date",
        ),
        pytest.param(
            row(number=NUMBER, sex=Sex.MALE), known(number=NUMBER), Verdict.NEAR, id="the other sex"
        ),
        pytest.param(
            row(number=NUMBER), known(number=OTHER_NUMBER), Verdict.NEAR, id="two numbers never join"
        ),
        pytest.param(
            row("Trẻ Thị Lan", number=NUMBER),
            known(number=OTHER_NUMBER),
            Verdict.NEW,
            id="two numbers and two names",
        ),
        pytest.param(row(number=NUMBER), known(), Verdict.SAME, id="only the list has a number"),
        pytest.param(row(), known(number=NUMBER), Verdict.SAME, id="only the register has a number"),
    ],
)
def test_the_personal_number_decides_first(incoming, candidate, wanted):
    assert verdict(incoming, candidate) is wanted


def test_the_number_wins_over_a_child_of_the_same_name():
    namesake = known(key="namesake")
    numbered = known("Trẻ Thị Mãu", number=NUMBER, key="numbered")

    decision = decide(row(number=NUMBER), [namesake, numbered])

    assert decision.same.key == "numbered"


# --- without it ---


@pytest.mark.parametrize(
    ("incoming", "candidate", "wanted"),
    [
        pytest.param(row(), known(), Verdict.SAME, id="name, birth date and sex"),
        pytest.param(row("Trẻ Thuý Hoà"), known("Trẻ Thúy Hòa"), Verdict.SAME, id="two ways to put a tone"),
        pytest.param(row("Trẻ Thị Lí"), known("Trẻ Thị Lý"), Verdict.SAME, id="i and y"),
        pytest.param(row(sex=None), known(), Verdict.SAME, id="sex not known on one side"),
        pytest.param(row(sex=Sex.MALE), known(), Verdict.NEAR, id="the other sex"),
        pytest.param(row("Tre Thi Mau"), known(), Verdict.NEAR, id="typed without marks"),
        pytest.param(row("Trẻ Mẫu"), known(), Verdict.NEAR, id="middle name left out"),
        pytest.param(row("Trẻ T. Mẫu"), known(), Verdict.NEAR, id="middle name as an initial with a dot"),
        pytest.param(row("Trẻ T Mẫu"), known(), Verdict.NEAR, id="middle name as an initial"),
        pytest.param(row("Trẻ Thị Mẫuu"), known(), Verdict.NEAR, id="one letter more"),
        pytest.param(row("Trẻ Thị Lan"), known(), Verdict.NEW, id="another given name"),
        pytest.param(row("Lê Thị Mẫu"), known(), Verdict.NEW, id="another family name"),
        pytest.param(row(born=date(2015, 5, 9)), known(), Verdict.NEAR, id="day and month turned round"),
        pytest.param(row(born=date(2015, 9, 15)), known(), Verdict.NEAR, id="another day"),
        pytest.param(row(born=date(2014, 9, 5)), known(), Verdict.NEAR, id="the year before"),
        pytest.param(row(born=date(2012, 9, 5)), known(), Verdict.NEW, id="three years before"),
        pytest.param(row(born=date(2015, 10, 6)), known(), Verdict.NEW, id="another day and month"),
        pytest.param(
            row("Trẻ Mẫu", born=date(2015, 9, 6)), known(), Verdict.NEW, id="name and day only alike"
        ),
        pytest.param(
            row(born=date(2015, 1, 1), precision=Precision.YEAR),
            known(),
            Verdict.NEAR,
            id="only the year known",
        ),
        pytest.param(
            row(born=date(2014, 1, 1), precision=Precision.YEAR), known(), Verdict.NEW, id="another year"
        ),
        pytest.param(row(), known(born=None), Verdict.NEAR, id="the register has no birth date"),
    ],
)
def test_without_a_number_name_birth_date_and_sex_decide(incoming, candidate, wanted):
    assert verdict(incoming, candidate) is wanted


@pytest.mark.parametrize(
    ("name", "sex", "wanted"),
    [
        pytest.param("Trẻ Thị Lan", Sex.FEMALE, Verdict.NEW, id="another given name"),
        pytest.param("Trẻ Thị Mậu", Sex.MALE, Verdict.NEW, id="brother and sister, one mark apart"),
        pytest.param(
            "Trẻ Thị Mậu", Sex.FEMALE, Verdict.NEAR, id="one mark apart: a slip or a twin, so asked"
        ),
    ],
)
def test_twins_are_never_joined(name, sex, wanted):
    assert verdict(row(name, sex=sex), known()) is wanted


def test_the_reasons_say_what_agrees_and_what_does_not():
    decision = decide(row(number=NUMBER), [known(number=OTHER_NUMBER)])

    assert decision.near[0].reasons == (Reason.NUMBERS_DIFFER, Reason.NAME_SAME, Reason.BIRTH_SAME)


def test_two_children_of_one_name_and_day_are_for_a_person_to_tell_apart():
    decision = decide(row(), [known(key="one"), known(key="two")])

    assert decision.verdict is Verdict.NEAR
    assert [one.key for one in decision.near] == ["one", "two"]
    assert all(Reason.SEVERAL_ALIKE in one.reasons for one in decision.near)


def test_an_empty_register_makes_every_child_new():
    assert [one.verdict for one in decide_all([row(), row("Trẻ Thị Lan")], [])] == [Verdict.NEW, Verdict.NEW]


# --- a whole list ---


def test_a_list_imported_again_finds_every_child():
    rows = [row(f"Trẻ Mẫu {letter}", born=BORN + timedelta(days=n)) for n, letter in enumerate("ABCDE")]
    register = [known(one.full_name, one.dob, key=one.full_name) for one in rows]

    decisions = decide_all(rows, register)

    assert [one.same.key for one in decisions] == [one.full_name for one in rows]


def test_two_rows_are_not_joined_to_one_child():
    decisions = decide_all([row(), row(number=NUMBER)], [known()])

    assert [one.verdict for one in decisions] == [Verdict.NEAR, Verdict.NEAR]
    assert all(Reason.TWO_ROWS_ONE_CHILD in one.near[0].reasons for one in decisions)


def test_a_slip_in_the_name_is_found_by_the_birth_date():
    assert decide_all([row("Trẻ Thị Mẫuu")], [known()])[0].verdict is Verdict.NEAR


def test_another_name_with_the_same_number_is_found_by_the_number():
    found = decide_all([row("Lê Văn Khác", number=NUMBER)], [known(number=NUMBER)])

    assert found[0].verdict is Verdict.NEAR


def test_the_search_keys_are_the_keys_of_the_register():
    keys = search_keys([row(number=NUMBER), row("Trẻ Ân", born=date(2015, 1, 1), precision=Precision.YEAR)])

    stored = match_keys("Trẻ Thị Mẫu", BORN, Precision.DAY)
    assert stored.name_year in keys.name_years
    assert match_keys("Trẻ Ân", date(2015, 7, 8), Precision.DAY).name_year in keys.name_years
    assert stored.birth_given in keys.birth_givens
    assert stored.birth_rest in keys.birth_rests
    assert keys.personal_ids == {NUMBER}


def test_a_large_register_costs_no_square(monkeypatch):
    days = [date(2010, 1, 1) + timedelta(days=n) for n in range(5_000)]
    register = [known(f"Mẫu {n}", days[n % 5_000], key=n) for n in range(20_000)]
    compared = []

    def counted(record, candidate):
        compared.append(candidate.key)
        return compare(record, candidate)

    monkeypatch.setattr(matching, "compare", counted)

    decisions = decide_all([row(f"Mẫu {n}", born=days[n]) for n in range(300)], register)

    assert {one.verdict for one in decisions} == {Verdict.SAME}
    assert len(compared) <= 12 * len(decisions)  # of 20,000 each
