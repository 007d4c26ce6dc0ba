"""Candidates of the register for incoming children, found by their keys."""

from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy import event

from casemgmt.domain.instrument import Sex
from casemgmt.domain.matching import Reason, Verdict, search_keys
from casemgmt.domain.rosters.records import ChildRecord, Precision
from casemgmt.domain.vietnamese.identifiers import insurance_core
from casemgmt.store.candidates import candidates, decide_rows, lookalikes
from casemgmt.store.children import Child
from casemgmt.store.db import db, session, transaction
from casemgmt.store.keys import sealer
from casemgmt.store.register import INSURANCE, NUMBER
from tests.factories import make_child, make_place

BORN = date(2018, 3, 5)
FIRST, SECOND = "006318000001", "006318000002"
CARD, TEN_DIGITS = "TE1190612345678", "0612345678"


def row(name, born=BORN, number=None, **given):
    return ChildRecord(
        name, name, born, given.pop("precision", Precision.DAY), Sex.FEMALE, "2A", "", 2,
        personal_id=number, **given,
    )  # fmt: skip


def child(ctx, place, name="Nông Thị Mẫu", number=None, card=None, **given):
    return make_child(
        ctx, place, full_name=name, birth_date=given.pop("born", BORN),
        personal_id_index=sealer().index(number, NUMBER) if number else None,
        health_insurance_index=sealer().index(insurance_core(card), INSURANCE) if card else None, **given,
    )  # fmt: skip


def verdict(ctx, record):
    (decision,), _children, _enrolments = decide_rows(ctx, [record], None)
    return decision.verdict


@pytest.mark.parametrize(
    ("record", "wanted"),
    [
        pytest.param(row("Nông Thị Mẫu"), Verdict.SAME, id="the same"),
        pytest.param(row("NONG THI MAU"), Verdict.NEAR, id="without marks"),
        pytest.param(row("Noong Thij Maaux"), Verdict.NEAR, id="Telex"),
        pytest.param(row("Nông Mẫu"), Verdict.NEAR, id="Thị left out"),
        pytest.param(row("Nông Thị Mãuu"), Verdict.NEAR, id="a slip in the given name"),
        pytest.param(row("Nông Thị Mẫu", date(2018, 5, 3)), Verdict.NEAR, id="day and month turned round"),
        pytest.param(row("Nông Mẫu", date(2018, 5, 3)), Verdict.NEAR, id="and Thị left out"),
        pytest.param(row("Nông Thị Mẫu", date(2017, 3, 5)), Verdict.NEAR, id="the year before"),
        pytest.param(row("Nông Thị Mẫu", date(2018, 3, 25)), Verdict.NEAR, id="another day"),
        pytest.param(
            row("Nông Thị Mẫu", date(2018, 1, 1), precision=Precision.YEAR), Verdict.NEAR, id="only the year"
        ),
        pytest.param(row("Nông Thị Lan"), Verdict.NEW, id="a twin"),
        pytest.param(row("Nông Thị Mẫu", date(2015, 3, 5)), Verdict.NEW, id="another child of that name"),
    ],
)
def test_a_child_written_otherwise_is_found_by_one_of_its_keys(nurse, place, record, wanted):
    child(nurse, place)

    assert verdict(nurse, record) is wanted


def test_a_child_of_unknown_birth_is_found_by_its_name(nurse, place):
    child(nurse, place, born=None)

    assert verdict(nurse, row("Nông Thị Mẫu")) is Verdict.NEAR


@pytest.mark.parametrize(
    ("number", "wanted"),
    [
        pytest.param(FIRST, Verdict.SAME, id="its own"),
        pytest.param(SECOND, Verdict.NEAR, id="another"),
        pytest.param(None, Verdict.SAME, id="none"),
    ],
)
def test_numbers_are_compared_by_their_index(nurse, place, number, wanted):
    child(nurse, place, number=FIRST)

    assert verdict(nurse, row("Nông Thị Mẫu", number=number)) is wanted


def test_numbers_are_found_under_another_name_and_birth_date(nurse, place):
    by_number, by_card = child(nurse, place, number=FIRST), child(nurse, place, "Lò Thị Sáng", card=CARD)
    rows = [
        row("Lê Thu Khác", date(2011, 1, 1), FIRST),
        row("Lò Thị Sang", BORN, health_insurance=TEN_DIGITS),
    ]

    decisions, _children, _enrolments = decide_rows(nurse, rows, None)

    assert [one.verdict for one in decisions] == [Verdict.NEAR, Verdict.SAME]
    assert (decisions[0].near[0].key, decisions[1].same.key) == (by_number, by_card)
    assert decisions[1].same.reasons[0] is Reason.INSURANCE_SAME


def test_twins_of_the_register_with_two_numbers_take_the_row_of_their_own_name(nurse, place):
    first = child(nurse, place, "Ma Thị An", FIRST)
    second = child(nurse, place, "Ma Thị Ân", SECOND)

    decisions, _children, _enrolments = decide_rows(nurse, [row("Ma Thị Ân"), row("Ma Thị An")], None)

    assert [one.same.key for one in decisions] == [second, first]


def test_a_child_that_was_merged_away_is_no_candidate(nurse, place):
    kept = child(nurse, place)
    child(nurse, place, merged_into=kept)

    decisions, children, _enrolments = decide_rows(nurse, [row("Nông Thị Mẫu")], None)

    assert decisions[0].same.key == kept
    assert set(children) == {kept}


def test_only_the_children_that_decisions_speak_of_are_loaded(nurse, place):
    known = child(nurse, place)
    child(nurse, place, "Nông Thị Lan")

    _decisions, children, enrolments = decide_rows(nurse, [row("Nông Thị Mẫu")], None)

    assert set(children) == set(enrolments) == {known}


def test_a_child_now_at_another_school_is_asked_about(nurse, place, as_role):
    elsewhere = make_place(as_role(None), "Trường Tiểu học Khác", "2B")
    child(nurse, elsewhere)

    decisions, _children, _enrolments = decide_rows(nurse, [row("Nông Thị Mẫu")], place.school_id)

    assert Reason.OTHER_SCHOOL in decisions[0].near[0].reasons


def test_lookalikes_of_one_child_leave_itself_out(nurse, place):
    itself, other = child(nurse, place), child(nurse, place, "Nong Thi Mau")

    decision, children = lookalikes(nurse, row("Nông Thị Mẫu"), exclude=itself)

    assert [one.key for one in decision.near] == [other]
    assert children[other].full_name == "Nong Thi Mau"


def test_a_list_longer_than_one_statement_is_decided_whole(nurse, place):
    with transaction(nurse):
        for number in range(3):
            session().add(
                Child(
                    id=uuid4(), ward_id=1, full_name=f"Mẫu {number * 1_500}", name_typed="", name_fold="",
                    name_sort=b"", birth_date=BORN, birth_precision="day", sex="F", version=1,
                )
            )  # fmt: skip

    decisions, _children, _enrolments = decide_rows(
        nurse, [row(f"Mẫu {number}") for number in range(3_001)], None
    )

    assert [n for n, one in enumerate(decisions) if one.verdict is Verdict.SAME] == [0, 1_500, 3_000]


def test_looking_up_reads_no_sealed_value_and_takes_one_query_for_each_key(nurse, place):
    child(nurse, place, number=FIRST, card=CARD)
    asked = []
    event.listen(db.engine, "before_cursor_execute", lambda *said: asked.append(said[2]))

    candidates(nurse, search_keys([row("Nông Thị Mẫu", number=FIRST, health_insurance=CARD)]))

    assert len(asked) == 5
    assert not any("sealed" in statement for statement in asked)
