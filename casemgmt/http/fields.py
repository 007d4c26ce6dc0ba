"""Parsing at the border: forms and JSON to domain values, with Vietnamese messages."""

import re
from datetime import date
from typing import Any

from marshmallow import Schema, fields, post_load, validate

from casemgmt.domain.context import Role
from casemgmt.domain.fields import MAX_TYPED
from casemgmt.services.screening import InstrumentCells, RowSave

NEEDED = {"required": "Chưa điền.", "null": "Chưa điền."}


def text(longest: int, *, needed: bool = True, blank: bool = False) -> fields.String:
    """A line of text with a server-side maximum."""
    checks = [validate.Length(max=longest, error=f"Dài quá: nhiều nhất {longest} ký tự.")]
    if not blank:
        checks.append(validate.Length(min=1, error="Chưa điền."))
    if needed:
        return fields.String(required=True, validate=checks, error_messages=NEEDED)
    return fields.String(load_default="", validate=checks)


class DayField(fields.Date):
    """A date as people write it (``23/11/2026``) or as machines send it (``2026-11-23``)."""

    def _deserialize(self, value: Any, *place: Any, **more: Any) -> date:
        written = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", str(value).strip(), re.ASCII)
        plain = f"{written[3]}-{written[2]:0>2}-{written[1]:0>2}" if written else value
        return super()._deserialize(plain, *place, **more)


def day() -> fields.Date:
    """A date; the browser's own date field is not used: it follows the machine's language, not the page's."""
    sentence = "Ngày không đúng. Xin ghi ngày/tháng/năm, ví dụ 05/09/2026."
    return DayField(required=True, error_messages=NEEDED | {"invalid": sentence})


class CellsSchema(Schema):
    """The cells of one instrument; what may stand in each is the instrument's own matter."""

    seen = fields.Integer(required=True, strict=True, validate=validate.Range(min=0, max=1_000_000))
    typed = fields.Dict(
        keys=fields.String(validate=validate.Length(max=60)),
        values=fields.String(validate=validate.Length(max=MAX_TYPED * 2)),
        required=True,
        validate=validate.Length(max=60),
    )

    @post_load
    def make(self, loaded: dict[str, Any], **_: Any) -> InstrumentCells:
        """The cells as the use case takes them."""
        return InstrumentCells(typed=loaded["typed"], seen_save_no=loaded["seen"])


class RowSchema(Schema):
    """One row of a class sheet."""

    child_id = fields.UUID(required=True)
    key = fields.String(required=True, validate=validate.Regexp(r"[0-9a-f]{32}\Z"))
    cells = fields.Dict(
        keys=fields.String(validate=validate.Length(max=40)),
        values=fields.Nested(CellsSchema),
        required=True,
        validate=validate.Length(min=1, max=20),
    )

    @post_load
    def make(self, loaded: dict[str, Any], **_: Any) -> RowSave:
        """The row as the use case takes it."""
        return RowSave(child_id=loaded["child_id"], key=loaded["key"], cells=loaded["cells"])


def role() -> fields.Enum:
    """One of the roles."""
    return fields.Enum(
        Role, by_value=True, required=True, error_messages=NEEDED | {"unknown": "Chọn vai trò."}
    )
