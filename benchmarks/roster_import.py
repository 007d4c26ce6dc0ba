"""A workbook of 1,200 pupils from upload to committed, trail included, against a bare floor.

Claim: at least 1,000 rows a second, and at most 10 times the floor. The floor, in the same run, is
calamine reading the same file in this process and one ``executemany`` a table of the very rows that
the import stored into the same tables, committed with the same settings of the database.
"""

import io
import sqlite3
import statistics
import time
from contextlib import closing
from pathlib import Path
from random import Random

import xlsxwriter
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from benchmarks._measuring import fresh_app, make_nurse, run_in_folder, say
from casemgmt.demo.names import Naming, make_family_name, make_full_name
from casemgmt.domain.context import Context
from casemgmt.domain.instrument import Sex
from casemgmt.domain.rosters.taking import TakeOver
from casemgmt.domain.vietnamese.names import fold
from casemgmt.services import roster_saving, roster_undo, rosters
from casemgmt.services.rosters import Upload
from casemgmt.store.children import Child
from casemgmt.store.db import PRAGMAS, session, transaction
from casemgmt.store.places import School
from casemgmt.store.rosters import RosterImport

ROWS, RUNS = 1_200, 5
HEADINGS = (
    "STT", "Mã định danh", "Họ và tên", "Ngày sinh", "Giới tính", "Dân tộc", "Lớp", "Họ tên mẹ", "SĐT",
    "Tổ dân phố",
)  # fmt: skip
STORED = ("child", "enrolment", "guardian", "child_word", "roster_row", "audit_entry")


def workbook(names: list[str]) -> bytes:
    """A class list as a school keeps it, numbers and dates typed in the common ways."""
    rng, target = Random(20261123), io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        sheet = book.add_worksheet("Danh sách")
        sheet.write_row(0, 0, HEADINGS)
        for number, name in enumerate(names, start=1):
            year = 2015 + number % 10
            born = f"{rng.randint(1, 28):02}/{rng.randint(1, 12):02}/{year}"
            sex = rng.choice(("Nam", "Nữ"))
            digit = "2" if sex == "Nam" else "3"
            row = (
                number, f"006{digit}{year % 100:02}{number:06}", name, born, sex, "Tày",
                f"{1 + number // 240}{'ABCDEF'[number // 40 % 6]}", "Hà Thị Đo", f"03{number:08}",
                f"Tổ {1 + number % 20}",
            )  # fmt: skip
            sheet.write_row(number, 0, row)
    return target.getvalue()


def made_up_names(count: int) -> list[str]:
    """Names as frequent as in the demonstration ward."""
    rng = Random(7)
    naming = Naming("02", Sex.MALE, 2018)
    return [make_full_name(rng, make_family_name(rng, "02"), naming) for _ in range(count)]


def import_once(nurse: Context, school_id: int, content: bytes) -> float:
    """Seconds from upload to committed."""
    started = time.perf_counter()
    import_id = rosters.read_upload(nurse, Upload("đo.xlsx", content))
    roster_saving.take_over(nurse, import_id, TakeOver(school_id, "", {}))
    return time.perf_counter() - started


def floor_once(database: Path, content: bytes) -> float:
    """Seconds of reading the file and inserting the same rows into the same tables, with nothing else."""
    copy = database.with_name("floor.sqlite3")
    copy.unlink(missing_ok=True)
    with closing(sqlite3.connect(database)) as original:
        original.execute("VACUUM INTO ?", (str(copy),))
    with closing(sqlite3.connect(copy, isolation_level=None)) as connection:
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        rows = taken_out(connection)
        started = time.perf_counter()
        CalamineWorkbook.from_object(io.BytesIO(content)).get_sheet_by_index(0).to_python()
        connection.execute("BEGIN IMMEDIATE")
        for statement, values in rows.items():
            connection.executemany(statement, values)
        connection.execute("COMMIT")
        return time.perf_counter() - started


def taken_out(connection: sqlite3.Connection) -> dict[str, list[tuple[object, ...]]]:
    """Statement -> rows, of the tables that an import fills; they are empty afterwards."""
    found = {}
    connection.execute("BEGIN IMMEDIATE")
    for table in STORED:
        rows = connection.execute(f"SELECT * FROM {table}").fetchall()
        marks = ", ".join("?" * len(rows[0]))
        found[f"INSERT INTO {table} VALUES ({marks})"] = rows
        connection.execute(f"DELETE FROM {table}")
    connection.execute("COMMIT")
    return found


def measure(folder: Path) -> None:
    """Import and undo in turn with the floor; print the medians."""
    app, ctx = fresh_app(folder)
    content = workbook(made_up_names(ROWS))
    times, floors = [], []
    with app.app_context():
        with transaction(ctx):
            school = School(ward_id=1, name="Trường Đo", name_fold=fold("Trường Đo"), level="primary")
            session().add(school)
        nurse, _token = make_nurse(ctx)
        for _ in range(RUNS):
            times.append(import_once(nurse, school.id, content))
            assert len(session().scalars(select(Child.id)).all()) == ROWS
            floors.append(floor_once(folder / "casemgmt.sqlite3", content))
            undo_newest(nurse)
    took, floor = statistics.median(times), statistics.median(floors)
    print(f"{ROWS} rows in {took:.2f} s: {ROWS / took:.0f} rows a second; the floor {floor:.3f} s")
    say("roster_import", took, floor, "s")


def undo_newest(nurse: Context) -> None:
    """Take the import back and throw it away, so that the next run finds the register empty."""
    import_id = session().scalars(select(RosterImport.id)).one()
    roster_undo.undo_import(nurse, import_id)
    roster_saving.discard_import(nurse, import_id)


if __name__ == "__main__":
    run_in_folder(measure)
