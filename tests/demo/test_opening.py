"""Opening the demo: whole or not at all, and never over something else."""

from contextlib import contextmanager

import pytest
from sqlalchemy import func, select

from casemgmt.app import create_app
from casemgmt.config import BadInstallation
from casemgmt.demo import opening
from casemgmt.demo.agenda import NOBODY, acting
from casemgmt.demo.fill import fill_ward, is_filled
from casemgmt.demo.opening import open_demo_ward
from casemgmt.demo.sign_ins import FILE, read_sign_ins
from casemgmt.demo.timetable import moment
from casemgmt.services.installation import prepare_ward
from casemgmt.store.db import db, live_pragmas, session, transaction
from casemgmt.store.places import School
from tests.demo.conftest import TODAY, demo_settings, nothing_shown

SMALL = 0.03


@pytest.fixture(autouse=True)
def small_wards(monkeypatch):
    """Filling takes two seconds instead of twenty."""

    def fill_small(app, today, progress):
        return fill_ward(app, today, progress, SMALL)

    monkeypatch.setattr(opening, "fill_ward", fill_small)


@pytest.fixture
def settings(tmp_path):
    return demo_settings(tmp_path)


@pytest.fixture
def open_ward(settings):
    """Opens the demo as a start does; everything is closed at the end."""
    opened = []

    def start(shown=nothing_shown):
        app, sign_ins = open_demo_ward(settings, create_app, TODAY, shown)
        opened.append(app)
        return app, sign_ins

    yield start
    for app in opened:
        close(app)


def close(app):
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def number_of_schools(app):
    with app.app_context():
        return session().scalar(select(func.count(School.id)))


@contextmanager
def cut_half_way():
    def cut(taken, _total, _name):
        if taken == 12:
            raise KeyboardInterrupt

    yield cut


def test_the_first_start_fills_the_ward(open_ward, settings):
    app, sign_ins = open_ward()

    assert is_filled(app)
    assert read_sign_ins(settings.instance) == sign_ins
    assert {file.name for file in settings.instance.glob("*filling*")} == set()


def test_the_ward_is_served_with_the_safe_settings(open_ward):
    app, _sign_ins = open_ward()

    with app.app_context():
        assert live_pragmas() == {
            "journal_mode": "wal",
            "synchronous": "2",
            "foreign_keys": "1",
            "secure_delete": "1",
        }


def test_the_second_start_keeps_what_was_done_since(open_ward):
    first, before = open_ward()
    with first.app_context(), transaction(acting(NOBODY, moment(TODAY, 9))):
        session().add(School(ward_id=1, name="Trường Mẫu Mới", name_fold="truong mau moi", level="primary"))
    close(first)

    second, after = open_ward()

    assert after == before
    assert number_of_schools(second) == 4


def test_a_start_that_was_cut_leaves_no_half_ward(open_ward, settings):
    with pytest.raises(KeyboardInterrupt):
        open_ward(cut_half_way)

    app, sign_ins = open_ward()

    assert is_filled(app)
    assert number_of_schools(app) == 3
    assert read_sign_ins(settings.instance) == sign_ins


def test_what_is_not_the_demo_is_left_alone(open_ward, settings):
    other = create_app(settings)
    with other.app_context():
        prepare_ward(acting(NOBODY, moment(TODAY, 8)))
    with other.app_context(), transaction(acting(NOBODY, moment(TODAY, 9))):
        session().add(School(ward_id=1, name="Trường Thật", name_fold="truong that", level="primary"))

    with pytest.raises(BadInstallation):
        open_ward()

    assert number_of_schools(other) == 1
    close(other)


def test_lost_sign_ins_are_made_anew(open_ward, settings):
    first, before = open_ward()
    close(first)
    (settings.instance / FILE).unlink()

    _app, after = open_ward()

    assert after.passphrase != before.passphrase
