"""Following referrals: who waits, and what became of each."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from casemgmt.domain.access import Permission, Verdict, verdict
from casemgmt.domain.context import LOCAL_TIME, Context
from casemgmt.domain.errors import Conflict, InvalidInput, WrongStep
from casemgmt.domain.instrument import Destination, ReferralLevel
from casemgmt.domain.referrals import BY_CORRECTION, FOLLOWED, NEXT, ReferralState, is_overdue, may_move
from casemgmt.store import audit
from casemgmt.store.db import session, transaction
from casemgmt.store.referral_lists import ReferralLine, count_by_state, page_of_referrals, referral_line
from casemgmt.store.referral_scope import get_referral
from casemgmt.store.referrals import Referral, ReferralEvent, events_of
from casemgmt.store.searched_children import seen_among

NOTE_LENGTH = 500


@dataclass(frozen=True)
class ShownReferral:
    """A referral as lists and its own page show it.

    Attributes:
        because: empty for a role that may know that a visit is due and not why.
    """

    referral_id: UUID
    child_name: str
    class_name: str
    school_name: str
    instrument: str
    level: ReferralLevel
    destination: Destination
    because: tuple[str, ...]
    issued_on: date
    due_on: date
    state: ReferralState
    overdue: bool
    version: int


@dataclass(frozen=True)
class ReferralPage:
    """One page of the list: counts by state over all, and the lines of the page."""

    counts: dict[ReferralState, int]
    lines: tuple[ShownReferral, ...]
    total: int


@dataclass(frozen=True)
class ReferralStep:
    """One past step."""

    from_state: ReferralState
    to_state: ReferralState
    on: date
    note: str


@dataclass(frozen=True)
class ReferralFile:
    """A referral with its past and what may follow.

    Attributes:
        child_id: None where the child's own file is out of the actor's scope, as after a move.
    """

    referral: ShownReferral
    child_id: UUID | None
    steps: tuple[ReferralStep, ...]
    next_states: tuple[ReferralState, ...]


@dataclass(frozen=True)
class Move:
    """A step a person reports; ``version`` is the one the person was looking at."""

    to: ReferralState
    happened_on: date
    note: str
    version: int


def list_referrals(ctx: Context, state: ReferralState | None, page: int, size: int = 50) -> ReferralPage:
    """One page of the referrals in scope, those that wait first, the longest overdue on top.

    Without a state: all that somebody still has to follow. The view is put on record.
    """
    counts = {ReferralState(code): number for code, number in count_by_state(ctx).items()}
    states = {state} if state else FOLLOWED
    lines = page_of_referrals(ctx, {one.value for one in states}, (page - 1) * size, size)
    total = sum(counts.get(one, 0) for one in states)
    shown = tuple(_shown(ctx, line) for line in lines)
    with transaction(ctx):
        audit.note(ctx, "referral.list", "referral")
    return ReferralPage(counts, shown, total)


def open_referral(ctx: Context, referral_id: UUID) -> ReferralFile:
    """A referral with its past; the view is put on record.

    Raises:
        NotFound: not there for this actor.
    """
    line = referral_line(ctx, referral_id)
    shown = _shown(ctx, line)
    steps = [
        ReferralStep(
            ReferralState(one.from_state),
            ReferralState(one.to_state),
            one.happened_on,
            one.note if _may_know_why(ctx) else "",
        )
        for one in events_of(referral_id)
    ]
    corrected = [
        ReferralStep(
            ReferralState(one["from"]),
            ReferralState(one["to"]),
            datetime.fromisoformat(one["at"]).astimezone(LOCAL_TIME).date(),
            "Sửa kết quả khám",
        )
        for one in line.referral.corrections
    ]
    with transaction(ctx):
        audit.note(ctx, "referral.read", "referral", referral_id)
    order = list(ReferralState)
    allowed = tuple(sorted(NEXT[shown.state] - BY_CORRECTION, key=order.index))
    seen = seen_among(ctx, [line.referral.child_id])
    child_id = line.referral.child_id if seen else None
    return ReferralFile(shown, child_id, tuple(sorted([*steps, *corrected], key=lambda one: one.on)), allowed)


def move_referral(ctx: Context, referral_id: UUID, move: Move) -> None:
    """Record what became of a referral.

    Raises:
        NotFound: not there for this actor.
        Conflict: someone else moved it meanwhile.
        WrongStep: its state does not allow the step.
        InvalidInput: a day in the future or before the examination, or too long a note.
    """
    move_referrals(ctx, ((referral_id, move),))


def move_referrals(ctx: Context, moves: tuple[tuple[UUID, Move], ...]) -> None:
    """Record what became of several referrals, in this order: all of it or nothing.

    Raises:
        NotFound, Conflict, WrongStep, InvalidInput: as for one referral.
    """
    for _referral_id, move in moves:
        if move.happened_on > ctx.today:
            raise InvalidInput(problem="future_day", field="happened_on")
        if len(move.note) > NOTE_LENGTH:
            raise InvalidInput(problem="too_long", field="note", maximum=NOTE_LENGTH)
    with transaction(ctx):
        for referral_id, move in moves:
            _move(ctx, get_referral(ctx, referral_id), move)


def _move(ctx: Context, referral: Referral, move: Move) -> None:
    if _is_repeat(ctx, referral, move):
        return
    _check_step(referral, move)
    session().add(
        ReferralEvent(
            id=uuid4(),
            referral_id=referral.id,
            from_state=referral.state,
            to_state=move.to.value,
            happened_on=move.happened_on,
            recorded_at=ctx.now(),
            recorded_by=ctx.actor.user_id,
            note=move.note.strip(),
        )
    )
    referral.state = move.to.value
    referral.version += 1


def _is_repeat(ctx: Context, referral: Referral, move: Move) -> bool:
    """The same person sent the same step twice: it stands, once."""
    if referral.version != move.version + 1 or referral.state != move.to.value:
        return False
    last = events_of(referral.id)[-1:]
    return any(
        one.recorded_by == ctx.actor.user_id
        and one.happened_on == move.happened_on
        and one.note == move.note.strip()
        for one in last
    )


def _check_step(referral: Referral, move: Move) -> None:
    if referral.version != move.version:
        raise Conflict(current={"state": referral.state, "version": referral.version})
    if move.to in BY_CORRECTION or not may_move(ReferralState(referral.state), move.to):
        raise WrongStep(problem="step_not_allowed", state=referral.state, to=move.to.value)
    if move.happened_on < referral.issued_on:
        raise InvalidInput(problem="before_issue", field="happened_on")


def _may_know_why(ctx: Context) -> bool:
    """A school and a social worker may know that a visit is due, and not why."""
    return verdict(ctx.actor.role, Permission.HEALTH_REFERRAL_READ) is Verdict.YES


def _shown(ctx: Context, line: ReferralLine) -> ShownReferral:
    one = line.referral
    state = ReferralState(one.state)
    return ShownReferral(
        referral_id=one.id,
        child_name=line.child_name,
        class_name=line.class_name,
        school_name=line.school_name,
        instrument=one.instrument,
        level=ReferralLevel(one.level),
        destination=Destination(one.destination),
        because=tuple(one.because) if _may_know_why(ctx) else (),
        issued_on=one.issued_on,
        due_on=one.due_on,
        state=state,
        overdue=is_overdue(state, one.due_on, ctx.today),
        version=one.version,
    )
