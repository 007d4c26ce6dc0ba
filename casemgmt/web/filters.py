"""How values read on a Vietnamese page."""

import hashlib
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask, current_app, url_for

from casemgmt.codelists import labels
from casemgmt.domain.access import Permission, may
from casemgmt.domain.context import LOCAL_TIME
from casemgmt.domain.dates import school_year_label
from casemgmt.domain.fields import Choice, ChoiceField, Field, NumberField, TextField, ToothField
from casemgmt.domain.instruments import all_instruments
from casemgmt.http.errors import problem, typed
from casemgmt.http.messages import shown
from casemgmt.http.outcomes import shown_lines
from casemgmt.http.request_context import actor_or_none, is_demo, visitor

SEX = {"M": "Nam", "F": "Nữ", None: "—"}
KINDS = {NumberField: "number", ChoiceField: "choice", TextField: "text", ToothField: "teeth"}


def set_up(app: Flask) -> None:
    """Give templates their filters and questions."""
    app.jinja_env.filters.update(
        day=day,
        moment=moment,
        number=shown,
        label=label,
        sex=sex,
        born=born,
        age=age,
        year_label=school_year_label,
        kind=kind,
        key=key,
    )
    app.jinja_env.globals.update(
        can=can,
        typed=typed,
        problem=problem,
        visitor=visitor,
        is_demo=is_demo,
        instruments=all_instruments,
        Permission=Permission,
        asset=asset,
        has_page=has_page,
        ward_name=ward_name,
        shown_lines=shown_lines,
    )


def day(value: date | None) -> str:
    """``23/11/2026``; a dash where missing."""
    return value.strftime("%d/%m/%Y") if value else "—"


def moment(value: datetime | None) -> str:
    """``23/11/2026 14:05`` in Vietnam's time; a dash where missing."""
    return value.astimezone(LOCAL_TIME).strftime("%d/%m/%Y %H:%M") if value else "—"


def label(code: Any, name: str) -> str:
    """The Vietnamese label of a code of a list; the code itself where the list lacks it."""
    text = str(getattr(code, "value", code))
    return labels(name).get(text, text)


def sex(value: str | None) -> str:
    """``Nam``, ``Nữ`` or a dash."""
    return SEX.get(value, "—")


def born(line: Any) -> str:
    """A birth date as precisely as it is known."""
    if line.birth_date is None:
        return "—"
    return {"year": f"{line.birth_date:%Y}", "month": f"{line.birth_date:%m/%Y}"}.get(
        line.birth_precision, day(line.birth_date)
    )


def age(months: int | None) -> str:
    """``8 tuổi 3 tháng``; months alone under two years; a dash where unknown."""
    if months is None:
        return "—"
    if months < 24:
        return f"{months} tháng"
    return f"{months // 12} tuổi" + (f" {months % 12} tháng" if months % 12 else "")


def can(permission: Permission) -> bool:
    """Whether the signed-in person may enter."""
    actor = actor_or_none()
    return may(actor.role if actor else None, permission)


def kind(field: Field) -> str:
    """``number``, ``choice``, ``text`` or ``teeth``: how a cell of the sheet is drawn."""
    return KINDS[type(field)]


def key(choice: Choice) -> str:
    """The shortest thing that can be typed for a choice."""
    return min((choice.code, *choice.keys), key=len)


def has_page(endpoint: str) -> bool:
    """Whether this installation has a page, so that nothing links into the void."""
    return endpoint in current_app.view_functions


def ward_name() -> str:
    """The ward of this installation; needs no database, so error pages can show it."""
    return next(iter(labels("wards").values()))


def asset(filename: str, endpoint: str = "static") -> str:
    """The address of a packaged file; it changes with the file, so browsers may keep it for good."""
    folder = current_app.static_folder
    if endpoint != "static":
        folder = current_app.blueprints[endpoint.split(".")[0]].static_folder
    return url_for(endpoint, filename=filename, v=_fingerprint(Path(str(folder)) / filename))


@cache
def _fingerprint(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()[:12]
