"""A served demo ward and a real Chromium."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from casemgmt.demo.sign_ins import PEOPLE

ROOT = Path(__file__).parents[2]
BROWSERS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
]
LAPTOP, PHONE = {"width": 1366, "height": 768}, {"width": 390, "height": 844}
PATIENCE_SECONDS = 180


@dataclass(frozen=True)
class DemoWard:
    """Where the demo ward is served and how to get in."""

    address: str
    instance: Path
    logins: dict[str, str]
    password: str
    printed: str


@pytest.fixture(scope="session")
def ward(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoWard]:
    """``serve --demo`` in a fresh instance folder, as a person starts it."""
    instance = tmp_path_factory.mktemp("demo")
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        port = tried.getsockname()[1]
    output = instance / "output.txt"
    command = [sys.executable, "-m", "casemgmt", "serve", "--demo", "--port", str(port)]
    with output.open("w") as file:
        running = subprocess.Popen(
            [*command, "--instance", str(instance)], cwd=ROOT, stdout=file, stderr=subprocess.STDOUT
        )
        try:
            address = f"http://127.0.0.1:{port}"
            _wait(address, running, output)
            known = json.loads((instance / "demo_sign_ins.json").read_text("utf-8"))
            logins = {role.value: login for login, (role, _name) in PEOPLE.items()}
            yield DemoWard(address, instance, logins, known["passphrase"], output.read_text("utf-8"))
        finally:
            running.terminate()
            running.wait(timeout=20)


def _wait(address: str, running: subprocess.Popen[bytes], output: Path) -> None:
    for _ in range(PATIENCE_SECONDS * 5):
        try:
            urllib.request.urlopen(f"{address}/suc-khoe-may-chu", timeout=5).read()
            return
        except OSError:
            if running.poll() is not None:
                pytest.fail(f"the server ended: {output.read_text('utf-8')}")
            time.sleep(0.2)
    pytest.fail(f"the server did not answer: {output.read_text('utf-8')}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium (``CASEMGMT_CHROMIUM``), or Playwright's own."""
    path = os.environ.get("CASEMGMT_CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    with sync_playwright() as started:
        launched = started.chromium.launch(executable_path=path, args=FLAGS)
        yield launched
        launched.close()


@pytest.fixture
def visit(browser: Browser, ward: DemoWard) -> Iterator[Callable[..., Page]]:
    """A signed-in page of a role; nothing but this machine can be reached, and no script may fail."""
    contexts, complaints = [], []

    def open_page(role: str, viewport: dict[str, int] | None = None) -> Page:
        context = browser.new_context(viewport=viewport or LAPTOP, locale="vi-VN", accept_downloads=True)
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console", lambda said: complaints.append(said.text) if "Content Security" in said.text else None
        )
        page.goto(f"{ward.address}/dang-nhap")
        page.get_by_label("Tên đăng nhập").fill(ward.logins[role])
        page.get_by_label("Mật khẩu").fill(ward.password)
        page.keyboard.press("Enter")
        page.wait_for_url(f"{ward.address}/")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []
