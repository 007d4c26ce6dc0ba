"""Makes ``.venv`` from the locked requirements at first use, and enters it; standard library only.

A stamp per lock file (its SHA-256 and the Python version) says what the environment holds. While
it is being built there is no stamp but a mark, so that an interrupted build is done again.
"""

from __future__ import annotations  # so that an old Python reaches the sentence about its age

import contextlib
import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows
    import msvcrt

    fcntl = None  # type: ignore[assignment]

ROOT = Path(__file__).resolve().parent.parent
ENTERED = "CASEMGMT_ENTERED"
TESTING = {"test", "bench"}
OLDEST_PYTHON = (3, 11)
HALF_BUILT = ".half-built"
LOCK = ".lock"

CAUSES = {
    "No space left on device": "Ổ đĩa đã đầy. Cần khoảng 700 MB trống; hãy dọn bớt rồi chạy lại.",
    "DO NOT MATCH THE HASHES": "Gói tải về không khớp mã băm đã khóa nên không được cài. Hãy chạy lại; nếu "
    "vẫn vậy, báo người quản trị: kho gói có thể đã bị sửa.",
    "establish a new connection|name resolution|Timeout|ProxyError|Connection refused|Connection reset|"
    "Network is unreachable|SSLError|Could not fetch URL": "Không tải được gói qua mạng. Hãy kiểm tra "
    "kết nối Internet (hoặc máy chủ trung gian, kho gói khai trong cấu hình pip: PIP_PROXY, PIP_INDEX_URL) "
    "rồi chạy lại đúng lệnh này.",
    "No matching distribution|Could not find a version": "Kho gói đang dùng không có bản dựng sẵn cho máy "
    "này ({python}). Hãy kiểm tra kết nối mạng và cấu hình pip; nếu Python quá mới, hãy dùng Python 3.11.",
}
UNKNOWN_CAUSE = "Cài đặt không thành công. Xem các dòng trên, sửa rồi chạy lại đúng lệnh này."
NO_ENVIRONMENT = (
    "Không tạo được môi trường Python. Hãy cài mô-đun venv rồi chạy lại, ví dụ trên Debian hay Ubuntu: "
    "sudo apt-get install python3-venv"
)
TOO_OLD = "Cần Python 3.11 trở lên; đang chạy Python {python}. Hãy chạy lại bằng python3.11 -m casemgmt …"
NOT_WRITABLE = (
    "Không ghi được vào {folder}. Hãy cấp quyền ghi, hoặc đặt biến CASEMGMT_VENV tới một thư mục ghi được."
)


class CannotPrepare(Exception):
    """The environment cannot be made; the text says why and what to do (Vietnamese)."""


def enter(arguments: list[str]) -> None:
    """Continue inside the right environment: returns there, replaces this process elsewhere.

    Installed from a wheel there is nothing to prepare.

    Raises:
        CannotPrepare: with a sentence for the user.
    """
    entered = os.environ.pop(ENTERED, None)
    if entered or not (ROOT / "requirements" / "run.txt").is_file():
        return
    command = next((word for word in arguments if not word.startswith("-")), "")
    venv = ensure("test" if command in TESTING else "run")
    if Path(sys.prefix) != venv:
        _hand_over(venv, arguments)


def ensure(group: str, root: Path = ROOT, base: str | None = None) -> Path:
    """The folder of an environment that holds everything ``requirements/<group>.txt`` names.

    Args:
        group: ``run`` or ``test``; the second holds the first.
        base: the Python that makes the environment; the running one unless given.

    Raises:
        CannotPrepare: with a sentence for the user.
    """
    folders = _folders(root)
    for venv in folders:
        if _is_ready(venv, root, group):
            return venv
    if sys.version_info < OLDEST_PYTHON:
        raise CannotPrepare(TOO_OLD.format(python=_version()))
    for venv in filter(_is_writable, folders):
        with _alone(venv):
            if not _is_ready(venv, root, group):
                _build(venv, root, group, base or str(getattr(sys, "_base_executable", sys.executable)))
        return venv
    raise CannotPrepare(NOT_WRITABLE.format(folder=folders[0]))


def _folders(root: Path) -> list[Path]:
    """Where the environment may be: beside the code, else in the cache (read-only checkout)."""
    given = os.environ.get("CASEMGMT_VENV")
    if given:
        return [Path(given).absolute()]
    cache = Path(os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache"))
    name = hashlib.sha256(os.fsencode(root)).hexdigest()[:12]
    return [root / ".venv", cache / "casemgmt" / f"venv-{name}"]


def _is_writable(venv: Path) -> bool:
    try:
        venv.mkdir(parents=True, exist_ok=True)
        with (venv / LOCK).open("a"):
            return True
    except OSError:
        return False


def _is_ready(venv: Path, root: Path, group: str) -> bool:
    """Whether the stamp of the group, or of the larger ``test``, is the one of today's lock."""
    for each in (group, "test"):
        with contextlib.suppress(OSError):
            if _stamp(venv, each).read_text("ascii") == _content(root, each) and _python(venv).exists():
                return True
    return False


def _stamp(venv: Path, group: str) -> Path:
    return venv / f".stamp-{group}"


def _content(root: Path, group: str) -> str:
    lock = (root / "requirements" / f"{group}.txt").read_bytes()
    return f"{hashlib.sha256(lock).hexdigest()} {_version(2)}\n"


def _version(parts: int = 3) -> str:
    return ".".join(map(str, sys.version_info[:parts]))


def _python(venv: Path) -> Path:
    return venv / "Scripts" / "python.exe" if os.name == "nt" else venv / "bin" / "python"


@contextlib.contextmanager
def _alone(venv: Path) -> Iterator[None]:
    """Two first starts at once: the second waits, then finds everything done."""
    with (venv / LOCK).open("a") as opened:
        if fcntl is None:
            msvcrt.locking(opened.fileno(), msvcrt.LK_LOCK, 1)
        else:
            try:
                fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                _say("Một lệnh khác đang chuẩn bị môi trường; đang chờ …\n")
                fcntl.flock(opened, fcntl.LOCK_EX)
        yield


def _build(venv: Path, root: Path, group: str, base: str) -> None:
    started = time.monotonic()
    _say(f"Chuẩn bị môi trường Python ở {venv} (cần mạng, khoảng nửa phút)\n")
    if (venv / HALF_BUILT).exists() or not _works(venv):
        _empty(venv)
    for each in ("run", "test"):
        _stamp(venv, each).unlink(missing_ok=True)
    (venv / HALF_BUILT).touch()
    if not _python(venv).exists():
        _create(venv, root, base)
    _install(venv, root, group)
    _stamp(venv, group).write_text(_content(root, group), "ascii")
    (venv / HALF_BUILT).unlink()
    _say(f"Đã chuẩn bị xong, {_seconds(started)}\n")


def _works(venv: Path) -> bool:
    """Whether there is an environment of this Python version, with pip."""
    check = f"import pip, sys; sys.exit(sys.version_info[:2] != {tuple(sys.version_info[:2])})"
    return _python(venv).exists() and _run([str(_python(venv)), "-I", "-c", check]).returncode == 0


def _empty(venv: Path) -> None:
    """Remove everything but the file this process holds locked."""
    for each in venv.iterdir():
        if each.is_dir() and not each.is_symlink():
            shutil.rmtree(each)
        elif each.name not in {LOCK, HALF_BUILT}:
            each.unlink()


def _create(venv: Path, root: Path, base: str) -> None:
    """An environment with pip: by venv, else by virtualenv, else after installing venv.

    Raises:
        CannotPrepare: none of the ways worked.
    """
    ways: tuple[Callable[[], None], ...] = (
        lambda: _with_venv(venv, base),
        lambda: _with_virtualenv(venv, base, root / "requirements" / "bootstrap.txt"),
        lambda: _with_apt(venv, base),
    )
    for attempt in ways:
        attempt()
        if _works(venv):
            return
        _empty(venv)
    raise CannotPrepare(NO_ENVIRONMENT)


def _with_venv(venv: Path, base: str) -> None:
    with _step("Tạo môi trường Python riêng"):
        _run([base, "-m", "venv", str(venv)])


def _with_virtualenv(venv: Path, base: str, lock: Path) -> None:
    """Debian ships Python without ``ensurepip``: fetch virtualenv beside it, for this once."""
    tools = venv / "tools"
    with _step("Máy thiếu mô-đun venv, thử virtualenv"):
        _run([base, "-m", *_pip_install(lock), "--target", str(tools)])
        if tools.exists():
            _run([base, "-m", "virtualenv", "--quiet", str(venv)], PYTHONPATH=str(tools))
            shutil.rmtree(tools)


def _with_apt(venv: Path, base: str) -> None:
    apt = shutil.which("apt-get")
    for_system_python = str(Path(base).resolve()).startswith("/usr/")
    if not apt or not for_system_python or os.geteuid() != 0:
        return
    with _step("Cài gói hệ thống python3-venv"):
        _run([apt, "update", "-qq"])
        _run([apt, "install", "-y", "-qq", "--no-install-recommends", "python3-venv"])
        _run([base, "-m", "venv", str(venv)])


def _install(venv: Path, root: Path, group: str) -> None:
    with _step("Cài các gói đã khóa phiên bản và mã băm"):
        lock = root / "requirements" / f"{group}.txt"
        done = _run([str(_python(venv)), "-I", "-m", *_pip_install(lock)])
    if done.returncode != 0:
        _say("".join(f"    {line[:160]}\n" for line in done.stdout.splitlines()[-3:]))
        raise CannotPrepare(_cause(done.stdout))


def _pip_install(lock: Path) -> list[str]:
    """pip's own configuration (index, certificates, proxy) stays in force."""
    checked = ["--require-hashes", "--only-binary", ":all:"]
    quiet = ["--no-input", "--disable-pip-version-check", "--progress-bar", "off"]
    return ["pip", "install", *checked, *quiet, "-r", str(lock)]


def _cause(output: str) -> str:
    for signs, sentence in CAUSES.items():
        if re.search(signs, output):
            return sentence.format(python=f"Python {_version()}, {sys.platform}")
    return UNKNOWN_CAUSE


def _run(command: list[str], **extra: str) -> subprocess.CompletedProcess[str]:
    """Run and keep the output; a program that is not there counts as failed."""
    misleading = {"PYTHONHOME", "PYTHONPATH", "PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_USER"}
    kept = {name: value for name, value in os.environ.items() if name not in misleading}
    environment = {**kept, "PIP_USER": "0", "DEBIAN_FRONTEND": "noninteractive", **extra}
    try:
        return subprocess.run(
            command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, encoding="utf-8", errors="replace", check=False,
        )  # fmt: skip
    except OSError as problem:
        return subprocess.CompletedProcess(command, 127, stdout=str(problem))


@contextlib.contextmanager
def _step(title: str) -> Iterator[None]:
    started = time.monotonic()
    _say(f"  {title} … ")
    yield
    _say(f"{_seconds(started)}\n")


def _seconds(started: float) -> str:
    return f"{time.monotonic() - started:.1f} giây".replace(".", ",")


def _say(text: str) -> None:
    """To the error stream: the output belongs to the command."""
    sys.stderr.write(text)
    sys.stderr.flush()


def _hand_over(venv: Path, arguments: list[str]) -> None:
    command = [str(_python(venv)), "-m", "casemgmt", *arguments]
    environment = {**os.environ, ENTERED: "1"}
    if not os.path.samefile(Path.cwd(), ROOT):
        paths = [str(ROOT), os.environ.get("PYTHONPATH", "")]
        environment["PYTHONPATH"] = os.pathsep.join(filter(None, paths))
    if os.name == "nt":  # there execve returns to the shell while the command still runs
        sys.exit(subprocess.run(command, env=environment, check=False).returncode)
    os.execve(command[0], command, environment)
