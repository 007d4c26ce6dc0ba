"""Accounts, signed-in sessions, wrong tries and one-time set-up codes."""

import hashlib
import hmac
import secrets
import unicodedata
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import Index, LargeBinary, Row, String, func, select
from sqlalchemy.orm import Mapped, mapped_column

from casemgmt.domain.context import Context
from casemgmt.domain.errors import NotFound
from casemgmt.store.audit import PLAIN, SILENT
from casemgmt.store.db import Base, UtcDateTime, ref, session
from casemgmt.store.keys import index_key


class User(Base):
    """A person who may sign in; one person holds one role."""

    __tablename__ = "user"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    ward_id: Mapped[int] = mapped_column(ref("ward.id"))
    school_id: Mapped[int | None] = mapped_column(ref("school.id"))
    login: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    role: Mapped[str] = mapped_column(String(12), info=PLAIN)
    password_hash: Mapped[str] = mapped_column(String(200))
    active: Mapped[bool] = mapped_column(default=True, info=PLAIN)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class UserSession(Base):
    """A signed-in session; only the digest of its token is stored."""

    __tablename__ = "user_session"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    user_id: Mapped[UUID] = mapped_column(ref("user.id"), index=True)
    token_digest: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True, info=SILENT)
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class SignInTry(Base):
    """A wrong password, by digest of the name typed and the source address."""

    __tablename__ = "sign_in_try"
    __table_args__ = (Index("ix_sign_in_try_name", "name_digest", "at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    name_digest: Mapped[bytes] = mapped_column(LargeBinary(32))
    source_digest: Mapped[bytes] = mapped_column(LargeBinary(32))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class SetupCode(Base):
    """The one-time code that makes the first administrator; only its digest is stored."""

    __tablename__ = "setup_code"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    code_digest: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True, info=SILENT)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


def new_token() -> str:
    """256 random bits, as URL-safe text."""
    return secrets.token_urlsafe(32)


def digest(token: str) -> bytes:
    """What is stored of a token; equal tokens have equal digests."""
    return hmac.new(index_key(), b"token:" + token.encode(), hashlib.sha256).digest()


def signed_in(token: str) -> Row[UserSession, User] | None:
    """The session of a token and its account; None where it ended or the account is closed."""
    query = (
        select(UserSession, User)
        .join(User, User.id == UserSession.user_id)
        .where(UserSession.token_digest == digest(token), UserSession.ended_at.is_(None), User.active)
    )
    return session().execute(query).first()


def user_named(login: str) -> User | None:
    """The account of a sign-in name, without regard to case."""
    return session().scalar(
        select(User).where(User.login == unicodedata.normalize("NFC", login).strip().casefold())
    )


def users(ctx: Context) -> list[User]:
    """The accounts of the actor's ward, by name."""
    return list(session().scalars(select(User).where(User.ward_id == ctx.actor.ward_id).order_by(User.name)))


def get_user(ctx: Context, user_id: UUID) -> User:
    """An account of the actor's ward.

    Raises:
        NotFound: there is none.
    """
    found = session().scalar(select(User).where(User.id == user_id, User.ward_id == ctx.actor.ward_id))
    if found is None:
        raise NotFound(kind="user")
    return found


def live_sessions(user_id: UUID) -> list[UserSession]:
    """The sessions of an account that have not ended, oldest first."""
    query = select(UserSession).where(UserSession.user_id == user_id, UserSession.ended_at.is_(None))
    return list(session().scalars(query.order_by(UserSession.started_at)))


def wrong_tries(name_digest: bytes, source_digest: bytes, since: datetime) -> int:
    """How often a name was tried wrongly from a source since a moment."""
    query = select(func.count()).where(
        SignInTry.name_digest == name_digest, SignInTry.source_digest == source_digest, SignInTry.at >= since
    )
    return session().scalar(query) or 0


def setup_code(code: str) -> SetupCode | None:
    """The one-time code as stored, used or not."""
    return session().scalar(select(SetupCode).where(SetupCode.code_digest == digest(code)))


def any_user() -> bool:
    """Whether there is any account at all."""
    return session().scalar(select(User.id).limit(1)) is not None
