"""Every way a use case can refuse.

CasemgmtError
├── InvalidObservation   a reading the instrument cannot produce
├── InvalidInput         a value that is missing, too long or of the wrong form
├── WrongStep            a move the record's state does not allow
├── Conflict             someone else changed the record meanwhile
├── KeyReused            one idempotency key with two different requests
├── NotFound             no such record, or none this actor may see
├── NotPermitted         the role lacks the permission
├── SignInRefused        unknown name, wrong password or closed account: never says which
├── TooManyTries         too many wrong passwords; wait
├── UnreadableFile       an uploaded file that is not what was expected
└── Unavailable          the store cannot write now: busy, full, or its trail is broken
"""


class CasemgmtError(Exception):
    """Base class; ``details`` are for the log and for choosing the sentence.

    Details hold ids, codes and limits, never names or readings.
    """

    def __init__(self, **details: object) -> None:
        super().__init__(f"{type(self).__name__}: {details}")
        self.details = details


class InvalidObservation(CasemgmtError):
    """A reading the instrument cannot produce.

    Details: ``field`` code, ``problem`` (see ``instrument.Problem``) and what the
    sentence needs: ``minimum``, ``maximum``, ``unit``, ``accepted``, ``part``.
    """


class InvalidInput(CasemgmtError):
    """A value that is missing, too long or of the wrong form.

    Details: ``problem`` code and what the sentence needs.
    """


class WrongStep(CasemgmtError):
    """A move the record's state does not allow."""


class Conflict(CasemgmtError):
    """Someone else changed the record meanwhile.

    Details: ``current``, what is stored now, for showing beside what was typed.
    """


class KeyReused(CasemgmtError):
    """One idempotency key sent with two different requests."""


class NotFound(CasemgmtError):
    """No such record, or none this actor may see; never says which."""


class NotPermitted(CasemgmtError):
    """The actor's role lacks the permission."""


class SignInRefused(CasemgmtError):
    """Unknown name, wrong password or closed account; never says which."""


class TooManyTries(CasemgmtError):
    """Too many wrong passwords. Details: ``seconds`` to wait."""


class UnreadableFile(CasemgmtError):
    """An uploaded file that is not what was expected. Details: ``problem`` code."""


class Unavailable(CasemgmtError):
    """The store cannot write now. Details: ``problem`` code."""
