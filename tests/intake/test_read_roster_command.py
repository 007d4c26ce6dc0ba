"""``read-roster``: a class list as JSON, without an installation."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "tests" / "samples" / "rosters"


def read_roster(folder, *words):
    return subprocess.run(
        [sys.executable, "-m", "casemgmt.cli", "read-roster", *map(str, words)],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1", "HOME": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_list_is_printed_as_the_expected_readings_are_written(tmp_path):
    name = SAMPLES / "04_semicolon_bom.csv"

    done = read_roster(tmp_path, name, "--today", "2026-11-23")

    wanted = json.loads(name.with_suffix(".expected.json").read_text("utf-8"))
    found = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (0, "")
    assert (found["children"], found["rejected"]) == (wanted["children"], wanted["rejected"])
    assert found["notes"][0] == "Dòng tiêu đề: dòng 1."
    assert list(tmp_path.iterdir()) == []


def test_problems_say_where_and_hide_numbers(tmp_path):
    (tmp_path / "a.csv").write_text(
        "STT;Họ và tên;Ngày sinh;Giới tính;Mã định danh\n"
        "1;Trẻ Mẫu;05/06/2018;Nam;006318000001\n2;Trẻ Mẫu Hai;24/11/2026;Nam;\n",
        "utf-8",
    )

    done = read_roster(tmp_path, "a.csv", "--today", "2026-11-23")

    found = json.loads(done.stdout)
    assert done.returncode == 0
    assert found["rejected"] == [3]
    assert [(one["row"], one["column"], one["severity"]) for one in found["problems"]] == [
        (3, "C", "error"),
        (2, "E", "warning"),
    ]
    assert "006318000001" not in json.dumps(found["problems"])
    assert found["children"][0]["personal_id"] == "006318000001"


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        pytest.param("missing.xlsx", "Không mở được tệp missing.xlsx.", id="no such file"),
        pytest.param(".", "Không mở được tệp .", id="a folder"),
        pytest.param("a.pdf", "Đây là tệp PDF.", id="another kind of file"),
    ],
)
def test_what_cannot_be_read_is_told_in_one_sentence(tmp_path, name, sentence):
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7")

    done = read_roster(tmp_path, name)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(sentence)
