"""One function lets requests in or refuses them; a route that declares nothing is refused."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, current_app, request

from casemgmt.domain.access import Permission, may
from casemgmt.domain.errors import NotPermitted
from casemgmt.http.request_context import actor_or_none

View = TypeVar("View", bound=Callable[..., Any])
STATIC_ENDPOINTS = frozenset({"static", "bootstrap.static"})
_MARK = "required_permission"


class Undeclared(RuntimeError):
    """A route without a declared permission: the application does not start."""


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
    raise NotPermitted(permission=permission.value)


def may_enter(view: Callable[..., Any]) -> bool:
    """Whether the matrix lets the person of this request into a view."""
    permission = getattr(view, _MARK, None)
    actor = actor_or_none()
    return isinstance(permission, Permission) and may(actor.role if actor else None, permission)


def refuse_undeclared(app: Flask) -> None:
    """Stop the start of an application with an undeclared route.

    Raises:
        Undeclared: naming the routes.
    """
    missing = [
        endpoint
        for endpoint in app.view_functions
        if endpoint not in STATIC_ENDPOINTS and permission_of(app, endpoint) is None
    ]
    if missing:
        raise Undeclared(f"routes without permission: {', '.join(sorted(missing))}")


def declared_routes(app: Flask) -> list[dict[str, str]]:
    """Every route with method, path, resource and action, by path and method."""
    found = []
    for rule in app.url_map.iter_rules():
        permission = permission_of(app, rule.endpoint)
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            found.append(
                {
                    "method": method,
                    "path": rule.rule,
                    "endpoint": rule.endpoint,
                    "resource": permission.resource if permission else "static file",
                    "action": permission.action if permission else "read",
                }
            )
    return sorted(found, key=lambda one: (one["path"], one["method"]))
