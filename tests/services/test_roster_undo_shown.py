"""Whose undo it is, that it does what was shown, and what it tells to whom."""

import pytest
from sqlalchemy import select

from casemgmt.domain.context import Role
from casemgmt.domain.errors import Conflict, NotFound
from casemgmt.domain.rosters.taking import TakeOver
from casemgmt.domain.rosters.undoing import Obstacle, told
from casemgmt.services import roster_saving, roster_undo, roster_waiting, rosters
from casemgmt.services.rosters import Upload
from casemgmt.services.screening import record_rows
from casemgmt.store.audit import AuditEntry
from casemgmt.store.children import Child, Enrolment
from casemgmt.store.circumstances import Circumstance
from casemgmt.store.db import session, transaction
from casemgmt.store.rosters import RosterImport
from casemgmt.store.screening import Examination
from tests.dumps import changed_tables, dump
from tests.factories import ALL_NORMAL, make_child, make_place, make_user, open_day, row

HEADER = "Họ và tên;Ngày sinh;Giới tính;Lớp\n"
NEW, OTHER, NEAR = (
    "Hà Thị Mới;05/05/2018;Nữ;2A",
    "Lý Văn Hai;06/06/2018;Nam;2A",
    "Nong Van Mau;01/03/2018;Nam;2A",
)


def saved(ctx, place, *lines, by=None):
    import_id = rosters.read_upload(ctx, Upload("lớp.csv", ("\ufeff" + HEADER + "\n".join(lines)).encode()))
    roster_saving.take_over(by or ctx, import_id, TakeOver(place.school_id, "", {}))
    return import_id


def edit(ctx, name):
    with transaction(ctx):
        session().scalars(select(Child).where(Child.full_name == name)).one().ethnic_group = "54"


@pytest.fixture
def school(place, as_role):
    return make_user(as_role(None), Role.SCHOOL_ENTRY, place.school_id)


def test_an_undo_that_would_do_more_than_was_shown_is_refused(nurse, place, as_role):
    make_child(nurse, place, full_name="Nông Văn Mẫu", sex="M")
    import_id = saved(nurse, place, NEW, NEAR)
    shown = roster_undo.plan_undo(nurse, import_id)
    colleague = make_user(as_role(None), Role.HEALTH_STATION)
    roster_waiting.decide_waiting(colleague, import_id, {("", 3): None})
    before = dump()

    with pytest.raises(Conflict):
        roster_undo.undo_import(nurse, import_id, shown.seen)
    assert changed_tables(before, dump()) == set()

    again = roster_undo.plan_undo(nurse, import_id)
    assert roster_undo.undo_import(nurse, import_id, again.seen).children_removed == 2


def test_an_undo_that_would_do_less_than_was_shown_is_refused(nurse, place):
    import_id = saved(nurse, place, NEW, OTHER)
    shown = roster_undo.plan_undo(nurse, import_id)
    edit(nurse, "Hà Thị Mới")

    with pytest.raises(Conflict):
        roster_undo.undo_import(nurse, import_id, shown.seen)

    assert len(session().scalars(select(Child)).all()) == 2


def test_an_undo_that_still_does_what_was_shown_is_carried_out(nurse, place):
    import_id = saved(nurse, place, NEW, OTHER)
    edit(nurse, "Hà Thị Mới")
    shown = roster_undo.plan_undo(nurse, import_id)

    assert roster_undo.undo_import(nurse, import_id, shown.seen) == shown


def test_a_list_is_undone_by_who_saved_it_not_by_who_brought_it(nurse, school, place):
    import_id = saved(school, place, NEW, by=nurse)

    with pytest.raises(NotFound):
        roster_undo.plan_undo(school, import_id)
    with pytest.raises(NotFound):
        roster_undo.undo_import(school, import_id)
    assert roster_undo.undo_import(nurse, import_id).children_removed == 1
    assert session().get(RosterImport, import_id).saved_by is None


def test_a_list_of_which_nobody_kept_who_saved_it_is_undone_by_who_brought_it(nurse, place):
    import_id = saved(nurse, place, NEW)
    with transaction(nurse):
        session().get(RosterImport, import_id).saved_by = None

    assert roster_undo.undo_import(nurse, import_id).children_removed == 1


def test_a_school_hears_nothing_of_support_and_cannot_find_it_out(nurse, school, place):
    import_id = saved(school, place, NEW)
    child = session().scalars(select(Child)).one()
    record_rows(nurse, open_day(nurse, place), [row(child.id, **ALL_NORMAL)])
    before = roster_undo.plan_undo(school, import_id)
    with transaction(nurse):
        session().add(
            Circumstance(
                ward_id=1, child_id=child.id, examination_id=session().scalars(select(Examination.id)).one(),
                instrument="vision", group_code="x", state="confirmed", reason_sealed=b"x",
                decided_by=nurse.actor.user_id, decided_at=nurse.now(), from_date=nurse.today,
            )
        )  # fmt: skip

    plan = roster_undo.plan_undo(school, import_id)

    assert [one.obstacles for one in plan.kept] == [(Obstacle.EXAMINED,)]
    assert plan == before


@pytest.mark.parametrize(
    ("role", "hidden"),
    [
        pytest.param(Role.SCHOOL_ENTRY, {Obstacle.SUGGESTED, Obstacle.MERGED}, id="school"),
        pytest.param(Role.HEALTH_STATION, {Obstacle.SUGGESTED}, id="health station"),
        pytest.param(None, {Obstacle.SUGGESTED, Obstacle.MERGED, Obstacle.REFERRED}, id="nobody"),
    ],
)
def test_a_reason_that_a_role_may_not_read_is_only_said_to_be_a_use(role, hidden):
    for one in Obstacle:
        assert told(role, [one]) == ((Obstacle.IN_USE,) if one in hidden else (one,))
        assert told(role, [one, Obstacle.EDITED]) == tuple(sorted({one, Obstacle.EDITED} - hidden))


def test_children_that_are_elsewhere_now_are_counted_and_not_named(school, place, as_role):
    import_id = saved(school, place, NEW, OTHER)
    edit(school, "Lý Văn Hai")
    other = make_place(as_role(None), "Trường Khác", "5B")
    gone = session().scalars(select(Child).where(Child.full_name == "Hà Thị Mới")).one()
    with transaction(school):
        held = session().scalars(select(Enrolment).where(Enrolment.child_id == gone.id)).one()
        held.school_id, held.class_id = other.school_id, other.class_id

    plan = roster_undo.plan_undo(school, import_id)

    assert [one.full_name for one in plan.kept] == ["Lý Văn Hai"]
    assert (plan.kept_elsewhere, plan.children_kept) == (1, 2)


def test_a_refused_undo_leaves_no_word_of_an_undo_in_the_trail(nurse, place):
    import_id = saved(nurse, place, NEW)

    with pytest.raises(Conflict):
        roster_undo.undo_import(nurse, import_id, "0" * 16)

    acts = session().scalars(select(AuditEntry.act)).all()
    assert "roster_import.undo" not in acts
