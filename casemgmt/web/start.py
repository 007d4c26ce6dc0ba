"""The start page of each role, and the liveness word."""

from flask import Blueprint, Response, make_response, render_template

from casemgmt.domain.access import Permission
from casemgmt.http.guard import requires
from casemgmt.http.request_context import context
from casemgmt.services.worklist import list_work

bp = Blueprint("start", __name__)


@bp.get("/")
@requires(Permission.DASHBOARD_VIEW)
def show_start() -> str:
    """What to do now."""
    return render_template("start/start.html", work=list_work(context()))


@bp.get("/suc-khoe-may-chu")
@requires(Permission.HEALTH_CHECK)
def show_health() -> Response:
    """A status word only."""
    answer = make_response("ok")
    answer.mimetype = "text/plain"
    return answer
