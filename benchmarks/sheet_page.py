"""The class sheet of 45 children with three filled instruments, against the same bytes from memory.

Claim: the page of a class is ready before a person notices (≤ 300 ms on the server).
"""

import http.client
import time
from pathlib import Path
from uuid import uuid4

from sqlalchemy import select

from benchmarks._measuring import fresh_app, make_class, make_nurse, p95, run_in_folder, say, serving
from benchmarks.row_save import CELLS, cookie_of
from casemgmt.domain.access import Permission
from casemgmt.http.guard import requires
from casemgmt.services.days import start_day
from casemgmt.services.screening import InstrumentCells, RowSave, record_rows
from casemgmt.store.db import session
from casemgmt.store.screening import Examination

SIZE, RUNS, WARM_UP = 45, 60, 5


def measure(folder: Path) -> None:
    """Fill a class, ask for its page and for the same bytes in turn."""
    app, ctx = fresh_app(folder)
    with app.app_context():
        class_id = make_class(ctx, SIZE)
        nurse, token = make_nurse(ctx)
        day = start_day(nurse, class_id, ctx.today, tuple(CELLS))
        cells = {code: InstrumentCells(typed, 0) for code, typed in CELLS.items()}
        ids = session().scalars(select(Examination.child_id)).all()
        record_rows(nurse, day, tuple(RowSave(child, uuid4().hex, cells) for child in ids))
        cookie = cookie_of(app, token, ctx.now().isoformat())
    kept: list[bytes] = []

    @app.get("/floor")
    @requires(Permission.SESSION_LOG_IN)
    def floor() -> bytes:
        return kept[0]

    with serving(app) as port:
        connection = http.client.HTTPConnection("127.0.0.1", port)
        times: dict[str, list[float]] = {f"/kham/{day}": [], "/floor": []}
        for run in range(RUNS + WARM_UP):
            for path, seconds in times.items():
                started = time.perf_counter()
                connection.request("GET", path, headers={"Cookie": f"casemgmt={cookie}"})
                body = connection.getresponse().read()
                kept[:] = kept or [body]
                if run >= WARM_UP:
                    seconds.append(1000 * (time.perf_counter() - started))
    page, bare = (p95(seconds) for seconds in times.values())
    print(f"p95 of the page {page:.0f} ms ({len(kept[0]) // 1024} kB), of the bare bytes {bare:.1f} ms")
    say("sheet_page", page, bare)


if __name__ == "__main__":
    run_in_folder(measure)
