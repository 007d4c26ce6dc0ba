"""Figures by sex and age group, with small counts hidden; the chart and the workbook of the same table."""

from flask import Blueprint, Response, make_response, render_template, request

from casemgmt.domain.access import Permission
from casemgmt.domain.dates import school_year
from casemgmt.http.guard import requires
from casemgmt.http.request_context import context
from casemgmt.reports.chart import chart_svg
from casemgmt.reports.wording import (
    EVERY_COLUMN,
    EVERY_ROW,
    count_text,
    percent_text,
    protection_note,
    rate_note,
)
from casemgmt.reports.workbook import table_workbook
from casemgmt.services.statistics import Question, list_indicators, list_years, publish_table

bp = Blueprint("statistics", __name__)
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FIRST_INDICATOR = "reduced_vision"


def _question() -> Question:
    year = request.args.get("nam", "")
    wanted = (
        int(year) if year.isascii() and year.isdigit() and len(year) == 4 else school_year(context().today)
    )
    return Question(request.args.get("chi-so", FIRST_INDICATOR)[:60], wanted)


@bp.get("/thong-ke")
@requires(Permission.STATISTICS_VIEW)
def show_table() -> str:
    """One figure as table and chart."""
    ctx, question = context(), _question()
    table = publish_table(ctx, question)
    return render_template(
        "statistics/table.html",
        table=table,
        question=question,
        indicators=list_indicators(),
        years=list_years(ctx),
        rows=(*table.rows, EVERY_ROW),
        columns=(*table.columns, EVERY_COLUMN),
        count_text=count_text,
        percent_text=percent_text,
        notes=[protection_note(table.rule), *([rate_note()] if table.has_rate else [])],
    )


@bp.get("/thong-ke/bieu-do.svg")
@requires(Permission.STATISTICS_VIEW)
def show_chart() -> Response:
    """The chart of the same question."""
    answer = make_response(chart_svg(publish_table(context(), _question())))
    answer.mimetype = "image/svg+xml"
    return answer


@bp.get("/thong-ke/bang.xlsx")
@requires(Permission.STATISTICS_EXPORT)
def download_table() -> Response:
    """The same table as a workbook."""
    question = _question()
    answer = make_response(table_workbook(publish_table(context(), question)))
    answer.mimetype = WORKBOOK
    answer.headers["Content-Disposition"] = (
        f'attachment; filename="thong-ke-{question.indicator}-{question.year}.xlsx"'
    )
    return answer
