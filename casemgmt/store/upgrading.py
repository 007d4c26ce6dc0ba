"""Alembic at work: loaded by ``migrate.upgrade`` alone, when a migration is missing."""

from alembic import command
from alembic.config import Config

from casemgmt.store.migrations import FOLDER


def run(url: str, revision: str = "head") -> None:
    """Migrate a database to a revision."""
    command.upgrade(config_for(url), revision)


def config_for(url: str) -> Config:
    """Alembic's settings for a database."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    return config
