"""Taking a saved list back: everything as before, or the reason why not."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from casemgmt.domain.errors import NotFound, WrongStep
from casemgmt.domain.rosters.changes import ChangeField
from casemgmt.domain.rosters.taking import Absence, TakeOver
from casemgmt.domain.rosters.undoing import Obstacle
from casemgmt.services import roster_previews, roster_saving, roster_undo, roster_waiting, rosters
from casemgmt.services.rosters import Upload
from casemgmt.services.screening import record_rows
from casemgmt.store import audit
from casemgmt.store.children import Child, Enrolment, SchoolMove
from casemgmt.store.db import session, transaction
from casemgmt.store.places import SchoolClass
from tests.dumps import changed_tables, dump
from tests.factories import ALL_NORMAL, make_child, make_user, open_day, row

SAMPLES = Path(__file__).parents[1] / "samples/rosters"
HEADER = "STT;Họ và tên;Ngày sinh;Giới tính;Lớp;Dân tộc;Họ tên mẹ;SĐT;Mã định danh\n"


def upload(ctx, *lines):
    return rosters.read_upload(ctx, Upload("lớp 2A.csv", ("\ufeff" + HEADER + "\n".join(lines)).encode()))


def take(ctx, place, import_id, **choice):
    roster_saving.take_over(ctx, import_id, TakeOver(place.school_id, "2A", choice.pop("near", {}), **choice))


@pytest.mark.parametrize("sample", sorted(SAMPLES.glob("0*[!n]")), ids=lambda path: path.name)
def test_a_list_taken_over_and_undone_leaves_the_same_bytes(nurse, place, sample):
    before_upload = dump()
    import_id = rosters.read_upload(nurse, Upload(sample.name, sample.read_bytes()))
    before = dump()

    take(nurse, place, import_id)
    assert dump() != before
    roster_undo.undo_import(nurse, import_id)
    assert changed_tables(before, dump()) == set()
    assert dump() == before

    roster_saving.discard_import(nurse, import_id)
    assert dump() == before_upload
    assert audit.verify().broken == ()


def test_known_children_get_back_what_they_had(nurse, place):
    known = make_child(nurse, place, full_name="Nông Văn Mẫu", sex="M", ethnic_group="02")
    near = make_child(nurse, place, full_name="Hà Thị Mẫu", sex="F")
    missing = make_child(nurse, place, full_name="Lý Thị Vắng")
    import_id = upload(
        nurse,
        "1;Nông Văn Mẫu;01/03/2018;Nam;2B;Nùng;Hà Thị Hoa;0912345678;006218000123",
        "2;Ha Thi Mau;01/03/2018;Nữ;2A;Tày;;;",
        "3;Đặng Thị Mới;05/06/2018;Nữ;2B;Dao;Đặng Thị Mẹ;0912345679;",
    )
    before = dump()

    take(
        nurse,
        place,
        import_id,
        near={("", 3): near},
        overwrite={
            ("", 2): {ChangeField.ETHNIC_GROUP: ""},
            ("", 3): {ChangeField.FULL_NAME: ""},
        },
        absent={missing: Absence.UNKNOWN},
    )
    assert session().get(Child, known).ethnic_group == "07"
    assert session().get(Child, near).full_name == "Ha Thi Mau"
    plan = roster_undo.undo_import(nurse, import_id)

    assert (plan.children_removed, plan.children_restored, plan.moves_removed, plan.kept) == (1, 2, 1, ())
    assert changed_tables(before, dump()) == set()


def test_rows_decided_later_are_undone_as_well(nurse, place):
    known = make_child(nurse, place, full_name="Nông Văn Mẫu", sex="M")
    import_id = upload(nurse, "1;Nong Van Mau;01/03/2018;Nam;2C;;;;", "2;Hà Thị Mới;05/05/2018;Nữ;2D;;;;")
    before = dump()

    take(nurse, place, import_id)
    roster_waiting.decide_waiting(nurse, import_id, {("", 2): known})
    roster_undo.undo_import(nurse, import_id)

    assert changed_tables(before, dump()) == set()


def test_after_an_undo_the_list_can_be_taken_over_again(nurse, place):
    import_id = upload(nurse, "1;Nông Văn Mẫu;01/03/2018;Nam;2B;;;;")
    take(nurse, place, import_id)
    roster_undo.undo_import(nurse, import_id)

    assert len(roster_previews.open_preview(nurse, import_id).lines) == 1
    take(nurse, place, import_id)

    assert len(session().scalars(select(Child)).all()) == 1


def new_child(ctx, place, name="Nông Văn Mẫu", group="2B"):
    import_id = upload(ctx, f"1;{name};01/03/2018;Nam;{group};;Hà Thị Hoa;0912345678;")
    take(ctx, place, import_id)
    return import_id, session().scalars(select(Child).where(Child.full_name == name)).one()


def examine(ctx, place, made):
    day = open_day(ctx, place)
    record_rows(ctx, day, [row(made.id, **ALL_NORMAL)])


def edit(ctx, _place, made):
    with transaction(ctx):
        session().get(Child, made.id).ethnic_group = "54"


def list_again(ctx, place, _made):
    take(ctx, place, upload(ctx, "1;Nông Văn Mẫu;01/03/2018;Nam;2A;;;;"))


def move_class(ctx, place, made):
    with transaction(ctx):
        held = session().scalars(select(Enrolment).where(Enrolment.child_id == made.id)).one()
        held.to_date = ctx.today


@pytest.mark.parametrize(
    ("touch", "why"),
    [
        pytest.param(examine, Obstacle.EXAMINED, id="examined"),
        pytest.param(edit, Obstacle.EDITED, id="edited"),
        pytest.param(list_again, Obstacle.LISTED_AGAIN, id="on a later list"),
        pytest.param(move_class, Obstacle.EDITED, id="left the class"),
    ],
)
def test_a_child_touched_since_stays_and_the_reason_is_told(nurse, place, touch, why):
    import_id, made = new_child(nurse, place, group="2A")
    touch(nurse, place, made)
    before = dump()

    plan = roster_undo.plan_undo(nurse, import_id)
    assert [(one.child_id, one.full_name, one.obstacles) for one in plan.kept] == [
        (made.id, "Nông Văn Mẫu", (why,))
    ]
    roster_undo.undo_import(nurse, import_id)

    assert changed_tables(before, dump()) == set()


def test_the_others_are_undone_while_one_stays(nurse, place):
    import_id = upload(nurse, "1;Nông Văn Mẫu;01/03/2018;Nam;2A;;;;", "2;Hà Thị Hai;05/05/2018;Nữ;2A;;;;")
    take(nurse, place, import_id)
    stays = session().scalars(select(Child).where(Child.full_name == "Hà Thị Hai")).one()
    edit(nurse, place, stays)

    plan = roster_undo.undo_import(nurse, import_id)

    assert (plan.children_removed, len(plan.kept)) == (1, 1)
    assert [one.full_name for one in session().scalars(select(Child))] == ["Hà Thị Hai"]
    assert roster_previews.open_preview(nurse, import_id).counts == {"new": 1, "rejected": 0}


def test_a_known_child_edited_since_keeps_what_it_has_now(nurse, place):
    known = make_child(nurse, place, full_name="Nông Văn Mẫu", sex="M", ethnic_group=None)
    import_id = upload(nurse, "1;Nông Văn Mẫu;01/03/2018;Nam;2A;Nùng;;;")
    take(nurse, place, import_id)
    with transaction(nurse):
        session().get(Child, known).ethnic_group = "01"

    plan = roster_undo.undo_import(nurse, import_id)

    assert [one.obstacles for one in plan.kept] == [(Obstacle.EDITED,)]
    assert session().get(Child, known).ethnic_group == "01"


def test_a_child_examined_in_its_new_class_is_not_moved_back(nurse, place):
    known = make_child(nurse, place, full_name="Nông Văn Mẫu", sex="M")
    import_id = upload(nurse, "1;Nông Văn Mẫu;01/03/2018;Nam;2B;;;;")
    take(nurse, place, import_id)
    made = session().scalars(select(SchoolClass).where(SchoolClass.name == "2B")).one()
    day = open_day(nurse, type(place)(1, place.school_id, made.id, 1))
    record_rows(nurse, day, [row(known, **ALL_NORMAL)])

    plan = roster_undo.undo_import(nurse, import_id)

    assert [one.obstacles for one in plan.kept] == [(Obstacle.EXAMINED,)]


def test_a_confirmed_move_is_not_taken_back(nurse, place):
    make_child(nurse, place, full_name="Nông Văn Mẫu", sex="M")
    missing = make_child(nurse, place, full_name="Lý Thị Vắng")
    import_id = upload(nurse, "1;Nông Văn Mẫu;01/03/2018;Nam;2A;;;;")
    take(nurse, place, import_id, absent={missing: Absence.LEFT})
    with transaction(nurse):
        move = session().scalars(select(SchoolMove)).one()
        move.decided_at, move.version = nurse.now(), 2

    plan = roster_undo.undo_import(nurse, import_id)

    assert [one.obstacles for one in plan.kept] == [(Obstacle.MOVE_DECIDED,)]
    assert len(session().scalars(select(SchoolMove)).all()) == 1


def test_a_list_is_undone_by_the_one_who_brought_it_and_within_its_time(nurse, place, clock, as_role):
    import_id, _made = new_child(nurse, place)
    other = make_user(as_role(None), nurse.actor.role)
    with pytest.raises(NotFound):
        roster_undo.undo_import(other, import_id)

    clock.moment += timedelta(days=31)
    with pytest.raises(WrongStep, match="undo_over"):
        roster_undo.undo_import(nurse, import_id)
