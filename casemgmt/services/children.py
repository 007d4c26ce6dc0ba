"""Adding a child by hand, possible duplicates shown before anything is saved."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from casemgmt.domain.child_input import Identity
from casemgmt.domain.contact_input import Dwelling, GuardianInput
from casemgmt.domain.context import Context
from casemgmt.domain.dates import school_year
from casemgmt.domain.errors import InvalidInput
from casemgmt.domain.rosters.records import ChildRecord
from casemgmt.store import alike_children, audit, child_files, contacts, guardians, requests
from casemgmt.store.children import Child
from casemgmt.store.db import session, transaction
from casemgmt.store.keys import sealer
from casemgmt.store.places import SchoolClass, classes_of, get_class
from casemgmt.store.school_moves import begin_enrolment, enrolments_of

REQUEST = "child.request"


@dataclass(frozen=True)
class ClassChoice:
    """A class of this school year that a child can be put into."""

    class_id: UUID
    name: str
    school_name: str


@dataclass(frozen=True)
class Choices:
    """What a form about a child offers: classes by school, and neighbourhood -> name."""

    classes: tuple[ClassChoice, ...]
    neighbourhoods: Mapping[int, str]


@dataclass(frozen=True)
class NewChild:
    """A child typed by hand; ``guardian`` and ``class_id`` None where nothing was said."""

    identity: Identity
    dwelling: Dwelling
    guardian: GuardianInput | None = None
    class_id: UUID | None = None


@dataclass(frozen=True)
class AlikeChild:
    """A child of the register that the typed one may be, as far as the actor may know.

    Attributes:
        class_name: with the school; "" where the child is in no class.
        neighbourhood: "" where unknown.
        reasons: codes of ``domain/matching.Reason``.
    """

    child_id: UUID
    full_name: str
    birth_date: date | None
    birth_precision: str
    sex: str | None
    class_name: str
    neighbourhood: str
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Addition:
    """What became of a child typed by hand.

    Attributes:
        child_id: the new record; None where a question stands first.
        visible: whether the actor may open the new record.
        alike: children it may be.
        hidden: how many more it may be, outside the actor's scope.
        answer: to be sent again with "it is another child"; "" where it cannot be another, because
            one of them has the same number.
    """

    child_id: UUID | None = None
    visible: bool = False
    alike: tuple[AlikeChild, ...] = ()
    hidden: int = 0
    answer: str = ""


def list_choices(ctx: Context) -> Choices:
    """What forms about a child offer, within scope."""
    classes = classes_of(ctx, school_year(ctx.today))
    return Choices(
        classes=tuple(ClassChoice(one.id, one.name, school.name) for one, school in classes),
        neighbourhoods=contacts.neighbourhood_names(ctx),
    )


def add_child(ctx: Context, new: NewChild, key: str, answer: str = "") -> Addition:
    """Put a child into the register, unless it may be there already and nobody was asked.

    Sent twice with one key, it is added once.

    Args:
        key: of the form, made anew for each child.
        answer: of the ``Addition`` that asked, where the person said that it is another child.

    Raises:
        InvalidInput: a school account named no class; a neighbourhood that is not of the ward.
        NotFound: the class is not there for this actor.
        KeyReused: the key came with another child.
    """
    digest = sealer().index(repr((new, answer)), REQUEST).hex()
    with transaction(ctx):
        before = requests.answered(ctx, key, digest)
        if before is not None:
            return _added(ctx, UUID(before["child_id"]))
        into = _class_wanted(ctx, new)
        contacts.refuse_foreign_neighbourhood(ctx, new.dwelling)
        question = _question(ctx, new.identity)
        asked = question.alike or question.hidden
        if asked and (not question.answer or question.answer != answer):
            return question
        child = _save(ctx, new, into)
        requests.remember(ctx, key, digest, {"child_id": str(child.id)})
        session().flush()
        return _added(ctx, child.id)


def _class_wanted(ctx: Context, new: NewChild) -> SchoolClass | None:
    if new.class_id is not None:
        return get_class(ctx, new.class_id)[0]
    if ctx.actor.school_id is not None:
        raise InvalidInput(problem="class_wanted", field="class_id")
    return None


def _save(ctx: Context, new: NewChild, into: SchoolClass | None) -> Child:
    child = child_files.new_child(ctx, new.identity)
    contacts.write_dwelling(child, new.dwelling)
    if new.guardian is not None:
        guardians.add_guardian(child, new.guardian)
    if into is not None:
        begin_enrolment(child.id, into, ctx.today)
    return child


def _added(ctx: Context, child_id: UUID) -> Addition:
    return Addition(child_id=child_id, visible=child_id in alike_children.within_scope(ctx, [child_id]))


def _question(ctx: Context, identity: Identity) -> Addition:
    record = ChildRecord(
        full_name=identity.full_name, name_as_typed=identity.name_as_typed, dob=identity.dob,
        dob_precision=identity.dob_precision, sex=identity.sex, class_name=None, sheet="", row_number=0,
        personal_id=identity.personal_id,
    )  # fmt: skip
    found = alike_children.lookalikes(ctx, record)
    seen = alike_children.within_scope(ctx, found)
    for child_id in seen:
        audit.note(ctx, "child.compare", "child", child_id)
    taken = identity.personal_id is not None and alike_children.has_number(ctx, identity.personal_id)
    return Addition(
        alike=tuple(_alike(ctx, seen[one], found[one]) for one in found if one in seen),
        hidden=len(found) - len(seen),
        answer=alike_children.answer_about(found) if found and not taken else "",
    )


def _alike(ctx: Context, child: Child, reasons: tuple[str, ...]) -> AlikeChild:
    here = next((row for row in enrolments_of(child.id) if row[0].to_date is None), None)
    contact = contacts.contact_of(ctx, child)
    return AlikeChild(
        child_id=child.id, full_name=child.full_name, birth_date=child.birth_date,
        birth_precision=child.birth_precision, sex=child.sex,
        class_name=f"{here[1].name} · {here[2].name}" if here else "",
        neighbourhood=contacts.PROTECTED if contact.protected else contact.neighbourhood,
        reasons=reasons,
    )  # fmt: skip
