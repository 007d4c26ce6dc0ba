"""Serving a ward: waitress, one process, so that SQLite has one writer."""

import logging
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

import click
from flask import Flask
from waitress.server import create_server

from casemgmt.app import create_app, finish_start, system_clock
from casemgmt.config import Settings, keep_to_owner, load_settings
from casemgmt.domain.context import LOCAL_TIME, Actor, Context
from casemgmt.domain.errors import CasemgmtError
from casemgmt.services import first_start, installation, retention

THREADS = 8
AFTER_START_SECONDS = 2  # the first answers come first
SECONDS_A_DAY = 24 * 60 * 60
HOME_WARD = 1
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


class CannotServe(Exception):
    """Serving would not work or would expose children's records; the text says what to do (Vietnamese)."""


def serve_ward(instance: Path | None, host: str, port: int, *, demo: bool) -> None:
    """Prepare the installation and serve it until stopped.

    Raises:
        CannotServe: an address beyond this machine without declared TLS, or a port in use.
    """
    keep_to_owner()
    settings = load_settings(instance, demo=demo)
    if host not in LOOPBACK and not settings.behind_tls:
        raise CannotServe(
            f"Không mở ở {host} khi chưa có TLS: hồ sơ trẻ em sẽ đi qua mạng không mã hóa. "
            "Hãy dùng 127.0.0.1, hoặc đặt máy chủ sau một proxy có TLS rồi khai báo CASEMGMT_BEHIND_TLS=1."
        )
    _check_port(host, port)
    address = f"http://{host}:{port}"
    if demo:
        app, told = _demo_app(settings)
    else:
        app = create_app(settings)
        told = _prepare_real(app, address)
    server = create_server(app, host=host, port=port, threads=THREADS, ident=None, **_proxy(settings))
    click.echo(f"\nMở trình duyệt ở: {address}\n{told}\nDừng: bấm Ctrl+C.")
    threading.Thread(target=_beside_serving, args=(app,), daemon=True).start()
    try:
        server.run()
    finally:
        server.close()


def _beside_serving(app: Flask) -> None:
    """What a start does after the first answers, and once a day: forget what was kept for a time."""
    time.sleep(AFTER_START_SECONDS)
    finish_start(app)
    while True:
        forget_old(app)
        time.sleep(SECONDS_A_DAY)


def forget_old(app: Flask) -> None:
    """Delete what is kept for thirty days only; a store that cannot write is asked tomorrow."""
    with app.app_context():
        try:
            retention.forget_old(Context(Actor(None, None, HOME_WARD), system_clock, source="cli"))
        except CasemgmtError as error:
            logging.getLogger("casemgmt").warning("old files not forgotten: %s", error.details)


def _proxy(settings: Settings) -> dict[str, Any]:
    """Whose word about the visitor's address counts: that of the declared proxy on this machine."""
    if not settings.behind_tls:
        return {"clear_untrusted_proxy_headers": True}
    return {
        "trusted_proxy": "127.0.0.1",
        "trusted_proxy_count": 1,
        "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto"},
        "clear_untrusted_proxy_headers": True,
    }


def _prepare_real(app: Flask, address: str) -> str:
    ctx = Context(Actor(None, None, HOME_WARD), system_clock, source="cli")
    with app.app_context():
        installation.prepare_ward(ctx)
        code = first_start.open_setup(ctx)
    if code is None:
        return ""
    return (
        "Chưa có tài khoản nào. Tạo quản trị viên đầu tiên bằng đường dẫn dùng một lần (trong 24 giờ):\n"
        f"  {address}/thiet-lap/{code}\n"
    )


def _demo_app(settings: Settings) -> tuple[Flask, str]:
    """The made-up ward, made now if it is not there whole, and how to sign in."""
    today = system_clock().astimezone(LOCAL_TIME).date()
    # The generator of the made-up ward is loaded for it alone: a real start does without.
    opening = import_module("casemgmt.demo.opening")
    app, known = opening.open_demo_ward(settings, create_app, today, _progress)
    lines = [f"  {one.login:<14}{one.role}" for one in known.people]
    heading = "Tài khoản dữ liệu mẫu, chung một mật khẩu:"
    return app, "\n".join([heading, *lines, f"  Mật khẩu: {known.passphrase}", ""])


@contextmanager
def _progress() -> Iterator[Callable[[int, int, str], None]]:
    """A bar that fills; where there is no terminal, its name alone."""
    click.echo("DỮ LIỆU MẪU: đang dựng một phường với 1.200 trẻ không có thật…")
    with click.progressbar(length=100, label="Đang dựng", width=30) as bar:

        def step(done: int, total: int, name: str) -> None:
            bar.label = f"{name:<34.34}"
            bar.update(round(100 * done / max(1, total)) - bar.pos)

        yield step


def _check_port(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((host, port))
        except OSError as error:
            raise CannotServe(
                f"Cổng {port} ở {host} đang bận hoặc không mở được. Hãy chọn cổng khác: --port 8001."
            ) from error
