"""Every route and what it declared; one that declared nothing stops the start."""

from flask import Flask

from casemgmt.http.guard import STATIC_ENDPOINTS, permission_of


class Undeclared(RuntimeError):
    """A route without a declared permission: the application does not start."""


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
