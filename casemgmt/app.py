"""The application: the only module that knows every other."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from flask import Flask
from flask_bootstrap import Bootstrap5
from flask_wtf import CSRFProtect

from casemgmt.config import Settings, load_settings
from casemgmt.domain.errors import CasemgmtError
from casemgmt.domain.rosters.records import RosterReading
from casemgmt.http import errors, guard, headers, request_context, routes
from casemgmt.http.messages import sentence
from casemgmt.http.roster_messages import note_sentence, problem_place, problem_sentence
from casemgmt.reports import chart
from casemgmt.store import audit
from casemgmt.store.db import check_once, db, prepare_engine
from casemgmt.store.keys import EXTENSION
from casemgmt.store.migrate import upgrade
from casemgmt.web import (
    accounts,
    child_merges,
    child_search,
    children,
    circumstances,
    filters,
    guardians,
    households,
    referrals,
    rosters,
    school_moves,
    schools,
    screening,
    start,
    statistics,
    trail,
)

PAGES = (
    start,
    accounts,
    schools,
    screening,
    rosters,
    referrals,
    circumstances,
    statistics,
    trail,
    child_search,
    children,
    guardians,
    households,
    school_moves,
    child_merges,
)
REQUEST_BYTES = 10 * 1024 * 1024
PACKAGED_TEMPLATES = Path(__file__).parent / "templates"
CHECKOUT_TEMPLATES = Path(__file__).parent.parent / "templates"


def system_clock() -> datetime:
    """The machine's clock, UTC and aware: the only place that reads it."""
    return datetime.now(UTC)


def create_app(settings: Settings | None = None, clock: Callable[[], datetime] = system_clock) -> Flask:
    """An application on one installation, its database brought to the newest form.

    Raises:
        BadInstallation: keys that others can read, or of the wrong length.
        Undeclared: a route declares no permission.
    """
    known = settings or load_settings()
    templates = PACKAGED_TEMPLATES if PACKAGED_TEMPLATES.is_dir() else CHECKOUT_TEMPLATES
    app = Flask("casemgmt", instance_path=str(known.instance), template_folder=str(templates))
    app.config.from_mapping(_flask_settings(known))
    app.extensions[EXTENSION] = known
    upgrade(known.database_url)
    db.init_app(app)
    audit.watch_changes()
    with app.app_context():
        prepare_engine(db.engine)
    _hang(app, known, clock)
    return app


def list_routes(app: Flask) -> list[dict[str, str]]:
    """Every route with method, path, resource and action."""
    return routes.declared_routes(app)


def tell(error: CasemgmtError) -> str:
    """The Vietnamese sentence for a refusal, for the command line."""
    return sentence(error)


def tell_reading(reading: RosterReading) -> tuple[list[dict[str, object]], list[str]]:
    """What is wrong with a class list, and what was understood of it, in Vietnamese sentences."""
    found = [(one, "error") for one in reading.problems] + [(one, "warning") for one in reading.warnings]
    problems: list[dict[str, object]] = [
        {
            "sheet": one.sheet,
            "row": one.row,
            "column": one.column_letter,
            "sentence": f"{problem_place(one)}: {problem_sentence(one)}",
            "severity": severity,
        }
        for one, severity in found
    ]
    return problems, [note_sentence(note) for note in reading.notes]


def finish_start(app: Flask) -> None:
    """What a start does after the first answer: SQLite's check of its file, and loading the charts.

    A damaged database is never written again: every use case that would is refused.
    """
    with app.app_context():
        found = check_once()
    if found != "ok":
        logging.getLogger("casemgmt").error("database damaged: %s", found)
    chart.load_library()


def _hang(app: Flask, known: Settings, clock: Callable[[], datetime]) -> None:
    Bootstrap5(app)
    request_context.set_up(app, clock)
    headers.set_up(app, known)
    # Before the CSRF check: a refused form is drawn again only for those who may see it.
    app.before_request(guard.check_permission)
    CSRFProtect(app)
    errors.set_up(app)
    filters.set_up(app)
    for page in PAGES:
        app.register_blueprint(page.bp)
    routes.refuse_undeclared(app)
    logging.getLogger("casemgmt").setLevel(logging.INFO)


def _flask_settings(known: Settings) -> dict[str, object]:
    return {
        "SECRET_KEY": known.keys["session"],
        "SQLALCHEMY_DATABASE_URI": known.database_url,
        "SQLALCHEMY_ENGINE_OPTIONS": _engine_options(known.database_url),
        "SESSION_COOKIE_NAME": "__Host-casemgmt" if known.behind_tls else "casemgmt",
        "SESSION_COOKIE_SECURE": known.behind_tls,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_PATH": "/",
        "MAX_CONTENT_LENGTH": REQUEST_BYTES,
        "MAX_FORM_MEMORY_SIZE": 500_000,
        "MAX_FORM_PARTS": 200,
        "WTF_CSRF_TIME_LIMIT": None,
        "BOOTSTRAP_SERVE_LOCAL": True,
        "SEND_FILE_MAX_AGE_DEFAULT": None,
        "JSON_AS_ASCII": False,
    }


def _engine_options(url: str) -> dict[str, object]:
    if url.startswith("sqlite"):
        return {"connect_args": {"timeout": 10}}
    return {"pool_pre_ping": True}
