"""Serving a ward: waitress, one process, so that SQLite has one writer."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from flask import Flask
from waitress.server import create_server

from casemgmt.app import create_app, forget_database, system_clock, warm_up
from casemgmt.config import Settings, load_settings
from casemgmt.demo.fill import fill_ward, is_filled
from casemgmt.demo.sign_ins import read_sign_ins
from casemgmt.domain.context import LOCAL_TIME, Actor, Context
from casemgmt.services import accounts, installation

THREADS = 8
HOME_WARD = 1
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


class CannotServe(Exception):
    """Serving would not work or would expose children's records; the text says what to do (Vietnamese)."""


def serve_ward(instance: Path | None, host: str, port: int, *, demo: bool) -> None:
    """Prepare the installation and serve it until stopped.

    Raises:
        CannotServe: an address beyond this machine without declared TLS, or a port in use.
    """
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
    server = create_server(
        app, host=host, port=port, threads=THREADS, ident=None, clear_untrusted_proxy_headers=True
    )
    click.echo(f"\nMở trình duyệt ở: {address}\n{told}\nDừng: bấm Ctrl+C.")
    threading.Thread(target=warm_up, daemon=True).start()
    try:
        server.run()
    finally:
        server.close()


def _prepare_real(app: Flask, address: str) -> str:
    ctx = Context(Actor(None, None, HOME_WARD), system_clock, source="cli")
    with app.app_context():
        installation.prepare_ward(ctx)
        code = accounts.open_setup(ctx)
    if code is None:
        return ""
    return (
        "Chưa có tài khoản nào. Tạo quản trị viên đầu tiên bằng đường dẫn dùng một lần (trong 24 giờ):\n"
        f"  {address}/thiet-lap/{code}\n"
    )


def _demo_app(settings: Settings) -> tuple[Flask, str]:
    """The made-up ward, made now if it is not there whole, and how to sign in."""
    app = create_app(settings)
    if not is_filled(app):
        forget_database(app)  # what an interrupted run left is of no use to anybody
        app = create_app(settings)
        click.echo("DỮ LIỆU MẪU: đang dựng một phường với 1.200 trẻ không có thật…")
        with _progress() as step:
            fill_ward(app, system_clock().astimezone(LOCAL_TIME).date(), step)
    return app, _sign_ins(settings.instance)


def _sign_ins(instance: Path) -> str:
    known = read_sign_ins(instance)
    lines = [f"  {one.login:<14}{one.role}" for one in known.people]
    return "\n".join(
        ["Tài khoản dữ liệu mẫu, chung một mật khẩu:", *lines, f"  Mật khẩu: {known.passphrase}", ""]
    )


@contextmanager
def _progress() -> Iterator[object]:
    """A bar on a terminal, a line a step elsewhere."""
    bar = click.progressbar(length=100, label="Đang dựng", show_eta=True)
    with bar:

        def step(done: int, total: int, name: str) -> None:
            bar.label = name
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
