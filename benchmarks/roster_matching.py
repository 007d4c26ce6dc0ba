"""Deciding a list of 1,200 rows against a register of 500,000 children, and of 5,000.

Claim: the large register takes ≤ 2 × the small one. Both are asked in turn, with the same list:
1,000 children that both know, 200 that neither does. A list of which neither knows anybody, the
dearest there is, is told beside it. With ``CASEMGMT_DATABASE_URL`` of an empty
PostgreSQL database the large register lies there, and only its time is told.
"""

import gc
import os
import random
import statistics
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from flask import Flask
from sqlalchemy import insert, text

from benchmarks._measuring import fresh_app, make_class, run_in_folder, say
from casemgmt.demo.names import Naming, make_family_name, make_full_name
from casemgmt.domain.context import Context
from casemgmt.domain.instrument import Sex
from casemgmt.domain.rosters.records import ChildRecord, Precision
from casemgmt.store.candidates import decide_rows
from casemgmt.store.children import Child, Enrolment, derived_columns
from casemgmt.store.db import db, session, transaction

SMALL, LARGE = 5_000, 500_000
KNOWN, UNKNOWN = 1_000, 200
ROUNDS, AT_ONCE = 7, 10_000
GROUPS = (("02", 45), ("01", 30), ("07", 10), ("09", 8), ("08", 4), ("15", 3))  # roughly as in the ward
FIRST_BIRTH, DAYS_OF_BIRTH = date(2011, 1, 1), 15 * 365
NAMES_DRAWN = 100_000


def drawn_names(rng: random.Random) -> list[tuple[str, Sex]]:
    """Names as frequent as in the ward."""
    codes, weights = zip(*GROUPS, strict=True)
    found = []
    for number in range(NAMES_DRAWN):
        group = rng.choices(codes, weights)[0]
        sex = (Sex.FEMALE, Sex.MALE)[number % 2]
        naming = Naming(group, sex, 2010 + rng.randrange(15))
        found.append((make_full_name(rng, make_family_name(rng, group), naming), sex))
    return found


def people(seed: int, names: list[tuple[str, Sex]]) -> Iterator[tuple[str, Sex, date]]:
    """Children without end; the same for one seed."""
    rng = random.Random(seed)
    while True:
        name, sex = rng.choice(names)
        yield name, sex, FIRST_BIRTH + timedelta(days=rng.randrange(DAYS_OF_BIRTH))


def fill(ctx: Context, class_id: UUID, size: int, names: list[tuple[str, Sex]]) -> None:
    """A register of some size; its first children are the same for every size."""
    blank = dict.fromkeys(Child.__table__.columns.keys())
    born = people(1, names)
    for first in range(0, size, AT_ONCE):
        children: list[dict[str, Any]] = []
        enrolments: list[dict[str, Any]] = []
        for number in range(first, min(first + AT_ONCE, size)):
            name, sex, day = next(born)
            child = UUID(int=number + 1)
            children.append(
                blank | derived_columns(name, day, Precision.DAY.value)
                | {
                    "id": child, "ward_id": 1, "full_name": name, "name_typed": name, "birth_date": day,
                    "birth_precision": Precision.DAY.value, "sex": sex.value, "version": 1,
                    "address_protected": False,
                }
            )  # fmt: skip
            enrolments.append(
                {
                    "id": UUID(int=(1 << 64) + number), "ward_id": 1, "child_id": child, "class_id": class_id,
                    "school_id": 1, "school_year": 2026, "from_date": date(2026, 9, 5),
                }
            )  # fmt: skip
        with transaction(ctx):
            session().connection().execute(insert(Child), children)
            session().connection().execute(insert(Enrolment), enrolments)


def make_list(names: list[tuple[str, Sex]], known: int, unknown: int) -> list[ChildRecord]:
    """Children of the start of every register, and children of another seed."""
    first, others = people(1, names), people(2, names)
    rows = [next(first) for _ in range(known)] + [next(others) for _ in range(unknown)]
    return [
        ChildRecord(name, name, day, Precision.DAY, sex, "1A", "", number)
        for number, (name, sex, day) in enumerate(rows, start=2)
    ]


def seconds(app: Flask, ctx: Context, rows: list[ChildRecord]) -> float:
    """One decision about the whole list."""
    with app.app_context():
        started = time.perf_counter()
        decide_rows(ctx, rows, 1)
        taken = time.perf_counter() - started
        db.session.remove()
    return taken


def register_of(folder: Path, size: int, names: list[tuple[str, Sex]]) -> tuple[Flask, Context]:
    """An installation with that many children."""
    folder.mkdir(exist_ok=True)
    started = time.perf_counter()
    app, ctx = fresh_app(folder)
    with app.app_context():
        fill(ctx, make_class(ctx, 1), size, names)
        if db.engine.dialect.name == "postgresql":
            with db.engine.begin() as connection:
                connection.execute(text("ANALYZE"))  # as autovacuum does within a minute
    print(f"{size} children made in {time.perf_counter() - started:.0f} s", file=sys.stderr)
    return app, ctx


def measure(folder: Path) -> None:
    """Fill both registers, ask them in turn, print."""
    names = drawn_names(random.Random(0))
    mixed, strange = make_list(names, KNOWN, UNKNOWN), make_list(names, 0, KNOWN + UNKNOWN)
    registers = {LARGE: register_of(folder / "large", LARGE, names)}
    on_postgresql = bool(os.environ.pop("CASEMGMT_DATABASE_URL", ""))
    if not on_postgresql:
        registers[SMALL] = register_of(folder / "small", SMALL, names)
    gc.freeze()  # as the command does before it serves
    taken: dict[str, dict[int, float]] = {}
    for name, rows in (("1,200 rows, 200 of them unknown", mixed), ("1,200 unknown rows", strange)):
        times = [{size: seconds(*one, rows) for size, one in registers.items()} for _ in range(ROUNDS)]
        taken[name] = {size: 1000 * statistics.median(one[size] for one in times) for size in registers}
        print(name, *(f"{value:.0f} ms against {size} children" for size, value in taken[name].items()))
    if not on_postgresql:
        first = next(iter(taken.values()))
        say("roster_matching", first[LARGE], first[SMALL])


if __name__ == "__main__":
    run_in_folder(measure)
