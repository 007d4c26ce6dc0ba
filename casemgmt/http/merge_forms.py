"""The forms of a merge and of its undo."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from marshmallow import EXCLUDE, Schema, fields, validate

from casemgmt.domain.merging import MergeField, Source
from casemgmt.http.fields import FORM
from casemgmt.services.merge_saving import Merge


class MergeSchema(Schema):
    """What a merge needs beside the choices of its fields."""

    class Meta:
        unknown = EXCLUDE

    kept_version = fields.Integer(required=True)
    other_version = fields.Integer(required=True)
    goes_on = fields.UUID(load_default=None)
    numbers_checked = fields.String(load_default="")


class UndoSchema(Schema):
    """What was shown before an undo."""

    class Meta:
        unknown = EXCLUDE

    seen = fields.String(required=True, validate=validate.Regexp(r"[0-9a-f]{16}\Z", error=FORM))


def merge_form(typed: Mapping[str, str], kept_id: UUID, other_id: UUID) -> Merge:
    """What a person decided about two records.

    Raises:
        ValidationError: a field is missing or unreadable.
    """
    loaded: dict[str, Any] = MergeSchema().load(typed)
    return Merge(
        kept_id=kept_id,
        other_id=other_id,
        versions=(loaded["kept_version"], loaded["other_version"]),
        choices=_choices(typed),
        goes_on=loaded["goes_on"],
        numbers_checked=loaded["numbers_checked"] == "yes",
    )


def undo_form(typed: Mapping[str, str]) -> str:
    """The mark of what was shown before an undo.

    Raises:
        ValidationError: it is missing or unreadable.
    """
    return str(UndoSchema().load(typed)["seen"])


def _choices(typed: Mapping[str, str]) -> dict[MergeField, Source]:
    """Field -> the record whose value the person chose."""
    chosen = ((field, typed.get(f"take-{field.value}", "")) for field in MergeField)
    return {field: Source(value) for field, value in chosen if value in set(Source)}
