"""Signing in, accounts, and the first administrator."""

from datetime import timedelta
from unicodedata import normalize

import pytest
from sqlalchemy import func, select

from casemgmt.domain.accounts import NewUser
from casemgmt.domain.context import Role
from casemgmt.domain.errors import InvalidInput, NotPermitted, SignInRefused, TooManyTries
from casemgmt.services import accounts, first_start
from casemgmt.services.accounts import Credentials
from casemgmt.store.accounts import SetupCode, User, UserSession, user_named
from casemgmt.store.db import session
from tests.factories import PASSWORD, make_user

GOOD = "ngói đỏ sân gạch chiều"


def typed(login="yta", password=PASSWORD, source="10.0.0.1"):
    return Credentials(login, password, source)


@pytest.fixture
def nobody(place, as_role):
    return as_role(None)


@pytest.fixture
def yta(nobody):
    return make_user(nobody, Role.HEALTH_STATION, login="yta")


def test_the_right_password_opens_a_session(nobody, yta):
    token = accounts.sign_in(nobody, typed())

    assert accounts.find_signed_in(token, nobody.now()).login == "yta"


@pytest.mark.parametrize(
    ("login", "password"),
    [
        pytest.param("yta", "sai mật khẩu rồi nhé", id="wrong password"),
        pytest.param("khongco", PASSWORD, id="unknown name"),
        pytest.param("yta", "", id="empty password"),
    ],
)
def test_a_refusal_never_says_what_was_wrong(nobody, yta, login, password):
    with pytest.raises(SignInRefused) as refused:
        accounts.sign_in(nobody, typed(login, password))

    assert refused.value.details == {}


def test_after_five_wrong_tries_even_the_right_password_waits(nobody, yta):
    for _ in range(5):
        with pytest.raises(SignInRefused):
            accounts.sign_in(nobody, typed(password="sai mật khẩu rồi nhé"))

    with pytest.raises(TooManyTries):
        accounts.sign_in(nobody, typed())


def test_a_stranger_cannot_lock_the_owner_out_at_another_machine(nobody, yta):
    for _ in range(5):
        with pytest.raises(SignInRefused):
            accounts.sign_in(nobody, typed(password="sai mật khẩu rồi nhé", source="10.0.0.66"))

    assert accounts.sign_in(nobody, typed())


def test_after_fifteen_minutes_it_can_be_tried_again(nobody, yta, clock):
    for _ in range(5):
        with pytest.raises(SignInRefused):
            accounts.sign_in(nobody, typed(password="sai mật khẩu rồi nhé"))
    clock.moment += timedelta(minutes=15, seconds=1)

    assert accounts.sign_in(nobody, typed())


def test_a_session_ends_after_twelve_hours(nobody, yta, clock):
    token = accounts.sign_in(nobody, typed())

    assert accounts.find_signed_in(token, clock.moment + timedelta(hours=12)) is None


def test_a_fourth_session_ends_the_oldest(nobody, yta, clock):
    tokens = []
    for _ in range(4):
        tokens.append(accounts.sign_in(nobody, typed()))
        clock.moment += timedelta(seconds=1)

    alive = [accounts.find_signed_in(token, clock.moment) is not None for token in tokens]
    assert alive == [False, True, True, True]


def test_signing_out_ends_the_session_at_once(nobody, yta):
    token = accounts.sign_in(nobody, typed())

    accounts.sign_out(yta, token)

    assert accounts.find_signed_in(token, nobody.now()) is None


def test_closing_an_account_ends_its_sessions(nobody, yta):
    token = accounts.sign_in(nobody, typed())
    admin = make_user(nobody, Role.ADMINISTRATOR)

    accounts.end_user(admin, yta.actor.user_id)

    assert accounts.find_signed_in(token, nobody.now()) is None


def test_nobody_closes_his_own_account(nobody):
    admin = make_user(nobody, Role.ADMINISTRATOR)

    with pytest.raises(InvalidInput):
        accounts.end_user(admin, admin.actor.user_id)


def test_only_a_digest_of_the_token_is_stored(nobody, yta):
    token = accounts.sign_in(nobody, typed())

    stored = session().scalars(select(UserSession.token_digest)).all()
    assert token.encode() not in stored


def test_passwords_are_stored_as_argon2id_with_64_mib(nobody):
    accounts.add_user(nobody, NewUser("moi", "Người Mới", Role.STATISTICIAN, 1, GOOD))

    assert user_named("moi").password_hash.startswith("$argon2id$v=19$m=65536,t=3,p=4$")


def test_one_password_in_two_unicode_forms_opens_the_same_door(nobody):
    composed, decomposed = (normalize(form, "mây trắng qua đèo gió") for form in ("NFC", "NFD"))
    accounts.add_user(nobody, NewUser("moi", "Người Mới", Role.STATISTICIAN, 1, decomposed))

    assert accounts.sign_in(nobody, typed("moi", composed))


@pytest.mark.parametrize(
    ("new", "problem"),
    [
        pytest.param(NewUser("yta", "Trùng Tên", Role.STATISTICIAN, 1, GOOD), "login_taken", id="name taken"),
        pytest.param(NewUser("a b", "Có Cách", Role.STATISTICIAN, 1, GOOD), "bad_login", id="blank in name"),
        pytest.param(NewUser("moi", "Mới", Role.SCHOOL_ENTRY, 1, GOOD), "school_needed", id="no school"),
        pytest.param(NewUser("moi", "Mới", Role.STATISTICIAN, 1, "ngắn quá"), "password_short", id="short"),
        pytest.param(NewUser("moi", "Mới", Role.STATISTICIAN, 1, "x" * 129), "password_long", id="long"),
        pytest.param(
            NewUser("moi", "Mới", Role.STATISTICIAN, 1, "matkhau12345678"), "password_common", id="common"
        ),
        pytest.param(
            NewUser("moi", "Mới", Role.STATISTICIAN, 1, "aaaaaaaaaaaaaaaa"),
            "password_common",
            id="one letter",
        ),
        pytest.param(
            NewUser("hoangthimai", "Hoàng Thị Mai", Role.STATISTICIAN, 1, "Hoàng Thị Mai 2026"),
            "password_common",
            id="own name",
        ),
    ],
)
def test_an_account_is_refused_with_the_reason(nobody, yta, new, problem):
    with pytest.raises(InvalidInput) as refused:
        accounts.add_user(nobody, new)

    assert refused.value.details["problem"] == problem


def test_a_page_does_not_make_a_second_administrator(nobody, clock):
    admin = make_user(nobody, Role.ADMINISTRATOR)
    on_page = type(admin)(admin.actor, clock, "test", "web")

    with pytest.raises(NotPermitted):
        accounts.add_user(on_page, NewUser("hai", "Người Hai", Role.ADMINISTRATOR, 1, GOOD))


def test_a_fresh_installation_has_no_account_and_a_one_time_code(nobody):
    code = first_start.open_setup(nobody)

    assert session().scalar(select(func.count()).select_from(User)) == 0
    assert first_start.is_setup_open(nobody, code)
    assert code.encode() not in session().scalars(select(SetupCode.code_digest)).all()


def test_the_one_time_code_works_once(nobody):
    code = first_start.open_setup(nobody)
    first_start.make_first_administrator(nobody, code, NewUser("qt", "Quản Trị", Role.ADMINISTRATOR, 1, GOOD))

    with pytest.raises(SignInRefused):
        first_start.make_first_administrator(
            nobody, code, NewUser("qt2", "Khác", Role.ADMINISTRATOR, 1, GOOD)
        )
    assert first_start.open_setup(nobody) is None


def test_the_one_time_code_dies_after_24_hours(nobody, clock):
    code = first_start.open_setup(nobody)
    clock.moment += timedelta(hours=24)

    assert not first_start.is_setup_open(nobody, code)


def test_a_refused_password_leaves_the_one_time_code_usable(nobody):
    code = first_start.open_setup(nobody)

    with pytest.raises(InvalidInput):
        first_start.make_first_administrator(
            nobody, code, NewUser("qt", "Quản Trị", Role.ADMINISTRATOR, 1, "ngắn")
        )

    assert first_start.is_setup_open(nobody, code)


def test_changing_the_password_needs_the_current_one_and_ends_other_sessions(nobody, yta):
    other = accounts.sign_in(nobody, typed())
    with pytest.raises(SignInRefused):
        accounts.change_password(yta, "sai mật khẩu rồi nhé", GOOD)

    accounts.change_password(yta, PASSWORD, GOOD)

    assert accounts.find_signed_in(other, nobody.now()) is None
    assert accounts.sign_in(nobody, typed(password=GOOD))


def test_a_long_passphrase_opens_the_door_however_its_marks_are_typed(nobody):
    long = normalize("NFC", "nhữngđámmâytrắngbayquađèogióvềphíađồibiển" * 3)[:120]
    accounts.add_user(nobody, NewUser("moi", "Người Mới", Role.STATISTICIAN, 1, long))

    assert accounts.sign_in(nobody, typed("moi", normalize("NFD", long)))


def test_a_password_of_128_letters_is_used_whole(nobody):
    whole = ("ngói đỏ sân gạch chiều " * 6)[:128]
    accounts.add_user(nobody, NewUser("moi", "Người Mới", Role.STATISTICIAN, 1, whole))

    assert accounts.sign_in(nobody, typed("moi", whole))
    for wrong in (whole[:-1], whole + "x"):
        with pytest.raises(SignInRefused):
            accounts.sign_in(nobody, typed("moi", wrong))
