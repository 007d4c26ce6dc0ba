"""A made-up instrument in one file gets its column, storage, finding, referral and indicator by itself."""

from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import select

from casemgmt.domain import indicators, instruments
from casemgmt.domain.context import Role
from casemgmt.store.db import session
from casemgmt.store.referrals import Referral
from casemgmt.store.screening import Observation
from tests.factories import make_child, open_day

MODULE = '''
"""Balance on one leg, made up for a test."""

from casemgmt.domain.fields import Choice, ChoiceField, Limits, NumberField
from casemgmt.domain.instrument import (
    Destination, Finding, FindingKind, Instrument, Interpretation, Measure, ReferralLevel, Severity, Status,
)

SHORTEST_SECONDS = 5


def interpret(readings, subject, policy):
    """Under five seconds is referred."""
    if "seconds" not in readings:
        return Interpretation(Status.INCOMPLETE, missing=("số giây",))
    held = readings["seconds"].number
    found = () if held >= SHORTEST_SECONDS else (
        Finding("unsteady_stance", Severity.MINOR, ReferralLevel.ROUTINE, "đứng dưới 5 giây",
                "bịa cho kiểm thử", Destination.GENERAL_HOSPITAL),
    )
    return Interpretation(Status.COMPLETE, (Measure("seconds", number=held, text=f"{held:g} giây"),), found)


INSTRUMENT = Instrument(
    code="balance", title="Thăng bằng một chân", version="1", rule_version="balance-1",
    fields=(
        NumberField("seconds", "Số giây đứng một chân", "giây", (Limits(0, 60),)),
        ChoiceField("leg", "Chân đứng", (Choice("left", "Trái", ("t",)), Choice("right", "Phải", ("p",)))),
    ),
    finding_kinds=(FindingKind("unsteady_stance", "Đứng không vững"),),
    interpret=interpret, source="bịa cho kiểm thử", normal={"seconds": "10"},
)
'''


@pytest.fixture
def balance(tmp_path):
    (tmp_path / "balance_made_up.py").write_text(MODULE, encoding="utf-8")
    instruments.__path__.append(str(tmp_path))
    forget()
    yield
    instruments.__path__.remove(str(tmp_path))
    forget()


def forget():
    for cached in (instruments.all_instruments, *vars(indicators).values()):
        if hasattr(cached, "cache_clear"):
            cached.cache_clear()


@pytest.fixture
def saved(balance, nurse, place, signed_in):
    child = make_child(nurse, place)
    day = open_day(nurse, place, "balance")
    visitor = signed_in(Role.HEALTH_STATION)
    cells = {"balance": {"seen": 0, "typed": {"seconds": "3", "leg": "t"}}}
    answer = visitor.send(f"/kham/{day}/dong", {"child_id": str(child), "key": uuid4().hex, "cells": cells})
    return visitor, day, answer


def test_its_columns_stand_on_the_sheet(saved):
    visitor, day, _answer = saved

    page = visitor.get(f"/kham/{day}").text

    assert "Thăng bằng một chân" in page
    assert "Số giây đứng một chân" in page


def test_it_can_be_chosen_when_a_sheet_is_opened(balance, place, signed_in):
    page = signed_in(Role.HEALTH_STATION).get(f"/lop/{place.class_id}/kham").text

    assert 'value="balance"' in page


def test_its_range_is_checked(balance, nurse, place, signed_in):
    child = make_child(nurse, place)
    day = open_day(nurse, place, "balance")
    cells = {"balance": {"seen": 0, "typed": {"seconds": "61"}}}

    answer = signed_in(Role.HEALTH_STATION).send(
        f"/kham/{day}/dong", {"child_id": str(child), "key": uuid4().hex, "cells": cells}
    )

    assert "từ 0 đến 60" in answer.json["instruments"]["balance"]["refused"]["seconds"]


def test_its_readings_and_findings_are_stored(saved):
    stored = {(one.kind, one.code) for one in session().scalars(select(Observation))}

    assert stored == {
        ("save", "save"), ("answer", "seconds"), ("answer", "leg"), ("measure", "seconds"),
        ("finding", "unsteady_stance"),
    }  # fmt: skip


def test_its_finding_becomes_a_referral(saved):
    referral = session().scalars(select(Referral)).one()

    assert (referral.instrument, referral.destination) == ("balance", "general_hospital")


def test_it_says_on_the_row_what_it_means(saved):
    _visitor, _day, answer = saved

    assert "đứng dưới 5 giây" in answer.json["instruments"]["balance"]["lines"][0]["text"]


def test_its_indicator_can_be_asked_for(saved, signed_in):
    page = signed_in(Role.STATISTICIAN).get("/thong-ke?chi-so=unsteady_stance&nam=2026")

    assert page.status_code == 200
    assert "Đứng không vững" in page.text


def test_without_the_file_it_is_gone():
    assert "balance" not in instruments.all_instruments()


def test_no_page_and_no_script_names_an_instrument():
    root = Path(__file__).parents[2]
    sources = [*(root / "templates").rglob("*.html"), *(root / "casemgmt/static/js").glob("*.js")]
    codes = [*instruments.all_instruments(), "va_right", "murmur", "dmft"]

    named = [(file.name, code) for file in sources for code in codes if f'"{code}' in file.read_text("utf-8")]

    assert named == []
