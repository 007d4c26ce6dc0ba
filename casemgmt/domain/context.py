"""Who acts, when, and on which ward: given to every use case, never taken."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

LOCAL_TIME = ZoneInfo("Asia/Ho_Chi_Minh")


class Role(StrEnum):
    """One person holds one role; the value is the column of the access matrix."""

    SCHOOL_ENTRY = "entry"
    HEALTH_STATION = "health"
    SOCIAL_WORKER = "worker"
    SUPERVISOR = "supervisor"
    STATISTICIAN = "stat"
    LEADER = "leader"
    ADMINISTRATOR = "admin"
    AUDITOR = "auditor"


@dataclass(frozen=True)
class Actor:
    """The person behind a request.

    Attributes:
        user_id: None for the system itself and for nobody signed in.
        role: None where nobody is signed in.
        ward_id: the ward whose records the actor may see.
        school_id: set only for a school account: it sees its own school.
        session_id: the signed-in session, for the trail.
    """

    user_id: UUID | None
    role: Role | None
    ward_id: int
    school_id: int | None = None
    session_id: UUID | None = None


@dataclass(frozen=True)
class Context:
    """What every use case gets first.

    Attributes:
        actor: who acts.
        clock: returns the present moment, UTC and aware.
        request_id: opaque, links the trail and the log.
        source: where the request came from (``web``, ``cli``, ``demo``).
    """

    actor: Actor
    clock: Callable[[], datetime]
    request_id: str = "-"
    source: str = "web"

    def now(self) -> datetime:
        """The present moment, UTC and aware."""
        return self.clock()

    @property
    def today(self) -> date:
        """The date in Vietnam now."""
        return self.clock().astimezone(LOCAL_TIME).date()
