"""Small class lists, sent and taken over, and what became of the children."""

from sqlalchemy import select

from casemgmt.domain.rosters.taking import TakeOver
from casemgmt.services import roster_previews, roster_saving, rosters
from casemgmt.services.rosters import Upload
from casemgmt.store import register
from casemgmt.store.children import Enrolment, Guardian
from casemgmt.store.db import session, transaction
from casemgmt.store.places import SchoolClass
from tests.factories import make_child

HEADER = "Họ và tên;Ngày sinh;Giới tính;Lớp;Dân tộc;Họ tên mẹ;SĐT mẹ;Mã định danh\n"
KEY, SECOND = ("", 2), ("", 3)
NUMBER = "006218000123"


def upload(ctx, *lines, title="", **given):
    content = ("\ufeff" + title + HEADER + "\n".join(lines)).encode()
    return rosters.read_upload(ctx, Upload("lớp.csv", content, **given))


def take(ctx, place, import_id, class_name="", **choice):
    near = choice.pop("near", {})
    roster_saving.take_over(ctx, import_id, TakeOver(place.school_id, class_name, near, **choice))


def preview(ctx, import_id):
    session().rollback()
    return roster_previews.open_preview(ctx, import_id)


def year(first):
    return f"Năm học {first} - {first + 1};;;;;;;\n"


def known(ctx, place, name="Nông Văn Mẫu", **given):
    return make_child(ctx, place, full_name=name, sex="M", **given)


def end(ctx, child_id, reason):
    with transaction(ctx):
        held = session().scalars(select(Enrolment).where(Enrolment.child_id == child_id)).one()
        held.to_date, held.end_reason = ctx.today, reason


def class_of(child_id):
    query = select(SchoolClass.name).join(Enrolment, Enrolment.class_id == SchoolClass.id)
    return session().scalars(query.where(Enrolment.child_id == child_id, Enrolment.to_date.is_(None))).all()


def guardians(child_id):
    found = session().scalars(select(Guardian).where(Guardian.child_id == child_id).order_by(Guardian.name))
    return [(one.name, one.relation, register.phone(one)) for one in found]


ROW = "Nông Văn Mẫu;01/03/2018;Nam;2A;;;;"
WITHOUT_CLASS = "Nong Van Mau;01/03/2018;Nam;;;;;"
