"""The trail: written with the change, chained, and every tampering found."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, select, text, update

from casemgmt.store import audit
from casemgmt.store.audit import AuditEntry
from casemgmt.store.children import Child
from casemgmt.store.db import db, session, transaction
from tests.factories import make_child

CANARIES = ("Canary Tên Riêng", "2018-03-01")


@pytest.fixture
def trail(nurse, place):
    make_child(nurse, place, full_name=CANARIES[0])
    return nurse


def tamper(statement, **values):
    with db.engine.connect() as connection:
        connection.execute(text(statement), values)
        connection.commit()
    session().rollback()


def test_an_untouched_trail_verifies(trail):
    result = audit.verify()

    assert result.broken == ()
    assert result.entries >= 4


def test_the_trail_holds_no_name_and_no_birth_date(trail):
    rows = session().execute(text("SELECT * FROM audit_entry")).all()

    assert not any(canary in str(row) for row in rows for canary in CANARIES)


@pytest.mark.parametrize(
    "statement",
    [
        pytest.param("UPDATE audit_entry SET act = 'x' WHERE seq = 2", id="act changed"),
        pytest.param("UPDATE audit_entry SET subject_id = 'x' WHERE seq = 2", id="subject changed"),
        pytest.param(
            "UPDATE audit_entry SET user_id = NULL, role = 'admin' WHERE seq = 3", id="actor changed"
        ),
        pytest.param("DELETE FROM audit_entry WHERE seq = 2", id="entry removed"),
        pytest.param("UPDATE audit_entry SET seq = seq + 1000 WHERE seq = 3", id="entry renumbered"),
        pytest.param("UPDATE audit_entry SET purpose = 'x' WHERE seq = 1", id="first entry changed"),
    ],
)
def test_a_tampered_entry_is_found(trail, statement):
    tamper(statement)

    assert audit.verify().broken != ()


def test_a_copied_entry_is_found(trail):
    with db.engine.connect() as connection:
        columns = ", ".join(column.name for column in AuditEntry.__table__.columns if column.name != "seq")
        newest = connection.execute(text("SELECT max(seq) FROM audit_entry")).scalar()
        connection.execute(
            text(
                f"INSERT INTO audit_entry (seq, {columns}) "
                f"SELECT {newest + 1}, {columns} FROM audit_entry WHERE seq = 1"
            )
        )
        connection.commit()
    session().rollback()

    assert audit.verify().broken != ()


def test_a_change_that_fails_leaves_no_entry(trail, clock):
    before = audit.verify().entries

    def fail_after_noting():
        with transaction(trail):
            audit.note(trail, "sheet.read", "screening_day", 1)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_after_noting()

    assert audit.verify().entries == before


def test_an_update_names_the_column_and_not_the_value(trail):
    with transaction(trail):
        child = session().scalars(select(Child)).one()
        child.full_name = "Tên Mới Khác"

    entry = session().scalars(select(AuditEntry).where(AuditEntry.act == "child.update")).one()
    assert set(entry.changes) == {"full_name"}
    assert "Tên" not in str(entry.changes)


@pytest.mark.parametrize(
    "statement", [update(Child).values(sex="M"), delete(Child)], ids=["update", "delete"]
)
def test_bulk_statements_are_refused(trail, statement):
    with pytest.raises(RuntimeError, match="bulk"), transaction(trail):
        session().execute(statement)


def test_a_change_outside_a_transaction_is_refused(trail):
    child = session().scalars(select(Child)).one()
    child.sex = "M"

    with pytest.raises(RuntimeError, match="transaction"):
        session().commit()
    session().rollback()


def test_a_use_case_cannot_open_a_second_transaction(trail):
    with pytest.raises(RuntimeError, match="another use case"), transaction(trail), transaction(trail):
        pass


def test_a_clock_set_back_does_not_break_the_chain(trail, clock):
    clock.moment -= timedelta(days=400)
    with transaction(trail):
        audit.note(trail, "sheet.read", "screening_day", 1)

    assert audit.verify().broken == ()
