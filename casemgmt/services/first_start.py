"""The first administrator of a new installation, made behind a one-time link."""

from datetime import timedelta
from uuid import uuid4

from casemgmt.domain.accounts import NewUser, checked_login
from casemgmt.domain.context import Context, Role
from casemgmt.domain.errors import SignInRefused
from casemgmt.store import accounts
from casemgmt.store.db import session, transaction
from casemgmt.store.passwords import hash_password

SETUP_CODE_LIFE = timedelta(hours=24)


def open_setup(ctx: Context) -> str | None:
    """A one-time code for making the first administrator, valid 24 hours; None where accounts exist."""
    with transaction(ctx):
        if accounts.any_user():
            return None
        code = accounts.new_token()
        session().add(
            accounts.SetupCode(
                id=uuid4(), code_digest=accounts.digest(code), expires_at=ctx.now() + SETUP_CODE_LIFE
            )
        )
    return code


def is_setup_open(ctx: Context, code: str) -> bool:
    """Whether a one-time code can still be used."""
    found = accounts.setup_code(code)
    return (
        found is not None
        and found.used_at is None
        and ctx.now() < found.expires_at
        and not accounts.any_user()
    )


def make_first_administrator(ctx: Context, code: str, new: NewUser) -> None:
    """Use the one-time code up and make the first administrator.

    Raises:
        SignInRefused: the code is unknown, used or older than 24 hours, or accounts exist.
        InvalidInput: the name or password is refused; the code stays usable.
    """
    login = checked_login(new)
    password_hash = hash_password(new.password)
    with transaction(ctx):
        found = accounts.setup_code(code)
        if found is None or not is_setup_open(ctx, code):
            raise SignInRefused()
        found.used_at = ctx.now()
        user = accounts.User(
            id=uuid4(),
            ward_id=new.ward_id,
            login=login,
            name=new.name.strip(),
            active=True,
            role=Role.ADMINISTRATOR.value,
            password_hash=password_hash,
            created_at=ctx.now(),
        )
        session().add(user)
