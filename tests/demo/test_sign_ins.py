"""The demo accounts: no password that two installations share."""

import stat

import pytest

from casemgmt.codelists import labels
from casemgmt.demo.sign_ins import FILE, PEOPLE, make_passphrase, make_sign_ins, read_sign_ins, write_sign_ins
from casemgmt.domain.context import Role
from casemgmt.domain.passwords import check_password


def test_there_is_one_account_for_each_role():
    assert {role for role, _name in PEOPLE.values()} == set(Role)
    assert [one.login for one in make_sign_ins().people] == list(PEOPLE)
    assert {one.role for one in make_sign_ins().people} == set(labels("roles").values())


def test_a_passphrase_is_long_and_easy_to_type():
    made = [make_passphrase() for _ in range(200)]

    assert min(map(len, made)) >= 20
    assert [one for one in made if not one.isascii() or len(one.split("-")) != 5] == []


def test_no_two_installations_share_a_passphrase():
    assert len({make_passphrase() for _ in range(200)}) == 200


def test_the_words_give_enough_chance():
    assert len(labels("demo_passphrase_words")) >= 256


@pytest.mark.parametrize("login", list(PEOPLE))
def test_a_passphrase_is_accepted_for_every_account(login):
    check_password(make_passphrase(), login, PEOPLE[login][1])


def test_sign_ins_are_kept_for_the_owner_alone(tmp_path):
    made = make_sign_ins()

    write_sign_ins(tmp_path, made)

    assert read_sign_ins(tmp_path) == made
    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600
    assert [file.name for file in tmp_path.iterdir()] == [FILE]


def test_a_second_writing_replaces_the_first(tmp_path):
    write_sign_ins(tmp_path, make_sign_ins())
    newer = make_sign_ins()

    write_sign_ins(tmp_path, newer)

    assert read_sign_ins(tmp_path) == newer
