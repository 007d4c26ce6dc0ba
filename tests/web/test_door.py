"""Signing in over HTTP, cookies, headers, and what every answer tells the browser."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from casemgmt.app import create_app
from casemgmt.config import Settings
from casemgmt.domain.accounts import NewUser
from casemgmt.domain.context import Role
from casemgmt.http.returning import own_path
from casemgmt.services import accounts, first_start
from casemgmt.store.accounts import User
from casemgmt.store.audit import AuditEntry
from casemgmt.store.db import db, session
from tests.factories import PASSWORD, make_user

GOOD = "ngói đỏ sân gạch chiều"


@pytest.fixture
def client(app, place, as_role):
    make_user(as_role(None), Role.HEALTH_STATION, login="yta")
    return app.test_client()


def token_of(text):
    return re.search(r'name="csrf_token" value="([^"]+)"', text).group(1)


def sign_in(client, login="yta", password=PASSWORD, path="/dang-nhap"):
    token = token_of(client.get(path).text)
    return client.post(path, data={"csrf_token": token, "login": login, "password": password})


def test_the_right_password_opens_the_start_page(client):
    answer = sign_in(client)

    assert answer.headers["Location"] == "/"
    assert client.get("/").status_code == 200


def test_a_wrong_password_shows_the_form_again_with_the_name_typed_and_one_sentence(client):
    answer = sign_in(client, password="sai mật khẩu rồi nhé")

    assert answer.status_code == 403
    assert 'value="yta"' in answer.text
    assert "Tên đăng nhập hoặc mật khẩu không đúng" in answer.text
    assert "sai mật khẩu rồi nhé" not in answer.text


def test_unknown_names_and_wrong_passwords_are_answered_alike(client):
    answers = [sign_in(client, login, "sai mật khẩu rồi nhé").text for login in ("yta", "aaa")]

    assert len({re.sub(r'value="[^"]*"', "", text) for text in answers}) == 1


def test_after_signing_in_the_page_asked_for_comes(client):
    answer = sign_in(client, path="/dang-nhap?next=/lop")

    assert answer.headers["Location"] == "/lop"


@pytest.mark.parametrize(
    "address",
    [
        "//evil.example",
        "/\\evil",
        "https://evil.example",
        "javascript:alert(1)",
        "/%09/evil\t",
        "/x@evil",
        "",
        None,
        "evil",
    ],
)
def test_no_address_leads_away_from_this_site(address):
    assert own_path(address) is None


def test_the_session_cookie_is_for_http_only_and_this_site(client):
    cookie = sign_in(client).headers["Set-Cookie"]

    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Domain" not in cookie


def test_behind_tls_the_cookie_is_secure_and_bound_to_the_host(settings, clock):
    behind = create_app(Settings(**(vars(settings) | {"behind_tls": True})), clock)

    assert behind.config["SESSION_COOKIE_NAME"].startswith("__Host-")
    assert behind.config["SESSION_COOKIE_SECURE"] is True
    with behind.app_context():
        db.engine.dispose()


def test_an_idle_hour_ends_the_visit(client, clock):
    sign_in(client)
    clock.moment += timedelta(minutes=60)

    assert client.get("/").status_code == 302


def test_what_a_page_sends_by_itself_keeps_nobody_signed_in(client, clock):
    sign_in(client)
    for _ in range(4):
        clock.moment += timedelta(minutes=16)
        client.get("/", headers={"X-Background": "1"})

    assert client.get("/").status_code == 302


def test_signing_out_needs_a_post_with_token_and_ends_the_session(client):
    sign_in(client)
    assert client.get("/dang-xuat").status_code == 405
    token = token_of(client.get("/").text)

    answer = client.post("/dang-xuat", data={"csrf_token": token})

    assert "Clear-Site-Data" in answer.headers
    assert client.get("/").status_code == 302


def test_a_form_without_token_is_refused_and_keeps_what_was_typed(client):
    answer = client.post("/dang-nhap", data={"login": "yta", "password": PASSWORD})

    assert answer.status_code == 400
    assert 'value="yta"' in answer.text


@pytest.mark.parametrize("path", ["/dang-nhap", "/khong-co", "/static/js/app.js", "/lop"])
def test_every_answer_carries_the_protective_headers(client, path):
    headers = client.get(path).headers

    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "Server" not in headers


def test_nothing_behind_the_door_is_kept_by_a_cache(client):
    sign_in(client)

    headers = client.get("/").headers
    assert headers["Cache-Control"] == "no-store"
    assert "Cookie" in headers["Vary"]


def test_an_unknown_host_name_is_refused(client):
    assert client.get("/dang-nhap", headers={"Host": "evil.example"}).status_code == 400


def test_another_site_cannot_ask_in_the_background(client):
    headers = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "cors"}

    assert client.get("/dang-nhap", headers=headers).status_code == 403


def test_the_one_time_link_makes_the_first_administrator_once(app, place, as_role):
    code = first_start.open_setup(as_role(None))
    client = app.test_client()
    form = {
        "csrf_token": token_of(client.get(f"/thiet-lap/{code}").text),
        "login": "qt",
        "name": "Quản Trị",
        "password": GOOD,
    }

    made = client.post(f"/thiet-lap/{code}", data=form)

    assert made.status_code == 302
    assert client.get(f"/thiet-lap/{code}").status_code == 410
    assert sign_in(client, "qt", GOOD).headers["Location"] == "/"


def test_a_weak_password_of_the_first_administrator_keeps_the_form(app, place, as_role):
    code = first_start.open_setup(as_role(None))
    client = app.test_client()
    form = {
        "csrf_token": token_of(client.get(f"/thiet-lap/{code}").text),
        "login": "qt",
        "name": "Quản Trị",
        "password": "ngắn",
    }

    answer = client.post(f"/thiet-lap/{code}", data=form)

    assert answer.status_code == 422
    assert "ít nhất 15 ký tự" in answer.text
    assert 'value="Quản Trị"' in answer.text


def test_the_health_page_says_one_word_and_no_more(client):
    answer = client.get("/suc-khoe-may-chu")

    assert (answer.status_code, answer.text) == (200, "ok")


def test_an_error_shows_an_incident_number_and_nothing_of_the_inside(app, client):
    app.testing = False
    app.before_request_funcs[None].append(lambda: 1 // 0)

    answer = client.get("/suc-khoe-may-chu")

    assert answer.status_code == 500
    assert "Traceback" not in answer.text
    assert "ZeroDivision" not in answer.text
    assert answer.headers["X-Request-Id"] in answer.text


def test_the_form_for_a_new_account_sent_twice_makes_one(signed_in):
    admin = signed_in(Role.ADMINISTRATOR)
    key = re.search(r'name="key" value="([0-9a-f]{32})"', admin.get("/tai-khoan/moi").text).group(1)
    form = {"login": "moi", "name": "Người Mới", "role": "stat", "password": GOOD, "key": key}

    answers = [admin.post("/tai-khoan/moi", form).status_code for _ in range(2)]

    assert answers == [302, 302]
    assert session().scalar(select(func.count()).where(User.login == "moi")) == 1


@pytest.mark.parametrize("login", ["a\x00b", "a\u202eb", "a\u200bb"])
def test_hidden_characters_in_a_form_are_told_and_never_an_error(client, login):
    assert sign_in(client, login).status_code == 422


def test_who_is_refused_stands_in_the_trail(signed_in):
    visitor = signed_in(Role.STATISTICIAN)
    visitor.get("/lop")

    newest = select(AuditEntry).order_by(AuditEntry.seq.desc()).limit(1)
    entry = session().scalars(newest).one()
    assert (entry.act, entry.user_id) == ("denied", visitor.ctx.actor.user_id)


def test_any_character_may_stand_in_a_password(app, client, as_role):
    odd = "ngói 👩‍⚕️ sân gạch chiều"
    accounts.add_user(as_role(None), NewUser("la", "Người Lạ", Role.STATISTICIAN, 1, odd))

    assert sign_in(client, "la", odd).headers["Location"] == "/"
