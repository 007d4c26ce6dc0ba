"""A child with a row in every table that names a child."""

from collections.abc import Callable, Mapping
from datetime import date
from uuid import UUID, uuid4

from casemgmt.domain.context import Context
from casemgmt.services.merge_saving import Merge, merge_children
from casemgmt.services.screening import record_rows
from casemgmt.store.child_rows import child_references
from casemgmt.store.children import Child, Enrolment, Guardian, SchoolMove
from casemgmt.store.circumstances import Circumstance
from casemgmt.store.db import session, transaction
from casemgmt.store.keys import sealer
from casemgmt.store.rosters import RosterImport, RosterRow
from casemgmt.store.screening import Examination
from tests.factories import Place, make_child, make_place, open_day, row

MURMUR = {"murmur_grade": "3", "signs": "0"}


def fill_every_table(ctx: Context, child_id: UUID, place: Place) -> None:
    """Make whatever is missing, an examination first: others speak of it."""
    for (table, column), make in MAKERS.items():
        if (table, column) in columns_without_row(child_id):
            make(ctx, child_id, place)


def columns_without_row(child_id: UUID) -> set[tuple[str, str]]:
    """The columns that could name the child and in no row do."""
    return {
        (one.table, one.column.name)
        for one in child_references()
        if not session().query(one.mapped).filter(one.column == child_id).count()
    }


def make_guardian(ctx: Context, child_id: UUID, phone: str = "0912345678") -> UUID:
    made = Guardian(
        id=uuid4(), ward_id=1, child_id=child_id, name="Người Nhà Mẫu", relation="mother", version=1
    )
    made.phone_sealed = sealer().seal(phone, "guardian.phone", made.id)
    with transaction(ctx):
        session().add(made)
    return made.id


def examine(ctx: Context, child_id: UUID, place: Place) -> UUID:
    """A screening day of the child's class with a murmur heard: an examination and a referral."""
    day_id = open_day(ctx, place)
    record_rows(ctx, day_id, (row(child_id, heart=MURMUR),))
    return day_id


def _examination(ctx: Context, child_id: UUID, _place: Place) -> None:
    """On a day of another class, so that no other child of the test is on its sheet."""
    other = make_place(ctx, "Trường Khám Riêng", uuid4().hex[:6])
    enrolment = session().query(Enrolment).filter_by(child_id=child_id, to_date=None).one()
    with transaction(ctx):
        held = session().get_one(Enrolment, enrolment.id)
        held.class_id, held.school_id = other.class_id, other.school_id
    examine(ctx, child_id, other)


def _circumstance(ctx: Context, child_id: UUID, _place: Place) -> None:
    examination = session().query(Examination).filter_by(child_id=child_id).first()
    made = Circumstance(
        id=uuid4(), ward_id=1, child_id=child_id, examination_id=examination.id, instrument="heart",
        group_code="health_unmet_need", state="confirmed", decided_by=ctx.actor.user_id,
        decided_at=ctx.now(), from_date=ctx.today, version=1,
    )  # fmt: skip
    made.reason_sealed = sealer().seal("Đã tới nhà, gia đình cần giúp", "circumstance.reason", made.id)
    with transaction(ctx):
        session().add(made)


def _roster_row(ctx: Context, child_id: UUID, place: Place) -> None:
    held = RosterImport(
        id=uuid4(), ward_id=1, school_id=place.school_id, school_year=2026, file_name="lop.xlsx",
        file_digest=uuid4().hex, state="committed", created_by=ctx.actor.user_id, created_at=ctx.now(),
        counts={"new": 1}, classes={},
    )  # fmt: skip
    line = RosterRow(
        id=uuid4(), import_id=held.id, sheet="2A", row_number=7, decision="new", child_id=child_id
    )
    with transaction(ctx):
        session().add_all([held, line])


def _school_move(ctx: Context, child_id: UUID, place: Place) -> None:
    enrolment = session().query(Enrolment).filter_by(child_id=child_id).first()
    with transaction(ctx):
        session().add(
            SchoolMove(
                id=uuid4(), ward_id=1, child_id=child_id, enrolment_id=enrolment.id, version=1,
                from_school_id=place.school_id, kind="unknown", state="proposed", proposed_at=ctx.now(),
            )
        )  # fmt: skip


def _earlier_merge(ctx: Context, child_id: UUID, place: Place) -> None:
    """Another record merged into this one before."""
    third = make_child(ctx, place, full_name="Trẻ Mẫu Trước", birth_date=date(2017, 1, 1))
    merge_children(ctx, Merge(child_id, third, versions(child_id, third), {}, open_enrolment(child_id)))


def versions(kept_id: UUID, other_id: UUID) -> tuple[int, int]:
    """The versions of two records as they are now."""
    session().rollback()
    return tuple(session().get_one(Child, one, populate_existing=True).version for one in (kept_id, other_id))


def open_enrolment(child_id: UUID) -> UUID | None:
    """The class a child is in now."""
    found = session().query(Enrolment).filter_by(child_id=child_id, to_date=None).first()
    return found.id if found else None


MAKERS: Mapping[tuple[str, str], Callable[[Context, UUID, Place], object]] = {
    ("examination", "child_id"): _examination,
    ("circumstance", "child_id"): _circumstance,
    ("child", "merged_into"): _earlier_merge,
    ("guardian", "child_id"): lambda ctx, child_id, _place: make_guardian(ctx, child_id),
    ("roster_row", "child_id"): _roster_row,
    ("school_move", "child_id"): _school_move,
}
