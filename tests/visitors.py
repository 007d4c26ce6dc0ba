"""A visitor with a browser's habits: keeps cookies, sends the CSRF token, follows where told."""

import re
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from casemgmt.domain.context import Context
from tests.factories import make_token

_TOKEN = re.compile(r'name="csrf-token" content="([^"]+)"')


class Visitor:
    """Signed in as the account of a context."""

    def __init__(self, app: Flask, ctx: Context) -> None:
        self.ctx = ctx
        self.client = app.test_client()
        token = make_token(ctx)
        with self.client.session_transaction() as cookie:
            cookie["_user_id"] = token
            cookie["_fresh"] = True
            cookie["seen"] = ctx.now().isoformat()

    def get(self, path: str, **more: Any) -> TestResponse:
        return self.client.get(path, **more)

    def csrf(self) -> str:
        found = _TOKEN.search(self.get("/").text)
        assert found is not None
        return found.group(1)

    def post(self, path: str, form: dict[str, Any] | None = None, **more: Any) -> TestResponse:
        return self.client.post(path, data={"csrf_token": self.csrf(), **(form or {})}, **more)

    def send(self, path: str, body: Any) -> TestResponse:
        return self.client.post(path, json=body, headers={"X-CSRFToken": self.csrf()})
