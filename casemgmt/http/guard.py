"""One function lets requests in or refuses them; a route that declares nothing is refused."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, current_app, request

from casemgmt.domain.access import Permission, may
from casemgmt.domain.errors import NotPermitted
from casemgmt.http.request_context import actor_or_none, context
from casemgmt.services.trail import record_denial

View = TypeVar("View", bound=Callable[..., Any])
STATIC_ENDPOINTS = frozenset({"static", "bootstrap.static"})
_MARK = "required_permission"


class SignInNeeded(Exception):
    """Nobody is signed in and the route is not open to everybody."""


def requires(permission: Permission) -> Callable[[View], View]:
    """Declare which permission a view needs; ``check_permission`` enforces it."""

    def declare(view: View) -> View:
        setattr(view, _MARK, permission)
        return view

    return declare


def permission_of(app: Flask, endpoint: str) -> Permission | None:
    """What an endpoint declared; None where nothing."""
    found = getattr(app.view_functions.get(endpoint), _MARK, None)
    return found if isinstance(found, Permission) else None


def check_permission() -> None:
    """Refuse what the matrix does not allow, before the view runs.

    Raises:
        SignInNeeded: nobody is signed in.
        NotPermitted: the role lacks the permission.
    """
    endpoint = request.endpoint
    if endpoint is None or endpoint in STATIC_ENDPOINTS:
        return
    permission = permission_of(current_app, endpoint)
    if permission is None:
        raise NotPermitted(endpoint=endpoint)
    actor = actor_or_none()
    if may(actor.role if actor else None, permission):
        return
    if actor is None:
        raise SignInNeeded()
    record_denial(context(), permission.value)
    raise NotPermitted(permission=permission.value)


def may_enter(view: Callable[..., Any]) -> bool:
    """Whether the matrix lets the person of this request into a view."""
    permission = getattr(view, _MARK, None)
    actor = actor_or_none()
    return isinstance(permission, Permission) and may(actor.role if actor else None, permission)
