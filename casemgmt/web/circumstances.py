"""Suggestions for social workers and their decisions."""

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
from marshmallow import EXCLUDE, Schema, fields

from casemgmt.domain.access import Permission
from casemgmt.domain.circumstances import SuggestedGroup, SuggestionState
from casemgmt.http.errors import shown_by
from casemgmt.http.fields import NEEDED, text
from casemgmt.http.guard import requires
from casemgmt.http.request_context import context
from casemgmt.services.circumstances import (
    Decision,
    SuggestionKey,
    decide_suggestion,
    list_suggestions,
    open_suggestion,
)

bp = Blueprint("circumstances", __name__)
ADDRESS = "/goi-y/<uuid:examination_id>/<instrument>/<group>"


class DecisionSchema(Schema):
    """Confirming or dismissing."""

    class Meta:
        unknown = EXCLUDE

    to = fields.Enum(
        SuggestionState,
        by_value=True,
        required=True,
        error_messages=NEEDED | {"unknown": "Chọn một quyết định."},
    )
    reason = text(2000, blank=True)
    version = fields.Integer(required=True)


def _key(examination_id: UUID, instrument: str, group: str) -> SuggestionKey:
    if group not in set(SuggestedGroup):
        abort(404)
    return SuggestionKey(examination_id, instrument, SuggestedGroup(group))


@bp.get("/goi-y")
@requires(Permission.SUGGESTION_READ)
def show_suggestions() -> str:
    """The suggestions that wait, or those decided."""
    chosen = request.args.get("trang-thai", "")
    state = SuggestionState(chosen) if chosen in set(SuggestionState) else SuggestionState.SUGGESTED
    return render_template(
        "circumstances/list.html",
        state=state,
        states=list(SuggestionState),
        suggestions=list_suggestions(context(), state),
    )


@bp.get(ADDRESS)
@requires(Permission.SUGGESTION_READ)
def show_suggestion(examination_id: UUID, instrument: str, group: str) -> str:
    """One suggestion with its reason."""
    key = _key(examination_id, instrument, group)
    return render_template("circumstances/suggestion.html", suggestion=open_suggestion(context(), key))


@bp.post(ADDRESS)
@requires(Permission.SUGGESTION_DECIDE)
@shown_by(show_suggestion)
def decide(examination_id: UUID, instrument: str, group: str) -> Response:
    """Confirm or dismiss."""
    loaded = DecisionSchema().load(request.form.to_dict())
    decision = Decision(loaded["to"], loaded["reason"], loaded["version"])
    decide_suggestion(context(), _key(examination_id, instrument, group), decision)
    flash("Đã ghi quyết định.")
    return make_response(redirect(url_for(".show_suggestions")))
