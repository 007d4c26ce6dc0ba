"""How far the saving of a list is: kept in this process only, for a bar on the page."""

from dataclasses import dataclass
from threading import Lock
from uuid import UUID

_lock = Lock()


@dataclass(frozen=True)
class Progress:
    """Rows gone through and rows in all; ``stage`` is ``idle``, ``rows`` or ``writing``."""

    stage: str = "idle"
    rows_saved: int = 0
    rows: int = 0


_running: dict[UUID, Progress] = {}


def now(import_id: UUID) -> Progress:
    """How far it is; idle where it has not begun, has ended, or runs in another process."""
    with _lock:
        return _running.get(import_id, Progress())


class Running:
    """The progress of one list while it is being saved."""

    def __init__(self, import_id: UUID, rows: int) -> None:
        self.import_id, self.rows = import_id, rows

    def __enter__(self) -> "Running":
        self.report(0)
        return self

    def __exit__(self, *_: object) -> None:
        with _lock:
            _running.pop(self.import_id, None)

    def report(self, rows_saved: int) -> None:
        """So many rows have been gone through."""
        stage = "rows" if rows_saved < self.rows else "writing"
        with _lock:
            _running[self.import_id] = Progress(stage, rows_saved, self.rows)
