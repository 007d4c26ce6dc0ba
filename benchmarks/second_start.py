"""From the command to the first answer, at the second start, against a bare Flask and SQLAlchemy start.

Claim: ≤ 1 s to serving. The floor is the same interpreter importing flask, sqlalchemy and waitress
and answering one request.
"""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from benchmarks._measuring import run_in_folder, say

ROOT = Path(__file__).parent.parent
RUNS = 7
BARE = """
import sys
import flask, sqlalchemy.orm, flask_sqlalchemy, marshmallow, waitress
app = flask.Flask("bare")
app.add_url_rule("/", view_func=lambda: "ok")
waitress.serve(app, host="127.0.0.1", port=int(sys.argv[1]))
"""


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])


def seconds_to_answer(command: list[str], port: int, path: str) -> float:
    """From the start of a command to its first answer."""
    started = time.perf_counter()
    running = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while True:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5).read()
                return time.perf_counter() - started
            except (urllib.error.URLError, ConnectionError):
                if running.poll() is not None:
                    raise SystemExit(f"ended: {command}") from None
                time.sleep(0.005)
    finally:
        running.terminate()
        running.wait()


def measure(folder: Path) -> None:
    """Start both in turn and print the medians."""
    os.environ["CASEMGMT_INSTANCE"] = str(folder)
    ours, bare = [], []
    for run in range(RUNS + 1):
        port = free_port()
        command = [sys.executable, "-m", "casemgmt", "serve", "--port", str(port)]
        one = seconds_to_answer(command, port, "/suc-khoe-may-chu")
        port = free_port()
        other = seconds_to_answer([sys.executable, "-c", BARE, str(port)], port, "/")
        if run:  # the first start makes the database
            ours.append(one)
            bare.append(other)
    value, floor = sorted(ours)[RUNS // 2], sorted(bare)[RUNS // 2]
    print(f"median of {RUNS}: {value:.2f} s to the first answer, bare {floor:.2f} s")
    say("second_start", value, floor, "s")


if __name__ == "__main__":
    run_in_folder(measure)
