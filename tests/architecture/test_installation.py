"""Keys, files and where the made-up ward may go."""

import os
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from casemgmt.config import KEY_NAMES, BadInstallation, load_settings

ROOT = Path(__file__).parents[2]


def test_keys_are_made_at_the_first_start_for_their_owner_alone(tmp_path):
    made = load_settings(tmp_path)

    modes = {stat.S_IMODE(file.stat().st_mode) for file in (tmp_path / "keys").iterdir()}
    assert modes == {0o600}
    assert stat.S_IMODE((tmp_path / "keys").stat().st_mode) == 0o700
    assert len(set(made.keys.values())) == len(KEY_NAMES)


def test_the_second_start_reads_the_same_keys(tmp_path):
    assert load_settings(tmp_path).keys == load_settings(tmp_path).keys


def test_a_key_that_others_can_read_stops_the_start(tmp_path):
    load_settings(tmp_path)
    (tmp_path / "keys" / "session.key").chmod(0o644)

    with pytest.raises(BadInstallation, match="chmod 600"):
        load_settings(tmp_path)


@pytest.mark.parametrize("name", KEY_NAMES)
def test_a_lost_key_is_never_silently_replaced(tmp_path, name):
    load_settings(tmp_path)
    (tmp_path / "keys" / f"{name}.key").unlink()

    with pytest.raises(BadInstallation, match="Thiếu tệp khóa"):
        load_settings(tmp_path)


def test_a_database_without_any_key_stops_the_start(tmp_path):
    (tmp_path / "casemgmt.sqlite3").touch()

    with pytest.raises(BadInstallation, match="Thiếu tệp khóa"):
        load_settings(tmp_path)


def test_a_demo_start_never_makes_keys_for_a_real_database(tmp_path):
    (tmp_path / "casemgmt.sqlite3").touch()

    with pytest.raises(BadInstallation, match="Thiếu tệp khóa"):
        load_settings(tmp_path, demo=True)


def test_two_first_starts_at_once_share_one_set_of_keys(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: load_settings(tmp_path).keys, range(8)))

    assert all(keys == made[0] for keys in made)
    assert [file.name for file in tmp_path.iterdir()] == ["keys"]


def test_serving_with_the_keys_of_another_database_is_refused(tmp_path):
    run(tmp_path, "school", "add", "--name", "Trường Mẫu", "--level", "primary")
    (tmp_path / "keys" / "audit.key").write_bytes(b"x" * 32)

    done = run(tmp_path, "school", "add", "--name", "Trường Hai", "--level", "primary")

    assert done.returncode == 1
    assert "không phải của cơ sở dữ liệu này" in done.stderr


def test_a_short_key_stops_the_start(tmp_path):
    load_settings(tmp_path)
    (tmp_path / "keys" / "data.key").write_bytes(b"short")

    with pytest.raises(BadInstallation, match="độ dài"):
        load_settings(tmp_path)


def test_the_made_up_ward_never_goes_into_a_real_database(tmp_path, monkeypatch):
    monkeypatch.setenv("CASEMGMT_DATABASE_URL", "postgresql+psycopg://real/ward")

    assert load_settings(tmp_path, demo=True).database_url.endswith("/demo.sqlite3")
    assert load_settings(tmp_path).database_url == "postgresql+psycopg://real/ward"


def run(tmp_path, *arguments, typed=""):
    return subprocess.run(
        [sys.executable, "-m", "casemgmt", *arguments, "--instance", str(tmp_path)],
        cwd=ROOT, input=typed, capture_output=True, text=True, check=False, env=os.environ | {"CI": ""},
    )  # fmt: skip


def test_serving_beyond_this_machine_without_tls_is_refused_with_the_reason(tmp_path):
    done = run(tmp_path, "serve", "--host", "0.0.0.0", "--port", "8999")

    assert done.returncode == 1
    assert "TLS" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_account_is_made_from_standard_input_and_never_printed(tmp_path):
    password = "ngói đỏ sân gạch chiều"

    done = run(tmp_path, "user", "add", "--name", "Nông Thị Mẫu", "--role", "health", typed=f"{password}\n")

    assert done.returncode == 0, done.stderr
    assert "nong.thi.mau" in done.stdout
    assert password not in done.stdout + done.stderr


def test_a_refused_account_is_told_in_one_vietnamese_sentence(tmp_path):
    done = run(tmp_path, "user", "add", "--name", "Nông Thị Mẫu", "--role", "health", typed="ngắn\n")

    assert done.returncode == 1
    assert "ít nhất 15 ký tự" in done.stderr


def test_the_doctor_finds_a_fresh_installation_sound_and_says_it_as_json(tmp_path):
    run(tmp_path, "school", "add", "--name", "Trường Mẫu", "--level", "primary")

    done = run(tmp_path, "doctor", "--json")

    assert done.returncode == 0, done.stdout + done.stderr
    assert '"trail"' in done.stdout


@pytest.mark.parametrize("words", [("khong-co-lenh",), ("serve", "--khong-co"), ("user", "add"), ()])
def test_a_wrong_command_is_told_in_vietnamese(words):
    done = subprocess.run(
        [sys.executable, "-m", "casemgmt", *words], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert done.returncode == 2
    assert "casemgmt" in done.stderr
    assert "Error" not in done.stderr


def test_help_is_vietnamese():
    done = subprocess.run(
        [sys.executable, "-m", "casemgmt", "--help"], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert "Cách dùng:" in done.stdout
    assert "Tùy chọn:" in done.stdout
    assert "Show this message" not in done.stdout
