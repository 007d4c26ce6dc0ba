"""Bring the database to the newest form, table by table, with Alembic."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine

from casemgmt.store.db import PRAGMAS

FOLDER = Path(__file__).parent / "migrations"


def upgrade(url: str, revision: str = "head") -> bool:
    """Run the migrations that are missing; returns whether there were any."""
    engine = create_engine(url)
    try:
        if _current(engine) == newest():
            return False
        command.upgrade(_config(url), revision)
    finally:
        engine.dispose()
    return True


def newest() -> str:
    """The newest revision."""
    head = ScriptDirectory(str(FOLDER)).get_current_head()
    assert head is not None
    return head


def _current(engine: Engine) -> str | None:
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def _config(url: str) -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    return config


def write_pragmas() -> tuple[str, ...]:
    """A migration's connection: foreign keys off, or a rebuilt table takes its children along."""
    return tuple(pragma for pragma in PRAGMAS if not pragma.startswith("foreign_keys"))
