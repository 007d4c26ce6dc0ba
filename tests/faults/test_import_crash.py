"""A class list is saved whole or not at all, at whatever statement the process dies."""

import os
import signal
import sqlite3
from collections.abc import Callable

import pytest
from sqlalchemy import event

from casemgmt.domain.rosters.taking import Absence, TakeOver
from casemgmt.services import roster_saving, roster_undo, rosters
from casemgmt.services.rosters import Upload
from casemgmt.store import audit
from casemgmt.store.db import db, quick_check, session
from tests.dumps import dump
from tests.factories import make_child

HEADER = "STT;Họ và tên;Ngày sinh;Giới tính;Lớp;Họ tên mẹ;SĐT;Mã định danh\n"
MOST_STEPS = 500
OPCODES = 1_500  # of SQLite's machine, between two chances to die inside one long statement


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def at_statement(number: int) -> None:
    """Die before the statement of that number, counting COMMIT as one."""
    seen = iter(range(1, MOST_STEPS))

    def count(*_: object) -> None:
        if next(seen) == number:
            die()

    event.listen(db.engine, "before_cursor_execute", count)
    event.listen(db.engine, "commit", count)


def after_commit(_number: int) -> None:
    event.listen(db.session, "after_commit", lambda _session: die())


def inside_statement(number: int) -> None:
    """Die in the middle of whatever SQLite is doing at the chance of that number."""
    seen = iter(range(1, 10_000_000))

    def watch(raw: sqlite3.Connection, _record: object) -> None:
        raw.set_progress_handler(lambda: die() if next(seen) == number else None, OPCODES)

    event.listen(db.engine, "connect", watch)


def in_a_process_that_dies(act: Callable[[], object], arm: Callable[[int], None], number: int) -> bool:
    """Run a use case in a process of its own; whether it died on the way."""
    session().rollback()
    db.session.remove()
    db.engine.dispose()
    child = os.fork()
    if child == 0:
        try:
            arm(number)
            act()
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


@pytest.fixture
def waiting_list(nurse, place):
    """A list with new, known, moved and missing children, ready to be taken over."""
    known = make_child(nurse, place, full_name="Nông Văn Mẫu", sex="M")
    missing = make_child(nurse, place, full_name="Lý Thị Vắng")
    rows = [f"{n};Hà Thị Số {n};0{1 + n % 9}/05/2018;Nữ;2B;Mẹ Số {n};09123456{n:02};" for n in range(1, 41)]
    rows.append("41;Nông Văn Mẫu;01/03/2018;Nam;2A;Hà Thị Hoa;0912345678;006218000123")
    content = ("\ufeff" + HEADER + "\n".join(rows)).encode()
    import_id = rosters.read_upload(nurse, Upload("lớp.csv", content))
    choice = TakeOver(place.school_id, "", {}, absent={missing: Absence.MOVED})
    assert known
    return lambda: roster_saving.take_over(nurse, import_id, choice), import_id


def test_killed_before_any_statement_nothing_is_saved(waiting_list):
    take, _import_id = waiting_list
    before, deaths = dump(), 0

    while in_a_process_that_dies(take, at_statement, deaths + 1):
        deaths += 1
        assert dump() == before, f"half saved at statement {deaths}"
        assert deaths < MOST_STEPS

    assert deaths >= 10
    assert dump() != before
    assert (audit.verify().broken, quick_check()) == ((), "ok")


def test_killed_after_the_commit_everything_is_saved(waiting_list, nurse):
    take, import_id = waiting_list
    before = dump()

    assert in_a_process_that_dies(take, after_commit, 0)

    assert dump() != before
    plan = roster_undo.undo_import(nurse, import_id)
    assert (plan.children_removed, plan.children_restored, plan.kept) == (40, 1, ())
    assert dump() == before


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # a PostgreSQL server outlives its client
def test_killed_inside_a_statement_nothing_is_saved(waiting_list):
    take, _import_id = waiting_list
    before, deaths = dump(), 0

    while in_a_process_that_dies(take, inside_statement, 5 * deaths + 1):
        deaths += 1
        assert dump() == before, f"half saved at chance {deaths}"
        assert deaths < MOST_STEPS

    assert deaths >= 3
    assert dump() != before


def test_killed_before_any_statement_of_an_undo_everything_is_still_there(waiting_list, nurse):
    take, import_id = waiting_list
    take()
    before, deaths = dump(), 0

    while in_a_process_that_dies(lambda: roster_undo.undo_import(nurse, import_id), at_statement, deaths + 1):
        deaths += 1
        assert dump() == before, f"half undone at statement {deaths}"
        assert deaths < MOST_STEPS

    assert deaths >= 10
    assert dump() != before
