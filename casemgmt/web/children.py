"""One child's file: shown, added by hand, changed, its address protected."""

from uuid import UUID, uuid4

from flask import Blueprint, Response, flash, g, make_response, redirect, render_template, request, url_for
from marshmallow import ValidationError

from casemgmt.codelists import labels
from casemgmt.domain.access import Permission
from casemgmt.http.child_forms import (
    NewChildSchema,
    dwelling_form,
    identity_form,
    new_child_form,
    uuid_or_none,
)
from casemgmt.http.child_messages import doubt_sentence
from casemgmt.http.errors import shown_by
from casemgmt.http.fields import FORM
from casemgmt.http.guard import requires
from casemgmt.http.paging import small_number
from casemgmt.http.request_context import context
from casemgmt.http.roster_messages import match_sentence
from casemgmt.services.address_protection import protect_address
from casemgmt.services.child_changes import IdentityChange, change_dwelling, change_identity
from casemgmt.services.child_page import find_child, open_child
from casemgmt.services.children import Addition, NewChild, add_child, list_choices

bp = Blueprint("children", __name__)
NOT_SENT_AGAIN = ("csrf_token", "answer")


@bp.get("/tre/<uuid:child_id>")
@requires(Permission.CHILD_READ)
def show_child(child_id: UUID) -> str | Response:
    """The file; the address of a record that was merged away leads to the one that is kept."""
    ctx = context()
    kept = find_child(ctx, child_id)
    if kept != child_id:
        return make_response(redirect(url_for(".show_child", child_id=kept)))
    return render_template("children/child.html", file=open_child(ctx, child_id), doubt=doubt_sentence)


@bp.get("/tre/them")
@requires(Permission.CHILD_CREATE)
def show_new_child(addition: Addition | None = None) -> str:
    """The form for one more child; with ``addition`` the question whether it is there already."""
    return render_template(
        "children/new.html",
        choices=list_choices(context()),
        key=uuid4().hex,
        addition=addition,
        again=[(name, value) for name, value in request.form.items() if name not in NOT_SENT_AGAIN],
        reason=match_sentence,
        **_lists(),
    )


@bp.post("/tre/them")
@requires(Permission.CHILD_CREATE)
@shown_by(show_new_child)
def add() -> Response:
    """Add a child, or ask whether it is one of those there."""
    ctx = context()
    loaded = NewChildSchema().load(request.form.to_dict())
    identity, dwelling, guardian = new_child_form(request.form.to_dict(), ctx.today)
    new = NewChild(identity, dwelling, guardian, uuid_or_none(loaded["class_id"]))
    addition = add_child(ctx, new, loaded["key"], loaded["answer"])
    if addition.child_id is None:
        g.problems = {}  # the form is drawn again with what was typed, though nothing was wrong
        return make_response(show_new_child(addition))
    flash(f"Đã thêm {identity.full_name}.")
    if addition.visible:
        return make_response(redirect(url_for(".show_child", child_id=addition.child_id)))
    flash("Hồ sơ đã vào sổ của phường; vai trò của bạn chỉ mở được hồ sơ của các em trong phạm vi phụ trách.")
    return make_response(redirect(url_for(".show_new_child")))


@bp.get("/tre/<uuid:child_id>/sua")
@requires(Permission.CHILD_UPDATE)
def show_identity(child_id: UUID) -> str:
    """The form for who a child is."""
    return render_template("children/identity.html", file=open_child(context(), child_id), **_lists())


@bp.post("/tre/<uuid:child_id>/sua")
@requires(Permission.CHILD_UPDATE)
@shown_by(show_identity)
def save_identity(child_id: UUID) -> Response:
    """Write who a child is; what its number disagrees with is said, not refused."""
    ctx = context()
    form = request.form.to_dict()
    change = IdentityChange(
        identity=identity_form(form, ctx.today, sex_needed=False),
        version=_version(),
        forget_personal_id="forget_personal_id" in form,
        forget_health_insurance="forget_health_insurance" in form,
    )
    doubts = change_identity(ctx, child_id, change)
    flash("Đã ghi.")
    for code in doubts:
        flash(f"{doubt_sentence(code.value)} Đã ghi, xin xem lại.")
    return make_response(redirect(url_for(".show_child", child_id=child_id)))


@bp.get("/tre/<uuid:child_id>/noi-o")
@requires(Permission.CHILD_CONTACT_UPDATE)
def show_dwelling(child_id: UUID) -> str:
    """The form for where a child lives."""
    ctx = context()
    return render_template(
        "children/dwelling.html", file=open_child(ctx, child_id), choices=list_choices(ctx)
    )


@bp.post("/tre/<uuid:child_id>/noi-o")
@requires(Permission.CHILD_CONTACT_UPDATE)
@shown_by(show_dwelling)
def save_dwelling(child_id: UUID) -> Response:
    """Write where a child lives."""
    ctx = context()
    residence = open_child(ctx, child_id).identity.residence
    dwelling = dwelling_form(request.form.to_dict(), residence or "")
    change_dwelling(ctx, child_id, dwelling, _version())
    flash("Đã ghi nơi ở.")
    return make_response(redirect(url_for(".show_child", child_id=child_id)))


@bp.post("/tre/<uuid:child_id>/bao-ve-dia-chi")
@requires(Permission.PROTECTED_ADDRESS_SET)
@shown_by(show_child)
def protect(child_id: UUID) -> Response:
    """Hide where a child lives from everybody, or show it again."""
    wanted = {"1": True, "0": False}.get(request.form.get("protect", ""))
    if wanted is None:  # a form cut short shows no address
        raise ValidationError({"": [FORM]})
    protect_address(context(), child_id, protect=wanted)
    flash("Từ nay không trang nào hiện địa chỉ của em." if wanted else "Đã bỏ bảo vệ địa chỉ của em.")
    return make_response(redirect(url_for(".show_child", child_id=child_id)))


def _lists() -> dict[str, object]:
    return {
        "ethnic_groups": labels("ethnic_groups"),
        "residences": list(labels("residences").items()),
        "relations": list(labels("relations").items()),
    }


def _version() -> int:
    found = small_number(request.form.get("version"))
    if found is None:
        raise ValidationError({"": [FORM]})
    return found
