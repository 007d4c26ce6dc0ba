"""Signing in and out, and who has an account."""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from casemgmt.domain.access import Permission, Verdict, verdict
from casemgmt.domain.accounts import NewUser, checked_login
from casemgmt.domain.context import Actor, Context, Role
from casemgmt.domain.errors import InvalidInput, NotPermitted, SignInRefused, TooManyTries
from casemgmt.domain.passwords import check_password
from casemgmt.domain.vietnamese.names import sort_key
from casemgmt.store import accounts, audit, requests
from casemgmt.store.db import session, transaction
from casemgmt.store.passwords import hash_password, matches
from casemgmt.store.places import get_school

ABSOLUTE_LIMIT = timedelta(hours=12)
SESSIONS_AT_ONCE = 3
TRIES, TRIES_WITHIN = 5, timedelta(minutes=15)


@dataclass(frozen=True)
class SignedIn:
    """Who is signed in: the actor, and the name shown on the page."""

    actor: Actor
    name: str
    login: str


@dataclass(frozen=True)
class Credentials:
    """What was typed at the door; ``source`` is the address it came from."""

    login: str
    password: str
    source: str


@dataclass(frozen=True)
class UserLine:
    """One line of the list of accounts."""

    user_id: UUID
    login: str
    name: str
    role: Role
    active: bool


def sign_in(ctx: Context, typed: Credentials) -> str:
    """Open a session and return its token.

    Raises:
        TooManyTries: five wrong tries for this name from this source within 15 minutes.
        SignInRefused: unknown name, wrong password or closed account; never says which.
    """
    name, source = accounts.digest(typed.login.strip().casefold()), accounts.digest(typed.source)
    if accounts.wrong_tries(name, source, ctx.now() - TRIES_WITHIN) >= TRIES:
        raise TooManyTries(seconds=int(TRIES_WITHIN.total_seconds()))
    user = accounts.user_named(typed.login)
    # Hashing takes a third of a second: it must not hold the write lock.
    fits = matches(user.password_hash if user else None, typed.password)
    if user is None or not fits or not user.active:
        _record_refusal(ctx, name, source)
        raise SignInRefused()
    token = accounts.new_token()
    with transaction(_as_user(ctx, user)):
        live = accounts.live_sessions(user.id)
        for old in live[: max(0, len(live) - SESSIONS_AT_ONCE + 1)]:
            old.ended_at = ctx.now()
        opened = accounts.UserSession(
            id=uuid4(), user_id=user.id, token_digest=accounts.digest(token), started_at=ctx.now()
        )
        session().add(opened)
        audit.note(_as_user(ctx, user), "session.sign_in", "user", user.id)
    return token


def _record_refusal(ctx: Context, name: bytes, source: bytes) -> None:
    with transaction(ctx):
        session().add(accounts.SignInTry(id=uuid4(), name_digest=name, source_digest=source, at=ctx.now()))


def _as_user(ctx: Context, user: accounts.User) -> Context:
    actor = Actor(user.id, Role(user.role), user.ward_id, user.school_id)
    return Context(actor, ctx.clock, ctx.request_id, ctx.source)


def find_signed_in(token: str, now: datetime) -> SignedIn | None:
    """Who a token belongs to; None where its session ended, ran out, or the account is closed."""
    found = accounts.signed_in(token)
    if found is None:
        return None
    opened, user = found
    if now - opened.started_at >= ABSOLUTE_LIMIT:
        return None
    actor = Actor(user.id, Role(user.role), user.ward_id, user.school_id, opened.id)
    return SignedIn(actor=actor, name=user.name, login=user.login)


def sign_out(ctx: Context, token: str) -> None:
    """End the session of a token; nothing happens where it has ended already."""
    with transaction(ctx):
        found = accounts.signed_in(token)
        if found is not None:
            found[0].ended_at = ctx.now()
            audit.note(ctx, "session.sign_out", "user", ctx.actor.user_id)


def list_users(ctx: Context) -> list[UserLine]:
    """The accounts of the ward, by given name in Vietnamese order; masked, only who works here."""
    lines = [_line(user) for user in sorted(accounts.users(ctx), key=lambda one: sort_key(one.name))]
    if verdict(ctx.actor.role, Permission.USER_LIST) is not Verdict.MASKED:
        return lines
    return [replace(line, login="") for line in lines if line.active]


def _line(user: accounts.User) -> UserLine:
    return UserLine(user.id, user.login, user.name, Role(user.role), user.active)


def add_user(ctx: Context, new: NewUser) -> UserLine:
    """Make an account; the same form sent twice makes one.

    Raises:
        InvalidInput: the name is taken, the password too short or too common, or a school
            account without school.
        NotPermitted: a second administrator, which needs two persons, asked for on a page.
    """
    if new.role is Role.ADMINISTRATOR and ctx.source == "web" and accounts.any_user():
        raise NotPermitted(permission=Permission.USER_CREATE)
    login = checked_login(new)
    password_hash = hash_password(new.password)
    asked = hashlib.sha256(f"{login}|{new.name}|{new.role}|{new.school_id}".encode()).hexdigest()
    with transaction(ctx):
        done = requests.answered(ctx, new.key, asked) if new.key else None
        if done is not None:
            return _line(accounts.get_user(ctx, UUID(done["user_id"])))
        user = _add(ctx, new, login, password_hash)
        if new.key:
            requests.remember(ctx, new.key, asked, {"user_id": str(user.id)})
    return _line(user)


def add_users_alike(ctx: Context, several: tuple[NewUser, ...]) -> list[UserLine]:
    """Make accounts that begin with one password, hashed once: all of them or none.

    Raises:
        InvalidInput: as for one account.
        ValueError: the passwords differ.
    """
    if len({new.password for new in several}) != 1:
        raise ValueError("the accounts must begin with one password")
    logins = [checked_login(new) for new in several]
    password_hash = hash_password(several[0].password)
    with transaction(ctx):
        users = [_add(ctx, new, login, password_hash) for new, login in zip(several, logins, strict=True)]
    return [_line(user) for user in users]


def _add(ctx: Context, new: NewUser, login: str, password_hash: str) -> accounts.User:
    if accounts.user_named(login) is not None:
        raise InvalidInput(problem="login_taken", field="login")
    if new.role is Role.SCHOOL_ENTRY:
        if new.school_id is None:
            raise InvalidInput(problem="school_needed", field="school_id")
        get_school(ctx, new.school_id)
    user = accounts.User(
        id=uuid4(),
        ward_id=new.ward_id,
        login=login,
        name=new.name.strip(),
        role=new.role.value,
        school_id=new.school_id if new.role is Role.SCHOOL_ENTRY else None,
        active=True,
        password_hash=password_hash,
        created_at=ctx.now(),
    )
    session().add(user)
    return user


def end_user(ctx: Context, user_id: UUID) -> None:
    """Close an account and end its sessions; takes effect on the next request.

    Raises:
        NotFound: no such account in the ward.
        InvalidInput: one's own account.
    """
    if user_id == ctx.actor.user_id:
        raise InvalidInput(problem="own_account", field="user")
    with transaction(ctx):
        user = accounts.get_user(ctx, user_id)
        user.active = False
        for opened in accounts.live_sessions(user.id):
            opened.ended_at = ctx.now()


def change_password(ctx: Context, current: str, new: str) -> None:
    """Set one's own new password and end the other sessions.

    Raises:
        SignInRefused: the current password is wrong.
        InvalidInput: the new one is too short or too common.
    """
    assert ctx.actor.user_id is not None
    user = accounts.get_user(ctx, ctx.actor.user_id)
    if not matches(user.password_hash, current):
        raise SignInRefused()
    check_password(new, user.login, user.name)
    password_hash = hash_password(new)
    with transaction(ctx):
        user = accounts.get_user(ctx, ctx.actor.user_id)
        user.password_hash = password_hash
        for opened in accounts.live_sessions(user.id):
            if opened.id != ctx.actor.session_id:
                opened.ended_at = ctx.now()
