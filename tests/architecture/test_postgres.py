"""The PostgreSQL of the tests: built once, copied cheaply, gone when nobody needs it."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url

from tests import postgres
from tests.architecture.tree import ROOT

STARTED_BY_NOBODY = {name: value for name, value in os.environ.items() if name != postgres.GIVEN}
PRINT_AND_WAIT = "from tests.postgres import server_url; print(server_url(), flush=True); input()"
PATIENCE_SECONDS = 20


def connect(address):
    plain = make_url(address).set(drivername="postgresql").render_as_string(hide_password=False)
    return psycopg.connect(plain, autocommit=True)


def make_table(address):
    with connect(address) as connection:
        connection.execute("CREATE TABLE child (name text)")


def count_children(address):
    with connect(address) as connection:
        return connection.execute("SELECT count(*) FROM child").fetchone()[0]


def gone(folder):
    deadline = time.monotonic() + PATIENCE_SECONDS
    while folder.exists() and time.monotonic() < deadline:
        time.sleep(0.1)
    return not folder.exists()


@pytest.fixture(scope="module")
def template():
    return postgres.template(make_table, name="test_of_the_template")


def test_each_copy_of_the_template_is_its_own(template):
    with postgres.database(template) as one, postgres.database(template) as other:
        with connect(one) as connection:
            connection.execute("INSERT INTO child VALUES ('Trẻ Mẫu 1')")

        assert (count_children(one), count_children(other)) == (1, 0)


def test_a_template_is_built_only_once(template):
    built_again = []

    postgres.template(built_again.append, name=template)

    assert built_again == []


def test_a_copy_is_dropped_even_with_a_connection_left_open(template):
    with postgres.database(template) as address:
        left_open = connect(address)

    with pytest.raises(psycopg.OperationalError):
        connect(address)
    left_open.close()


def test_vietnamese_text_sorts_and_compares_by_code_point():
    with postgres.database() as address, connect(address) as connection:
        found = connection.execute("SELECT 'đ' > 'z', lower('Đ')").fetchone()

    assert found == (True, "đ")


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGKILL], ids=["ended", "killed"])
def test_the_server_ends_with_whoever_started_it(end):
    starter = subprocess.Popen(
        [sys.executable, "-c", PRINT_AND_WAIT],
        cwd=ROOT,
        env=STARTED_BY_NOBODY,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with starter:
        folder = Path(make_url(starter.stdout.readline().strip()).query["host"])
        started = folder.exists()
        starter.send_signal(end)

    assert started
    assert gone(folder)
