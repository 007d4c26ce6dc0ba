"""A real, throw-away PostgreSQL for the tests: one server, a template, a copy for each test module.

The test command starts one server for a whole run and names it in ``CASEMGMT_TEST_POSTGRES_URL``;
without that, each pytest process starts its own at the first test that needs it (about a second).
"""

import atexit
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from uuid import uuid4

import psycopg
from sqlalchemy import make_url

GIVEN = "CASEMGMT_TEST_POSTGRES_URL"


class PostgresUnavailable(Exception):
    """PostgreSQL cannot run here; the text says why."""


@cache
def server_url() -> str:
    """The address of the server's own database, starting a server if none was given.

    Raises:
        PostgresUnavailable: it cannot run here.
    """
    given = os.environ.get(GIVEN)
    if given:
        return given
    keeper = subprocess.Popen(
        [sys.executable, "-m", "tests.postgres_keeper"],
        cwd=Path(__file__).parents[1],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,  # Ctrl-C is for the tests, which then let go of the keeper
    )
    atexit.register(keeper.communicate)
    answer = keeper.stdout.readline().strip()
    if not answer.startswith("postgresql"):
        raise PostgresUnavailable(answer)
    return answer


@cache
def template(build: Callable[[str], object], name: str = "casemgmt_template") -> str:
    """The name of a database built once per server, by whichever pytest process comes first.

    Args:
        build: given the address of an empty database, makes the tables and disconnects.
    """
    administrator = _administrator()
    # The other processes wait here while one builds.
    administrator.execute("SELECT pg_advisory_lock(hashtext(%s))", [name])
    try:
        known = "SELECT 1 FROM pg_database WHERE datname = %s AND datistemplate"
        if administrator.execute(known, [name]).fetchone() is None:
            administrator.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            administrator.execute(f'CREATE DATABASE "{name}"')
            build(_address(name))
            administrator.execute(f'ALTER DATABASE "{name}" IS_TEMPLATE true')
    finally:
        administrator.execute("SELECT pg_advisory_unlock(hashtext(%s))", [name])
    return name


@contextmanager
def database(template_name: str = "template1") -> Iterator[str]:
    """The address of a fresh copy of a template (30 ms), dropped at the end."""
    name = f"test_{uuid4().hex}"
    _administrator().execute(f'CREATE DATABASE "{name}" TEMPLATE "{template_name}" STRATEGY file_copy')
    try:
        yield _address(name)
    finally:
        _administrator().execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _address(name: str) -> str:
    return make_url(server_url()).set(database=name).render_as_string(hide_password=False)


@cache
def _administrator() -> psycopg.Connection:
    """One connection to the server's own database for the life of this process."""
    address = make_url(server_url()).set(drivername="postgresql")
    connection = psycopg.connect(address.render_as_string(hide_password=False), autocommit=True)
    atexit.register(connection.close)
    return connection
