"""Requests that were answered already: a form or a call sent twice is carried out once."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from casemgmt.domain.context import Context
from casemgmt.domain.errors import KeyReused
from casemgmt.store.audit import SILENT
from casemgmt.store.db import Base, Json, UtcDateTime, session


class IdempotencyKey(Base):
    """The answer given to a key; kept 30 days."""

    __tablename__ = "idempotency_key"
    __audit_as__ = "key"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    user_id: Mapped[UUID] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), info=SILENT)
    answer: Mapped[dict[str, Any]] = mapped_column(Json, info=SILENT)
    at: Mapped[datetime] = mapped_column(UtcDateTime, info=SILENT)


def answered(ctx: Context, key: str, digest: str) -> dict[str, Any] | None:
    """The answer given to a key before; None for a new key.

    Raises:
        KeyReused: the key came with another request.
    """
    assert ctx.actor.user_id is not None
    found = session().get(IdempotencyKey, (key, ctx.actor.user_id))
    if found is None:
        return None
    if found.digest != digest:
        raise KeyReused(key=key)
    return found.answer


def remember(ctx: Context, key: str, digest: str, answer: dict[str, Any]) -> None:
    """Keep the answer in the transaction that made it."""
    assert ctx.actor.user_id is not None
    session().add(
        IdempotencyKey(key=key, user_id=ctx.actor.user_id, digest=digest, answer=answer, at=ctx.now())
    )
