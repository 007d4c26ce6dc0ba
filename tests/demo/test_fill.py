"""Filling a database with a small made-up ward, on every engine."""

from datetime import date

import pytest
from sqlalchemy import func, select

from casemgmt.app import create_app
from casemgmt.config import BadInstallation
from casemgmt.demo.fill import fill_ward, is_filled
from casemgmt.store import audit
from casemgmt.store.children import Child
from casemgmt.store.db import db, session
from casemgmt.store.referrals import Referral
from casemgmt.store.screening import Examination, Observation
from tests.demo.conftest import TODAY, demo_settings, silent

SMALL = 0.03


@pytest.fixture
def empty_app(tmp_path):
    made = create_app(demo_settings(tmp_path))
    yield made
    with made.app_context():
        db.session.remove()
        db.engine.dispose()


def results(app):
    """What was typed, and where each referral stands, by child."""
    with app.app_context():
        typed = (
            select(
                Examination.child_id,
                Examination.examined_on,
                Observation.instrument,
                Observation.code,
                Observation.typed,
            )
            .join(Observation, Observation.examination_id == Examination.id)
            .where(Observation.kind == "answer")
        )
        stands = select(Referral.child_id, Referral.issued_on, Referral.instrument, Referral.state)
        return sorted(map(tuple, session().execute(typed))), sorted(map(tuple, session().execute(stands)))


def test_a_small_ward_is_filled_on_every_engine(app):
    before = is_filled(app)

    fill_ward(app, TODAY, silent, SMALL)

    assert (before, is_filled(app)) == (False, True)
    assert audit.verify().broken == ()
    assert session().scalar(select(func.count(Child.id))) > 30


def test_the_steps_are_told_up_to_the_end(empty_app):
    steps = []

    fill_ward(empty_app, TODAY, lambda *step: steps.append(step), SMALL)

    taken, totals, named = zip(*steps, strict=True)
    assert list(taken) == list(range(len(steps)))
    assert set(totals) == {taken[-1]}
    assert all(named)


def test_a_filled_database_is_not_filled_again(empty_app):
    fill_ward(empty_app, TODAY, silent, SMALL)

    with pytest.raises(BadInstallation):
        fill_ward(empty_app, TODAY, silent, SMALL)


def test_made_up_children_are_never_put_beside_others(app, place):
    with pytest.raises(BadInstallation):
        fill_ward(app, TODAY, silent, SMALL)


def test_the_same_day_gives_the_same_ward(empty_app, tmp_path_factory):
    other = create_app(demo_settings(tmp_path_factory.mktemp("other")))

    fill_ward(empty_app, TODAY, silent, SMALL)
    fill_ward(other, TODAY, silent, SMALL)

    assert results(empty_app) == results(other)
    with other.app_context():
        db.engine.dispose()


@pytest.mark.parametrize(
    "today",
    [
        pytest.param(date(2026, 8, 1), id="the first day of the school year"),
        pytest.param(date(2026, 8, 20), id="before lessons begin"),
        pytest.param(date(2026, 9, 12), id="in the first weeks"),
        pytest.param(date(2027, 2, 10), id="after the turn of the year"),
        pytest.param(date(2027, 7, 31), id="the last day"),
    ],
)
def test_a_ward_can_be_filled_on_any_day_of_the_year(empty_app, today):
    fill_ward(empty_app, today, silent, SMALL)

    with empty_app.app_context():
        assert session().scalar(select(func.max(Examination.examined_on))) < today
