"""The real application on real databases, with a clock that tests set."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextvars import Context as Contextvars
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from casemgmt.app import create_app
from casemgmt.config import KEY_NAMES, Settings
from casemgmt.domain.context import Actor, Context, Role
from casemgmt.store.db import db
from casemgmt.store.migrate import upgrade
from tests import postgres
from tests.factories import Place, make_place, make_user
from tests.visitors import Visitor

ENGINES = os.environ.get("CASEMGMT_TEST_ENGINES", "sqlite,postgresql").split(",")
MORNING = datetime(2026, 10, 12, 1, 0, tzinfo=UTC)


class Clock:
    """A clock that stands still until it is set."""

    def __init__(self) -> None:
        self.moment = MORNING

    def __call__(self) -> datetime:
        return self.moment


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("template") / "template.sqlite3"
    upgrade(f"sqlite:///{file}")
    return file


@pytest.fixture(params=ENGINES)
def database_url(request: pytest.FixtureRequest, tmp_path: Path, sqlite_template: Path) -> Iterator[str]:
    if request.param == "sqlite":
        shutil.copy(sqlite_template, tmp_path / "test.sqlite3")
        yield f"sqlite:///{tmp_path / 'test.sqlite3'}"
        return
    with postgres.database(postgres.template(upgrade)) as url:
        yield url


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    keys = {name: name.encode().ljust(32, b".") for name in KEY_NAMES}
    return Settings(instance=tmp_path, database_url=database_url, keys=keys)


class OutsideClient(FlaskClient):
    """A client whose requests do not run inside the test's own application context."""

    def open(self, *args: Any, **more: Any) -> TestResponse:
        more.setdefault("buffered", True)
        answer = Contextvars().run(super().open, *args, **more)
        db.session.rollback()  # the test's own session then sees what the request stored
        return answer


@pytest.fixture
def app(settings: Settings, clock: Clock) -> Iterator[Flask]:
    made = create_app(settings, clock)
    made.testing = True
    made.test_client_class = OutsideClient
    with made.app_context():
        yield made
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def as_role(clock: Clock) -> Callable[..., Context]:
    """A context of a role, without an account."""

    def make(role: Role | None, school_id: int | None = None) -> Context:
        return Context(Actor(None, role, 1, school_id), clock, "test", "test")

    return make


@pytest.fixture
def place(app: Flask, as_role: Callable[..., Context]) -> Place:
    """A ward with one school and one class."""
    return make_place(as_role(None))


@pytest.fixture
def nurse(place: Place, as_role: Callable[..., Context]) -> Context:
    return make_user(as_role(None), Role.HEALTH_STATION)


@pytest.fixture
def social_worker(place: Place, as_role: Callable[..., Context]) -> Context:
    return make_user(as_role(None), Role.SOCIAL_WORKER)


@pytest.fixture
def signed_in(app: Flask, place: Place, as_role: Callable[..., Context]) -> Callable[..., Visitor]:
    """A browser-like visitor signed in as a role."""

    def make(role: Role, school_id: int | None = None) -> Visitor:
        return Visitor(app, make_user(as_role(None), role, school_id))

    return make
