"""The command line: ``python3 -m casemgmt …``; help and answers in Vietnamese, facts with ``--json``."""

import gc
import json
import os
import subprocess
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from getpass import getpass
from pathlib import Path

import click
from flask import Flask

from casemgmt.app import create_app, list_routes, system_clock, tell, tell_reading
from casemgmt.config import BadInstallation, keep_to_owner, load_settings
from casemgmt.domain.accounts import NewUser, login_from
from casemgmt.domain.context import Actor, Context, Role
from casemgmt.domain.errors import CasemgmtError, UnreadableFile
from casemgmt.services import accounts, installation, roster_reading, schools, trail
from casemgmt.serving import HOME_WARD, CannotServe, serve_ward
from casemgmt.terminal import Group, run
from casemgmt.test_command import run_all

BENCHMARKS = Path(__file__).parent.parent / "benchmarks"
LONGEST_READ = 10 * 1024 * 1024  # bytes; longer files are refused by their length
DOCTOR = {
    "python": "Python 3.11 trở lên",
    "engine": "Phiên bản cơ sở dữ liệu",
    "database": "Tệp cơ sở dữ liệu không hỏng",
    "durability": "Ghi chắc chắn khi mất điện",
    "trail": "Nhật ký nguyên vẹn",
    "disk": "Ổ đĩa còn ít nhất 500 MB",
    "keys": "Đủ khóa, chỉ chủ đọc được",
}
place = click.option(
    "--instance", type=click.Path(file_okay=False, path_type=Path), metavar="THƯ_MỤC", help="Thư mục dữ liệu."
)
demo_ward = click.option("--demo", is_flag=True, help="Dùng phường mẫu với dữ liệu không có thật.")
as_json = click.option("--json", "json_wanted", is_flag=True, help="In dạng JSON.")


class Cli(Group):
    """Tells every refusal in one Vietnamese sentence."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the chosen command."""
        try:
            return super().invoke(ctx)
        except CasemgmtError as error:
            click.echo(tell(error), err=True)
        except (BadInstallation, CannotServe) as error:
            click.echo(str(error), err=True)
        return 1


@click.group(cls=Cli, help="Khám sàng lọc và quản lý trường hợp trẻ em của một phường.")
def cli() -> None:
    """All commands."""


def _app(instance: Path | None, demo: bool = False) -> tuple[Flask, Context]:
    keep_to_owner()
    app = create_app(load_settings(instance, demo=demo))
    return app, Context(Actor(None, None, HOME_WARD), system_clock, source="cli")


@cli.command(help="Mở máy chủ; lần đầu tự chuẩn bị cơ sở dữ liệu.")
@demo_ward
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ĐỊA_CHỈ", help="Địa chỉ mở máy chủ.")
@click.option(
    "--port", default=8000, show_default=True, metavar="CỔNG", type=click.IntRange(1, 65535), help="Cổng."
)
@place
def serve(demo: bool, host: str, port: int, instance: Path | None) -> None:
    """Serve a ward."""
    serve_ward(instance, host, port, demo=demo)


@cli.command(
    help="Chạy mọi kiểm tra và kiểm thử; tham số thêm chuyển cho pytest.",
    context_settings={"ignore_unknown_options": True},
)
@click.argument("pytest_args", nargs=-1, metavar="[THAM_SỐ]…", type=click.UNPROCESSED)
def test(pytest_args: tuple[str, ...]) -> int:
    """Run everything."""
    return run_all(pytest_args)


@cli.command(help="Đo: chạy mọi phép đo trong benchmarks/, hoặc một phép đo.")
@click.argument("name", required=False, metavar="[TÊN]")
def bench(name: str | None) -> int:
    """Run the benchmarks."""
    known = sorted(file.stem for file in BENCHMARKS.glob("[a-z]*.py"))
    if not known or (name and name not in known):
        click.echo(f"Không có phép đo này. Có: {', '.join(known) or 'không có phép đo nào'}.", err=True)
        return 2
    surroundings = os.environ | {"PYTHONPATH": str(BENCHMARKS.parent)}
    runs = [
        subprocess.run([sys.executable, str(BENCHMARKS / f"{one}.py")], check=False, env=surroundings)
        for one in ([name] if name else known)
    ]
    return max(finished.returncode for finished in runs)


@cli.group(help="Tài khoản.")
def user() -> None:
    """Accounts."""


@user.command("add", help="Thêm tài khoản; mật khẩu hỏi ở màn hình hoặc đọc từ đầu vào chuẩn.")
@click.option("--login", metavar="TÊN", help="Tên đăng nhập (không ghi thì lấy từ --name).")
@click.option("--name", required=True, metavar="HỌ_TÊN", help="Họ tên.")
@click.option(
    "--role",
    required=True,
    metavar="VAI_TRÒ",
    type=click.Choice([one.value for one in Role]),
    help="Vai trò.",
)
@click.option("--school", metavar="TRƯỜNG", help="Tên trường, cho y tế trường học.")
@click.option("--ward", default=HOME_WARD, metavar="SỐ", help="Số của phường.")
@demo_ward
@place
@as_json
def add_user(
    login: str | None,
    name: str,
    role: str,
    school: str | None,
    ward: int,
    demo: bool,
    instance: Path | None,
    json_wanted: bool,
) -> int:
    """Make an account."""
    app, ctx = _app(instance, demo)
    with app.app_context():
        installation.prepare_ward(ctx)
        chosen = schools.find_school(ctx, school) if school else None
        new = NewUser(
            login or login_from(name),
            name,
            Role(role),
            ward,
            _password(),
            chosen.school_id if chosen else None,
        )
        line = accounts.add_user(ctx, new)
    _print(
        {"login": line.login, "name": line.name, "role": line.role.value},
        json_wanted,
        "Đã tạo tài khoản {login}.",
    )
    return 0


@cli.group(help="Trường học.")
def school() -> None:
    """Schools."""


@school.command("add", help="Thêm một trường.")
@click.option("--name", required=True, metavar="TÊN", help="Tên trường.")
@click.option(
    "--level", required=True, metavar="CẤP", help="Cấp học: kindergarten, primary, lower_secondary…"
)
@demo_ward
@place
@as_json
def add_school(name: str, level: str, demo: bool, instance: Path | None, json_wanted: bool) -> int:
    """Make a school."""
    app, ctx = _app(instance, demo)
    with app.app_context():
        installation.prepare_ward(ctx)
        line = schools.add_school(ctx, name, level)
    _print(
        {"school_id": line.school_id, "name": line.name, "level": line.level}, json_wanted, "Đã thêm {name}."
    )
    return 0


@cli.group(help="Nhật ký.")
def audit() -> None:
    """The trail."""


@audit.command("verify", help="Kiểm tra chuỗi nhật ký: thêm, sửa, bớt, đổi chỗ đều bị phát hiện.")
@demo_ward
@place
@as_json
def verify(demo: bool, instance: Path | None, json_wanted: bool) -> int:
    """Walk the chain."""
    app, ctx = _app(instance, demo)
    with app.app_context():
        result = trail.verify_trail(ctx)
    text = "Nhật ký nguyên vẹn: {entries} mục. Mã đầu chuỗi (nên chép ra ngoài): {head}"
    if result.broken:
        text = "NHẬT KÝ BỊ SỬA: " + "; ".join(f"mục {one.seq} ({one.problem})" for one in result.broken)
    _print(asdict(result) | {"intact": not result.broken}, json_wanted, text)
    return int(bool(result.broken))


@cli.command(help="Mọi đường dẫn với quyền đã khai báo.")
@place
@as_json
def routes(instance: Path | None, json_wanted: bool) -> int:
    """Every route with method, resource and action."""
    app, _ctx = _app(instance)
    found = list_routes(app)
    if json_wanted:
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
        return 0
    for one in found:
        click.echo(f"{one['method']:<7}{one['path']:<60}{one['resource']}: {one['action']}")
    return 0


@cli.command(help="Khám máy chủ: cơ sở dữ liệu, khóa, nhật ký, ổ đĩa.")
@demo_ward
@place
@as_json
def doctor(demo: bool, instance: Path | None, json_wanted: bool) -> int:
    """Look at everything an installation rests on."""
    app, _ctx = _app(instance, demo)
    with app.app_context():
        checks = installation.check_installation()
    if json_wanted:
        click.echo(json.dumps([asdict(one) for one in checks], ensure_ascii=False, indent=1))
    for one in () if json_wanted else checks:
        click.echo(f"{'tốt  ' if one.good else 'HỎNG '} {DOCTOR[one.code]}: {one.found}")
    return int(not all(one.good for one in checks))


@cli.command("read-roster", help="Đọc thử một danh sách lớp và in ra JSON; không ghi gì vào đâu cả.")
@click.argument("file", metavar="TỆP", type=click.Path(path_type=Path))
@click.option("--today", metavar="NGÀY", type=click.DateTime(["%Y-%m-%d"]), help="Coi ngày này là hôm nay.")
def read_class_list(file: Path, today: datetime | None) -> int:
    """Read a class list without an installation."""
    clock = (lambda: today.replace(hour=5, tzinfo=UTC)) if today else system_clock
    ctx = Context(Actor(None, None, HOME_WARD), clock, source="cli")
    try:
        with file.open("rb") as opened:
            reading = roster_reading.read_file(ctx, opened.read(LONGEST_READ))
    except OSError:
        click.echo(f"Không mở được tệp {file}. Hãy xem lại tên tệp và quyền đọc.", err=True)
        return 2
    except UnreadableFile as refusal:
        click.echo(tell(refusal), err=True)
        return 2
    problems, notes = tell_reading(reading)
    facts = {
        "children": roster_reading.stated(reading),
        "rejected": [row for _, row in reading.rejected],
        "problems": problems,
        "notes": notes,
    }
    click.echo(json.dumps(facts, ensure_ascii=False, indent=1))
    return 0


def _password() -> str:
    if sys.stdin.isatty():
        return getpass("Mật khẩu (ít nhất 15 ký tự): ")
    return sys.stdin.readline().rstrip("\r\n")


def _print(facts: dict[str, object], json_wanted: bool, text: str) -> None:
    click.echo(json.dumps(facts, ensure_ascii=False) if json_wanted else text.format_map(facts))


if __name__ == "__main__":
    gc.freeze()
    gc.enable()
    sys.exit(run(cli))
