"""Opens the demo at each start: filled aside and put in its place only when it is whole."""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from flask import Flask

from casemgmt.config import Settings
from casemgmt.demo.fill import Progress, fill_ward, is_filled, refuse_full
from casemgmt.demo.sign_ins import FILE, SignIns, read_sign_ins, renew_sign_ins
from casemgmt.demo.timetable import moment
from casemgmt.store.db import db

try:
    import fcntl
except ImportError:  # Windows
    import msvcrt

    fcntl = None  # type: ignore[assignment]

Shown = Callable[[], AbstractContextManager[Progress]]
Fill = Callable[[Flask], SignIns]
LOCK = "demo.lock"
_SQLITE = "sqlite:///"
_BESIDE = ("-wal", "-shm", "-journal")


def open_demo_ward(
    settings: Settings, make_app: Callable[[Settings], Flask], today: date, shown: Shown
) -> tuple[Flask, SignIns]:
    """The application on a whole made-up ward, filled first where it is not there yet.

    SQLite is filled in a file of its own, without waiting for the disk, and then renamed: a start
    that was interrupted leaves nothing behind that the next one could take for a ward.

    Args:
        shown: entered only where the ward is to be filled; gives what is called at each step.

    Raises:
        BadInstallation: the database holds something else, which is left as it is.
    """
    with _alone(settings.instance):
        app = make_app(settings)
        if not is_filled(app):
            refuse_full(app)
            with shown() as progress:
                app = _filled(settings, make_app, app, partial(fill_ward, today=today, progress=progress))
        if not (settings.instance / FILE).exists():
            renew_sign_ins(app, moment(today, 0, 2))
    return app, read_sign_ins(settings.instance)


def _filled(settings: Settings, make_app: Callable[[Settings], Flask], empty: Flask, fill: Fill) -> Flask:
    target = _file(settings)
    if target is None:
        fill(empty)
        return empty
    aside = target.with_name(f"{target.stem}.filling{target.suffix}")
    _remove(aside)
    _close(empty)
    _fill_aside(make_app(replace(settings, database_url=f"{_SQLITE}{aside}")), fill)
    _put_in_place(aside, target)
    return make_app(settings)


def _file(settings: Settings) -> Path | None:
    """The file of the database; None where it is no plain SQLite file."""
    path = settings.database_url.removeprefix(_SQLITE)
    if path == settings.database_url or not path or "?" in path or path == ":memory:":
        return None
    return Path(path)


def _fill_aside(app: Flask, fill: Fill) -> None:
    with app.app_context():
        # Whatever is lost with the power is made again, so the disk need not be waited for.
        raw = db.engine.raw_connection()
        raw.execute("PRAGMA synchronous=OFF")
        raw.close()
    fill(app)
    _close(app)


def _close(app: Flask) -> None:
    """Close every connection; the last one writes the log into the file."""
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def _put_in_place(aside: Path, target: Path) -> None:
    _reach_disk(aside)
    for ending in _BESIDE:  # a log left by the empty database must not meet the new file
        target.with_name(target.name + ending).unlink(missing_ok=True)
    aside.replace(target)
    if os.name == "posix":
        _reach_disk(target.parent)


def _reach_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _remove(file: Path) -> None:
    for ending in ("", *_BESIDE):
        file.with_name(file.name + ending).unlink(missing_ok=True)


@contextmanager
def _alone(instance: Path) -> Iterator[None]:
    """Two first starts at once: the second waits and then finds the ward whole."""
    with (instance / LOCK).open("a") as opened:
        if fcntl is None:
            msvcrt.locking(opened.fileno(), msvcrt.LK_LOCK, 1)
        else:
            fcntl.flock(opened, fcntl.LOCK_EX)
        yield
