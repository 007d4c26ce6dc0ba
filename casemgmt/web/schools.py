"""The ward's schools: the list, and adding one."""

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request, url_for
from marshmallow import EXCLUDE, Schema

from casemgmt.codelists import labels
from casemgmt.domain.access import Permission
from casemgmt.http.errors import shown_by
from casemgmt.http.fields import text
from casemgmt.http.guard import requires
from casemgmt.http.request_context import context
from casemgmt.services.schools import LONGEST_NAME, add_school, list_schools

bp = Blueprint("schools", __name__)


class SchoolSchema(Schema):
    """A new school."""

    class Meta:
        unknown = EXCLUDE

    name = text(LONGEST_NAME)
    level = text(20)


@bp.get("/truong")
@requires(Permission.REFERENCE_LIST_EDIT)
def show_schools() -> str:
    """The schools, and the form for one more."""
    return render_template(
        "schools/list.html", schools=list_schools(context()), levels=list(labels("school_levels").items())
    )


@bp.post("/truong")
@requires(Permission.REFERENCE_LIST_EDIT)
@shown_by(show_schools)
def add() -> Response:
    """Add a school."""
    loaded = SchoolSchema().load(request.form.to_dict())
    line = add_school(context(), loaded["name"], loaded["level"])
    flash(f"Đã thêm {line.name}.")
    return make_response(redirect(url_for(".show_schools")))
