"""The test command: skips are named, and under CI they fail."""

import pytest

from casemgmt import test_command
from casemgmt.test_command import Outcome, _last_line, run_all

PASSES = "def test_passes(): pass\n"
SKIPS = "import pytest\ndef test_skips(): pytest.skip('không có trình duyệt')\n"
FAILS = "def test_fails(): assert False\n"


@pytest.fixture
def run_only(tmp_path, monkeypatch):
    """Runs the command on one small file of tests."""
    monkeypatch.setenv("CI", "")

    def run(text):
        file = tmp_path / "test_small.py"
        file.write_text(text)
        return run_all((str(file), "--rootdir", str(tmp_path), "-c", "/dev/null", "-p", "no:cacheprovider"))

    return run


def test_passing_tests_end_well(run_only, capfd):
    status = run_only(PASSES)

    *_, summary, last = capfd.readouterr().out.strip().splitlines()
    assert status == 0
    assert "1 passed" in summary
    assert last.startswith("Đã chạy đủ, tất cả đều đạt.")


def test_a_skip_is_named_in_the_last_line(run_only, capfd):
    status = run_only(PASSES + SKIPS)

    assert status == 0
    assert "Không chạy được: 1 kiểm thử (không có trình duyệt)." in capfd.readouterr().out.splitlines()[-1]


def test_under_ci_a_skip_fails(run_only, monkeypatch):
    monkeypatch.setenv("CI", "true")

    assert run_only(PASSES + SKIPS) == 1


def test_a_failing_test_fails_the_command(run_only, capfd):
    status = run_only(FAILS)

    assert status == 1
    assert "HỎNG: pytest." in capfd.readouterr().out.splitlines()[-1]


def test_a_run_of_no_test_at_all_is_no_success(run_only):
    assert run_only("") == 1


def test_the_last_line_names_failures_before_what_could_not_run():
    line = _last_line(Outcome(failed=["ruff check"], missing=["PostgreSQL (không có)"]), 61.4)

    assert line == "HỎNG: ruff check. Không chạy được: PostgreSQL (không có). (61 giây)"


def test_a_browser_that_does_not_start_is_not_taken(tmp_path, monkeypatch):
    stub = tmp_path / "chromium"
    stub.write_text("#!/bin/sh\necho 'install the snap' >&2\nexit 1\n")
    stub.chmod(0o755)
    monkeypatch.setenv("CASEMGMT_CHROMIUM", str(stub))
    monkeypatch.setattr(test_command, "PLAYWRIGHT_OWN", "print('')")

    assert test_command.find_browser() is None


def test_a_tree_without_tests_says_so(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(test_command, "ROOT", tmp_path)

    assert run_all(()) == 2
    assert "mã nguồn" in capsys.readouterr().out
