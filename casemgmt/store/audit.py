"""The trail: every change and every read of a child's file, in the same transaction, chained.

An entry holds who, when, what and which columns, never a name or a reading: of old and new
values it keeps keyed digests, except for columns marked ``info={"audit": "plain"}`` (states,
versions). Each entry is chained to the one before by HMAC-SHA-256.
"""

import hmac
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, LargeBinary, String, event, insert, inspect, select
from sqlalchemy.orm import InstanceState, Mapped, Mapper, ORMExecuteState, Session, mapped_column

from casemgmt.domain.context import Context
from casemgmt.store.db import CONTEXT, Base, Json, UtcDateTime, db, session
from casemgmt.store.keys import audit_key

HEAD = "audit_head"
GENESIS = b"\x00" * 32
PLAIN = {"audit": "plain"}
SILENT = {"audit": "silent"}


class AuditEntry(Base):
    """One act. ``subject`` is a table and an opaque id."""

    __tablename__ = "audit_entry"

    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    ward_id: Mapped[int]
    user_id: Mapped[UUID | None] = mapped_column(index=True)
    role: Mapped[str | None] = mapped_column(String(20))
    session_id: Mapped[UUID | None]
    source: Mapped[str] = mapped_column(String(20))
    request_id: Mapped[str] = mapped_column(String(40))
    act: Mapped[str] = mapped_column(String(60), index=True)
    subject_table: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[str] = mapped_column(String(40), index=True)
    purpose: Mapped[str] = mapped_column(String(200), default="")
    changes: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    previous_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    hash: Mapped[bytes] = mapped_column(LargeBinary(32))


_DIGESTED = (
    "seq", "at", "ward_id", "user_id", "role", "session_id", "source", "request_id", "act", "subject_table",
    "subject_id", "purpose", "changes",
)  # fmt: skip


@dataclass(frozen=True)
class Broken:
    """Where and how the chain is broken."""

    seq: int
    problem: str


@dataclass(frozen=True)
class Verification:
    """What walking the chain found; ``head`` is to be kept outside the machine."""

    entries: int
    head: str
    broken: tuple[Broken, ...]


def note(ctx: Context, act: str, table: str, subject_id: object = "-", purpose: str = "") -> None:
    """Put an act that changes no row (a view, a sign-in) on record; needs an open transaction."""
    session().add(_entry(ctx, act, table, str(subject_id), {}, purpose))


def record_many(ctx: Context, act: str, table: str, changes: Iterable[tuple[object, dict[str, Any]]]) -> None:
    """Put one entry for each (subject, changes) on record, for rows written past the unit of work."""
    current = session()
    current.flush()  # what changed before stands before
    seq, digest = current.info.get(HEAD) or _head(current)
    rows = []
    for subject, change in changes:
        seq += 1
        row = {**_facts(ctx, act, table, str(subject), change), "seq": seq, "previous_hash": digest}
        row["hash"] = digest = _digest_of(row)
        rows.append(row)
    if rows:
        current.connection().execute(insert(AuditEntry), rows)
    current.info[HEAD] = (seq, digest)


def fingerprint(rows: object) -> str:
    """A keyed digest over rows, as the trail keeps it in the place of their values."""
    return _fingerprint(json.dumps(rows, sort_keys=True, default=str, ensure_ascii=False))


def use_head(seq: int | None, digest: bytes | None) -> None:
    """Tell the open transaction the newest entry, where the use case has read it already."""
    session().info[HEAD] = (seq or 0, digest or GENESIS)


def verify() -> Verification:
    """Walk the whole chain; an inserted, changed, removed or reordered entry is named."""
    broken: list[Broken] = []
    seq, digest = 0, GENESIS
    for entry in _in_order():
        seq += 1
        if entry.seq != seq:
            broken.append(Broken(entry.seq, "gap"))
        if entry.previous_hash != digest:
            broken.append(Broken(entry.seq, "previous"))
        if entry.hash != _digest(entry):
            broken.append(Broken(entry.seq, "changed"))
        seq, digest = entry.seq, entry.hash
    return Verification(entries=seq, head=digest.hex(), broken=tuple(broken[:20]))


def key_fits() -> bool:
    """Whether the newest entry was made with the key at hand; true where there is none yet."""
    newest = session().scalars(select(AuditEntry).order_by(AuditEntry.seq.desc()).limit(1)).first()
    return newest is None or newest.hash == _digest(newest)


def watch_changes() -> None:
    """Hang the listeners on every session of the application; called once, at import of the app."""
    if not event.contains(db.session, "before_flush", _record_changes):
        event.listen(db.session, "before_flush", _record_changes)
        event.listen(db.session, "do_orm_execute", _refuse_bulk)


def _record_changes(current: Session, _flush: Any, _instances: Any) -> None:
    ctx = current.info.get(CONTEXT)
    if ctx is None:
        raise RuntimeError("a change needs a transaction(ctx)")
    noted = [one for one in current.new if isinstance(one, AuditEntry)]
    entries = [*noted, *_changes(ctx, current)]
    seq, digest = current.info.get(HEAD) or _head(current)
    for entry in entries:
        seq += 1
        entry.seq, entry.previous_hash = seq, digest
        entry.hash = digest = _digest(entry)
        current.add(entry)
    current.info[HEAD] = (seq, digest)


def _changes(ctx: Context, current: Session) -> Iterator[AuditEntry]:
    grouped: dict[tuple[str, str, object], list[InstanceState[Any]]] = defaultdict(list)
    changed = (one for one in current.dirty if current.is_modified(one))
    for act, rows in (("create", current.new), ("update", changed), ("delete", current.deleted)):
        for row in rows:
            if not isinstance(row, AuditEntry) and not getattr(row, "__derived__", False):
                grouped[act, row.__tablename__, _subject(row)].append(inspect(row))
    for (act, table, subject), states in grouped.items():
        yield _entry(ctx, f"{table}.{act}", table, str(subject), _written(states, act))


def _subject(row: Any) -> object:
    """The id an entry names: the row's own, or that of the record it is a part of."""
    return getattr(row, getattr(row, "__audit_as__", "id"), "-")


def _written(states: list[InstanceState[Any]], act: str) -> dict[str, Any]:
    """One row column by column; many rows of one record as their number and one digest over all."""
    if len(states) == 1:
        return _columns(states[0], act)
    rows = [[(key, values) for key, _keep, values in _values(state, act)] for state in states]
    canonical = json.dumps(rows, sort_keys=True, default=str, ensure_ascii=False)
    return {"rows": len(rows), "digest": _fingerprint(canonical)}


def _columns(state: InstanceState[Any], act: str) -> dict[str, Any]:
    return {
        key: [None if value in (None, "") else (_plain if plain else _fingerprint)(value) for value in values]
        for key, plain, values in _values(state, act)
    }


def _values(state: InstanceState[Any], act: str) -> list[tuple[str, bool, tuple[Any, Any]]]:
    """Column, whether it is kept plain, and its old and new value; only what changed and is not silent."""
    watched = _watched(state.mapper)
    if act == "create":
        held = state.dict
        return [(key, plain, (None, held[key])) for key, plain in watched if held.get(key) not in (None, "")]
    found = []
    for key, plain in watched:
        history = state.attrs[key].history
        if act == "update" and not history.has_changes():
            continue
        old = history.deleted[0] if history.deleted else None
        new = state.dict.get(key) if act == "update" else None
        if old not in (None, "") or new not in (None, ""):
            found.append((key, plain, (old, new)))
    return found


@cache
def _watched(mapper: Mapper[Any]) -> tuple[tuple[str, bool], ...]:
    """The columns of a table that the trail follows, and whether their values are kept."""
    every = ((one.key, one.columns[0].info) for one in mapper.column_attrs)
    return tuple((key, note == PLAIN) for key, note in every if note != SILENT)


def _plain(value: object) -> object:
    return value if isinstance(value, bool | int | str | list | dict) else str(value)


def _fingerprint(value: object) -> str:
    plain = value if isinstance(value, bytes) else str(value).encode()
    return hmac.digest(audit_key(), b"\x01" + plain, "sha256").hex()[:16]


def _entry(
    ctx: Context, act: str, table: str, subject: str, changes: dict[str, Any], purpose: str = ""
) -> AuditEntry:
    return AuditEntry(**_facts(ctx, act, table, subject, changes, purpose))


def _facts(
    ctx: Context, act: str, table: str, subject: str, changes: dict[str, Any], purpose: str = ""
) -> dict[str, Any]:
    actor = ctx.actor
    return {
        "at": ctx.now(),
        "ward_id": actor.ward_id,
        "user_id": actor.user_id,
        "session_id": actor.session_id,
        "role": actor.role.value if actor.role else None,
        "source": ctx.source,
        "request_id": ctx.request_id,
        "act": act,
        "subject_table": table,
        "subject_id": subject,
        "purpose": purpose,
        "changes": changes,
    }


def _digest(entry: AuditEntry) -> bytes:
    return _digest_of({name: getattr(entry, name) for name in ("previous_hash", *_DIGESTED)})


def _digest_of(row: Mapping[str, Any]) -> bytes:
    fields = [row[name] for name in _DIGESTED]
    fields[1] = row["at"].isoformat(timespec="microseconds")
    canonical = json.dumps(fields, sort_keys=True, default=str, ensure_ascii=False)
    return hmac.digest(audit_key(), b"\x00" + row["previous_hash"] + canonical.encode(), "sha256")


def _head(current: Session) -> tuple[int, bytes]:
    newest = select(AuditEntry.seq, AuditEntry.hash).order_by(AuditEntry.seq.desc()).limit(1)
    found = current.execute(newest).first()
    return (found.seq, found.hash) if found else (0, GENESIS)


def _in_order() -> Iterable[AuditEntry]:
    every = select(AuditEntry).order_by(AuditEntry.seq).execution_options(yield_per=2000)
    return session().scalars(every)


def _refuse_bulk(state: ORMExecuteState) -> None:
    if state.is_update or state.is_delete or state.is_insert:
        raise RuntimeError("bulk statements bypass the trail: change objects instead")
