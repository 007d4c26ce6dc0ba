"""Takes the pictures of the README from a freshly served demo ward.

``python docs/make_screenshots.py``: needs the test requirements and a Chromium.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from casemgmt.demo.sign_ins import PEOPLE

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "screenshots"
SAMPLE = ROOT / "tests" / "samples" / "rosters" / "01_title_merged_x.xlsx"
LAPTOP, PHONE = {"width": 1366, "height": 768}, {"width": 390, "height": 844}


def sign_in(browser: Browser, address: str, login: str, password: str, size: dict[str, int]) -> Page:
    """A page of one account."""
    page = browser.new_context(viewport=size, locale="vi-VN").new_page()
    page.goto(f"{address}/dang-nhap")
    page.get_by_label("Tên đăng nhập").fill(login)
    page.get_by_label("Mật khẩu").fill(password)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}/")
    return page


def keep(page: Page, name: str) -> None:
    """One picture, as high as the window."""
    page.wait_for_load_state("networkidle")
    page.screenshot(path=PICTURES / f"{name}.png")


def take_all(browser: Browser, address: str, logins: dict[str, str], password: str) -> None:
    """Every picture of the README."""
    nurse = sign_in(browser, address, logins["health"], password, LAPTOP)
    keep(nurse, "start")
    nurse.goto(f"{address}/danh-sach")
    nurse.get_by_label("Tệp danh sách").set_input_files(SAMPLE)
    nurse.get_by_role("button", name="Tải lên và xem trước").click()
    nurse.wait_for_url("**/danh-sach/*-*")
    keep(nurse, "class-list")
    nurse.goto(f"{address}/tre")
    nurse.locator("input[name=tim]").fill("minh")
    nurse.keyboard.press("Enter")
    nurse.locator("a[data-hit]").first.wait_for()
    keep(nurse, "search")
    nurse.locator("a[data-hit]").first.click()
    nurse.wait_for_url("**/tre/*-*")
    keep(nurse, "child")
    nurse.goto(f"{address}/lop")
    sheet = nurse.locator("a[href*='/kham/']").first.get_attribute("href")
    nurse.goto(f"{address}{sheet}")
    keep(nurse, "class-sheet")
    nurse.goto(f"{address}/chuyen-kham")
    keep(nurse, "referrals")
    phone = sign_in(browser, address, logins["health"], password, PHONE)
    phone.goto(f"{address}{sheet}")
    keep(phone, "class-sheet-phone")
    worker = sign_in(browser, address, logins["worker"], password, LAPTOP)
    worker.goto(f"{address}/goi-y")
    keep(worker, "suggestions")
    statistician = sign_in(browser, address, logins["stat"], password, LAPTOP)
    statistician.goto(f"{address}/thong-ke")
    keep(statistician, "statistics")
    auditor = sign_in(browser, address, logins["auditor"], password, LAPTOP)
    auditor.goto(f"{address}/nhat-ky")
    keep(auditor, "trail")


def main() -> None:
    """Serve a demo ward, take the pictures, stop."""
    PICTURES.mkdir(exist_ok=True)
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        port = tried.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory() as folder:
        command = [
            sys.executable,
            "-m",
            "casemgmt",
            "serve",
            "--demo",
            "--port",
            str(port),
            "--instance",
            folder,
        ]
        running = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
        try:
            wait_for(f"{address}/suc-khoe-may-chu")
            known = json.loads((Path(folder) / "demo_sign_ins.json").read_text("utf-8"))
            logins = {role.value: login for login, (role, _name) in PEOPLE.items()}
            path = os.environ.get("CASEMGMT_CHROMIUM") or shutil.which("chromium")
            with sync_playwright() as started:
                browser = started.chromium.launch(executable_path=path, args=["--no-sandbox"])
                take_all(browser, address, logins, known["passphrase"])
        finally:
            running.terminate()
            running.wait()


def wait_for(url: str) -> None:
    """Until the server answers."""
    for _ in range(900):
        try:
            urllib.request.urlopen(url, timeout=5).read()  # noqa: S310  # always this machine
            return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("the server did not answer")


if __name__ == "__main__":
    main()
