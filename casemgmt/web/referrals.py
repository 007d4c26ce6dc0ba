"""Referrals: who waits, and what became of each."""

from uuid import UUID

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request, url_for
from marshmallow import EXCLUDE, Schema, fields

from casemgmt.domain.access import Permission
from casemgmt.domain.referrals import ReferralState
from casemgmt.http.errors import shown_by
from casemgmt.http.fields import NEEDED, day, text
from casemgmt.http.guard import requires
from casemgmt.http.paging import page_number
from casemgmt.http.request_context import context
from casemgmt.services.referrals import Move, list_referrals, move_referral, open_referral

bp = Blueprint("referrals", __name__)
PAGE = 50


class MoveSchema(Schema):
    """A step of a referral."""

    class Meta:
        unknown = EXCLUDE

    to = fields.Enum(
        ReferralState, by_value=True, required=True, error_messages=NEEDED | {"unknown": "Chọn bước."}
    )
    happened_on = day()
    note = text(500, needed=False, blank=True)
    version = fields.Integer(required=True)


@bp.get("/chuyen-kham")
@requires(Permission.HEALTH_REFERRAL_READ)
def show_referrals() -> str:
    """The list, the longest overdue first."""
    chosen = request.args.get("trang-thai", "")
    state = ReferralState(chosen) if chosen in set(ReferralState) else None
    page = page_number()
    found = list_referrals(context(), state, page, PAGE)
    return render_template(
        "referrals/list.html",
        found=found,
        state=state,
        states=list(ReferralState),
        page=page,
        pages=max(1, -(-found.total // PAGE)),
    )


@bp.get("/chuyen-kham/<uuid:referral_id>")
@requires(Permission.HEALTH_REFERRAL_READ)
def show_referral(referral_id: UUID) -> str:
    """One referral and its past."""
    ctx = context()
    return render_template("referrals/referral.html", file=open_referral(ctx, referral_id), today=ctx.today)


@bp.post("/chuyen-kham/<uuid:referral_id>")
@requires(Permission.HEALTH_REFERRAL_CHANGE)
@shown_by(show_referral)
def move(referral_id: UUID) -> Response:
    """Record a step."""
    loaded = MoveSchema().load(request.form.to_dict())
    move_referral(
        context(), referral_id, Move(loaded["to"], loaded["happened_on"], loaded["note"], loaded["version"])
    )
    flash("Đã ghi bước theo dõi.")
    return make_response(redirect(url_for(".show_referral", referral_id=referral_id)))
