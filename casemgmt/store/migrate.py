"""Whether the database has its newest form, and bringing it there.

Alembic takes a tenth of a second to load and is needed only when something is missing, so the
module that runs it is loaded then (ADR 0010).
"""

from importlib import import_module

from sqlalchemy import create_engine, inspect, text
from sqlalchemy.exc import DatabaseError

from casemgmt.domain.errors import Unavailable
from casemgmt.store.migrations import FOLDER


def upgrade(url: str) -> bool:
    """Run the migrations that are missing; returns whether there were any."""
    if current(url) == newest():
        return False
    import_module("casemgmt.store.upgrading").run(url)
    return True


def newest() -> str:
    """The newest revision: migrations are numbered, and the number is the revision."""
    return max(file.name.split("_")[0] for file in (FOLDER / "versions").glob("[0-9]*.py"))


def current(url: str) -> str | None:
    """The revision of a database, None where it is empty.

    Raises:
        Unavailable: the file is damaged, or no database at all.
    """
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            if not inspect(connection).has_table("alembic_version"):
                return None
            return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    except DatabaseError as error:
        raise Unavailable(problem="damaged") from error
    finally:
        engine.dispose()
