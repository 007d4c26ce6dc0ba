"""What every answer tells the browser: no foreign source, no frame, no cache behind the door."""

from flask import Flask, Response, abort, request

from casemgmt.config import Settings

LOOPBACK_HOSTS = ("127.0.0.1", "localhost", "[::1]")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'"
)
FOREVER = "public, max-age=31536000, immutable"
FIXED = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


def set_up(app: Flask, settings: Settings) -> None:
    """Add the headers and refuse names and sites that are not ours."""
    allowed = settings.hosts or LOOPBACK_HOSTS

    def check_request() -> None:
        if request.host.rsplit(":", 1)[0] not in allowed and request.host not in allowed:
            abort(400)
        site = request.headers.get("Sec-Fetch-Site", "none")
        if site == "cross-site" and request.headers.get("Sec-Fetch-Mode") != "navigate":
            abort(403)

    def add_headers(response: Response) -> Response:
        response.headers.update(FIXED)
        if settings.behind_tls:
            response.headers["Strict-Transport-Security"] = "max-age=31536000"
        if request.endpoint in {"static", "bootstrap.static"} and response.status_code < 400:
            # A module imported by another has no version in its address: it is asked for again, cheaply.
            response.headers["Cache-Control"] = FOREVER if "v" in request.args else "no-cache"
        else:
            response.headers["Cache-Control"] = "no-store"
            response.headers["Vary"] = "Cookie"
        return response

    app.before_request(check_request)
    app.after_request(add_headers)
