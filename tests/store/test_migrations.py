"""Migrations and models say the same; rows survive."""

from datetime import UTC, date, datetime
from uuid import uuid4

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import (
    Boolean,
    Date,
    DateTime,
    Float,
    Integer,
    LargeBinary,
    String,
    Table,
    Uuid,
    create_engine,
    inspect,
    select,
)

from casemgmt.store.migrate import newest, upgrade
from casemgmt.store.tables import METADATA


def test_models_and_migrations_agree(database_url):
    upgrade(database_url)
    engine = create_engine(database_url)

    with engine.connect() as connection:
        differences = compare_metadata(
            MigrationContext.configure(connection, opts={"compare_type": True}), METADATA
        )

    engine.dispose()
    assert differences == []


def test_a_second_upgrade_does_nothing(database_url):
    upgrade(database_url)

    assert upgrade(database_url) is False
    assert newest() == "0002"


def test_a_row_fits_into_every_table_and_is_there_after_an_upgrade(database_url):
    upgrade(database_url)
    engine = create_engine(database_url)
    with engine.begin() as connection:
        for table in METADATA.sorted_tables:
            connection.execute(table.insert(), one_row(table))

    upgrade(database_url)

    with engine.connect() as connection:
        counts = {
            table.name: len(connection.execute(select(table)).all()) for table in METADATA.sorted_tables
        }
    engine.dispose()
    assert counts == dict.fromkeys(counts, 1)


def test_every_foreign_key_is_indexed_or_leads_a_key(database_url):
    engine = create_engine(database_url)
    wanted = {("child", "household_id"), ("enrolment", "child_id"), ("examination", "child_id")}

    indexed = {
        (table, index["column_names"][0])
        for table in ("child", "enrolment", "examination")
        for index in inspect(engine).get_indexes(table)
    }

    engine.dispose()
    assert wanted <= indexed


_IDS: dict[str, object] = {}
SAMPLES = {
    Uuid: lambda: uuid4(),
    Integer: lambda: 1,
    String: lambda: "x",
    Date: lambda: date(2026, 1, 1),
    DateTime: lambda: datetime(2026, 1, 1, tzinfo=UTC),
    LargeBinary: lambda: b"\x01" * 16,
    Float: lambda: 1.0,
    Boolean: lambda: True,
}


def one_row(table: Table) -> dict[str, object]:
    """A row with every column filled, its references pointing at the rows made before."""
    row = {}
    for column in table.columns:
        target = next(iter(column.foreign_keys), None)
        if target is not None:
            row[column.name] = _IDS[target.target_fullname]
        else:
            row[column.name] = sample(column.type)
        _IDS[f"{table.name}.{column.name}"] = row[column.name]
    return row


def sample(kind) -> object:
    wanted = getattr(kind, "impl", kind)
    return next((make() for known, make in SAMPLES.items() if isinstance(wanted, known)), {"a": 1})
