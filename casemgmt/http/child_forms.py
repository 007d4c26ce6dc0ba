"""Forms about a child: typed text -> values of the domain, every wrong field named at once."""

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from marshmallow import EXCLUDE, Schema, ValidationError, fields, validate

from casemgmt.domain.child_fields import TypedIdentity
from casemgmt.domain.child_input import Identity, read_identity
from casemgmt.domain.contact_input import (
    Dwelling,
    GuardianInput,
    TypedGuardian,
    dwelling_problems,
    read_guardian,
)
from casemgmt.domain.input_problems import FieldProblem, InputCode
from casemgmt.domain.vietnamese.names import tidy
from casemgmt.http.child_messages import field_sentences
from casemgmt.http.fields import FORM, text
from casemgmt.http.paging import small_number

Form = Mapping[str, str]
GUARDIAN = "guardian_"


class IdentitySchema(Schema):
    """Who a child is."""

    class Meta:
        unknown = EXCLUDE

    full_name = text(1000, needed=False, blank=True)
    birth = text(60, needed=False, blank=True)
    sex = text(10, needed=False, blank=True)
    personal_id = text(60, needed=False, blank=True)
    health_insurance = text(60, needed=False, blank=True)
    ethnic_group = text(60, needed=False, blank=True)
    residence = text(20, needed=False, blank=True)


class DwellingSchema(Schema):
    """Where a child lives."""

    class Meta:
        unknown = EXCLUDE

    neighbourhood_id = text(8, needed=False, blank=True)
    address = text(1000, needed=False, blank=True)


class GuardianSchema(Schema):
    """Who cares for a child."""

    class Meta:
        unknown = EXCLUDE

    name = text(1000, needed=False, blank=True)
    relation = text(20, needed=False, blank=True)
    phone = text(60, needed=False, blank=True)


class NewChildSchema(Schema):
    """What the form of a new child holds beside the child."""

    class Meta:
        unknown = EXCLUDE

    key = fields.String(required=True, validate=validate.Regexp(r"[0-9a-f]{32}\Z", error=FORM))
    answer = fields.String(load_default="", validate=validate.Regexp(r"([0-9a-f]{32})?\Z", error=FORM))
    class_id = fields.String(load_default="", validate=validate.Length(max=36, error=FORM))


def identity_form(form: Form, today: date, *, sex_needed: bool = True) -> Identity:
    """Who a child is.

    Raises:
        ValidationError: fields that cannot be understood.
    """
    identity, problems = read_identity(_identity(form), today, sex_needed=sex_needed)
    refuse(problems)
    assert identity is not None
    return identity


def dwelling_form(form: Form, residence: str) -> Dwelling:
    """Where a child lives.

    Raises:
        ValidationError: fields that cannot be understood.
    """
    dwelling = _dwelling(form)
    refuse(dwelling_problems(dwelling, residence))
    return dwelling


def guardian_form(form: Form, *, blank: bool = False) -> GuardianInput:
    """Who cares for a child.

    Args:
        blank: nothing may be typed, for what is stored stays.

    Raises:
        ValidationError: fields that cannot be understood, or nothing typed.
    """
    loaded = GuardianSchema().load(form)
    guardian, problems = read_guardian(TypedGuardian(**loaded))
    refuse(problems)
    if guardian is None and not blank:
        refuse([FieldProblem("name", InputCode.GUARDIAN_BLANK)])
    return guardian or GuardianInput("", loaded["relation"] or "guardian", None)


def new_child_form(form: Form, today: date) -> tuple[Identity, Dwelling, GuardianInput | None]:
    """A new child with its contact; all that is wrong is named together.

    Raises:
        ValidationError: fields that cannot be understood.
    """
    typed, dwelling = _identity(form), _dwelling(form)
    named = {name.removeprefix(GUARDIAN): value for name, value in form.items() if name.startswith(GUARDIAN)}
    identity, found = read_identity(typed, today)
    guardian, about_guardian = read_guardian(TypedGuardian(**GuardianSchema().load(named)), prefix=GUARDIAN)
    refuse((*found, *dwelling_problems(dwelling, typed.residence), *about_guardian))
    assert identity is not None
    return identity, dwelling, guardian


def uuid_or_none(typed: str) -> UUID | None:
    """An id chosen in a form; None where nothing was.

    Raises:
        ValidationError: it is none.
    """
    try:
        return UUID(typed) if typed else None
    except ValueError as error:
        raise ValidationError(FORM) from error


def refuse(problems: Iterable[FieldProblem]) -> None:
    """Refuse a form with problems.

    Raises:
        ValidationError: there are some; each field with its sentence.
    """
    sentences = field_sentences(problems)
    if sentences:
        raise ValidationError(sentences)


def _identity(form: Form) -> TypedIdentity:
    return TypedIdentity(**IdentitySchema().load(form))


def _dwelling(form: Form) -> Dwelling:
    loaded = DwellingSchema().load(form)
    return Dwelling(small_number(loaded["neighbourhood_id"]), tidy(loaded["address"]))
