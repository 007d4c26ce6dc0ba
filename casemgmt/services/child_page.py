"""The file of one child, each part only for those who may know it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from casemgmt.domain.access import Permission, may
from casemgmt.domain.context import Context
from casemgmt.domain.instrument import Sex
from casemgmt.domain.vietnamese.identifiers import doubts_about, mask
from casemgmt.store import alike_children, audit, child_files, contacts, households, register, school_moves
from casemgmt.store.children import Child, get_child
from casemgmt.store.contacts import Contact
from casemgmt.store.db import transaction


@dataclass(frozen=True)
class ShownIdentity:
    """Who a child is; numbers masked, "" where unknown.

    Attributes:
        doubts: codes of ``IdentifierDoubt`` about the personal number.
    """

    child_id: UUID
    full_name: str
    birth_date: date | None
    birth_precision: str
    sex: str | None
    ethnic_group: str | None
    residence: str | None
    personal_id: str
    health_insurance: str
    address_protected: bool
    version: int
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Relative:
    """A child of the same household."""

    child_id: UUID
    full_name: str
    birth_date: date | None
    birth_precision: str


@dataclass(frozen=True)
class YearStatus:
    """What the certificate of a calendar year says."""

    year: int
    status: str
    certificate_no: str


@dataclass(frozen=True)
class ShownHousehold:
    """A household; ``head_name`` is "" where unknown or not shown.

    Attributes:
        relatives: the other children of it within scope.
        hidden: how many more it has, outside the actor's scope.
    """

    head_name: str
    statuses: tuple[YearStatus, ...]
    relatives: tuple[Relative, ...]
    hidden: int
    version: int


@dataclass(frozen=True)
class EnrolmentLine:
    """A class the child is or was in; ``to_date`` None while it lasts."""

    enrolment_id: UUID
    class_name: str
    school_name: str
    school_year: int
    from_date: date
    to_date: date | None
    end_reason: str | None


@dataclass(frozen=True)
class WaitingMove:
    """Word that the child leaves its class, not yet decided."""

    move_id: UUID
    kind: str
    from_list: bool


@dataclass(frozen=True)
class ChildFile:
    """One child as the actor may see it.

    Attributes:
        sheets: day and id of the exam sheets; empty for roles that may not open them.
        referrals: day issued, state and id; empty for roles that may not open them.
        alike: name and id of children within scope this may be once more.
    """

    identity: ShownIdentity
    contact: Contact
    household: ShownHousehold | None
    enrolments: tuple[EnrolmentLine, ...]
    moves: tuple[WaitingMove, ...]
    sheets: tuple[tuple[date, UUID], ...] = ()
    referrals: tuple[tuple[date, str, UUID], ...] = ()
    alike: tuple[Relative, ...] = ()


def find_child(ctx: Context, child_id: UUID) -> UUID:
    """The id under which a child is kept: a record merged into another leads to that one.

    Raises:
        NotFound: there is none, or not for this actor.
    """
    return child_files.kept_record(ctx, child_id)


def open_child(ctx: Context, child_id: UUID) -> ChildFile:
    """A child's file; the view is put on record.

    Raises:
        NotFound: there is none, or not for this actor.
    """
    child = get_child(ctx, child_id)
    role = ctx.actor.role
    file = ChildFile(
        identity=_identity(child),
        contact=contacts.contact_of(ctx, child),
        household=_household(ctx, child),
        enrolments=_enrolments(child),
        moves=tuple(
            WaitingMove(row.move.id, row.move.kind, row.move.import_id is not None)
            for row in school_moves.moves_of(ctx, child.id)
        ),
        sheets=_sheets(ctx, child) if may(role, Permission.SCREENING_CREATE) else (),
        referrals=_referrals(ctx, child) if may(role, Permission.HEALTH_REFERRAL_CHANGE) else (),
        alike=_alike(ctx, child) if may(role, Permission.CHILD_MERGE) else (),
    )
    act = "child.read_protected" if file.contact.protected else "child.read"
    with transaction(ctx):
        audit.note(ctx, act, "child", child_id)
    return file


def _identity(child: Child) -> ShownIdentity:
    number, insurance = register.personal_id(child), register.health_insurance(child)
    sex = Sex(child.sex) if child.sex else None
    doubts = doubts_about(number, sex, child.birth_date) if number else ()
    return ShownIdentity(
        child_id=child.id,
        full_name=child.full_name,
        birth_date=child.birth_date,
        birth_precision=child.birth_precision,
        sex=child.sex,
        ethnic_group=child.ethnic_group,
        residence=child.residence,
        personal_id=mask(number) if number else "",
        health_insurance=mask(insurance) if insurance else "",
        address_protected=child.address_protected,
        version=child.version,
        doubts=tuple(one.value for one in doubts),
    )


def _household(ctx: Context, child: Child) -> ShownHousehold | None:
    held = households.household_of(child)
    if held is None:
        return None
    seen = households.members(ctx, held.id)
    return ShownHousehold(
        head_name="" if contacts.is_protected(child) else held.head_name,
        statuses=tuple(
            YearStatus(one.year, one.status, one.certificate_no) for one in households.statuses_of(held.id)
        ),
        relatives=tuple(_relative(one) for one in seen if one.id != child.id),
        hidden=households.count_members(held.id) - len(seen),
        version=held.version,
    )


def _relative(child: Child) -> Relative:
    return Relative(child.id, child.full_name, child.birth_date, child.birth_precision)


def _enrolments(child: Child) -> tuple[EnrolmentLine, ...]:
    return tuple(
        EnrolmentLine(
            enrolment_id=held.id,
            class_name=one.name,
            school_name=school.name,
            school_year=held.school_year,
            from_date=held.from_date,
            to_date=held.to_date,
            end_reason=held.end_reason,
        )
        for held, one, school in school_moves.enrolments_of(child.id)
    )


def _sheets(ctx: Context, child: Child) -> tuple[tuple[date, UUID], ...]:
    return tuple((day.held_on, day.id) for day in child_files.sheets_of(ctx, child.id))


def _referrals(ctx: Context, child: Child) -> tuple[tuple[date, str, UUID], ...]:
    return tuple((one.issued_on, one.state, one.id) for one in child_files.referrals_of(ctx, child.id))


def _alike(ctx: Context, child: Child) -> tuple[Relative, ...]:
    record = alike_children.record_of(child)
    if record is None:
        return ()
    found = alike_children.lookalikes(ctx, record, exclude=child.id)
    return tuple(_relative(one) for one in alike_children.within_scope(ctx, found).values())
