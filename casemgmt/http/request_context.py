"""Who asks, when, under which request id: built once a request."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import uuid4

from flask import Flask, Response, current_app, g, request, session
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user

from casemgmt.domain.context import Actor, Context, Role
from casemgmt.services.accounts import SignedIn, find_signed_in
from casemgmt.store.keys import settings

CLOCK = "casemgmt_clock"
HOME_WARD = 1
# Requirement R-09: shorter for those who open protection files.
IDLE_LIMIT, CASE_IDLE_LIMIT = timedelta(minutes=60), timedelta(minutes=20)
CASE_ROLES = frozenset({Role.SOCIAL_WORKER, Role.SUPERVISOR})
# Set by requests that a page sends by itself: they never keep a session alive.
BACKGROUND_HEADER = "X-Background"
_SEEN = "seen"


class Visitor(UserMixin):
    """A signed-in person as Flask-Login wants it; the id is the session's token."""

    def __init__(self, token: str, person: SignedIn) -> None:
        self.token = token
        self.person = person

    def get_id(self) -> str:
        """The token of the session."""
        return self.token


def set_up(app: Flask, clock: Callable[[], datetime]) -> None:
    """Give every request an id, a clock and its visitor."""
    app.config[CLOCK] = clock
    sign_ins = LoginManager(app)
    sign_ins.session_protection = None
    sign_ins.user_loader(_load_visitor)
    app.before_request(_begin)
    app.after_request(_name_request)


def _begin() -> None:
    g.request_id = uuid4().hex[:16]


def _name_request(response: Response) -> Response:
    response.headers["X-Request-Id"] = g.get("request_id", "-")
    return response


def _load_visitor(token: str) -> Visitor | None:
    now = clock()()
    seen = session.get(_SEEN)
    person = find_signed_in(token, now) if seen else None
    if person is None:
        return None
    limit = CASE_IDLE_LIMIT if person.actor.role in CASE_ROLES else IDLE_LIMIT
    if now - datetime.fromisoformat(seen) >= limit:
        return None
    if BACKGROUND_HEADER not in request.headers:
        session[_SEEN] = now.isoformat()
    return Visitor(token, person)


def clock() -> Callable[[], datetime]:
    """The application's clock."""
    found: Callable[[], datetime] = current_app.config[CLOCK]
    return found


def visitor() -> Visitor | None:
    """Who is signed in, None where nobody."""
    return current_user if current_user.is_authenticated else None


def actor_or_none() -> Actor | None:
    """The signed-in actor."""
    found = visitor()
    return found.person.actor if found else None


def context() -> Context:
    """The context of this request; nobody signed in acts without a role in the home ward."""
    actor = actor_or_none() or Actor(user_id=None, role=None, ward_id=HOME_WARD)
    return Context(actor=actor, clock=clock(), request_id=g.get("request_id", "-"), source="web")


def begin_visit(token: str) -> None:
    """Start a signed-in session in the browser, with a fresh cookie."""
    session.clear()
    now = clock()()
    session[_SEEN] = now.isoformat()
    person = find_signed_in(token, now)
    assert person is not None
    login_user(Visitor(token, person))


def end_visit() -> None:
    """Forget the session in the browser."""
    logout_user()
    session.clear()


def is_demo() -> bool:
    """Whether the ward is made up."""
    return settings().demo
