"""What an account needs before it can be made."""

import unicodedata
from dataclasses import dataclass

from casemgmt.domain.context import Role
from casemgmt.domain.errors import InvalidInput
from casemgmt.domain.passwords import check_password
from casemgmt.domain.vietnamese.names import fold


@dataclass(frozen=True)
class NewUser:
    """An account to be made.

    Attributes:
        key: made with the form; the same key makes one account. "" where nothing is sent twice.
    """

    login: str
    name: str
    role: Role
    ward_id: int
    password: str
    school_id: int | None = None
    key: str = ""


def login_from(name: str) -> str:
    """A sign-in name from a person's name: ``Nông Thị Bích`` gives ``nong.thi.bich``."""
    return ".".join(fold(name).split())[:60]


def checked_login(new: NewUser) -> str:
    """The sign-in name as it is stored, where name and password are acceptable too.

    Raises:
        InvalidInput: ``bad_login``, ``name_needed``, or what is wrong with the password.
    """
    login = unicodedata.normalize("NFC", new.login).strip().casefold()
    if not (2 <= len(login) <= 60) or not all(letter.isalnum() or letter in "._-" for letter in login):
        raise InvalidInput(problem="bad_login", field="login")
    if not 1 <= len(new.name.strip()) <= 120:
        raise InvalidInput(problem="name_needed", field="name")
    check_password(new.password, login, new.name)
    return login
