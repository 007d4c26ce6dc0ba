"""Parsing at the border: forms and JSON to domain values, with Vietnamese messages."""

import re
import unicodedata
from datetime import date
from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate

from casemgmt.domain.context import Role
from casemgmt.domain.vietnamese.names import hidden_character
from casemgmt.services.screening import InstrumentCells, RowSave

NEEDED = {"required": "Chưa điền.", "null": "Chưa điền."}
FORM = "Nội dung gửi lên không đúng dạng. Xin tải lại trang rồi gõ lại."
LONGEST_CELL = 20_000  # what is longer than a cell may be is refused at the cell, not with the row
# The library speaks English of itself; every form of ours says these instead.
_SENTENCES: dict[type[fields.Field[Any]], dict[str, str]] = {
    fields.Field: NEEDED | {"validator_failed": "Giá trị này không dùng được."},
    fields.Number: {"invalid": "Cần một con số.", "too_large": "Số lớn quá."},
    fields.Integer: {"invalid": "Cần một số nguyên. Xin tải lại trang."},
    fields.String: {"invalid": FORM, "invalid_utf8": FORM},
    fields.UUID: {"invalid_uuid": FORM},
    fields.Mapping: {"invalid": FORM},
    fields.List: {"invalid": FORM},
    fields.Nested: {"type": FORM},
}
for _kind, _said in _SENTENCES.items():
    _kind.default_error_messages = _kind.default_error_messages | _said
Schema.error_messages = {"type": FORM, "unknown": "Có mục mà trang này không nhận."}


class CleanText(fields.String):
    """Words as a keyboard sends them: NFC, and no character that cannot be seen but line breaks."""

    def _deserialize(self, value: Any, *place: Any, **more: Any) -> str:
        read = unicodedata.normalize("NFC", super()._deserialize(value, *place, **more))
        if hidden_character(read):
            raise ValidationError("Có ký tự ẩn không đọc được. Xin gõ lại bằng bàn phím.")
        return read


def text(longest: int, *, needed: bool = True, blank: bool = False) -> fields.String:
    """A line of text with a server-side maximum."""
    checks = [validate.Length(max=longest, error=f"Dài quá: nhiều nhất {longest} ký tự.")]
    if not blank:
        checks.append(validate.Length(min=1, error="Chưa điền."))
    if needed:
        return CleanText(required=True, validate=checks, error_messages=NEEDED)
    return CleanText(load_default="", validate=checks)


def secret() -> fields.String:
    """A password: any character may stand in it; its length is the rule book's matter."""
    return fields.String(
        required=True, error_messages=NEEDED, validate=validate.Length(min=1, max=1000, error="Chưa điền.")
    )


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

    seen = fields.Integer(
        required=True, strict=True, validate=validate.Range(min=0, max=1_000_000, error=FORM)
    )
    typed = fields.Dict(
        keys=fields.String(validate=validate.Length(max=60, error=FORM)),
        values=fields.String(validate=validate.Length(max=LONGEST_CELL, error=FORM)),
        required=True,
        validate=validate.Length(max=60, error=FORM),
    )

    @post_load
    def make(self, loaded: dict[str, Any], **_: Any) -> InstrumentCells:
        """The cells as the use case takes them."""
        return InstrumentCells(typed=loaded["typed"], seen_save_no=loaded["seen"])


class RowSchema(Schema):
    """One row of a class sheet."""

    child_id = fields.UUID(required=True)
    key = fields.String(required=True, validate=validate.Regexp(r"[0-9a-f]{32}\Z", error=FORM))
    cells = fields.Dict(
        keys=fields.String(validate=validate.Length(max=40, error=FORM)),
        values=fields.Nested(CellsSchema),
        required=True,
        validate=validate.Length(min=1, max=20, error=FORM),
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
