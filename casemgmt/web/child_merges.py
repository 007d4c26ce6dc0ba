"""Merging two records of one child, the list of merges, and taking one back."""

import re
from uuid import UUID

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request, url_for

from casemgmt.domain.access import Permission
from casemgmt.http.errors import shown_by
from casemgmt.http.guard import requires
from casemgmt.http.merge_forms import merge_form, undo_form
from casemgmt.http.request_context import context
from casemgmt.http.roster_messages import match_sentence
from casemgmt.services.child_merges import preview_merge, suggest_duplicates
from casemgmt.services.merge_saving import merge_children
from casemgmt.services.merge_undo import list_merges, preview_undo, undo_merge

bp = Blueprint("child_merges", __name__)
PAIR = "/tre/<uuid:child_id>/gop/<uuid:other_id>"
RECORD = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)


@bp.get("/tre/<uuid:child_id>/gop")
@requires(Permission.CHILD_MERGE)
def show_choice(child_id: UUID) -> str | Response:
    """Which other record is of the same child; ``voi`` names it, as an id or as the address of its page."""
    named = RECORD.search(request.args.get("voi", "").lower())
    if named and UUID(named[0]) != child_id:
        return make_response(redirect(url_for(".show_preview", child_id=child_id, other_id=named[0])))
    record, found = suggest_duplicates(context(), child_id)
    likely = [(one.record, [match_sentence(code) for code in one.reasons]) for one in found]
    return render_template(
        "children/merge_choice.html", record=record, likely=likely, asked=request.args.get("voi")
    )


@bp.get(PAIR)
@requires(Permission.CHILD_MERGE)
def show_preview(child_id: UUID, other_id: UUID) -> str:
    """Both records side by side and what merging them would do."""
    return render_template("children/merge.html", preview=preview_merge(context(), child_id, other_id))


@bp.post(PAIR)
@requires(Permission.CHILD_MERGE)
@shown_by(show_preview)
def merge(child_id: UUID, other_id: UUID) -> Response:
    """Join the other record to this one."""
    merge_id = merge_children(context(), merge_form(request.form.to_dict(), child_id, other_id))
    flash("Đã gộp hai hồ sơ. Nếu nhầm, có thể hoàn tác trong 30 ngày.")
    return make_response(redirect(url_for(".show_undo", merge_id=merge_id)))


@bp.get("/gop")
@requires(Permission.CHILD_MERGE)
def show_merges() -> str:
    """The merges of the ward and until when each can be undone."""
    return render_template("children/merges.html", merges=list_merges(context()))


@bp.get("/gop/<uuid:merge_id>")
@requires(Permission.CHILD_MERGE)
def show_undo(merge_id: UUID) -> str:
    """One merge and what taking it back would do."""
    return render_template("children/merge_undo.html", preview=preview_undo(context(), merge_id))


@bp.post("/gop/<uuid:merge_id>")
@requires(Permission.CHILD_MERGE)
@shown_by(show_undo)
def undo(merge_id: UUID) -> Response:
    """Part the two records again."""
    undo_merge(context(), merge_id, undo_form(request.form.to_dict()))
    flash("Đã hoàn tác: hai hồ sơ trở lại như trước khi gộp.")
    return make_response(redirect(url_for(".show_merges")))
