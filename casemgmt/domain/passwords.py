"""Which passwords are accepted.

Source: NIST SP 800-63B-4: at least 15 characters where the password is the only factor, no rules
of composition, no forced change, a list of refused words.
"""

import unicodedata

from casemgmt.codelists import labels
from casemgmt.domain.errors import InvalidInput

MINIMUM, MAXIMUM = 15, 128
MINIMUM_BESIDE_WORDS = 8


def one_spelling(password: str) -> str:
    """The same password however its marks were typed (NFC)."""
    return unicodedata.normalize("NFC", password)


def check_password(password: str, login: str, name: str) -> None:
    """Refuse a password that is too short, too long, or mostly a common word or one's own name.

    Raises:
        InvalidInput: problem ``password_short``, ``password_long`` or ``password_common``.
    """
    text = one_spelling(password)
    if len(text) < MINIMUM:
        raise InvalidInput(problem="password_short", field="password", minimum=MINIMUM)
    if len(text) > MAXIMUM:
        raise InvalidInput(problem="password_long", field="password", maximum=MAXIMUM)
    bare = _bare(text)
    left = bare
    for word in (*labels("common_passwords"), _bare(login), _bare(name)):
        left = left.replace(word, "") if len(word) >= 4 else left
    if len(set(bare)) < 5 or (left != bare and len(left) < MINIMUM_BESIDE_WORDS):
        raise InvalidInput(problem="password_common", field="password")


def _bare(text: str) -> str:
    split = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(letter for letter in split if letter.isalnum())
