"""``python3 -m casemgmt``: prepares the environment if needed, then runs the command line inside it.

Standard library only, because nothing may be installed yet.
"""

import gc
import runpy
import sys

from casemgmt import _bootstrap

COMMAND_LINE = "casemgmt.cli"


def main(arguments: list[str]) -> None:
    """Run a command, in the checkout's own environment when this is a checkout."""
    try:
        _bootstrap.enter(arguments)
    except _bootstrap.CannotPrepare as problem:
        sys.exit(f"\n{problem}")
    except KeyboardInterrupt:
        sys.exit("\nĐã dừng. Chạy lại đúng lệnh này để chuẩn bị tiếp.")
    gc.disable()  # while modules load nothing is thrown away: a tenth of the start; cli switches it on
    runpy.run_module(COMMAND_LINE, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main(sys.argv[1:])
