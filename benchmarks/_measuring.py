"""What every measurement shares: a throw-away ward, a real server beside it, and the last line."""

import gc
import json
import statistics
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

from flask import Flask
from waitress.server import create_server

from casemgmt.app import create_app, system_clock
from casemgmt.config import load_settings
from casemgmt.domain.context import Actor, Context, Role
from casemgmt.domain.vietnamese.names import fold, sort_key
from casemgmt.services import installation
from casemgmt.store.accounts import User, UserSession, digest, new_token
from casemgmt.store.children import Child, Enrolment
from casemgmt.store.db import session, transaction
from casemgmt.store.places import School, SchoolClass


def fresh_app(folder: Path) -> tuple[Flask, Context]:
    """An application on an empty installation, and a context of the system."""
    app = create_app(load_settings(folder))
    ctx = Context(Actor(None, None, 1), system_clock, source="cli")
    with app.app_context():
        installation.prepare_ward(ctx)
    return app, ctx


def make_class(ctx: Context, size: int, name: str = "1A") -> UUID:
    """A class of made-up children."""
    with transaction(ctx):
        school = School(
            ward_id=1, name=f"Trường Đo {name}", name_fold=fold(f"Trường Đo {name}"), level="primary"
        )
        session().add(school)
    one = SchoolClass(id=uuid4(), ward_id=1, school_id=school.id, school_year=2026, name=name)
    with transaction(ctx):
        session().add(one)
        for number in range(size):
            child_name = f"Trẻ Đo {number:04d}"
            child = Child(
                id=uuid4(), ward_id=1, full_name=child_name, name_typed=child_name,
                name_fold=fold(child_name), name_sort=sort_key(child_name),
                birth_date=date(2018, 3, 1), birth_precision="day",
                sex="F" if number % 2 else "M", version=1,
            )  # fmt: skip
            session().add(child)
            session().add(
                Enrolment(
                    id=uuid4(), ward_id=1, child_id=child.id, class_id=one.id, school_id=school.id,
                    school_year=2026, from_date=date(2026, 9, 5),
                )
            )  # fmt: skip
    return one.id


def make_nurse(ctx: Context) -> tuple[Context, str]:
    """An account of the health station with a live session: its context and token."""
    user = User(
        id=uuid4(), ward_id=1, login=f"do.{uuid4().hex[:6]}", name="Người Đo", role=Role.HEALTH_STATION.value,
        password_hash="-", active=True, created_at=ctx.now(),
    )  # fmt: skip
    token = new_token()
    with transaction(ctx):
        session().add(user)
        session().add(
            UserSession(id=uuid4(), user_id=user.id, token_digest=digest(token), started_at=ctx.now())
        )
    return Context(Actor(user.id, Role.HEALTH_STATION, 1), ctx.clock, source="cli"), token


@contextmanager
def serving(app: Flask) -> Iterator[int]:
    """A real server of the application on a free port of this machine."""
    server = create_server(app, host="127.0.0.1", port=0, threads=8, ident=None)
    thread = threading.Thread(target=server.run, daemon=True)
    gc.freeze()  # as the command does before it serves
    thread.start()
    try:
        yield int(server.effective_port)
    finally:
        server.task_dispatcher.shutdown()
        server.close()
        thread.join(timeout=5)


def in_process_of_its_own(script: str, *arguments: str) -> str:
    """Run a script with arguments in another process; returns what it printed."""
    done = subprocess.run([sys.executable, script, *arguments], check=True, capture_output=True, text=True)
    return done.stdout


def p95(seconds: Sequence[float]) -> float:
    """The 95th percentile."""
    return statistics.quantiles(seconds, n=20, method="inclusive")[-1]


def say(name: str, value: float, floor: float, unit: str = "ms") -> None:
    """The last line of a measurement."""
    ratio = round(value / floor, 2) if floor else None
    print(
        json.dumps(
            {"name": name, "value": round(value, 3), "unit": unit, "floor": round(floor, 3), "ratio": ratio}
        )
    )


def run_in_folder(measure: Callable[[Path], None]) -> None:
    """Run a measurement in a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder))
