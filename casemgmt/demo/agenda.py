"""What happens in the made-up ward, in order of time, each at its own moment."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from heapq import heappop, heappush
from itertools import count

from casemgmt.demo.places import WARD_ID
from casemgmt.domain.context import Actor, Context

Act = Callable[[datetime], None]
NOBODY = Actor(user_id=None, role=None, ward_id=WARD_ID)


@dataclass
class Agenda:
    """Acts that wait for their moment; an act may put later ones on the agenda.

    Attributes:
        until: acts from this moment on have not happened yet and are left out.
    """

    until: datetime
    _waiting: list[tuple[datetime, int, Act]] = field(default_factory=list)
    _turns: Iterator[int] = field(default_factory=count)

    def add(self, at: datetime, act: Act) -> None:
        """Put an act on the agenda."""
        if at < self.until:
            heappush(self._waiting, (at, next(self._turns), act))

    def run(self) -> None:
        """Let everything happen; of two acts at one moment the one added first."""
        while self._waiting:
            at, _turn, act = heappop(self._waiting)
            act(at)


def acting(actor: Actor, at: datetime) -> Context:
    """The context of a made-up person at a moment of the past."""
    moment = at.astimezone(UTC)
    return Context(actor=actor, clock=lambda: moment, request_id="demo", source="demo")
