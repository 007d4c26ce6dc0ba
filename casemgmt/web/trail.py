"""The trail, for the auditor."""

from flask import Blueprint, render_template, request

from casemgmt.domain.access import Permission
from casemgmt.http.guard import requires
from casemgmt.http.paging import page_number
from casemgmt.http.request_context import context
from casemgmt.services.trail import read_trail, verify_trail

bp = Blueprint("trail", __name__)
PAGE = 100


@bp.get("/nhat-ky")
@requires(Permission.AUDIT_LOG_READ_ALL)
def show_trail() -> str:
    """Who did what, newest first."""
    act, who, page = _word("viec"), _word("ai"), page_number()
    found = read_trail(context(), page, act, who, PAGE)
    return render_template(
        "trail/trail.html", found=found, act=act, who=who, page=page, pages=max(1, -(-found.total // PAGE))
    )


def _word(name: str) -> str:
    """A filter as it was asked for, without what no keyboard sends."""
    return "".join(letter for letter in request.args.get(name, "")[:60] if letter.isprintable())


@bp.get("/nhat-ky/kiem-tra")
@requires(Permission.AUDIT_LOG_VERIFY)
def show_check() -> str:
    """The page that checks the chain."""
    return render_template("trail/check.html", result=None)


@bp.post("/nhat-ky/kiem-tra")
@requires(Permission.AUDIT_LOG_VERIFY)
def check() -> str:
    """Walk the chain and say what was found."""
    return render_template("trail/check.html", result=verify_trail(context()))
