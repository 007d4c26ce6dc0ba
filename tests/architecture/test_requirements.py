"""The locks: every package pinned and hashed, nothing compiled, no address of any package index."""

import re

import pytest

from tests.architecture.tree import ROOT

FOLDER = ROOT / "requirements"
LOCKS = sorted(FOLDER.glob("*.txt"))
PIN = re.compile(r"^[a-z0-9._-]+==\S+", re.MULTILINE)


def pins(name):
    return set(PIN.findall((FOLDER / f"{name}.txt").read_text("ascii")))


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_every_package_is_pinned_and_hashed(lock):
    entries = re.split(r"\n(?=\S)", lock.read_text("ascii"))

    assert [each.split()[0] for each in entries if not PIN.match(each) or "--hash=sha256:" not in each] == []


@pytest.mark.parametrize("file", sorted(FOLDER.iterdir()), ids=lambda file: file.name)
def test_no_file_names_a_package_index_or_a_folder(file):
    assert re.findall(r"https?:|file:|--[a-z-]*index|--find-links| /", file.read_text("ascii")) == []


def test_the_test_lock_holds_the_run_lock():
    assert pins("run") <= pins("test")


def test_every_lock_has_its_list_of_wishes():
    assert {lock.stem for lock in LOCKS} == {wishes.stem for wishes in FOLDER.glob("*.in")}
