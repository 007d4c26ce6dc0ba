"""Everything the database holds but the trail, as bytes: two equal dumps are two equal databases."""

from sqlalchemy import Table, select

from casemgmt.store.audit import AuditEntry
from casemgmt.store.db import session
from casemgmt.store.tables import METADATA

LEFT_OUT = frozenset({AuditEntry.__tablename__})


def dump() -> bytes:
    """Every table but the trail: its name, then one line a row with every column, sorted."""
    session().rollback()  # what other connections have stored meanwhile
    return b"".join(_lines(table) for table in sorted(METADATA.tables.values(), key=lambda one: one.name))


def changed_tables(before: bytes, after: bytes) -> set[str]:
    """The tables that two dumps tell apart; the first thing to look at where they are not equal."""
    one, other = _by_table(before), _by_table(after)
    return {name for name in one.keys() | other.keys() if one.get(name) != other.get(name)}


def row_counts() -> dict[str, int]:
    """Table -> number of rows, of every table but the trail."""
    return {name: len(rows) for name, rows in _by_table(dump()).items()}


def _lines(table: Table) -> bytes:
    if table.name in LEFT_OUT:
        return b""
    names = [column.name for column in table.columns]
    found = session().execute(select(table)).all()
    rows = sorted(repr(list(zip(names, row, strict=True))) for row in found)
    return "".join(f"{line}\n" for line in (f"# {table.name}", *rows)).encode()


def _by_table(dumped: bytes) -> dict[str, list[bytes]]:
    found: dict[str, list[bytes]] = {}
    rows: list[bytes] = []
    for line in dumped.splitlines():
        if line.startswith(b"# "):
            rows = found.setdefault(line[2:].decode(), [])
        else:
            rows.append(line)
    return found
