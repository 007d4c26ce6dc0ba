"""Domain error → status and Vietnamese sentence, as a page or as JSON; the one place that catches.

A form that was refused is shown again with everything that was typed: a view marked with
``shown_by`` names the function that draws its form.
"""

import logging
from collections.abc import Callable
from typing import Any, TypeVar

from flask import (
    Flask,
    Response,
    current_app,
    g,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_wtf.csrf import CSRFError
from marshmallow import ValidationError
from werkzeug.exceptions import HTTPException

from casemgmt.domain import errors
from casemgmt.http.guard import SignInNeeded, may_enter
from casemgmt.http.messages import http_sentence, sentence

STATUS: dict[type[errors.CasemgmtError], int] = {
    errors.InvalidObservation: 422,
    errors.InvalidInput: 422,
    errors.WrongStep: 409,
    errors.Conflict: 409,
    errors.KeyReused: 422,
    errors.NotFound: 404,
    errors.NotPermitted: 403,
    errors.SignInRefused: 403,
    errors.TooManyTries: 429,
    errors.UnreadableFile: 422,
    errors.Unavailable: 503,
}
REDISPLAYED = (
    errors.InvalidInput,
    errors.WrongStep,
    errors.Conflict,
    errors.SignInRefused,
    errors.TooManyTries,
    errors.UnreadableFile,
    errors.Unavailable,
)
View = TypeVar("View", bound=Callable[..., Any])
log = logging.getLogger("casemgmt")


def set_up(app: Flask) -> None:
    """Hang the handlers on an application."""
    app.register_error_handler(errors.CasemgmtError, _refuse)
    app.register_error_handler(ValidationError, _refuse_fields)
    app.register_error_handler(SignInNeeded, _ask_sign_in)
    app.register_error_handler(CSRFError, _refuse_csrf)
    app.register_error_handler(HTTPException, _refuse_http)
    app.register_error_handler(RecursionError, _refuse_nesting)
    app.register_error_handler(Exception, _fail)


def shown_by(draw: Callable[..., Any]) -> Callable[[View], View]:
    """Mark a view whose form is drawn again by ``draw``, with what was typed, when it is refused."""

    def mark(view: View) -> View:
        view.form_view = draw  # type: ignore[attr-defined]
        return view

    return mark


def typed(name: str, default: object = "") -> Any:
    """What stood in a field when the form was refused, else the default; for templates."""
    return request.form.get(name, default) if "problems" in g else default


def problem(name: str) -> str:
    """The sentence about a field, "" where there is none; for templates."""
    found: dict[str, str] = g.get("problems", {})
    return found.get(name, "")


def wants_json() -> bool:
    """Whether the answer goes to a script."""
    return request.is_json or request.accept_mimetypes.best == "application/json"


def _refuse(error: errors.CasemgmtError) -> Response:
    status, text = STATUS[type(error)], sentence(error)
    details = {key: value for key, value in error.details.items() if key in {"current", "instrument"}}
    if wants_json():
        return _json(status, text, **details)
    if isinstance(error, REDISPLAYED):
        again = _redraw({str(error.details.get("field", "")): text}, status)
        if again is not None:
            return again
    return _page(status, text)


def _refuse_fields(error: ValidationError) -> Response:
    sentences = {
        str(field): " ".join(map(str, _flat(found))) for field, found in error.normalized_messages().items()
    }
    if wants_json():
        return _json(422, http_sentence(422), fields=sentences)
    return _redraw(sentences, 422) or _page(422, "; ".join(sentences.values()))


def _flat(found: Any) -> list[Any]:
    if isinstance(found, dict):
        return [text for part in found.values() for text in _flat(part)]
    return list(found) if isinstance(found, list) else [found]


def _redraw(problems: dict[str, str], status: int) -> Response | None:
    view = current_app.view_functions.get(request.endpoint or "")
    draw = getattr(view, "form_view", None)
    if draw is None or not may_enter(draw):
        return None
    g.problems = problems
    try:
        return make_response(draw(**(request.view_args or {})), status)
    except (errors.CasemgmtError, HTTPException):
        # What the form is about is gone or not for this person: the plain page says what was wrong.
        return None


def _ask_sign_in(_error: SignInNeeded) -> Response:
    if wants_json():
        return _json(401, http_sentence(401))
    onward = request.full_path if request.method == "GET" and request.path != "/" else None
    return make_response(redirect(url_for("accounts.show_sign_in", next=onward)))


def _refuse_csrf(_error: CSRFError) -> Response:
    if wants_json():
        return _json(400, http_sentence(400))
    return _redraw({"": http_sentence(400)}, 400) or _page(400, http_sentence(400))


def _refuse_nesting(_error: RecursionError) -> Response:
    """JSON nested deeper than any page of ours sends."""
    return _json(400, http_sentence(400)) if wants_json() else _page(400, http_sentence(400))


def _refuse_http(error: HTTPException) -> Response:
    status = error.code or 500
    if status < 400:
        return make_response(error.get_response())
    answer = _json(status, http_sentence(status)) if wants_json() else _page(status, http_sentence(status))
    if status == 405 and getattr(error, "valid_methods", None):
        answer.headers["Allow"] = ", ".join(sorted(error.valid_methods))  # type: ignore[attr-defined]
    return answer


def _fail(error: Exception) -> Response:
    # Names, words typed and values stay out of the log: only where it happened.
    where = error.__traceback__
    while where is not None and where.tb_next is not None:
        where = where.tb_next
    spot = f"{where.tb_frame.f_code.co_filename}:{where.tb_lineno}" if where else "-"
    log.error("request %s failed: %s at %s", g.get("request_id", "-"), type(error).__name__, spot)
    if current_app.testing:
        raise error
    return _json(500, http_sentence(500)) if wants_json() else _page(500, http_sentence(500))


def _json(status: int, text: str, **more: Any) -> Response:
    answer = jsonify(error=text, request_id=g.get("request_id", "-"), **more)
    answer.status_code = status
    if status == 503:
        answer.headers["Retry-After"] = "5"
    return answer


def _page(status: int, text: str) -> Response:
    answer = make_response(
        render_template("error.html", status=status, sentence=text, request_id=g.get("request_id", "-")),
        status,
    )
    if status == 503:
        answer.headers["Retry-After"] = "5"
    return answer
