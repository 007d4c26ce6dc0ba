"""One child as two people write it: every way a second list spells a known child."""

import unicodedata
from dataclasses import replace

from casemgmt.domain.rosters.records import Precision
from casemgmt.domain.vietnamese.names import compare_key, fold
from tests.typists import as_telex, as_vni

WEAK = {"Thị", "Văn", "A"}
I_AND_Y = (("Ly", "Li"), ("Lý", "Lí"), ("Kỳ", "Kì"), ("Mỷ", "Mỉ"), ("My", "Mi"), ("Vy", "Vi"), ("Vỳ", "Vì"))
TONE_PLACES = (("òa", "oà"), ("óa", "oá"), ("ỏa", "oả"), ("úy", "uý"), ("ùy", "uỳ"), ("ủy", "uỷ"))
ABOVE = str.maketrans("àáảãạăâòóỏõọôơùúủũụưèéẻẽẹê", "áàãảaâăóòõỏoơôúùũủuuéèẽẻee")


def without_marks(_rng, child):
    return _renamed(child, fold(child.full_name).title())


def telex(rng, child):
    return _renamed(child, as_telex(child.full_name, rng.random() < 0.5))


def vni(rng, child):
    return _renamed(child, as_vni(child.full_name, rng.random() < 0.5))


def telex_in_one_word(rng, child):
    words = child.full_name.split()
    place = rng.randrange(len(words))
    return _renamed(child, " ".join([*words[:place], as_telex(words[place]), *words[place + 1 :]]))


def day_and_month_turned_round(_rng, child):
    born = child.dob
    if born.day > 12 or born.day == born.month:
        return None
    return replace(child, dob=born.replace(month=born.day, day=born.month))


def only_the_year(_rng, child):
    return replace(child, dob=child.dob.replace(month=1, day=1), dob_precision=Precision.YEAR)


def another_day_of_the_month(_rng, child):
    return replace(child, dob=child.dob.replace(day=child.dob.day % 28 + 1))


def another_year(rng, child):
    born = child.dob
    return None if born.day > 28 else replace(child, dob=born.replace(year=born.year + rng.choice((-1, 1))))


def one_letter(rng, child):
    """One letter of a word of three or more is left out, doubled, exchanged or another."""
    words = child.full_name.split()
    place = rng.choice([n for n, word in enumerate(words) if len(word) > 2] or [0])
    word = words[place]
    at = rng.randrange(1, len(word))
    slip = rng.choice(
        (
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :],
            word[:at] + rng.choice("nmtaohg") + word[at + 1 :],
        )
    )
    return _renamed(child, " ".join([*words[:place], slip.capitalize(), *words[place + 1 :]]))


def one_mark(_rng, child):
    words = child.full_name.split()
    return _renamed(child, " ".join([*words[:-1], words[-1].translate(ABOVE)]))


def middle_name_left_out(_rng, child):
    words = child.full_name.split()
    return _renamed(child, f"{words[0]} {words[-1]}") if set(words[1:-1]) - WEAK else None


def thi_or_van_left_out(_rng, child):
    return _renamed(child, " ".join(word for word in child.full_name.split() if word not in {"Thị", "Văn"}))


def middle_name_as_initial(rng, child):
    words = child.full_name.split()
    initials = [word[0] + rng.choice((".", "")) for word in words[1:-1]]
    return _renamed(child, " ".join([words[0], *initials, words[-1]]))


def i_for_y(_rng, child):
    return _renamed(child, " ".join(dict(I_AND_Y).get(word, word) for word in child.full_name.split()))


def tone_place(_rng, child):
    name = child.full_name
    for old, new in TONE_PLACES:
        name = name.replace(old + " ", new + " ") if old + " " in name + " " else name
        name = name[: -len(old)] + new if name.endswith(old) else name
    return _renamed(child, name)


def capitals(_rng, child):
    return _renamed(child, child.full_name.upper())


def decomposed(_rng, child):
    return _renamed(child, unicodedata.normalize("NFD", child.full_name))


def another_family_name(rng, child):
    words = child.full_name.split()
    if not set(words[1:-1]) - WEAK:
        return None
    return _renamed(child, " ".join([rng.choice(("Nông", "Hoàng", "Triệu", "Nguyễn", "Lục")), *words[1:]]))


def number_and_a_misspelt_name(rng, child):
    return one_letter(rng, child) if child.personal_id else None


SLIPS = (
    without_marks, telex, vni, telex_in_one_word, day_and_month_turned_round, only_the_year,
    another_day_of_the_month, another_year, one_letter, one_mark, middle_name_left_out,
    thi_or_van_left_out, middle_name_as_initial, i_for_y, tone_place, capitals, decomposed,
    another_family_name, number_and_a_misspelt_name,
)  # fmt: skip
SPELLINGS_OF_ONE_NAME = (i_for_y, tone_place, capitals, decomposed)


def _renamed(child, name):
    """None where the slip leaves the name as it was."""
    return None if name == child.full_name else replace(child, full_name=name)


def twin(rng, child):
    """A brother or sister of the same day with another name, or a name one mark or letter apart."""
    words = child.full_name.split()
    given = rng.choice((*_alike(words[-1]), *("Lan", "Hùng", "Thảo", "Khôi", "Bình")))
    middle = rng.choice((words[1:-1], words[1:-1], words[1:-1], ["Minh"]))
    name = " ".join([words[0], *middle, given])
    if compare_key(given) == compare_key(words[-1]):
        return None
    return replace(child, full_name=name, name_as_typed=name, personal_id=None)


def _alike(given):
    """Given names of real twins that are nearly the same."""
    groups = ("Anh Ánh", "An Ân Anh", "Hà Hải", "Lan Loan Lân", "Hoa Hòa Hoà", "Hưng Hùng", "Linh Ly Lĩnh")
    return [one for group in groups if given in group.split() for one in group.split() if one != given] * 3
