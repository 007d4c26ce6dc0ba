"""Children who leave a class: what was proposed, what became of them, and the next class."""

from datetime import date
from uuid import UUID

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request, url_for
from marshmallow import EXCLUDE, Schema, ValidationError, fields

from casemgmt.codelists import labels
from casemgmt.domain.access import Permission
from casemgmt.domain.departures import Departure, Proposal, decides_moves
from casemgmt.domain.errors import InvalidInput
from casemgmt.domain.school_moves import MoveKind, MoveState
from casemgmt.http.child_forms import uuid_or_none
from casemgmt.http.errors import shown_by
from casemgmt.http.fields import FORM, NEEDED, day, text
from casemgmt.http.guard import requires
from casemgmt.http.paging import small_number
from casemgmt.http.request_context import context
from casemgmt.services.child_page import open_child
from casemgmt.services.children import list_choices
from casemgmt.services.enrolments import enrol_child, leave_class
from casemgmt.services.school_moves import (
    confirm_move,
    dismiss_move,
    list_moves,
    list_schools_of_ward,
    propose_move,
)

bp = Blueprint("school_moves", __name__)
CHILD, MOVE = "/tre/<uuid:child_id>", "/chuyen-truong/<uuid:move_id>"
# What most often became of a child of that kind; of an unknown one somebody has to say it.
USUAL_END = {MoveKind.MOVED: "moved_school", MoveKind.LEFT: "left_school", MoveKind.UNKNOWN: ""}


class ProposalSchema(Schema):
    """Word that a child leaves."""

    class Meta:
        unknown = EXCLUDE

    kind = fields.Enum(
        MoveKind, by_value=True, required=True, error_messages=NEEDED | {"unknown": "Chọn một mục."}
    )
    to_school_id = text(8, needed=False, blank=True)
    to_class_name = text(60, needed=False, blank=True)


class DepartureSchema(Schema):
    """What became of a child."""

    class Meta:
        unknown = EXCLUDE

    end_reason = text(20, needed=False, blank=True)
    on = day()
    class_id = text(36, needed=False, blank=True)


@bp.get("/chuyen-truong")
@requires(Permission.CHILD_UPDATE)
def show_moves(move_id: UUID | None = None) -> str:
    """The moves in a state; ``move_id`` is the one a refused form was about."""
    ctx = context()
    chosen = request.args.get("trang-thai", "")
    state = MoveState(chosen) if chosen in set(MoveState) else MoveState.PROPOSED
    return render_template(
        "children/moves.html",
        state=state,
        states=list(MoveState),
        moves=list_moves(ctx, state),
        refused=move_id,
        usual_end=USUAL_END,
        ends=list(labels("enrolment_ends").items()),
        classes=list_choices(ctx).classes,
        decides=decides_moves(ctx.actor.role),
        today=ctx.today,
    )


@bp.post(f"{MOVE}/xac-nhan")
@requires(Permission.CHILD_UPDATE)
@shown_by(show_moves)
def confirm(move_id: UUID) -> Response:
    """Confirm what became of a child."""
    confirm_move(context(), move_id, _version(), _departure())
    flash("Đã xác nhận.")
    return make_response(redirect(url_for(".show_moves")))


@bp.post(f"{MOVE}/khong-dung")
@requires(Permission.CHILD_UPDATE)
@shown_by(show_moves)
def dismiss(move_id: UUID) -> Response:
    """Say that the child did not leave."""
    dismiss_move(context(), move_id, _version())
    flash("Đã ghi: em vẫn học lớp cũ.")
    return make_response(redirect(url_for(".show_moves")))


@bp.get(f"{CHILD}/truong-lop")
@requires(Permission.CHILD_UPDATE)
def show_schooling(child_id: UUID) -> str:
    """The forms for the class of one child."""
    ctx = context()
    return render_template(
        "children/schooling.html",
        file=open_child(ctx, child_id),
        classes=list_choices(ctx).classes,
        schools=list(list_schools_of_ward(ctx).items()),
        ends=list(labels("enrolment_ends").items()),
        kinds=list(labels("school_move_kinds").items()),
        decides=decides_moves(ctx.actor.role),
        may_enrol=decides_moves(ctx.actor.role) or ctx.actor.school_id is not None,
        today=ctx.today,
    )


@bp.post(f"{CHILD}/truong-lop/bao")
@requires(Permission.CHILD_UPDATE)
@shown_by(show_schooling)
def propose(child_id: UUID) -> Response:
    """Say that a child leaves its class."""
    loaded = ProposalSchema().load(request.form.to_dict())
    to_school = small_number(loaded["to_school_id"])
    propose_move(context(), child_id, Proposal(loaded["kind"], to_school, loaded["to_class_name"]))
    flash("Đã ghi, chờ Trạm Y tế xác nhận.")
    return _to_child(child_id)


@bp.post(f"{CHILD}/truong-lop/roi")
@requires(Permission.CHILD_UPDATE)
@shown_by(show_schooling)
def leave(child_id: UUID) -> Response:
    """End the enrolment of a child with the reason."""
    departure, seen = _departure(), uuid_or_none(request.form.get("enrolment", ""))
    if seen is None:
        raise ValidationError({"": [FORM]})
    leave_class(context(), child_id, departure, seen)
    flash("Đã ghi em rời lớp.")
    return _to_child(child_id)


@bp.post(f"{CHILD}/truong-lop/vao")
@requires(Permission.CHILD_UPDATE)
@shown_by(show_schooling)
def enrol(child_id: UUID) -> Response:
    """Put a child into a class."""
    chosen = uuid_or_none(request.form.get("into", ""))
    if chosen is None:
        raise InvalidInput(problem="class_wanted", field="into")
    enrol_child(context(), child_id, chosen)
    flash("Đã ghi em vào lớp.")
    return _to_child(child_id)


def _departure() -> Departure:
    loaded = DepartureSchema().load(request.form.to_dict())
    on: date = loaded["on"]
    return Departure(loaded["end_reason"], on, uuid_or_none(loaded["class_id"]))


def _version() -> int:
    return small_number(request.form.get("version")) or 0


def _to_child(child_id: UUID) -> Response:
    return make_response(redirect(url_for("children.show_child", child_id=child_id)))
