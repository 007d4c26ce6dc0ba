"""A whole made-up ward for the tests that look at all of it, and small ones for the others."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from flask import Flask

from casemgmt.app import create_app
from casemgmt.config import KEY_NAMES, Settings
from casemgmt.demo.opening import open_demo_ward
from casemgmt.demo.sign_ins import SignIns
from casemgmt.store.db import db

TODAY = date(2026, 11, 23)


@dataclass(frozen=True)
class WholeWard:
    app: Flask
    sign_ins: SignIns


def demo_settings(instance: Path) -> Settings:
    keys = {name: name.encode().ljust(32, b".") for name in KEY_NAMES}
    url = f"sqlite:///{instance / 'demo.sqlite3'}"
    return Settings(instance=instance, database_url=url, keys=keys, demo=True)


def silent(_taken: int, _total: int, _name: str) -> None:
    """A progress that nobody looks at."""


@contextmanager
def nothing_shown():
    yield silent


@pytest.fixture(scope="session")
def whole_ward(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WholeWard]:
    """All 1,200 children and three years; only read by the tests."""
    instance = tmp_path_factory.mktemp("whole ward")
    app, sign_ins = open_demo_ward(demo_settings(instance), create_app, TODAY, nothing_shown)
    yield WholeWard(app, sign_ins)
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
