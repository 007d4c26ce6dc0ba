"""Help and complaints of the command line, in Vietnamese."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Any

import click

HEADINGS = {"Options": "Tùy chọn", "Commands": "Lệnh", "Arguments": "Tham số"}


class Formatter(click.HelpFormatter):
    """Headings in Vietnamese."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """The first line of a help text."""
        words = args.replace("[OPTIONS]", "[TÙY CHỌN]").replace("COMMAND", "LỆNH").replace("[ARGS]...", "…")
        super().write_usage(prog, words, prefix="Cách dùng: ")

    def section(self, name: str) -> AbstractContextManager[None]:
        """A titled part of a help text."""
        return super().section(HEADINGS.get(name, name))


class VietnameseContext(click.Context):
    """A context whose help is Vietnamese."""

    formatter_class = Formatter


class Command(click.Command):
    """A command with Vietnamese help."""

    context_class = VietnameseContext

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """``--help`` with its meaning."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "Hiện hướng dẫn này."
        return option


class Group(Command, click.Group):
    """A group with Vietnamese help."""

    command_class = Command
    group_class = type


def run(command: click.Group, arguments: Sequence[str] | None = None) -> int:
    """Run the command line; a mistake in it is told in Vietnamese with exit status 2."""
    try:
        result: Any = command.main(args=arguments, prog_name="python3 -m casemgmt", standalone_mode=False)
    except click.UsageError as error:
        click.echo(f"Lệnh chưa đúng: {_told(error)}", err=True)
        click.echo("Xem hướng dẫn: python3 -m casemgmt --help", err=True)
        return 2
    except click.exceptions.Exit as ended:
        return ended.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("\nĐã dừng.", err=True)
        return 130
    return result if isinstance(result, int) else 0


def _told(error: click.UsageError) -> str:
    tellers: dict[type[click.UsageError], Callable[[Any], str]] = {
        click.NoSuchOption: lambda one: f"không có tùy chọn {one.option_name}.",
        click.MissingParameter: lambda one: f"thiếu {_name(one)}.",
        click.BadParameter: lambda one: f"giá trị của {_name(one)} không dùng được.",
        click.BadOptionUsage: lambda one: f"tùy chọn {one.option_name} cần một giá trị.",
    }
    for kind in type(error).__mro__:
        if kind in tellers:
            return tellers[kind](error)
    if "No such command" in error.message:
        return "không có lệnh này."
    if "Missing command" in error.message:
        return "chưa ghi lệnh nào."
    return "thừa hoặc thiếu từ."


def _name(error: click.BadParameter) -> str:
    parameter = error.param
    return " / ".join(parameter.opts) if parameter is not None else (error.param_hint or "tham số")  # type: ignore[return-value]
