"""Engine recipe, the one transaction of a use case, and the locks behind it.

SQLite: WAL, ``synchronous=FULL``, foreign keys on, ``BEGIN IMMEDIATE`` for every write and one
process-wide write lock, because SQLite's own waiting is unfair and its defaults lose updates.
PostgreSQL: writers of one ward queue on an advisory lock, so that the trail has one head.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from threading import Lock
from typing import Any

from flask import current_app
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import JSON, Connection, DateTime, Engine, ForeignKey, MetaData, event, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine.interfaces import Dialect
from sqlalchemy.exc import DatabaseError, DBAPIError, IntegrityError, OperationalError
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.types import TypeDecorator

from casemgmt.domain.context import Context
from casemgmt.domain.errors import Conflict, Unavailable

LOCK_SECONDS = 10
CONTEXT = "context"
DAMAGED = "casemgmt.damaged"
PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "busy_timeout=10000",
    "temp_store=MEMORY",
    "secure_delete=ON",
)
_write_lock = Lock()
_writing: ContextVar[bool] = ContextVar("writing", default=False)


class Base(DeclarativeBase):
    """Every table; constraints are named so that migrations can name them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment, stored in UTC on both engines."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a moment without zone; store UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """UTC, aware."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def ref(column: str) -> ForeignKey:
    """A reference that is checked when the transaction commits, whatever the order of its rows."""
    return ForeignKey(column, deferrable=True, initially="DEFERRED")


Json = JSON().with_variant(JSONB(), "postgresql")
db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False, "autoflush": False})


def session() -> Session:
    """The session of this request or command."""
    return db.session()


@contextmanager
def transaction(ctx: Context) -> Iterator[None]:
    """Commit once when the block ends, or undo everything it did.

    Raises:
        RuntimeError: opened inside another transaction.
        Conflict: another transaction stored the same thing first.
        Unavailable: the store stayed busy, is full, damaged or cannot be written.
    """
    if current_app.extensions.get(DAMAGED):
        raise Unavailable(problem="damaged")
    current = session()
    if CONTEXT in current.info:
        raise RuntimeError("a use case must not call another use case")
    current.rollback()
    current.expire_all()  # what was read before may have been changed by others
    if not _write_lock.acquire(timeout=LOCK_SECONDS):
        raise Unavailable(problem="busy")
    mark = _writing.set(True)
    current.info[CONTEXT] = ctx
    try:
        yield
        current.commit()
    except IntegrityError as error:
        current.rollback()
        raise Conflict(current={}) from error
    except (OperationalError, _driver_error()) as error:
        current.rollback()
        raise Unavailable(problem=_why(error)) from error
    except BaseException:
        current.rollback()
        raise
    finally:
        current.info.clear()
        _writing.reset(mark)
        _write_lock.release()


def write_pragmas() -> tuple[str, ...]:
    """A migration's connection: foreign keys off, or a rebuilt table takes its children along."""
    return tuple(pragma for pragma in PRAGMAS if not pragma.startswith("foreign_keys"))


def prepare_engine(engine: Engine) -> None:
    """Hang the recipe on a new engine; called once, at start."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_pragmas)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        event.listen(engine, "begin", _begin_postgresql)


def quick_check() -> str:
    """``ok``, or what SQLite finds damaged; PostgreSQL checks its own pages."""
    if db.engine.dialect.name != "sqlite":
        return "ok"
    try:
        with db.engine.connect() as connection:
            return str(connection.execute(text("PRAGMA quick_check")).scalar())
    except DatabaseError as error:
        return type(error.orig).__name__


def check_once() -> str:
    """The quick check of a start; what it finds damaged is not written to from then on."""
    found = quick_check()
    if found != "ok":
        current_app.extensions[DAMAGED] = found
    return found


def live_pragmas() -> dict[str, str]:
    """The settings in force on a connection of this process."""
    if db.engine.dialect.name != "sqlite":
        return {}
    names = ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
    with db.engine.connect() as connection:
        return {name: str(connection.execute(text(f"PRAGMA {name}")).scalar()) for name in names}


def engine_version() -> tuple[str, bool]:
    """The engine's name and version, and whether it is one this program is tested with."""
    with db.engine.connect() as connection:
        version = connection.dialect.server_version_info or (0,)
        name = connection.dialect.name
    oldest = (3, 35) if name == "sqlite" else (13,)
    return f"{name} {'.'.join(map(str, version))}", tuple(version) >= oldest


def _set_pragmas(raw: sqlite3.Connection, _record: Any) -> None:
    raw.isolation_level = None  # the driver must not send BEGIN itself
    for pragma in PRAGMAS:  # never mmap_size
        raw.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    raw = connection.connection.driver_connection
    raw.execute("BEGIN IMMEDIATE" if _writing.get() else "BEGIN")  # type: ignore[union-attr]


def _begin_postgresql(connection: Connection) -> None:
    if not _writing.get():
        return
    raw = connection.connection.driver_connection
    raw.execute(f"SET LOCAL lock_timeout = '{LOCK_SECONDS}s'")  # type: ignore[union-attr]
    raw.execute("SELECT pg_advisory_xact_lock(4105)")  # type: ignore[union-attr]


def _driver_error() -> type[Exception]:
    """What the driver itself raises where the write lock cannot be had: SQLAlchemy does not see it."""
    found = getattr(db.engine.dialect.loaded_dbapi, "OperationalError", OperationalError)
    assert issubclass(found, Exception)
    return found


def _why(error: Exception) -> str:
    words = str(error.orig if isinstance(error, DBAPIError) else error).lower()
    if "full" in words or "no space" in words:
        return "disk_full"
    if "readonly" in words or "read-only" in words:
        return "read_only"
    if any(word in words for word in ("locked", "busy", "timeout", "not available", "canceling")):
        return "busy"
    return "store_failed"
