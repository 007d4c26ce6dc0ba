"""Who lives with a child, and what the certificates say of the household."""

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
from marshmallow import EXCLUDE, Schema

from casemgmt.codelists import labels
from casemgmt.domain.access import Permission
from casemgmt.http.errors import shown_by
from casemgmt.http.fields import text
from casemgmt.http.guard import requires
from casemgmt.http.paging import small_number
from casemgmt.http.request_context import context
from casemgmt.services.child_page import open_child
from casemgmt.services.households import (
    Certificate,
    find_relatives,
    join_household,
    leave_household,
    name_head,
    write_certificate,
)

bp = Blueprint("households", __name__)
CHILD = "/tre/<uuid:child_id>"


class CertificateSchema(Schema):
    """What the certificate of one year says."""

    class Meta:
        unknown = EXCLUDE

    year = text(4)
    status = text(20)
    certificate_no = text(40, needed=False, blank=True)


@bp.get(f"{CHILD}/ho")
@requires(Permission.CHILD_UPDATE)
def show_household(child_id: UUID) -> str:
    """The household: its head, its children, its certificates."""
    return _household_page(child_id, "")


@bp.post(f"{CHILD}/ho/tim")
@requires(Permission.CHILD_UPDATE)
def find(child_id: UUID) -> str:
    """The household with children of a name; names travel in the body, never in an address."""
    return _household_page(child_id, request.form.get("name", "")[:100])


@bp.post(f"{CHILD}/ho")
@requires(Permission.CHILD_UPDATE)
@shown_by(show_household)
def save_head(child_id: UUID) -> Response:
    """Write who heads the household."""
    version = small_number(request.form.get("version")) or 0
    name = text(100, needed=False, blank=True).deserialize(request.form.get("head_name", ""))
    name_head(context(), child_id, name, version)
    flash("Đã ghi chủ hộ.")
    return _to_household(child_id)


@bp.post(f"{CHILD}/ho/anh-chi-em")
@requires(Permission.CHILD_UPDATE)
@shown_by(show_household)
def add_relative(child_id: UUID) -> Response:
    """Put a brother or sister into the household."""
    try:
        other = UUID(request.form.get("other", ""))
    except ValueError:
        abort(400)
    join_household(context(), child_id, other)
    flash("Đã ghi hai em cùng một hộ.")
    return _to_household(child_id)


@bp.post(f"{CHILD}/ho/dien")
@requires(Permission.CHILD_UPDATE)
@shown_by(show_household)
def save_certificate(child_id: UUID) -> Response:
    """Write what the certificate of a year says."""
    loaded = CertificateSchema().load(request.form.to_dict())
    certificate = Certificate(
        small_number(loaded["year"]) or 0, loaded["status"], loaded["certificate_no"].strip()
    )
    write_certificate(context(), child_id, certificate)
    flash(f"Đã ghi diện hộ năm {certificate.year}.")
    return _to_household(child_id)


@bp.post(f"{CHILD}/ho/roi")
@requires(Permission.CHILD_UPDATE)
@shown_by(show_household)
def leave(child_id: UUID) -> Response:
    """Take a child out of its household."""
    leave_household(context(), child_id)
    flash("Đã tách em khỏi hộ này.")
    return _to_child(child_id)


def _household_page(child_id: UUID, wanted: str) -> str:
    ctx = context()
    return render_template(
        "children/household.html",
        file=open_child(ctx, child_id),
        wanted=wanted,
        found=find_relatives(ctx, child_id, wanted),
        statuses=list(labels("poverty").items()),
        this_year=ctx.today.year,
    )


def _to_child(child_id: UUID) -> Response:
    return make_response(redirect(url_for("children.show_child", child_id=child_id)))


def _to_household(child_id: UUID) -> Response:
    return make_response(redirect(url_for(".show_household", child_id=child_id)))
