"""Class lists: upload, what was read, taking over, what waits, and taking back."""

import io
from dataclasses import asdict
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
    send_file,
    url_for,
)

from casemgmt.domain.access import Permission
from casemgmt.domain.errors import InvalidInput
from casemgmt.http.errors import shown_by, wants_json
from casemgmt.http.guard import requires
from casemgmt.http.paging import small_number
from casemgmt.http.request_context import context
from casemgmt.http.roster_choices import is_of_another_place, read_near, read_take_over
from casemgmt.http.roster_preview import shown_list
from casemgmt.http.roster_remarks import header_rows_of, marked_name, remarks_of
from casemgmt.http.roster_words import ABSENCE, OUTCOME, obstacle_words
from casemgmt.intake.marking import mark_rows
from casemgmt.services.progress import progress_of
from casemgmt.services.roster_files import stored_file
from casemgmt.services.roster_previews import open_preview
from casemgmt.services.roster_saving import discard_import, set_place, take_over
from casemgmt.services.roster_undo import plan_undo, undo_import
from casemgmt.services.roster_waiting import decide_waiting
from casemgmt.services.rosters import Upload, list_imports, read_upload
from casemgmt.services.schools import list_schools

bp = Blueprint("rosters", __name__)
MEDIA = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".csv": "text/csv; charset=utf-8",
}


@bp.get("/danh-sach")
@requires(Permission.SCREENING_IMPORT)
def show_imports() -> str:
    """The upload form and the newest imports."""
    ctx = context()
    return render_template("rosters/list.html", imports=list_imports(ctx), schools=list_schools(ctx))


@bp.post("/danh-sach")
@requires(Permission.SCREENING_IMPORT)
@shown_by(show_imports)
def upload() -> Response:
    """Read a file; nothing is saved yet."""
    file = request.files.get("file")
    if file is None or not file.filename:
        raise InvalidInput(problem="file_needed", field="file")
    import_id = read_upload(
        context(), Upload(file.filename, file.read(), small_number(request.form.get("school_id")))
    )
    return make_response(redirect(url_for(".show_preview", import_id=import_id)))


@bp.get("/danh-sach/<uuid:import_id>")
@requires(Permission.SCREENING_IMPORT)
def show_preview(import_id: UUID) -> str:
    """What was read and what would be saved; of a saved list, what became of it."""
    ctx = context()
    shown = shown_list(open_preview(ctx, import_id))
    page = "rosters/result.html" if shown.is_saved else "rosters/preview.html"
    return render_template(
        page, roster=shown, schools=list_schools(ctx), outcomes=OUTCOME, absences=ABSENCE.items()
    )


@bp.post("/danh-sach/<uuid:import_id>/nhan")
@requires(Permission.SCREENING_IMPORT)
@shown_by(show_preview)
def confirm(import_id: UUID) -> Response:
    """Save the good rows."""
    ctx = context()
    preview = open_preview(ctx, import_id)
    choice = read_take_over(request.form, preview)
    if is_of_another_place(choice, preview):
        set_place(ctx, import_id, choice.school_id, choice.class_name)
        raise InvalidInput(problem="compared_anew", field="school_id")
    take_over(ctx, import_id, choice)
    flash("Đã nhận danh sách lớp.")
    return _onward(import_id)


@bp.get("/danh-sach/<uuid:import_id>/tien-do")
@requires(Permission.SCREENING_IMPORT)
def show_progress(import_id: UUID) -> Response:
    """How far the saving is, for the bar on the page."""
    return jsonify(asdict(progress_of(context(), import_id)))


@bp.post("/danh-sach/<uuid:import_id>/cho")
@requires(Permission.SCREENING_IMPORT)
@shown_by(show_preview)
def decide(import_id: UUID) -> Response:
    """Save rows of a saved list that waited for a decision."""
    ctx = context()
    preview = open_preview(ctx, import_id)
    decided = decide_waiting(
        ctx, import_id, read_near(request.form, preview, preview.waiting), request.form.get("class_name", "")
    )
    flash(f"Đã nhận thêm {decided} em." if decided else "Chưa chọn em nào; các em vẫn chờ.")
    return _onward(import_id)


@bp.post("/danh-sach/<uuid:import_id>/bo")
@requires(Permission.SCREENING_IMPORT)
def discard(import_id: UUID) -> Response:
    """Throw the reading away."""
    discard_import(context(), import_id)
    flash("Đã bỏ danh sách và xóa tệp, không lưu gì.")
    return make_response(redirect(url_for(".show_imports")))


@bp.get("/danh-sach/<uuid:import_id>/hoan-tac")
@requires(Permission.SCREENING_UNDO_IMPORT)
def show_undo(import_id: UUID) -> str:
    """What taking the list back would do."""
    ctx = context()
    plan = plan_undo(ctx, import_id)
    return render_template("rosters/undo.html", import_id=import_id, plan=plan, because=obstacle_words)


@bp.post("/danh-sach/<uuid:import_id>/hoan-tac")
@requires(Permission.SCREENING_UNDO_IMPORT)
@shown_by(show_undo)
def undo(import_id: UUID) -> Response:
    """Take the list back as it was shown; what was touched since stays."""
    plan = undo_import(context(), import_id, request.form.get("seen", ""))
    kept = f"; giữ lại {plan.children_kept} em đã có việc khác" if plan.children_kept else ""
    done = f"{plan.children_removed} em ra khỏi sổ, {plan.children_restored} em trở lại như trước"
    flash(f"Đã hoàn tác: {done}{kept}.")
    return _onward(import_id)


@bp.get("/danh-sach/tep-loi/<uuid:import_id>")
@requires(Permission.SCREENING_IMPORT)
def download_marked(import_id: UUID) -> Response:
    """The file as it came, with the column "Lỗi"."""
    ctx = context()
    reading = open_preview(ctx, import_id).reading
    file = stored_file(ctx, import_id)
    marked = mark_rows(file.content, remarks_of(reading), header_rows_of(reading))
    return send_file(
        io.BytesIO(marked.content),
        mimetype=MEDIA[marked.ending],
        as_attachment=True,
        download_name=marked_name(file.name, marked.ending),
    )


def _onward(import_id: UUID) -> Response:
    """To the list's page; a script is told where that is."""
    following = url_for(".show_preview", import_id=import_id)
    return jsonify(next=following) if wants_json() else make_response(redirect(following))
