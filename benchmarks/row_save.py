"""Saving one full row (vision, dental, heart) over HTTP, against a route that inserts one row.

Claim: p95 of a row save ≤ 5 × p95 of the floor. Both routes are asked in turn, by another process,
of the same server with the same database settings.
"""

import http.client
import json
import sys
import time
from pathlib import Path
from uuid import uuid4

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from sqlalchemy import select, text

from benchmarks._measuring import (
    fresh_app,
    in_process_of_its_own,
    make_class,
    make_nurse,
    p95,
    run_in_folder,
    say,
    serving,
)
from casemgmt.domain.access import Permission
from casemgmt.http.guard import requires
from casemgmt.services.days import start_day
from casemgmt.store.db import db, session
from casemgmt.store.screening import Examination

ROWS, WARM_UP = 400, 30
CELLS = {
    "vision": {"va_right_uncorrected": "5", "va_left_uncorrected": "10"},
    "dental": {"teeth": "55,64 sâu; 75 trám"},
    "heart": {"murmur_grade": "0", "signs": "0"},
}


def add_floor(app: Flask) -> None:
    """A route that inserts one row and nothing else."""
    with db.engine.begin() as connection:
        connection.execute(text("CREATE TABLE floor (id TEXT PRIMARY KEY, body TEXT)"))

    @app.post("/floor")
    @requires(Permission.SESSION_LOG_IN)
    def floor() -> str:
        with db.engine.begin() as connection:
            connection.execute(text("INSERT INTO floor VALUES (:id, 'x')"), {"id": uuid4().hex})
        return "ok"


def cookie_of(app: Flask, token: str, now: str) -> str:
    """The signed cookie of a signed-in browser, with its CSRF secret."""
    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert signer is not None
    return str(signer.dumps({"_user_id": token, "_fresh": True, "seen": now}))


def measure(folder: Path) -> None:
    """Serve, let the other process ask, print."""
    app, ctx = fresh_app(folder)
    app.config["WTF_CSRF_ENABLED"] = False  # the token is checked without the database
    with app.app_context():
        class_id = make_class(ctx, ROWS + WARM_UP)
        nurse, token = make_nurse(ctx)
        day = start_day(nurse, class_id, ctx.today, tuple(CELLS))
        children = [str(one) for one in session().scalars(select(Examination.child_id))]
        add_floor(app)
        cookie = cookie_of(app, token, ctx.now().isoformat())
    (folder / "children.json").write_text(json.dumps(children))
    with serving(app) as port:
        printed = in_process_of_its_own(
            __file__, "ask", str(port), f"/kham/{day}/dong", cookie, str(folder / "children.json")
        )
    save, floor = (float(word) for word in printed.split())
    print(f"p95 of a row save {save:.1f} ms, of the floor {floor:.1f} ms, {ROWS} of each in turn")
    say("row_save", save, floor)


def ask(port: int, path: str, cookie: str, children: list[str]) -> None:
    """Ask both routes in turn and print both p95 in milliseconds."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    times: dict[str, list[float]] = {"save": [], "floor": []}
    cells = {code: {"seen": 0, "typed": typed} for code, typed in CELLS.items()}
    for number, child in enumerate(children):
        row = json.dumps({"child_id": child, "key": uuid4().hex, "cells": cells})
        for name, address, body in (("save", path, row), ("floor", "/floor", "{}")):
            started = time.perf_counter()
            connection.request(
                "POST", address, body, {"Content-Type": "application/json", "Cookie": f"casemgmt={cookie}"}
            )
            answer = connection.getresponse()
            answer.read()
            if answer.status != 200:
                raise SystemExit(f"{address}: {answer.status}")
            if number >= WARM_UP:
                times[name].append(1000 * (time.perf_counter() - started))
    print(p95(times["save"]), p95(times["floor"]))


if __name__ == "__main__":
    if sys.argv[1:2] == ["ask"]:
        ask(int(sys.argv[2]), sys.argv[3], sys.argv[4], json.loads(Path(sys.argv[5]).read_text()))
    else:
        run_in_folder(measure)
