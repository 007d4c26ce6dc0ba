"""What rests on a list by now is not pulled away from under it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from casemgmt.domain.rosters.taking import TakeOver
from casemgmt.domain.rosters.undoing import Obstacle, told
from casemgmt.services import roster_saving, roster_undo, rosters
from casemgmt.services.child_merges import preview_merge
from casemgmt.services.merge_saving import Merge, merge_children
from casemgmt.services.rosters import Upload
from casemgmt.services.screening import record_rows
from casemgmt.store.children import Child, Enrolment
from casemgmt.store.circumstances import Circumstance
from casemgmt.store.db import session, transaction
from casemgmt.store.referrals import Referral, ReferralEvent
from casemgmt.store.screening import Examination
from tests.dumps import changed_tables, dump
from tests.factories import ALL_NORMAL, make_child, open_day, row

HEADER = "Họ và tên;Ngày sinh;Giới tính;Lớp;Dân tộc;Mã định danh\n"
POOR_SIGHT = ALL_NORMAL | {"vision": {"va_right_uncorrected": "2", "va_left_uncorrected": "2"}}


def saved(ctx, place, line, **near):
    import_id = rosters.read_upload(ctx, Upload("lớp.csv", ("\ufeff" + HEADER + line).encode()))
    roster_saving.take_over(ctx, import_id, TakeOver(place.school_id, "2A", near.pop("near", {})))
    return import_id


@pytest.fixture
def later(clock):
    """Lets time go by."""

    def pass_by():
        clock.moment += timedelta(hours=1)

    return pass_by


def open_sheet(ctx, place, child_id):
    """The sheet of the class where the child learns now."""
    now = select(Enrolment.class_id).where(Enrolment.child_id == child_id, Enrolment.to_date.is_(None))
    return open_day(ctx, replace(place, class_id=session().scalars(now).one()))


def examine(ctx, place, child_id, cells=ALL_NORMAL):
    record_rows(ctx, open_sheet(ctx, place, child_id), [row(child_id, **cells)])


def make_referral(ctx, place, child_id):
    examine(ctx, place, child_id, POOR_SIGHT)
    assert session().scalars(select(Referral)).all()


def step(ctx, _place, _child_id):
    """One more step of a referral that was there before."""
    referral = session().scalars(select(Referral)).one()
    told = {"from_state": referral.state, "to_state": "told", "happened_on": ctx.today}
    with transaction(ctx):
        session().add(ReferralEvent(referral_id=referral.id, recorded_at=ctx.now(), **told))


def decide(ctx, _place, child_id):
    """A decision about support, on an examination that was there before."""
    examination = session().scalars(select(Examination)).first()
    with transaction(ctx):
        session().add(
            Circumstance(
                ward_id=1, child_id=child_id, examination_id=examination.id, instrument="vision",
                group_code="x", state="dismissed", reason_sealed=b"x", decided_by=ctx.actor.user_id,
                decided_at=ctx.now(), from_date=ctx.today,
            )
        )  # fmt: skip


def list_again(ctx, place, _child_id):
    saved(ctx, place, "Nông Văn Mẫu;01/03/2018;Nam;;;")


def merge(ctx, place, child_id):
    other = make_child(ctx, place, full_name="Nông Văn Mẩu", sex="M")
    found = preview_merge(ctx, child_id, other)
    versions = (found.kept.version, found.other.version)
    merge_children(ctx, Merge(child_id, other, versions, {}, found.goes_on))


BIRTH_KNOWN_BY_YEAR = {"sex": None, "birth_precision": "year", "birth_date": date(2018, 1, 1)}
LINES = {
    "birth and sex": (BIRTH_KNOWN_BY_YEAR, "Nông Văn Mẫu;01/03/2018;Nam;2A;;"),
    "number": ({"sex": "M"}, "Nông Văn Mẫu;01/03/2018;Nam;2A;;006218000123"),
    "class": ({"sex": "M"}, "Nông Văn Mẫu;01/03/2018;Nam;2B;;"),
}


@pytest.mark.parametrize("how", [open_sheet, examine])
@pytest.mark.parametrize("what", LINES)
def test_what_an_examination_rests_on_stays(nurse, place, later, what, how):
    given, line = LINES[what]
    known = make_child(nurse, place, full_name="Nông Văn Mẫu", **given)
    import_id = saved(nurse, place, line, near={("", 2): known})
    later()
    how(nurse, place, known)
    before = dump()

    plan = roster_undo.undo_import(nurse, import_id)

    assert [one.obstacles for one in plan.kept] == [(Obstacle.EXAMINED,)]
    assert changed_tables(before, dump()) == set()


@pytest.mark.parametrize(
    ("touch", "why"),
    [
        pytest.param(make_referral, Obstacle.REFERRED, id="a referral made since"),
        pytest.param(step, Obstacle.REFERRED, id="a step of an older referral"),
        pytest.param(decide, Obstacle.SUGGESTED, id="a decision about support"),
        pytest.param(list_again, Obstacle.LISTED_AGAIN, id="a later list that changes nothing"),
        pytest.param(merge, Obstacle.MERGED, id="joined with another record"),
    ],
)
def test_what_later_work_rests_on_stays(nurse, place, later, touch, why):
    known = make_child(nurse, place, full_name="Nông Văn Mẫu", sex="M")
    if touch in {step, decide}:
        make_referral(nurse, place, known)
        later()
    import_id = saved(nurse, place, "Nông Văn Mẫu;01/03/2018;Nam;2A;;006218000123")
    later()
    touch(nurse, place, known)

    plan = roster_undo.undo_import(nurse, import_id)

    assert told(nurse.actor.role, [why])[0] in plan.kept[0].obstacles
    assert (plan.children_restored, len(plan.kept)) == (0, 1)
    assert session().get(Child, known).personal_id_index is not None


def test_new_results_on_a_sheet_of_before_hold_what_they_rest_on(nurse, place, later):
    known = make_child(nurse, place, full_name="Nông Văn Mẫu", sex="M")
    open_sheet(nurse, place, known)
    later()
    import_id = saved(nurse, place, "Nông Văn Mẫu;01/03/2018;Nam;2A;;006218000123")
    later()
    examine(nurse, place, known)

    plan = roster_undo.plan_undo(nurse, import_id)

    assert [one.obstacles for one in plan.kept] == [(Obstacle.EXAMINED,)]


def test_what_was_there_before_the_list_does_not_hold_it(nurse, place, later):
    known = make_child(nurse, place, full_name="Nông Văn Mẫu", sex="M")
    make_referral(nurse, place, known)
    decide(nurse, place, known)
    saved(nurse, place, "Nông Văn Mẫu;01/03/2018;Nam;2A;;")
    later()
    before = dump()
    import_id = saved(nurse, place, "Nông Văn Mẫu;01/03/2018;Nam;2B;Nùng;006218000123")

    plan = roster_undo.undo_import(nurse, import_id)

    assert (plan.children_restored, plan.kept) == (1, ())
    assert changed_tables(before, dump()) <= {"roster_import", "roster_file"}


def test_an_examination_does_not_rest_on_the_ethnic_group(nurse, place, later):
    known = make_child(nurse, place, full_name="Nông Văn Mẫu", sex="M", ethnic_group=None)
    import_id = saved(nurse, place, "Nông Văn Mẫu;01/03/2018;Nam;2A;Nùng;")
    later()
    examine(nurse, place, known)

    plan = roster_undo.undo_import(nurse, import_id)

    assert (plan.children_restored, plan.kept) == (1, ())
    assert session().get(Child, known).ethnic_group is None
