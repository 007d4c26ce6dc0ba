"""The demo accounts: one a role, all with one passphrase made anew for each installation."""

import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from flask import Flask

from casemgmt.codelists import labels
from casemgmt.demo.agenda import NOBODY, acting
from casemgmt.demo.places import PRIMARY, WARD_ID
from casemgmt.domain.accounts import NewUser
from casemgmt.domain.context import Context, Role
from casemgmt.services.accounts import add_users_alike
from casemgmt.store.accounts import user_named
from casemgmt.store.db import transaction
from casemgmt.store.keys import settings
from casemgmt.store.passwords import hash_password

FILE = "demo_sign_ins.json"
WORDS = 4
_DIGITS = 4
# Login -> role and name; each name says that nobody bears it.
PEOPLE: Mapping[str, tuple[Role, str]] = {
    "yte.truong": (Role.SCHOOL_ENTRY, "Cô Mẫu Trường (y tế trường học)"),
    "dieuduong": (Role.HEALTH_STATION, "Chị Mẫu Trạm (điều dưỡng trạm y tế)"),
    "ctxh": (Role.SOCIAL_WORKER, "Anh Mẫu Xã Hội (công tác xã hội)"),
    "giamsat": (Role.SUPERVISOR, "Bà Mẫu Giám Sát (giám sát trường hợp)"),
    "thongke": (Role.STATISTICIAN, "Ông Mẫu Thống Kê (thống kê)"),
    "lanhdao": (Role.LEADER, "Ông Mẫu Lãnh Đạo (lãnh đạo phường)"),
    "quantri": (Role.ADMINISTRATOR, "Chị Mẫu Quản Trị (quản trị hệ thống)"),
    "kiemtra": (Role.AUDITOR, "Ông Mẫu Kiểm Tra (kiểm tra nhật ký)"),
}


@dataclass(frozen=True)
class SignIn:
    """One account; ``role`` is the role's label."""

    login: str
    name: str
    role: str


@dataclass(frozen=True)
class SignIns:
    """The demo accounts and the passphrase they share."""

    passphrase: str
    people: tuple[SignIn, ...]


def make_passphrase() -> str:
    """Four chance words and digits, easy to type without Vietnamese keys; at least 20 characters."""
    words = list(labels("demo_passphrase_words"))
    chosen = [secrets.choice(words) for _ in range(WORDS)]
    return "-".join([*chosen, f"{secrets.randbelow(10**_DIGITS):0{_DIGITS}d}"])


def make_sign_ins() -> SignIns:
    """The accounts with a fresh passphrase; nothing is stored yet."""
    roles = labels("roles")
    people = tuple(SignIn(login, name, roles[role]) for login, (role, name) in PEOPLE.items())
    return SignIns(make_passphrase(), people)


def add_accounts(ctx: Context, made: SignIns) -> Mapping[Role, UUID]:
    """Make the accounts; returns the account of each role."""
    lines = add_users_alike(
        ctx,
        tuple(
            NewUser(
                login=login,
                name=name,
                role=role,
                ward_id=WARD_ID,
                password=made.passphrase,
                school_id=PRIMARY.school_id if role is Role.SCHOOL_ENTRY else None,
            )
            for login, (role, name) in PEOPLE.items()
        ),
    )
    return {line.role: line.user_id for line in lines}


def write_sign_ins(instance: Path, made: SignIns) -> None:
    """Keep the sign-ins where only the owner of the installation can read them."""
    half = instance / f"{FILE}.new"
    half.unlink(missing_ok=True)
    handle = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as opened:
        json.dump(asdict(made), opened, ensure_ascii=False, indent=1)
        opened.flush()
        os.fsync(opened.fileno())
    half.replace(instance / FILE)


def renew_sign_ins(app: Flask, at: datetime) -> None:
    """A new passphrase for the demo accounts that are still there, where the file was lost."""
    made = make_sign_ins()
    password_hash = hash_password(made.passphrase)
    with app.app_context():
        with transaction(acting(NOBODY, at)):
            for user in filter(None, map(user_named, PEOPLE)):
                user.password_hash = password_hash
        write_sign_ins(settings().instance, made)


def read_sign_ins(instance: Path) -> SignIns:
    """The sign-ins of this installation's demo, for printing at each start.

    Raises:
        FileNotFoundError: the demo has not been filled here.
    """
    kept = json.loads((instance / FILE).read_text("utf-8"))
    return SignIns(kept["passphrase"], tuple(SignIn(**one) for one in kept["people"]))
