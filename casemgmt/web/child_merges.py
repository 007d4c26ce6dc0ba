"""Merging two records of one child, the list of merges, and taking one back."""

import re
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request, url_for
from marshmallow import EXCLUDE, Schema, fields, validate
from werkzeug.datastructures import MultiDict

from casemgmt.domain.access import Permission
from casemgmt.domain.merging import MergeField, Source
from casemgmt.http.errors import shown_by
from casemgmt.http.fields import FORM
from casemgmt.http.guard import requires
from casemgmt.http.request_context import context
from casemgmt.http.roster_messages import match_sentence
from casemgmt.services.child_merges import preview_merge, suggest_duplicates
from casemgmt.services.merge_saving import Merge, merge_children
from casemgmt.services.merge_undo import list_merges, preview_undo, undo_merge

bp = Blueprint("child_merges", __name__)
PAIR = "/tre/<uuid:child_id>/gop/<uuid:other_id>"
RECORD = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)


class MergeSchema(Schema):
    """What a merge needs beside the choices of its fields."""

    class Meta:
        unknown = EXCLUDE

    kept_version = fields.Integer(required=True)
    other_version = fields.Integer(required=True)
    goes_on = fields.UUID(load_default=None)
    numbers_checked = fields.String(load_default="")


class UndoSchema(Schema):
    """What was shown before an undo."""

    class Meta:
        unknown = EXCLUDE

    seen = fields.String(required=True, validate=validate.Regexp(r"[0-9a-f]{16}\Z", error=FORM))


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
    loaded: dict[str, Any] = MergeSchema().load(request.form.to_dict())
    asked = Merge(
        kept_id=child_id,
        other_id=other_id,
        versions=(loaded["kept_version"], loaded["other_version"]),
        choices=_choices(request.form),
        goes_on=loaded["goes_on"],
        numbers_checked=loaded["numbers_checked"] == "yes",
    )
    merge_id = merge_children(context(), asked)
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
    loaded: dict[str, Any] = UndoSchema().load(request.form.to_dict())
    undo_merge(context(), merge_id, loaded["seen"])
    flash("Đã hoàn tác: hai hồ sơ trở lại như trước khi gộp.")
    return make_response(redirect(url_for(".show_merges")))


def _choices(form: MultiDict[str, str]) -> dict[MergeField, Source]:
    """Field -> the record whose value the person chose."""
    chosen = ((field, form.get(f"take-{field.value}", "")) for field in MergeField)
    return {field: Source(value) for field, value in chosen if value in set(Source)}
