"""A damaged database file is noticed and not written again."""

import sqlite3

import pytest
from sqlalchemy import text

from casemgmt.app import create_app, finish_start
from casemgmt.domain.errors import Unavailable
from casemgmt.store.db import db, live_pragmas, session, transaction
from casemgmt.store.places import School
from tests.factories import make_place

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def test_after_a_damaged_page_was_found_nothing_is_written(app, settings, as_role):
    ctx = as_role(None)
    make_place(ctx)
    db.session.remove()
    db.engine.dispose()
    file = settings.instance / "test.sqlite3"
    content = bytearray(file.read_bytes())
    content[4096 * 3 : 4096 * 40] = b"\xff" * 4096 * 37
    file.write_bytes(content)

    finish_start(app)

    with pytest.raises(Unavailable, match="damaged"), transaction(ctx):
        session().add(School(ward_id=1, name="x", name_fold="x", level="primary"))


def test_a_sound_database_is_written_to(app, as_role):
    finish_start(app)

    make_place(as_role(None))


def test_the_durable_settings_are_in_force(app):
    assert live_pragmas() == {
        "journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "secure_delete": "1",
    }  # fmt: skip


def test_a_file_that_is_no_database_is_told_at_the_start(settings, clock):
    (settings.instance / "test.sqlite3").write_bytes(b"this is not a database" * 1000)

    with pytest.raises(Unavailable, match="damaged"):
        create_app(settings, clock)


def test_a_store_that_stays_busy_is_told_and_not_an_error(app, settings, as_role):
    other = sqlite3.connect(settings.instance / "test.sqlite3", isolation_level=None)
    session().execute(text("PRAGMA busy_timeout=50"))
    other.execute("BEGIN IMMEDIATE")
    try:
        with pytest.raises(Unavailable, match="busy"):
            make_place(as_role(None))
    finally:
        other.close()

    make_place(as_role(None))
