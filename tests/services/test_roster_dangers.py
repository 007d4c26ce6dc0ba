"""What a class list must never do to a child without a person's word."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from casemgmt.domain.context import Role
from casemgmt.domain.errors import InvalidInput
from casemgmt.domain.rosters.changes import ChangeField, ChangeKind, Outcome
from casemgmt.store import register
from casemgmt.store.children import Child, Guardian
from casemgmt.store.db import session, transaction
from tests.factories import make_place, make_user
from tests.services.class_lists import (
    KEY,
    NUMBER,
    ROW,
    class_of,
    end,
    guardians,
    known,
    preview,
    take,
    upload,
    year,
)


@pytest.mark.parametrize("reason", ["died", "moved_away", "left_school", "moved_school"])
def test_a_child_that_was_said_to_have_gone_is_asked_about(nurse, place, reason):
    child_id = known(nurse, place)
    end(nurse, child_id, reason)

    import_id = upload(nurse, ROW)
    (line,) = preview(nurse, import_id).lines
    take(nurse, place, import_id)

    assert (line.outcome, line.near[0].reasons[-1]) == (Outcome.NEAR, "left_before")
    assert class_of(child_id) == []


def test_a_child_that_learns_nowhere_is_shown_to_enter_the_class(nurse, place):
    child_id = known(nurse, place)
    end(nurse, child_id, "finished")

    (line,) = preview(nurse, upload(nurse, ROW)).lines

    assert (line.outcome, line.enters) == (Outcome.CHANGED, True)


def test_a_list_of_a_past_year_opens_no_enrolment_of_a_known_child(nurse, place):
    child_id = known(nurse, place)
    end(nurse, child_id, "finished")

    take(nurse, place, upload(nurse, ROW, title=year(2025)))

    assert class_of(child_id) == []


def test_a_school_year_after_the_next_is_refused(nurse, place):
    with pytest.raises(InvalidInput, match="school_year_too_far"):
        upload(nurse, ROW, title=year(2062))


def test_a_later_year_in_the_title_opens_no_door_to_children_of_another_school(nurse, place, as_role):
    other = make_place(as_role(None), "Trường Khác", "5B")
    child_id = known(nurse, other)
    school = make_user(as_role(None), Role.SCHOOL_ENTRY, place.school_id)

    import_id = upload(school, ROW, title=year(2027))
    (line,) = preview(school, import_id).lines
    take(school, place, import_id)

    assert (line.outcome, line.near[0].child, line.near[0].changes) == (Outcome.NEAR, None, ())
    assert class_of(child_id) == ["5B"]


def test_next_year_s_school_takes_a_child_over_by_its_number(nurse, place, as_role, clock):
    other = make_place(as_role(None), "Trường Khác", "5B")
    by_number = known(nurse, other)
    with transaction(nurse):
        child = session().get(Child, by_number)
        for name, value in register.number_columns(by_number, NUMBER, None).items():
            setattr(child, name, value)
    by_name = known(nurse, other, "Hà Văn Mẫu")
    clock.moment += timedelta(days=330)
    school = make_user(as_role(None), Role.SCHOOL_ENTRY, place.school_id)

    rows = (f"Nông Văn Mẫu;01/03/2018;Nam;6A;;;;{NUMBER}", "Hà Văn Mẫu;01/03/2018;Nam;6A;;;;")
    take(school, place, upload(school, *rows, title=year(2027)))

    assert (class_of(by_number), class_of(by_name)) == (["6A"], ["5B"])


def test_a_number_that_is_another_child_s_is_written_for_nobody_else(nurse, place):
    holder = known(nurse, place, "Hà Văn Số", birth_date=date(2017, 5, 5))
    with transaction(nurse):
        child = session().get(Child, holder)
        for name, value in register.number_columns(holder, NUMBER, None).items():
            setattr(child, name, value)
    namesake = known(nurse, place)
    rows = (f"Nông Văn Mẫu;01/03/2018;Nam;2A;;;;{NUMBER}", f"Lý Văn Mới;05/05/2018;Nam;2A;;;;{NUMBER}")

    for row, answer in zip(rows, (namesake, None), strict=True):
        import_id = upload(nurse, row)
        assert preview(nurse, import_id).lines[0].number_held is True
        take(nurse, place, import_id, near={KEY: answer})

    index = session().get(Child, holder).personal_id_index
    having = session().scalars(select(Child.id).where(Child.personal_id_index == index)).all()
    assert having == [holder]


def test_what_saying_same_child_would_do_is_shown_beside_the_choice(nurse, place):
    known(nurse, place)

    (line,) = preview(nurse, upload(nurse, "Nong Van Mau;01/03/2018;Nam;2C;Tày;;;")).lines

    (offered,) = line.near
    told = [(one.field, one.kind) for one in offered.changes]
    assert told == [
        (ChangeField.FULL_NAME, ChangeKind.DIFFERS),
        (ChangeField.ETHNIC_GROUP, ChangeKind.FILL),
    ]
    assert (offered.class_name, offered.moves) == ("2A", True)


@pytest.mark.parametrize(
    ("held", "listed", "after"),
    [
        pytest.param(
            ("Hà Thị Hoa", "mother", None), "Lý Thị Lan;0912345678",
            [("Hà Thị Hoa", "mother", None), ("Lý Thị Lan", "mother", "0912345678")],
            id="another mother is another person",
        ),
        pytest.param(
            ("Nông Văn Cha", "father", None), ";0912345678",
            [("", "mother", "0912345678"), ("Nông Văn Cha", "father", None)],
            id="the mother's phone is not the father's",
        ),
        pytest.param(
            ("Hà Thị Hoa", "mother", None), "Ha Thi Hoa;0912345678",
            [("Hà Thị Hoa", "mother", "0912345678")],
            id="the same name without marks",
        ),
        pytest.param(
            ("Hà Thị Hoa", "mother", "0912345678"), ";0912345678",
            [("Hà Thị Hoa", "mother", "0912345678")],
            id="nothing new",
        ),
        pytest.param(
            ("Hà Thị Hoa", "mother", "0987654321"), ";0912345678",
            [("Hà Thị Hoa", "mother", "0987654321")],
            id="a differing phone is not overwritten",
        ),
    ],
)  # fmt: skip
def test_a_telephone_goes_to_the_guardian_it_belongs_to(nurse, place, held, listed, after):
    child_id = known(nurse, place)
    with transaction(nurse):
        one = Guardian(child_id=child_id, ward_id=1, name=held[0], relation=held[1], version=1)
        session().add(one)
        session().flush()
        one.phone_sealed = register.sealed_phone(one.id, held[2])

    take(nurse, place, upload(nurse, f"Nông Văn Mẫu;01/03/2018;Nam;2A;;{listed};"))

    assert guardians(child_id) == after
