"""A process of its own with small limits: what a hostile file brings down is that process alone."""

import codecs
import os
import subprocess
import sys
from pathlib import Path

from casemgmt.domain.errors import UnreadableFile
from casemgmt.domain.rosters.records import FileCode

if sys.platform != "win32":
    import resource

TIMEOUT_SECONDS = 30
MEMORY_BYTES = 512 * 1024 * 1024
CPU_SECONDS = 20
# cp437: names in zip archives; cp125x: old text files and old workbooks
_CODECS = ("cp437", "utf-8", "utf-16-le", "utf-16-be", "latin-1", "cp1252", "cp1258")
_CODE = str(Path(__file__).resolve().parents[2])


def run_confined(module: str, question: bytes) -> bytes:
    """What a module of this package answers on standard output to bytes on its standard input.

    Raises:
        UnreadableFile: ``parser_stopped`` where it died, ``took_too_long`` where it did not end.
    """
    try:
        done = subprocess.run(
            command_for(module),
            input=question,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=surroundings(),
            timeout=TIMEOUT_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadableFile(problem=FileCode.TOOK_TOO_LONG, seconds=TIMEOUT_SECONDS) from error
    except OSError as error:
        raise UnreadableFile(problem=FileCode.PARSER_STOPPED) from error
    if done.returncode != 0:
        raise UnreadableFile(problem=FileCode.PARSER_STOPPED, return_code=done.returncode)
    return done.stdout


def command_for(module: str) -> tuple[str, ...]:
    """How a module is started as a process of its own."""
    return (sys.executable, "-P", "-m", module)


def surroundings() -> dict[str, str]:
    """The child gets none of this process's settings or secrets."""
    needed = {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}
    return {**needed, "PYTHONPATH": _CODE, "PYTHONUTF8": "1"}


def limit_itself() -> None:
    """Small limits; from here on no file and no socket can be opened, so codecs are loaded first."""
    for codec in _CODECS:
        codecs.lookup(codec)
    if sys.platform == "win32":
        return  # the guard's own counts and the parent's timeout still hold
    wanted = (
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 3),
    )
    # macOS counts shared libraries as memory and refuses the limit.
    memory = () if sys.platform == "darwin" else ((resource.RLIMIT_AS, MEMORY_BYTES),)
    for limit, wish in (*wanted, *memory):
        _, most = resource.getrlimit(limit)
        value = wish if most == resource.RLIM_INFINITY else min(wish, most)
        resource.setrlimit(limit, (value, value))
