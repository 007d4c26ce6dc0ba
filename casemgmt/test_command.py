"""``python3 -m casemgmt test``: every check on the code and every test, with all their set-up.

Nothing is skipped in silence: what could not run is named in the last line, and fails under CI.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parents[1]
TYPED = ("casemgmt/domain", "casemgmt/services", "casemgmt/store")
LINT_IMPORTS = "from importlinter.cli import lint_imports_command; lint_imports_command()"
CHECKS = {
    "ruff check": ("-m", "ruff", "check", "--output-format", "concise", "."),
    "ruff format": ("-m", "ruff", "format", "--check", "--output-format", "concise", "."),
    "mypy --strict": ("-m", "mypy", "--strict", *TYPED),
    "lint-imports": ("-c", LINT_IMPORTS, "--no-logo"),
}
BROWSERS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
PLAYWRIGHT_OWN = (
    "from playwright.sync_api import sync_playwright\n"
    "with sync_playwright() as started: print(started.chromium.executable_path)"
)
INSTALL_SECONDS = 900
CHROMIUM_MISSING = "hành trình trên trình duyệt (không tìm thấy và không cài được Chromium)"


@dataclass
class Outcome:
    """What a run has found so far.

    Attributes:
        failed: titles of the steps that failed.
        missing: what could not run, each with its reason.
    """

    failed: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


def run_all(pytest_args: tuple[str, ...]) -> int:
    """Run everything; with arguments, only pytest with them.

    Returns:
        The exit status: 0 when all that ran passed (under ``CI=true``: and all did run).
    """
    if not (ROOT / "tests").is_dir():
        print("Bản cài từ gói không kèm bộ kiểm thử; hãy chạy lệnh này trong thư mục mã nguồn.")
        return 2
    started, outcome = time.monotonic(), Outcome()
    if pytest_args:
        _pytest(pytest_args, _environment(find_browser(), None), outcome)
    else:
        _everything(outcome)
    print(_last_line(outcome, time.monotonic() - started), flush=True)
    return int(bool(outcome.failed or (outcome.missing and os.environ.get("CI") == "true")))


def _everything(outcome: Outcome) -> None:
    for title, arguments in CHECKS.items():
        started = time.monotonic()
        _step(title, arguments, outcome)
        print(f"{time.monotonic() - started:.1f} giây".replace(".", ","), flush=True)
    _header("Chromium")
    browser = find_browser() or install_browser()
    print(browser or "không có", flush=True)
    if browser is None:
        outcome.missing.append(CHROMIUM_MISSING)
    with _postgres() as answer:
        url = answer if answer.startswith("postgresql") else None
        if url is None:
            outcome.missing.append(f"PostgreSQL ({answer or 'không khởi động được'})")
        environment = _environment(browser, url)
        if url is None:
            environment["CASEMGMT_TEST_ENGINES"] = "sqlite"
        _pytest(("-n", str(_workers()), "--dist", "loadfile"), environment, outcome)


def find_browser() -> str | None:
    """The path of a Chromium that starts: the given one, the system's, or Playwright's own."""
    given = os.environ.get("CASEMGMT_CHROMIUM")
    for name in (given,) if given else BROWSERS:
        path = shutil.which(name)
        if path and _starts(path):
            return path
    own = _output(sys.executable, "-c", PLAYWRIGHT_OWN)
    return own if own and _starts(own) else None


def install_browser() -> str | None:
    """Install Chromium with the system's packages when root, else, or failing that, Playwright's."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    apt = shutil.which("apt-get") if root else None
    if apt:
        print("Đang cài Chromium bằng apt-get …", flush=True)
        _output(apt, "update", "-qq")
        _output(apt, "install", "-y", "-qq", "--no-install-recommends", "chromium")
        found = find_browser()
        if found:
            return found
    print("Đang cài Chromium bằng playwright …", flush=True)
    if apt:
        _output(sys.executable, "-m", "playwright", "install-deps", "chromium")
    _output(sys.executable, "-m", "playwright", "install", "chromium")
    return find_browser()


def _starts(browser: str) -> bool:
    """Some systems have a stub of that name that only says where to get the real one."""
    return bool(_output(browser, "--version"))


def _output(*command: str) -> str:
    """What a program printed; "" when it failed, took too long or is not there."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        done = subprocess.run(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            timeout=INSTALL_SECONDS,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.strip()


@contextmanager
def _postgres() -> Iterator[str]:
    """The address of a server that lives as long as the block, or why there is none."""
    _header("PostgreSQL")
    command = [sys.executable, "-m", "tests.postgres_keeper"]
    pipe = subprocess.PIPE
    with subprocess.Popen(
        command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True, start_new_session=True
    ) as keeper:
        assert keeper.stdout
        answer = keeper.stdout.readline().strip()
        print(answer, flush=True)
        yield answer


def _environment(browser: str | None, postgres_url: str | None) -> dict[str, str]:
    """What ``tests/conftest.py`` reads."""
    environment = dict(os.environ)
    if browser:
        environment["CASEMGMT_CHROMIUM"] = browser
    if postgres_url:
        environment["CASEMGMT_TEST_POSTGRES_URL"] = postgres_url
    return environment


def _workers() -> int:
    """Two on the smallest machine; more than four only wait for each other."""
    return max(2, min(4, os.cpu_count() or 2))


def _pytest(arguments: Sequence[str], environment: dict[str, str], outcome: Outcome) -> None:
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.xml")
        command = ("-m", "pytest", f"--junit-xml={report}", *arguments)
        _step("pytest", command, outcome, environment)
        if report.exists():
            outcome.missing.extend(_skipped(report))


def _skipped(report: Path) -> list[str]:
    """The reasons tests gave for not running, with their number."""
    found = ElementTree.parse(report).getroot().iter("skipped")  # noqa: S314 - pytest has just written it
    reasons = Counter(each.get("message", "") for each in found if each.get("type") != "pytest.xfail")
    return [f"{number} kiểm thử ({' '.join(reason.split())})" for reason, number in reasons.items()]


def _step(
    title: str, arguments: Sequence[str], outcome: Outcome, environment: dict[str, str] | None = None
) -> None:
    """One program of the environment, its output shown as it comes."""
    _header(title)
    done = subprocess.run([sys.executable, *arguments], cwd=ROOT, env=environment, check=False)
    if done.returncode != 0:
        outcome.failed.append(title)


def _header(title: str) -> None:
    print(f"── {title} {'─' * (60 - len(title))}", flush=True)


def _last_line(outcome: Outcome, seconds: float) -> str:
    parts = []
    if outcome.failed:
        parts.append(f"HỎNG: {', '.join(outcome.failed)}.")
    if outcome.missing:
        parts.append(f"Không chạy được: {'; '.join(outcome.missing)}.")
    return " ".join([*(parts or ["Đã chạy đủ, tất cả đều đạt."]), f"({seconds:.0f} giây)"])
