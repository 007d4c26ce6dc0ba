"""Suggestions for social workers, and what they decide."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from casemgmt.domain.circumstances import (
    REASON_LENGTH,
    SuggestedGroup,
    SuggestionState,
    may_decide,
)
from casemgmt.domain.context import Context
from casemgmt.domain.errors import Conflict, InvalidInput, WrongStep
from casemgmt.store import audit
from casemgmt.store.circumstances import Circumstance
from casemgmt.store.db import session, transaction
from casemgmt.store.keys import sealer
from casemgmt.store.suggestion_lists import SuggestionRow, suggestion_row, suggestion_rows

REASON_PLACE = "circumstance.reason"


@dataclass(frozen=True)
class SuggestionKey:
    """Which suggestion: of which examination, instrument and group."""

    examination_id: UUID
    instrument: str
    group: SuggestedGroup


@dataclass(frozen=True)
class ShownSuggestion:
    """A suggestion and the facts it rests on, nothing more.

    Attributes:
        reason: the social worker's words, "" while undecided.
        version: of the decision, 0 while undecided.
    """

    key: SuggestionKey
    child_id: UUID
    child_name: str
    birth_year: int | None
    class_name: str
    school_name: str
    because: str
    examined_on: date
    state: SuggestionState
    reason: str
    decided_at: datetime | None
    version: int


@dataclass(frozen=True)
class Decision:
    """What a social worker decides and why; ``version`` is the one looked at."""

    to: SuggestionState
    reason: str
    version: int


def list_suggestions(ctx: Context, state: SuggestionState) -> list[ShownSuggestion]:
    """The suggestions of the ward in a state, oldest first, at most 200; the view is put on record."""
    shown = [_shown(row) for row in suggestion_rows(ctx, state.value)]
    with transaction(ctx):
        audit.note(ctx, "suggestion.list", "circumstance")
    return shown


def open_suggestion(ctx: Context, key: SuggestionKey) -> ShownSuggestion:
    """One suggestion; the view is put on record.

    Raises:
        NotFound: not there for this actor.
    """
    shown = _shown(suggestion_row(ctx, key.examination_id, key.instrument, key.group.value))
    with transaction(ctx):
        audit.note(ctx, "suggestion.read", "examination", key.examination_id)
    return shown


def decide_suggestion(ctx: Context, key: SuggestionKey, decision: Decision) -> None:
    """Confirm or dismiss a suggestion, with the reason.

    Raises:
        NotFound: not there for this actor.
        InvalidInput: the reason is shorter than 10 or longer than 1,000 characters.
        Conflict: someone else decided meanwhile.
        WrongStep: a confirmed suggestion is not decided again here.
    """
    shortest, longest = REASON_LENGTH
    reason = decision.reason.strip()
    if not shortest <= len(reason) <= longest:
        raise InvalidInput(problem="reason_length", field="reason", minimum=shortest, maximum=longest)
    with transaction(ctx):
        row = suggestion_row(ctx, key.examination_id, key.instrument, key.group.value)
        shown = _shown(row)
        if _is_repeat(ctx, row, decision, shown.reason == reason):
            return
        if shown.version != decision.version:
            raise Conflict(current={"state": shown.state.value, "version": shown.version})
        if not may_decide(shown.state, decision.to):
            raise WrongStep(problem="step_not_allowed", state=shown.state.value, to=decision.to.value)
        _store(ctx, row, decision, reason)


def _is_repeat(ctx: Context, row: SuggestionRow, decision: Decision, same_reason: bool) -> bool:
    """The same person sent the same decision twice: it stands, once."""
    held = row.decision
    return (
        held is not None
        and same_reason
        and held.state == decision.to.value
        and held.decided_by == ctx.actor.user_id
        and held.version == decision.version + 1
    )


def _store(ctx: Context, row: SuggestionRow, decision: Decision, reason: str) -> None:
    assert ctx.actor.user_id is not None
    held = row.decision
    if held is None:
        held = Circumstance(
            id=uuid4(),
            ward_id=row.examination.ward_id,
            child_id=row.examination.child_id,
            examination_id=row.examination.id,
            instrument=row.suggestion.instrument,
            group_code=row.suggestion.code,
            version=0,
        )
        session().add(held)
    held.state, held.from_date = decision.to.value, ctx.today
    held.decided_by, held.decided_at = ctx.actor.user_id, ctx.now()
    held.reason_sealed = sealer().seal(reason, REASON_PLACE, held.id)
    held.version += 1


def _shown(row: SuggestionRow) -> ShownSuggestion:
    one, held = row.suggestion, row.decision
    return ShownSuggestion(
        key=SuggestionKey(one.examination_id, one.instrument, SuggestedGroup(one.code)),
        child_id=row.examination.child_id,
        child_name=row.child_name,
        birth_year=row.birth_date.year if row.birth_date else None,
        class_name=row.class_name,
        school_name=row.school_name,
        because=one.detail["because"],
        examined_on=row.examination.examined_on,
        state=SuggestionState(held.state) if held else SuggestionState.SUGGESTED,
        reason=sealer().unseal(held.reason_sealed, REASON_PLACE, held.id) if held else "",
        decided_at=held.decided_at if held else None,
        version=held.version if held else 0,
    )
