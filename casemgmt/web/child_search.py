"""Searching for a child. What is typed travels in the body of a request, never in an address."""

from typing import Any

from flask import Blueprint, render_template, request
from marshmallow import EXCLUDE, Schema, fields, pre_load, validate

from casemgmt.domain.access import Permission, Verdict, verdict
from casemgmt.http.errors import shown_by
from casemgmt.http.fields import FORM
from casemgmt.http.guard import requires
from casemgmt.http.request_context import context
from casemgmt.services.child_search import LONGEST_SEARCH, Search, SearchAnswer, search_children

bp = Blueprint("child_search", __name__)
YEAR = "Năm sinh gồm bốn chữ số, ví dụ 2018."


class SearchSchema(Schema):
    """What is looked for; both fields may be empty."""

    class Meta:
        unknown = EXCLUDE

    tim = fields.String(
        load_default="",
        validate=validate.Length(max=LONGEST_SEARCH, error=f"Dài quá: nhiều nhất {LONGEST_SEARCH} ký tự."),
        error_messages={"invalid": FORM},
    )
    nam = fields.Integer(
        load_default=None,
        allow_none=True,
        validate=validate.Range(min=1900, max=2100, error=YEAR),
        error_messages={"invalid": YEAR},
    )

    @pre_load
    def leave_out_empty(self, given: dict[str, Any], **_: Any) -> dict[str, Any]:
        """A year left empty is none."""
        return given | {"nam": given.get("nam", "").strip() or None}


@bp.get("/tre")
@requires(Permission.CHILD_SEARCH)
def show_search() -> str:
    """The empty form."""
    return _page(None)


@bp.post("/tre")
@requires(Permission.CHILD_SEARCH)
@shown_by(show_search)
def search() -> str:
    """The form with what was found, for a browser without scripts."""
    return _page(search_children(context(), _asked()))


@bp.post("/tre/goi-y")
@requires(Permission.CHILD_SEARCH)
def suggest() -> str:
    """What was found alone, while a person types."""
    return render_template("children/hits.html", answer=search_children(context(), _asked()))


def _asked() -> Search:
    loaded = SearchSchema().load(request.form.to_dict())
    return Search(loaded["tim"], loaded["nam"])


def _page(answer: SearchAnswer | None) -> str:
    is_masked = verdict(context().actor.role, Permission.CHILD_SEARCH) is Verdict.MASKED
    return render_template("children/search.html", answer=answer, is_masked=is_masked)
