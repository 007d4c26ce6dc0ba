"""Several rows, or several lists, that touched the same: undone to the last one of them."""

from dataclasses import replace

from sqlalchemy import select

from casemgmt.domain.rosters.taking import TakeOver
from casemgmt.domain.rosters.undoing import Obstacle
from casemgmt.services import roster_saving, roster_undo, rosters
from casemgmt.services.rosters import Upload
from casemgmt.store import audit
from casemgmt.store.audit import AuditEntry
from casemgmt.store.child_words import ChildWord
from casemgmt.store.children import Child, Enrolment, Guardian
from casemgmt.store.db import session, transaction
from casemgmt.store.places import SchoolClass, get_school
from casemgmt.store.roster_readings import open_before, open_reading, seal_before
from casemgmt.store.rosters import LATER, RosterImport, RosterRow, get_import, rows_of
from casemgmt.store.taking_over import TakingOver
from tests.dumps import changed_tables, dump
from tests.factories import make_child

HEADER = "Họ và tên;Ngày sinh;Giới tính;Lớp;Dân tộc;Họ tên mẹ;SĐT;Mã định danh\n"


def upload(ctx, *lines):
    return rosters.read_upload(ctx, Upload("lớp.csv", ("\ufeff" + HEADER + "\n".join(lines)).encode()))


def take(ctx, place, import_id, near=None):
    roster_saving.take_over(ctx, import_id, TakeOver(place.school_id, "", near or {}))


def saved(ctx, place, *lines):
    import_id = upload(ctx, *lines)
    take(ctx, place, import_id)
    return import_id


def decide(ctx, place, import_id, near):
    """Take a row that waited, even where the list has a row of that child already."""
    with transaction(ctx):
        held = get_import(ctx, import_id)
        chosen = [one for one in open_reading(held).children if (one.sheet, one.row_number) in near]
        choice = TakeOver(place.school_id, "", near)
        taking = TakingOver(ctx, held, get_school(ctx, place.school_id), choice)
        taking.take(chosen, lambda _rows: None)
        for one in rows_of(import_id):
            if one.decision == LATER and (one.sheet, one.row_number) in near:
                session().delete(one)
        before = open_before(held)
        made = (*before.classes_made, *taking.classes_made)
        held.undo_sealed = seal_before(held.id, replace(before, classes_made=made))
        taking.save()


def classes():
    return {one.name for one in session().scalars(select(SchoolClass))}


def test_two_rows_of_one_known_child_are_undone_down_to_the_first(nurse, place):
    known = make_child(nurse, place, full_name="Nông Văn Mẫu", sex="M", ethnic_group=None)
    import_id = upload(
        nurse,
        "Nông Văn Mẫu;01/03/2018;Nam;2B;Nùng;Hà Thị Hoa;;",
        "Nong Van Mau;01/03/2018;Nam;2C;;Hà Thị Hoa;0912345678;006218000123",
        "Nong Van Mau;01/03/2018;Nam;2D;;;;",
    )
    before = dump()
    take(nurse, place, import_id)
    for key in (("", 4), ("", 3)):
        decide(nurse, place, import_id, {key: known})
    assert len(session().scalars(select(Enrolment).where(Enrolment.child_id == known)).all()) == 4

    plan = roster_undo.undo_import(nurse, import_id)

    assert (plan.children_removed, plan.children_restored, plan.kept) == (0, 1, ())
    assert changed_tables(before, dump()) == set()


def test_a_child_that_one_row_made_and_another_changed_vanishes(nurse, place):
    make_child(nurse, place, full_name="Nông Văn Mẫu", sex="M")
    import_id = upload(
        nurse,
        "Nong Van Mau;01/03/2018;Nam;2B;;Hà Thị Hoa;;",
        "Nông Văn Mầu;01/03/2018;Nam;2C;;Hà Thị Hoa;0912345678;",
        "Nông Văn Mẩu;01/03/2018;Nam;2C;;;;",
    )
    before = dump()
    take(nurse, place, import_id, {("", 2): None})
    made = session().scalars(select(Child).where(Child.full_name == "Nong Van Mau")).one().id
    decide(nurse, place, import_id, {("", 3): made})
    decide(nurse, place, import_id, {("", 4): made})

    plan = roster_undo.undo_import(nurse, import_id)

    assert (plan.children_removed, plan.children_restored, plan.kept) == (1, 0, ())
    assert changed_tables(before, dump()) == set()


def test_a_row_that_only_confirmed_a_child_goes_with_it_while_another_stays(nurse, place):
    import_id = saved(
        nurse,
        place,
        "Nông Văn Mẫu;01/03/2018;Nam;2B;;;;",
        "Hà Thị Hai;05/05/2018;Nữ;2B;;;;",
    )
    children = {one.full_name: one for one in session().scalars(select(Child))}
    with transaction(nurse):  # as lists could do before they refused a second row of one child
        made = children["Nông Văn Mẫu"].id
        session().add(RosterRow(import_id=import_id, sheet="", row_number=9, decision="same", child_id=made))
        session().get_one(Child, children["Hà Thị Hai"].id).ethnic_group = "54"

    plan = roster_undo.undo_import(nurse, import_id)

    assert (plan.children_removed, plan.children_kept) == (1, 1)
    assert [one.row_number for one in rows_of(import_id)] == [3]


def test_an_edit_after_the_last_of_several_rows_keeps_the_child_as_it_is(nurse, place):
    known = make_child(nurse, place, full_name="Nông Văn Mẫu", sex="M")
    import_id = upload(
        nurse,
        "Nông Văn Mẫu;01/03/2018;Nam;2B;;Hà Thị Hoa;;",
        "Nong Van Mau;01/03/2018;Nam;2B;;Hà Thị Hoa;0912345678;",
    )
    take(nurse, place, import_id)
    decide(nurse, place, import_id, {("", 3): known})
    with transaction(nurse):
        session().scalars(select(Guardian)).one().phone_sealed = None
    before = dump()

    plan = roster_undo.undo_import(nurse, import_id)

    assert [one.obstacles for one in plan.kept] == [(Obstacle.EDITED,)]
    assert changed_tables(before, dump()) == {"roster_import"}  # only its counts


def test_a_class_that_two_lists_used_is_gone_when_both_are_undone(nurse, place):
    lines = "Nông Văn Mẫu;01/03/2018;Nam;3B;;;;", "Hà Thị Hai;05/05/2018;Nữ;3B;;;;"
    first, second = (upload(nurse, line) for line in lines)
    before = dump()
    for import_id in (first, second):
        take(nurse, place, import_id)

    roster_undo.undo_import(nurse, first)
    assert classes() == {"2A", "3B"}
    roster_undo.undo_import(nurse, second)

    assert changed_tables(before, dump()) == set()


def test_a_class_goes_from_list_to_list_until_the_last_is_undone(nurse, place):
    names = "Nông Văn Mẫu", "Hà Thị Hai", "Lý Văn Ba"
    lists = [saved(nurse, place, f"{name};01/03/2018;Nam;3B;;;;") for name in names]

    for import_id in (lists[0], lists[2], lists[1]):
        assert classes() == {"2A", "3B"}
        roster_undo.undo_import(nurse, import_id)

    assert classes() == {"2A"}


def test_a_class_with_children_of_no_list_stays(nurse, place):
    import_id = saved(nurse, place, "Nông Văn Mẫu;01/03/2018;Nam;3B;;;;")
    held = session().scalars(select(SchoolClass).where(SchoolClass.name == "3B")).one()
    make_child(nurse, type(place)(1, place.school_id, held.id, 1), full_name="Hà Thị Hai")

    roster_undo.undo_import(nurse, import_id)

    assert classes() == {"2A", "3B"}


def test_a_list_undone_in_part_no_longer_names_the_classes_that_went(nurse, place):
    import_id = saved(nurse, place, "Nông Văn Mẫu;01/03/2018;Nam;3B;;;;", "Hà Thị Hai;05/05/2018;Nữ;3C;;;;")
    with transaction(nurse):
        session().scalars(select(Child).where(Child.full_name == "Hà Thị Hai")).one().ethnic_group = "54"

    roster_undo.undo_import(nurse, import_id)

    assert classes() == {"2A", "3C"}
    assert set(session().get(RosterImport, import_id).classes.values()) == {"3C"}


def test_no_other_list_goes_on_naming_a_class_that_went(nurse, place):
    first = saved(nurse, place, "Nông Văn Mẫu;01/03/2018;Nam;3B;;;;")
    made = session().scalars(select(Child)).one()
    second = saved(nurse, place, "Hà Thị Hai;05/05/2018;Nữ;3B;;;;")
    with transaction(nurse):  # somebody moves the first child by hand, so that its list stays
        session().scalars(
            select(Enrolment).where(Enrolment.child_id == made.id)
        ).one().class_id = place.class_id
    roster_undo.undo_import(nurse, first)

    roster_undo.undo_import(nurse, second)

    assert classes() == {"2A"}
    assert session().get(RosterImport, first).classes == {}


def test_the_trail_says_how_much_vanished_with_a_child_and_what(nurse, place):
    import_id = saved(nurse, place, "Nông Văn Mẫu;01/03/2018;Nam;2A;;Hà Thị Hoa;0912345678;")
    assert session().scalars(select(ChildWord)).all()

    roster_undo.undo_import(nurse, import_id)

    entries = session().scalars(select(AuditEntry).where(AuditEntry.subject_table == "child")).all()
    changes = {one.act: one.changes for one in entries}
    assert changes["child.delete"] == {"rows": 3, "digest": changes["child.create"]["digest"]}
    assert audit.verify().broken == ()
