"""Who cares for a child."""

from uuid import UUID

from flask import (
    Blueprint,
    Response,
    abort,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)

from casemgmt.codelists import labels
from casemgmt.domain.access import Permission
from casemgmt.http.child_forms import guardian_form
from casemgmt.http.errors import shown_by
from casemgmt.http.guard import requires
from casemgmt.http.paging import small_number
from casemgmt.http.request_context import context
from casemgmt.services.child_page import open_child
from casemgmt.services.guardians import add_guardian, change_guardian, remove_guardian

bp = Blueprint("guardians", __name__)
CHILD, GUARDIAN = "/tre/<uuid:child_id>", "/tre/<uuid:child_id>/nguoi-cham-soc/<uuid:guardian_id>"


@bp.get(f"{CHILD}/nguoi-cham-soc")
@requires(Permission.CHILD_CONTACT_UPDATE)
def show_new_guardian(child_id: UUID) -> str:
    """The form for one more person who cares for a child."""
    return _guardian_page(child_id, None)


@bp.post(f"{CHILD}/nguoi-cham-soc")
@requires(Permission.CHILD_CONTACT_UPDATE)
@shown_by(show_new_guardian)
def add(child_id: UUID) -> Response:
    """Note one more person who cares for a child."""
    add_guardian(context(), child_id, guardian_form(request.form.to_dict()))
    flash("Đã ghi người chăm sóc.")
    return _to_child(child_id)


@bp.get(GUARDIAN)
@requires(Permission.CHILD_CONTACT_UPDATE)
def show_guardian(child_id: UUID, guardian_id: UUID) -> str:
    """The form for a person who cares for a child."""
    return _guardian_page(child_id, guardian_id)


@bp.post(GUARDIAN)
@requires(Permission.CHILD_CONTACT_UPDATE)
@shown_by(show_guardian)
def save_guardian(child_id: UUID, guardian_id: UUID) -> Response:
    """Write who a guardian is by now."""
    ctx = context()
    hidden = open_child(ctx, child_id).contact.protected
    typed = guardian_form(request.form.to_dict(), blank=hidden)
    change_guardian(ctx, guardian_id, typed, small_number(request.form.get("version")) or 0)
    flash("Đã ghi người chăm sóc.")
    return _to_child(child_id)


@bp.post(f"{GUARDIAN}/bo")
@requires(Permission.CHILD_CONTACT_UPDATE)
@shown_by(show_guardian)
def remove(child_id: UUID, guardian_id: UUID) -> Response:
    """Take a guardian from a child's file."""
    remove_guardian(context(), guardian_id)
    flash("Đã bỏ người chăm sóc khỏi hồ sơ.")
    return _to_child(child_id)


def _guardian_page(child_id: UUID, guardian_id: UUID | None) -> str:
    file = open_child(context(), child_id)
    known = {one.guardian_id: one for one in file.contact.guardians}
    if guardian_id is not None and guardian_id not in known:
        abort(404)
    return render_template(
        "children/guardian.html",
        file=file,
        guardian=known[guardian_id] if guardian_id else None,
        relations=list(labels("relations").items()),
    )


def _to_child(child_id: UUID) -> Response:
    return make_response(redirect(url_for("children.show_child", child_id=child_id)))
