"""What can be a Vietnamese syllable."""

import pytest

from casemgmt.codelists import rows
from casemgmt.domain.vietnamese.syllables import is_syllable

NAMES = sorted(
    {word for codelist in ("demo_family_names", "demo_middle_names", "demo_given_names")
     for row in rows(codelist) for word in row["label"].split()}
)  # fmt: skip


def test_every_word_of_a_vietnamese_name_is_one():
    assert [word for word in NAMES if not is_syllable(word)] == []


@pytest.mark.parametrize(
    "word", ["Nghiêng", "Thuý", "THÚY", "quyết", "Giàng", "giếng", "oẳng", "Ưu", "Mỹ", "ỷ"]
)
def test_the_hard_ones_are_syllables(word):
    assert is_syllable(word)


@pytest.mark.parametrize(
    "word", ["NguyÔn", "Hïng", "aân", "Müller", "André", "Vàc", "bb", "", "Nguyễnn", "áà"]
)
def test_what_no_vietnamese_word_looks_like_is_none(word):
    assert not is_syllable(word)
