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
from casemgmt.services.child_page import ChildFile, open_child
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
    hidden = _file_with(child_id, guardian_id).contact.protected
    typed = guardian_form(request.form.to_dict(), blank=hidden)
    change_guardian(ctx, guardian_id, typed, _version())
    flash("Đã ghi người chăm sóc.")
    return _to_child(child_id)


@bp.post(f"{GUARDIAN}/bo")
@requires(Permission.CHILD_CONTACT_UPDATE)
@shown_by(show_guardian)
def remove(child_id: UUID, guardian_id: UUID) -> Response:
    """Take a guardian from a child's file."""
    _file_with(child_id, guardian_id)
    remove_guardian(context(), guardian_id, _version())
    flash("Đã bỏ người chăm sóc khỏi hồ sơ.")
    return _to_child(child_id)


def _guardian_page(child_id: UUID, guardian_id: UUID | None) -> str:
    file = open_child(context(), child_id) if guardian_id is None else _file_with(child_id, guardian_id)
    guardian = next((one for one in file.contact.guardians if one.guardian_id == guardian_id), None)
    return render_template(
        "children/guardian.html", file=file, guardian=guardian, relations=list(labels("relations").items())
    )


def _file_with(child_id: UUID, guardian_id: UUID) -> ChildFile:
    """The file of the child that this person cares for; under another child there is no such page."""
    file = open_child(context(), child_id)
    if all(one.guardian_id != guardian_id for one in file.contact.guardians):
        abort(404)
    return file


def _version() -> int:
    return small_number(request.form.get("version")) or 0


def _to_child(child_id: UUID) -> Response:
    return make_response(redirect(url_for("children.show_child", child_id=child_id)))
