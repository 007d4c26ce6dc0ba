"""Made-up records with complete defaults; a test names only what matters to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from casemgmt.domain.context import Actor, Context, Role
from casemgmt.domain.vietnamese.names import fold, sort_key
from casemgmt.services.days import start_day
from casemgmt.services.screening import InstrumentCells, RowSave
from casemgmt.store.accounts import User, UserSession, digest, new_token
from casemgmt.store.children import Child, Enrolment, Household, HouseholdStatus
from casemgmt.store.db import session, transaction
from casemgmt.store.passwords import hash_password
from casemgmt.store.places import Neighbourhood, School, SchoolClass, Ward

PASSWORD = "mây trắng qua đèo gió"
_HASH = hash_password(PASSWORD)
ALL_NORMAL = {
    "vision": {"va_right_uncorrected": "10", "va_left_uncorrected": "10"},
    "dental": {"teeth": "0"},
    "heart": {"murmur_grade": "0", "signs": "0"},
}


@dataclass(frozen=True)
class Place:
    """Ids of one ward with one school, one class and one neighbourhood."""

    ward_id: int
    school_id: int
    class_id: UUID
    neighbourhood_id: int


def make_place(ctx: Context, school: str = "Trường Tiểu học Mẫu", name: str = "2A") -> Place:
    with transaction(ctx):
        if session().get(Ward, 1) is None:
            session().add(Ward(id=1, code="00000", name="Phường Mẫu", province="tỉnh Mẫu"))
            session().add(Neighbourhood(id=1, ward_id=1, name="Tổ 1"))
    with transaction(ctx):
        made = School(ward_id=1, name=school, name_fold=fold(school), level="primary")
        session().add(made)
    with transaction(ctx):
        one = SchoolClass(id=uuid4(), ward_id=1, school_id=made.id, school_year=2026, name=name)
        session().add(one)
    return Place(1, made.id, one.id, 1)


def make_user(ctx: Context, role: Role, school_id: int | None = None, login: str = "") -> Context:
    """An account with a session; the context acts as it. Its password is ``PASSWORD``."""
    user = User(
        id=uuid4(),
        ward_id=1,
        school_id=school_id,
        login=login or f"{role.value}.{uuid4().hex[:6]}",
        name=f"Người Mẫu {role.value}",
        role=role.value,
        password_hash=_HASH,
        active=True,
        created_at=ctx.now(),
    )
    with transaction(ctx):
        session().add(user)
    return Context(Actor(user.id, role, 1, school_id), ctx.clock, "test", "test")


def make_token(ctx: Context) -> str:
    """A live session of the context's account."""
    token = new_token()
    with transaction(ctx):
        session().add(
            UserSession(
                id=uuid4(), user_id=ctx.actor.user_id, token_digest=digest(token), started_at=ctx.now()
            )
        )
    return token


def make_child(ctx: Context, place: Place, poverty: str | None = None, **given: Any) -> UUID:
    """A child enrolled in the place's class; with ``poverty`` also a household of that status in 2026."""
    name = given.pop("full_name", "Trẻ Mẫu Một")
    household = Household(id=uuid4(), ward_id=1, neighbourhood_id=1)
    child = Child(
        **{
            "id": uuid4(),
            "ward_id": 1,
            "full_name": name,
            "name_typed": name,
            "name_fold": fold(name),
            "name_sort": sort_key(name),
            "birth_date": date(2018, 3, 1),
            "birth_precision": "day",
            "sex": "F",
            "neighbourhood_id": 1,
            "household_id": household.id if poverty else None,
            "version": 1,
        }
        | given
    )
    with transaction(ctx):
        if poverty:
            session().add(household)
    with transaction(ctx):
        if poverty:
            session().add(
                HouseholdStatus(id=uuid4(), ward_id=1, household_id=household.id, year=2026, status=poverty)
            )
        session().add(child)
    with transaction(ctx):
        session().add(
            Enrolment(
                id=uuid4(),
                ward_id=1,
                child_id=child.id,
                class_id=place.class_id,
                school_id=place.school_id,
                school_year=2026,
                from_date=date(2026, 9, 5),
            )
        )
    return child.id


def open_day(ctx: Context, place: Place, *instruments: str) -> UUID:
    return start_day(ctx, place.class_id, ctx.today, instruments or ("vision", "dental", "heart"))


def row(child_id: UUID, seen: int = 0, key: str = "", **cells: Mapping[str, str]) -> RowSave:
    """One row to save: instrument code -> field code -> text, all seen at the same save."""
    typed = {code: InstrumentCells(fields, seen) for code, fields in cells.items()}
    return RowSave(child_id, key or uuid4().hex, typed)
