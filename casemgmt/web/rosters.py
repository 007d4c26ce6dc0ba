"""Class lists: upload, what was read, taking over."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict

from casemgmt.codelists import labels
from casemgmt.domain.access import Permission
from casemgmt.domain.errors import InvalidInput
from casemgmt.domain.matching import Verdict
from casemgmt.domain.rosters.records import ChildRecord
from casemgmt.domain.rosters.states import ImportState
from casemgmt.domain.rosters.taking import RowKey, TakeOver
from casemgmt.domain.vietnamese.identifiers import mask
from casemgmt.domain.vietnamese.names import fold
from casemgmt.http.errors import shown_by
from casemgmt.http.guard import requires
from casemgmt.http.paging import small_number
from casemgmt.http.request_context import context
from casemgmt.http.roster_messages import match_sentence, note_sentence, problem_place, problem_sentence
from casemgmt.services.rosters import (
    Lookalike,
    Preview,
    PreviewLine,
    Upload,
    discard_import,
    list_imports,
    open_preview,
    read_upload,
    take_over,
)
from casemgmt.services.schools import list_schools

bp = Blueprint("rosters", __name__)
MOST_LINES = 300


@dataclass(frozen=True)
class ShownProblem:
    """A problem of the list: where it stands, the sentence, ``reject`` or ``warn``."""

    place: str
    sentence: str
    severity: str


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
    """What was read and what would be saved."""
    ctx = context()
    preview = open_preview(ctx, import_id)
    return render_template("rosters/preview.html", preview=_shown(preview), schools=list_schools(ctx))


@bp.post("/danh-sach/<uuid:import_id>/nhan")
@requires(Permission.SCREENING_IMPORT)
@shown_by(show_preview)
def confirm(import_id: UUID) -> Response:
    """Save the good rows."""
    ctx = context()
    school_id = small_number(request.form.get("school_id"))
    if school_id is None:
        raise InvalidInput(problem="school_wanted", field="school_id")
    lines = open_preview(ctx, import_id).lines
    choice = TakeOver(school_id, request.form.get("class_name", "")[:30], _near(lines, request.form))
    take_over(ctx, import_id, choice)
    flash("Đã nhận danh sách lớp.")
    return make_response(redirect(url_for(".show_preview", import_id=import_id)))


@bp.post("/danh-sach/<uuid:import_id>/bo")
@requires(Permission.SCREENING_IMPORT)
def discard(import_id: UUID) -> Response:
    """Throw the reading away."""
    discard_import(context(), import_id)
    flash("Đã bỏ danh sách, không lưu gì.")
    return make_response(redirect(url_for(".show_imports")))


def _near(lines: tuple[PreviewLine, ...], form: MultiDict[str, str]) -> dict[RowKey, UUID | None]:
    """Row -> the chosen child, None for a new one; rows left for later are absent."""
    chosen: dict[RowKey, UUID | None] = {}
    for index, line in enumerate(lines):
        answer = form.get(f"row-{index}", "later")
        key = (line.record.sheet, line.record.row_number)
        known = {f"same:{one.child_id}": one.child_id for one in line.near if one.child is not None}
        if answer == "new" and line.verdict is Verdict.NEAR:
            chosen[key] = None
        elif answer in known:
            chosen[key] = known[answer]
    return chosen


def _shown(preview: Preview) -> dict[str, Any]:
    reading = preview.reading
    classes: dict[str, int] = {}
    for line in preview.lines:
        name = line.record.class_name or ""
        classes[name] = classes.get(name, 0) + 1
    shown_lines = [
        (index, line)
        for index, line in enumerate(preview.lines)
        if index < MOST_LINES or line.verdict is Verdict.NEAR
    ]
    problems = [(one, "reject") for one in reading.problems] + [(one, "warn") for one in reading.warnings]
    shown = [ShownProblem(problem_place(one), problem_sentence(one), kind) for one, kind in problems]
    return {
        "import_id": preview.import_id,
        "state": preview.state.value,
        "open": preview.state is ImportState.PREVIEWED,
        "file_name": preview.file_name,
        "school_id": preview.school_id,
        "school_name": preview.school_name,
        "school_year": preview.school_year,
        "classes": [(name, count) for name, count in classes.items() if name],
        "without_class": classes.get("", 0),
        "counts": preview.counts,
        "lines": [_line(index, line) for index, line in shown_lines],
        "more_lines": len(preview.lines) - len(shown_lines),
        "problems": [*_other_school(preview), *shown],
        "remarks": [note_sentence(note) for note in reading.notes],
        "class_links": preview.classes,
    }


def _other_school(preview: Preview) -> list[ShownProblem]:
    """Said where the title of the list names another school than the one it would go to."""
    named = preview.reading.school_name
    if not named or not preview.school_name or fold(named) == fold(preview.school_name):
        return []
    chosen = preview.school_name
    text = f"Tệp ghi «{named}», khác trường đang chọn «{chosen}». Hãy xem lại trường trước khi nhận."
    return [ShownProblem("Tiêu đề của tệp", text, "warn")]


def _line(index: int, line: PreviewLine) -> dict[str, Any]:
    record = line.record
    return {
        "index": index,
        "sheet": record.sheet,
        "row_number": record.row_number,
        "full_name": record.full_name,
        "born": _born(record),
        "sex": record.sex.value if record.sex else None,
        "class_name": record.class_name or "",
        "personal_id": mask(record.personal_id) if record.personal_id else "",
        "ethnic_group": labels("ethnic_groups").get(record.ethnic_group or "", ""),
        "neighbourhood": record.neighbourhood or "",
        "guardian_phone": mask(record.guardian_phone) if record.guardian_phone else "",
        "decision": line.verdict.value,
        "near": [_near_child(one) for one in line.near],
    }


def _near_child(one: Lookalike) -> dict[str, Any]:
    child = one.child
    return {
        "child_id": one.child_id if child else None,
        "name": child.full_name if child else "Một em của trường khác trong phường",
        "born": child.birth_date.strftime("%d/%m/%Y") if child and child.birth_date else "",
        "reasons": [match_sentence(code) for code in one.reasons],
    }


def _born(record: ChildRecord) -> str:
    pattern = {"day": "%d/%m/%Y", "month": "%m/%Y", "year": "%Y"}[record.dob_precision.value]
    return record.dob.strftime(pattern)
