"""Classes, screening days and the class sheet."""

from datetime import date
from uuid import UUID

from flask import (
    Blueprint,
    Response,
    flash,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from marshmallow import EXCLUDE, Schema, fields

from casemgmt.domain.access import Permission
from casemgmt.domain.errors import NotFound
from casemgmt.domain.instruments import all_instruments
from casemgmt.http.errors import shown_by
from casemgmt.http.fields import RowSchema, day
from casemgmt.http.guard import requires
from casemgmt.http.outcomes import saved_row
from casemgmt.http.request_context import context
from casemgmt.services.days import add_newcomers, list_classes, open_sheet, start_day
from casemgmt.services.screening import record_rows

bp = Blueprint("screening", __name__)
DEFAULT_INSTRUMENTS = ("vision", "dental", "heart")


class StartSchema(Schema):
    """Opening the sheet of a class."""

    class Meta:
        unknown = EXCLUDE

    held_on = day()
    instruments = fields.List(fields.String(), load_default=list)


@bp.get("/lop")
@requires(Permission.SCREENING_CREATE)
def show_classes() -> str:
    """The classes of this school year and how far they are."""
    return render_template("screening/classes.html", classes=list_classes(context()))


@bp.get("/lop/<uuid:class_id>/kham")
@requires(Permission.SCREENING_CREATE)
def show_start(class_id: UUID) -> str:
    """The form that opens a sheet: which day, which instruments."""
    ctx = context()
    line = next((one for one in list_classes(ctx) if one.class_id == class_id), None)
    if line is None:
        raise NotFound(kind="school_class")
    return render_template(
        "screening/start.html",
        line=line,
        today=ctx.today,
        defaults=DEFAULT_INSTRUMENTS,
        all_instruments=all_instruments().values(),
    )


@bp.post("/lop/<uuid:class_id>/kham")
@requires(Permission.SCREENING_CREATE)
@shown_by(show_start)
def start(class_id: UUID) -> Response:
    """Open the sheet."""
    form = {"held_on": request.form.get("held_on", ""), "instruments": request.form.getlist("instruments")}
    loaded = StartSchema().load(form)
    held_on: date = loaded["held_on"]
    day_id = start_day(context(), class_id, held_on, tuple(loaded["instruments"]))
    return make_response(redirect(url_for(".show_sheet", day_id=day_id)))


@bp.get("/kham/<uuid:day_id>")
@requires(Permission.SCREENING_CREATE)
def show_sheet(day_id: UUID) -> str:
    """The class sheet."""
    sheet = open_sheet(context(), day_id)
    columns = [all_instruments()[code] for code in sheet.instruments if code in all_instruments()]
    return render_template("screening/sheet.html", sheet=sheet, columns=columns)


@bp.post("/kham/<uuid:day_id>/dong")
@requires(Permission.SCREENING_CREATE)
def save_row(day_id: UUID) -> Response:
    """Save one row; the answer says what was stored and what it means."""
    row = RowSchema().load(request.get_json())
    saved = record_rows(context(), day_id, (row,))
    return make_response(jsonify(saved_row(saved[0])))


@bp.post("/kham/<uuid:day_id>/them-em")
@requires(Permission.SCREENING_CREATE)
def add_children(day_id: UUID) -> Response:
    """Put newcomers of the class on the sheet."""
    added = add_newcomers(context(), day_id)
    flash(f"Đã thêm {added} em vào phiếu.")
    return make_response(redirect(url_for(".show_sheet", day_id=day_id)))
