"""A register of made-up children as large as wanted, written past the application in bulk."""

import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate
from random import Random
from uuid import UUID

import psycopg
from sqlalchemy import Connection, Table

from casemgmt.codelists import rows
from casemgmt.domain.vietnamese.names import tidy
from casemgmt.store.child_words import ChildWord, word_rows
from casemgmt.store.children import Child, Enrolment, derived_columns
from casemgmt.store.db import db

AT_ONCE = 5_000
FIRST_BIRTH, BIRTH_DAYS = date(2008, 1, 1), 6570
# The share of the most frequent given names; what is left goes by the weights of the list.
FREQUENT = {"Anh": 6, "Linh": 3, "Minh": 3, "Huy": 2.5, "Ngọc": 2.5, "Khang": 2, "An": 2, "Trang": 2}
MIDDLE = {"M": (("Văn", 22), ("Đức", 8), ("Minh", 7), ("Gia", 6)), "F": (("Thị", 34), ("Ngọc", 8))}


class Names:
    """Full names as frequent as in the lowlands: Nguyễn a third, two middle names in a third."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        family = [(one["label"], float(one["weight"])) for one in rows("demo_family_names")
                  if one["ethnic_group"] == "01"]  # fmt: skip
        rare = [(one["label"], 0.15) for one in rows("demo_family_names") if one["ethnic_group"] != "01"]
        self.family = _weighted([*family, *rare])
        self.middle, self.given = {}, {}
        for sex in "MF":
            self.given[sex] = _weighted(_listed("demo_given_names", sex, FREQUENT))
            self.middle[sex] = _weighted(_listed("demo_middle_names", sex, dict(MIDDLE[sex])))

    def draw(self, sex: str) -> str:
        """One full name of two to four words."""
        middle = [self._one(self.middle[sex])] if self.rng.random() < 0.95 else []
        if middle and self.rng.random() < 0.35:
            middle.append(self._one(self.given[sex]))
        return tidy(" ".join([self._one(self.family), *middle, self._one(self.given[sex])]))

    def _one(self, weighted: tuple[list[str], list[float]]) -> str:
        return self.rng.choices(weighted[0], cum_weights=weighted[1])[0]


def _listed(codelist: str, sex: str, frequent: dict[str, float]) -> list[tuple[str, float]]:
    known = [(one["label"], float(one["w_2010"]) + float(one["w_2020"])) for one in rows(codelist)
             if one["sex"] == sex and one["label"] not in frequent]  # fmt: skip
    left = (100 - sum(frequent.values())) / sum(weight for _label, weight in known)
    return [*frequent.items(), *((label, weight * left) for label, weight in known)]


def _weighted(pairs: list[tuple[str, float]]) -> tuple[list[str], list[float]]:
    return [label for label, _weight in pairs], list(accumulate(weight for _label, weight in pairs))


def fill(connection: Connection, size: int, classes: list[tuple[UUID, int]]) -> None:
    """Write children, their words and enrolments; the classes are filled in turn, 30 in each."""
    tables = (Child.__table__, ChildWord.__table__, Enrolment.__table__)
    indexes = [index for table in tables for index in table.indexes]
    if connection.dialect.name == "postgresql":  # references are right by construction
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
    for index in indexes:
        index.drop(connection)
    gathered: dict[str, list[tuple]] = {table.name: [] for table in tables}
    for number, made in enumerate(_children(size, classes), start=1):
        for table in tables:
            names = table.columns.keys()
            gathered[table.name] += [tuple(row.get(name) for name in names) for row in made[table.name]]
        if number % AT_ONCE == 0 or number == size:
            for table in tables:
                _write(connection, table, gathered[table.name])
                gathered[table.name] = []
    for index in indexes:
        index.create(connection)


def settle(url_name: str) -> None:
    """Let the engine look at what it holds, as it does by itself in use."""
    raw = db.engine.raw_connection()
    driver = raw.driver_connection
    if url_name == "sqlite":
        driver.execute("ANALYZE")
    else:
        driver.autocommit = True
        driver.execute("VACUUM ANALYZE")
        driver.autocommit = False
    raw.close()


def _children(size: int, classes: list[tuple[UUID, int]]) -> Iterator[dict[str, list[dict]]]:
    rng = Random(7)
    names = Names(rng)
    for number in range(size):
        child_id, sex = UUID(int=rng.getrandbits(128)), "MF"[number % 2]
        name = names.draw(sex)
        born = FIRST_BIRTH + timedelta(days=rng.randrange(BIRTH_DAYS))
        child = {
            "id": child_id, "ward_id": 1, "full_name": name, "name_typed": name, "birth_date": born,
            "birth_precision": "day", "sex": sex, "address_protected": False, "version": 1,
            **derived_columns(name, born, "day"),
        }  # fmt: skip
        made = {"child": [child], "child_word": word_rows(child_id, 1, name, born), "enrolment": []}
        if number < 30 * len(classes):
            class_id, school_id = classes[number // 30]
            made["enrolment"].append(
                {"id": UUID(int=rng.getrandbits(128)), "ward_id": 1, "child_id": child_id,
                 "class_id": class_id, "school_id": school_id, "school_year": 2026,
                 "from_date": date(2026, 9, 5)}
            )  # fmt: skip
        yield made


def _write(connection: Connection, table: Table, values: list[tuple]) -> None:
    raw = connection.connection.driver_connection
    names = ", ".join(table.columns.keys())
    if isinstance(raw, sqlite3.Connection):
        marks = ", ".join("?" for _ in table.columns)
        plain = (tuple(map(_plain, row)) for row in values)
        raw.executemany(f"INSERT INTO {table.name} ({names}) VALUES ({marks})", plain)
        return
    assert isinstance(raw, psycopg.Connection)
    with raw.cursor().copy(f"COPY {table.name} ({names}) FROM STDIN") as copy:
        for row in values:
            copy.write_row(row)


def _plain(value: object) -> object:
    return value.hex if isinstance(value, UUID) else value.isoformat() if isinstance(value, date) else value
