"""Making the environment: from nothing, again after a change, after an accident, without a network.

The locks here are empty or name what cannot be had, so no test needs a network.
"""

import ast
import os
import shutil
import stat
import subprocess
import sys
import threading

import pytest

from casemgmt import _bootstrap
from tests.architecture.tree import PACKAGE, ROOT, nodes

IMPOSSIBLE = f"no-such-package==1.0 --hash=sha256:{'0' * 64}\n"
BEFORE_INSTALLATION = ("__main__", "_bootstrap")


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """A folder with empty locks; pip may not look anywhere."""
    monkeypatch.delenv("CASEMGMT_VENV", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.delenv("PIP_FIND_LINKS", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))  # no apt-get here
    folder = tmp_path / "checkout"
    (folder / "requirements").mkdir(parents=True)
    for group in ("run", "test", "bootstrap"):
        (folder / "requirements" / f"{group}.txt").write_text("# nothing\n")
    return folder


@pytest.fixture
def python_without_venv(tmp_path):
    """A Python as some systems ship it: ``venv`` fails, and virtualenv cannot be had."""
    program = tmp_path / "python-without-venv"
    program.write_text(f'#!/bin/sh\n[ "$2" = venv ] && exit 1\nexec {sys.executable} "$@"\n')
    program.chmod(0o755)
    return str(program)


@pytest.fixture(scope="module")
def empty_environment(tmp_path_factory):
    """An environment with pip and nothing else, made once."""
    folder = tmp_path_factory.mktemp("environment") / "venv"
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    return folder


@pytest.fixture
def prepared(checkout, empty_environment):
    """A checkout that has an environment, with one file of it that nobody would write again."""
    shutil.copytree(empty_environment, checkout / ".venv", symlinks=True)
    (checkout / ".venv" / "from-before").touch()
    return checkout


@pytest.mark.parametrize("name", BEFORE_INSTALLATION)
def test_what_runs_before_the_installation_needs_only_the_standard_library(name):
    allowed = sys.stdlib_module_names | {"casemgmt"}
    imports = [
        node for node in nodes(PACKAGE / f"{name}.py") if isinstance(node, (ast.Import, ast.ImportFrom))
    ]

    imported = {
        part.split(".")[0]
        for node in imports
        for part in (
            [node.module] if isinstance(node, ast.ImportFrom) else [each.name for each in node.names]
        )
    }

    assert imported <= allowed


def test_the_first_start_makes_an_environment_and_the_next_finds_it(checkout, capsys):
    venv = _bootstrap.ensure("run", checkout)
    said_first = capsys.readouterr().err

    again = _bootstrap.ensure("run", checkout)

    assert venv == again == checkout / ".venv"
    assert subprocess.run([venv / "bin" / "python", "-m", "pip", "--version"], check=False).returncode == 0
    assert "Đã chuẩn bị xong" in said_first
    assert capsys.readouterr().err == ""


def test_a_changed_lock_is_installed_into_the_same_environment(prepared, capsys):
    venv = _bootstrap.ensure("run", prepared)
    (prepared / "requirements" / "run.txt").write_text("# still nothing\n")

    _bootstrap.ensure("run", prepared)

    assert capsys.readouterr().err.count("Đã chuẩn bị xong") == 2
    assert (venv / "from-before").exists()


def test_the_environment_of_the_tests_serves_the_program_too(prepared, capsys):
    _bootstrap.ensure("test", prepared)
    capsys.readouterr()

    _bootstrap.ensure("run", prepared)

    assert capsys.readouterr().err == ""


def test_an_interrupted_build_starts_afresh(prepared):
    (prepared / ".venv" / ".half-built").touch()

    venv = _bootstrap.ensure("run", prepared)

    assert not (venv / "from-before").exists()
    assert not (venv / ".half-built").exists()


def test_two_first_starts_at_once_build_once(prepared, capsys):
    both = [threading.Thread(target=_bootstrap.ensure, args=("run", prepared)) for _ in range(2)]

    for each in both:
        each.start()
    for each in both:
        each.join()

    assert capsys.readouterr().err.count("Đã chuẩn bị xong") == 1


def test_a_missing_package_is_told_in_vietnamese_and_leaves_no_stamp(prepared):
    (prepared / "requirements" / "run.txt").write_text(IMPOSSIBLE)

    with pytest.raises(_bootstrap.CannotPrepare, match="Kho gói đang dùng không có bản dựng sẵn"):
        _bootstrap.ensure("run", prepared)

    assert not _bootstrap._is_ready(prepared / ".venv", prepared, "run")


@pytest.mark.parametrize(
    ("output", "sentence"),
    [
        pytest.param("OSError: [Errno 28] No space left on device", "Ổ đĩa đã đầy", id="full disk"),
        pytest.param(
            "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES", "không khớp mã băm", id="changed package"
        ),
        pytest.param(
            "NewConnectionError: Failed to establish a new connection\nNo matching distribution found",
            "Không tải được gói qua mạng",
            id="no network",
        ),
        pytest.param("something else", "Cài đặt không thành công", id="unknown cause"),
    ],
)
def test_each_cause_of_failure_has_its_sentence(output, sentence):
    assert sentence in _bootstrap._cause(output)


def test_without_venv_and_without_virtualenv_the_way_out_is_named(checkout, python_without_venv):
    (checkout / "requirements" / "bootstrap.txt").write_text(IMPOSSIBLE)

    with pytest.raises(_bootstrap.CannotPrepare, match="apt-get install python3-venv"):
        _bootstrap.ensure("run", checkout, base=python_without_venv)


def test_a_checkout_that_cannot_be_written_uses_the_cache(checkout, empty_environment, tmp_path):
    (checkout / ".venv").write_text("a file stands where the folder should be")
    _, in_cache = _bootstrap._folders(checkout)
    shutil.copytree(empty_environment, in_cache, symlinks=True)

    venv = _bootstrap.ensure("run", checkout)

    assert venv.is_relative_to(tmp_path / "cache")


def test_nowhere_to_write_is_told_in_vietnamese(checkout, monkeypatch):
    (checkout / ".venv").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(checkout / ".venv"))

    with pytest.raises(_bootstrap.CannotPrepare, match="CASEMGMT_VENV"):
        _bootstrap.ensure("run", checkout)


def test_the_command_of_ci_is_a_program():
    run = ROOT / ".ci" / "run"

    assert run.stat().st_mode & stat.S_IXUSR
    assert subprocess.run(["bash", "-n", run], check=False).returncode == 0
