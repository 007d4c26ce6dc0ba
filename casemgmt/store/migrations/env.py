"""How Alembic runs here: foreign keys off at connect, checked at the end."""

import sqlite3
from typing import Any

from alembic import context
from sqlalchemy import Connection, create_engine, event, text

from casemgmt.store.db import write_pragmas
from casemgmt.store.tables import METADATA


def _connect_hook(raw: Any, _record: Any) -> None:
    if isinstance(raw, sqlite3.Connection):
        raw.isolation_level = None
        for pragma in write_pragmas():
            raw.execute(f"PRAGMA {pragma}")


def _begin_hook(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.connection.driver_connection.execute("BEGIN IMMEDIATE")  # type: ignore[union-attr]


def run() -> None:
    """Migrate in one transaction; a broken reference undoes everything."""
    engine = create_engine(context.config.get_main_option("sqlalchemy.url") or "")
    event.listen(engine, "connect", _connect_hook)
    event.listen(engine, "begin", _begin_hook)
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=METADATA,
            render_as_batch=True,
            compare_type=True,
            transactional_ddl=True,
        )
        with context.begin_transaction():
            context.run_migrations()
            if connection.dialect.name == "sqlite":
                broken = connection.execute(text("PRAGMA foreign_key_check")).fetchall()
                if broken:
                    raise RuntimeError(f"broken references after the migration: {broken[:5]}")
    engine.dispose()


run()
