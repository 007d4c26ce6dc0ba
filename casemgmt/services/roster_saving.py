"""Taking a class list over in one transaction, and deciding later about rows that waited."""

from collections.abc import Mapping
from uuid import UUID, uuid4

from casemgmt.domain.context import Context
from casemgmt.domain.errors import InvalidInput, NotFound, WrongStep
from casemgmt.domain.rosters.records import ChildRecord
from casemgmt.domain.rosters.states import ImportState
from casemgmt.domain.rosters.taking import Absence, TakeOver, typed_class
from casemgmt.domain.school_moves import MoveKind, MoveState
from casemgmt.store.children import SchoolMove
from casemgmt.store.db import session, transaction
from casemgmt.store.places import get_school
from casemgmt.store.roster_files import delete_import
from casemgmt.store.roster_lines import Lines, absent_children
from casemgmt.store.roster_readings import Before, open_reading, seal_before
from casemgmt.store.rosters import RosterImport, get_import
from casemgmt.store.saving_progress import Running
from casemgmt.store.taking_over import TakingOver


def take_over(ctx: Context, import_id: UUID, choice: TakeOver) -> None:
    """Save the good rows of a list: all of them or none. Asked twice by one person, it is done once.

    Blank never deletes; what is known is overwritten only where the choice says so; rows that need
    a decision and got none wait.

    Raises:
        NotFound: the import, the school or a chosen child is not there for this actor.
        InvalidInput: no row can be taken, a class is missing, or two rows became one child.
        Conflict: what was shown to the person is no longer so.
        WrongStep: somebody else took the list over.
    """
    with transaction(ctx):
        held = get_import(ctx, import_id)
        if ImportState(held.state) is ImportState.COMMITTED:
            if held.saved_by != ctx.actor.user_id:
                raise WrongStep(problem="taken_by_other")
            return
        reading = open_reading(held)
        if not reading.children:
            raise InvalidInput(problem="nothing_to_take", field="file")
        with Running(import_id, len(reading.children)) as running:
            _take(ctx, held, choice, reading.children, running)
        held.counts = {**held.counts, "rejected": len(reading.rejected)}


def _take(
    ctx: Context, held: RosterImport, choice: TakeOver, records: tuple[ChildRecord, ...], running: Running
) -> None:
    school, before = get_school(ctx, choice.school_id), (held.school_id, held.class_name)
    held.school_id, held.class_name = school.id, typed_class(choice.class_name)
    taking = TakingOver(ctx, held, school, choice)
    lines, counts = taking.take(records, running.report)
    _propose_moves(ctx, held, choice.absent, lines)
    running.report(len(records))
    held.state, held.finished_at, held.saved_by = ImportState.COMMITTED.value, ctx.now(), ctx.actor.user_id
    held.counts = dict(counts)
    held.classes = {str(one.id): one.name for one in taking.classes.values()}
    held.undo_sealed = seal_before(held.id, Before(before[0], tuple(taking.classes_made), before[1]))
    taking.save()


def _propose_moves(ctx: Context, held: RosterImport, absent: Mapping[UUID, Absence], lines: Lines) -> None:
    """What a person said of children whom the list does not name waits for being confirmed."""
    said = {key: one for key, one in absent.items() if one is not Absence.STAYS}
    if not said:
        return
    missing = {child.id: enrolment for child, enrolment, _ in absent_children(ctx, held, lines)}
    if not said.keys() <= missing.keys():
        raise NotFound(kind="child")
    for child_id, absence in said.items():
        enrolment = missing[child_id]
        session().add(
            SchoolMove(
                id=uuid4(), ward_id=ctx.actor.ward_id, child_id=child_id, enrolment_id=enrolment.id,
                from_school_id=enrolment.school_id, kind=MoveKind(absence.value).value,
                state=MoveState.PROPOSED.value, import_id=held.id, proposed_by=ctx.actor.user_id,
                proposed_at=ctx.now(), version=1, to_class_name="",
            )
        )  # fmt: skip


def set_place(ctx: Context, import_id: UUID, school_id: int, class_name: str) -> None:
    """Say whose list it is before it is saved, so that it is compared with the right class.

    Raises:
        NotFound: the import or the school is not there for this actor.
        InvalidInput: the class is longer than a class can be.
        WrongStep: the list has been taken over already.
    """
    with transaction(ctx):
        held = get_import(ctx, import_id)
        if ImportState(held.state) is ImportState.COMMITTED:
            raise WrongStep(problem="already_taken")
        held.school_id, held.class_name = get_school(ctx, school_id).id, typed_class(class_name)


def discard_import(ctx: Context, import_id: UUID) -> None:
    """Throw a reading away, with the file it came from.

    Raises:
        NotFound: not there for this actor.
        WrongStep: the list has been taken over already.
    """
    with transaction(ctx):
        held = get_import(ctx, import_id)
        if ImportState(held.state) is ImportState.COMMITTED:
            raise WrongStep(problem="already_taken")
        delete_import(held)
