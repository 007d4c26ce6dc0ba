"""Made-up names: built as people of each group build them, the same each time, and nobody's of a list."""

import json
import unicodedata
from pathlib import Path
from random import Random

import pytest

from casemgmt.codelists import rows
from casemgmt.demo.names import Naming, make_family_name, make_full_name, reserved_names
from casemgmt.domain.instrument import Sex
from casemgmt.domain.vietnamese.names import display_name, fold, split_name

SAMPLES = Path(__file__).parents[1] / "samples" / "rosters"
GROUPS = [row["code"] for row in rows("demo_ethnic_groups")]
EVERY_GROUP = pytest.mark.parametrize(
    "group", GROUPS, ids=[row["label"] for row in rows("demo_ethnic_groups")]
)


def names(group="02", sex=Sex.FEMALE, born=2016, number=300, seed=1):
    rng = Random(seed)
    return [
        make_full_name(rng, make_family_name(rng, group), Naming(group, sex, born)) for _ in range(number)
    ]


def labels(codelist, **wanted):
    return {row["label"] for row in rows(codelist) if wanted.items() <= row.items()}


def share(middle, found):
    return sum(split_name(name).middle.startswith(middle) for name in found) / len(found)


@EVERY_GROUP
@pytest.mark.parametrize("sex", list(Sex))
def test_a_name_is_family_middle_and_given_name_of_the_lists(group, sex):
    parts = [split_name(name) for name in names(group, sex)]

    assert {one.family for one in parts} <= labels("demo_family_names", ethnic_group=group)
    assert {one.middle for one in parts} <= labels("demo_middle_names", sex=sex)
    assert {one.given for one in parts} <= labels("demo_given_names", sex=sex)


@EVERY_GROUP
def test_a_name_is_written_as_the_program_writes_names(group):
    found = names(group, Sex.MALE) + names(group, Sex.FEMALE)

    assert [name for name in found if name != unicodedata.normalize("NFC", name)] == []
    assert [name for name in found if name != display_name(name)] == []


def test_no_part_of_a_name_comes_twice():
    found = names(number=2000)

    assert [name for name in found if len(set(fold(name).split())) < len(name.split())] == []


def test_one_letter_names_of_mong_boys_occur():
    assert share("A", names("08", Sex.MALE, 1985)) > 0.4


def test_dao_and_mong_families_give_names_of_their_own_the_younger_the_less():
    def own(group, style, born):
        given = labels("demo_given_names", style=style) - labels("demo_given_names", style="vn")
        found = names(group, Sex.MALE, born, number=600)
        return sum(split_name(name).given in given for name in found)

    assert own("09", "dao", 1980) > own("09", "dao", 2005) > own("09", "dao", 2021) > 0
    assert own("08", "mong", 1980) > own("08", "mong", 2021) > 0


def test_mothers_are_called_thi_and_their_daughters_seldom():
    assert share("Thị", names(born=1985, number=1000)) > 0.5
    assert share("Thị", names(born=2020, number=1000)) < 0.15


def test_the_same_seed_gives_the_same_names():
    assert names(seed=7) == names(seed=7)
    assert names(seed=7) != names(seed=8)


@pytest.mark.parametrize("file", sorted(SAMPLES.glob("*.expected.json")), ids=lambda file: file.stem)
def test_the_children_of_the_sample_lists_are_reserved(file):
    expected = json.loads(file.read_text("utf-8"))["children"]

    assert {fold(child["full_name"]) for child in expected} <= reserved_names()


def test_no_reserved_name_is_given():
    drawn = {fold(name) for group in GROUPS for sex in Sex for name in names(group, sex, 2016, 3000)}

    assert drawn & reserved_names() == set()
