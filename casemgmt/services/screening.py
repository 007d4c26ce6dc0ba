"""Recording what was read in a class, and saying at once what it means."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from casemgmt.domain.circumstances import Poverty, Suggestion, suggest
from casemgmt.domain.context import Context
from casemgmt.domain.errors import Conflict, InvalidObservation, KeyReused, NotFound, WrongStep
from casemgmt.domain.instrument import Policy, ReferralLevel, Sex, Status, Subject
from casemgmt.domain.instruments import instrument
from casemgmt.domain.referrals import (
    CORRECTABLE,
    WINDOWS_VERSION,
    ReferralNeed,
    ReferralState,
    after_correction,
    need_from,
)
from casemgmt.domain.screening import DayState, InstrumentOutcome, judge
from casemgmt.store.db import session, transaction
from casemgmt.store.observations import Stamp, rows_of
from casemgmt.store.referrals import Referral
from casemgmt.store.screening import (
    Examination,
    HeldExamination,
    HeldInstrument,
    Observation,
    hold_for_writing,
)

DEFAULT_POLICY: Policy = {}


@dataclass(frozen=True)
class InstrumentCells:
    """The cells of one instrument on one row.

    Attributes:
        typed: field code -> text as typed; blank empties the cell.
        seen_save_no: the ``save_no`` the person was looking at, 0 where nothing was stored.
    """

    typed: Mapping[str, str]
    seen_save_no: int


@dataclass(frozen=True)
class RowSave:
    """One row of a class sheet to be saved.

    Attributes:
        key: made by the client for this save; the same key is carried out once.
        cells: instrument code -> its cells; an instrument not touched is absent.
    """

    child_id: UUID
    key: str
    cells: Mapping[str, InstrumentCells]


@dataclass(frozen=True)
class SavedInstrument:
    """What was stored of one instrument and what it means.

    Attributes:
        need: the referral that follows, None where none.
        suggested: whether a social worker has been asked to look.
    """

    outcome: InstrumentOutcome
    save_no: int
    need: ReferralNeed | None
    suggested: bool


@dataclass(frozen=True)
class SavedRow:
    """The answer to a saved row; ``repeated`` where the key had been carried out before."""

    child_id: UUID
    instruments: tuple[SavedInstrument, ...]
    repeated: bool = False


def record_rows(ctx: Context, day_id: UUID, rows: tuple[RowSave, ...]) -> tuple[SavedRow, ...]:
    """Save rows of one class sheet: readings, findings, referrals and suggestions together.

    A cell that cannot be read is refused by itself; the rest of its row is stored.

    Raises:
        NotFound: the day or a child is not there for this actor.
        Conflict: someone saved the same instrument of the same child meanwhile; nothing is stored.
        WrongStep: the day is closed.
        KeyReused: a key came with other cells.
    """
    with transaction(ctx):
        held = hold_for_writing(ctx, day_id, {row.child_id for row in rows})
        return tuple(_record(ctx, row, _held(held, row)) for row in rows)


def _held(held: Mapping[UUID, HeldExamination], row: RowSave) -> HeldExamination:
    if row.child_id not in held:
        raise NotFound(kind="examination")
    return held[row.child_id]


def _record(ctx: Context, row: RowSave, held: HeldExamination) -> SavedRow:
    if DayState(held.day.state) is not DayState.OPEN:
        raise WrongStep(problem="day_closed")
    unknown = set(row.cells) - set(held.day.instruments)
    if unknown:
        raise InvalidObservation(problem="unknown_field", field=min(unknown))
    saved, repeated = [], False
    for code, cells in row.cells.items():
        current = held.by_instrument.get(code)
        earlier = held.saves.get((row.key, code))
        if earlier is not None:
            repeated = True
            saved.append(_repeat(held, code, cells, earlier))
            continue
        if cells.seen_save_no != (current.save_no if current else 0):
            raise Conflict(instrument=code, child_id=str(row.child_id), current=_stored(current))
        saved.append(_save(ctx, held, code, cells, row.key))
    return SavedRow(row.child_id, tuple(saved), repeated)


def _stored(current: HeldInstrument | None) -> dict[str, Any]:
    if current is None:
        return {"save_no": 0, "typed": {}}
    return {"save_no": current.save_no, "typed": {code: row.typed for code, row in current.answers.items()}}


def _repeat(
    held: HeldExamination, code: str, cells: InstrumentCells, earlier: Observation
) -> SavedInstrument:
    if earlier.detail["request"] != _digest(cells):
        raise KeyReused(instrument=code)
    outcome = _judge(held, code, cells.typed, held.by_instrument[code])
    need = need_from(code, outcome.interpretation, held.examination.examined_on)
    return SavedInstrument(outcome, earlier.save_no, need, bool(_suggestions(held, outcome)))


def _save(
    ctx: Context, held: HeldExamination, code: str, cells: InstrumentCells, key: str
) -> SavedInstrument:
    current = held.by_instrument.get(code)
    outcome = _judge(held, code, cells.typed, current)
    if not _is_new(outcome, current):
        return _unchanged(held, outcome, current)
    save_no = (current.save_no if current else 0) + 1
    suggestions = _suggestions(held, outcome)
    stamp = Stamp(held.examination.id, save_no, ctx.actor.user_id, ctx.now(), key, _digest(cells))
    session().add_all(rows_of(stamp, outcome, suggestions))
    need = need_from(code, outcome.interpretation, held.examination.examined_on)
    referral = current.referral if current else None
    if referral is not None:
        _correct(ctx, referral, outcome, need)
    elif need is not None:
        session().add(_new_referral(held.examination, outcome, need))
    return SavedInstrument(outcome, save_no, need, bool(suggestions))


def _is_new(outcome: InstrumentOutcome, current: HeldInstrument | None) -> bool:
    """Whether the cells that could be read differ from what is stored."""
    stored = {code: row.typed for code, row in current.answers.items()} if current else {}
    return stored != {code: one.typed for code, one in outcome.readings.items()}


def _unchanged(
    held: HeldExamination, outcome: InstrumentOutcome, current: HeldInstrument | None
) -> SavedInstrument:
    need = need_from(outcome.instrument.code, outcome.interpretation, held.examination.examined_on)
    save_no = current.save_no if current else 0
    return SavedInstrument(outcome, save_no, need, bool(_suggestions(held, outcome)))


def _judge(
    held: HeldExamination, code: str, typed: Mapping[str, str], current: HeldInstrument | None
) -> InstrumentOutcome:
    stored = {field: row.typed or "" for field, row in current.answers.items()} if current else {}
    examination = held.examination
    subject = Subject(examination.age_months, Sex(examination.sex) if examination.sex else None)
    return judge(instrument(code), typed, stored, subject, DEFAULT_POLICY)


def _suggestions(held: HeldExamination, outcome: InstrumentOutcome) -> list[Suggestion]:
    poverty = Poverty(held.examination.poverty)
    kinds = outcome.instrument
    found = [suggest(one, kinds.finding_kind(one.kind), poverty) for one in outcome.interpretation.findings]
    return list({one.group: one for one in found if one is not None}.values())


def _correct(ctx: Context, referral: Referral, outcome: InstrumentOutcome, need: ReferralNeed | None) -> None:
    """Follow a corrected reading while the family has not gone yet; a visit made is never unmade.

    A cell that was emptied is no proof that nothing is wrong: the referral then stays.
    """
    state = ReferralState(referral.state)
    undecided = need is None and outcome.interpretation.status is Status.INCOMPLETE
    if state not in CORRECTABLE or undecided:
        return
    before = (referral.level, referral.destination, referral.because, referral.due_on, referral.state)
    to = after_correction(state, ReferralLevel(referral.level), need)
    if need is not None:
        referral.level, referral.destination = need.level.value, need.destination.value
        referral.because, referral.due_on = list(need.because), need.due_on
        referral.rule_version = outcome.instrument.rule_version
    if to is not state:
        step = {
            "from": state.value,
            "to": to.value,
            "at": ctx.now().isoformat(),
            "by": str(ctx.actor.user_id),
        }
        referral.corrections = [*referral.corrections, step]
        referral.state = to.value
    after = (referral.level, referral.destination, referral.because, referral.due_on, referral.state)
    referral.version += int(before != after)


def _new_referral(examination: Examination, outcome: InstrumentOutcome, need: ReferralNeed) -> Referral:
    return Referral(
        id=uuid4(),
        ward_id=examination.ward_id,
        school_id=examination.school_id,
        child_id=examination.child_id,
        examination_id=examination.id,
        instrument=need.instrument,
        level=need.level.value,
        destination=need.destination.value,
        because=list(need.because),
        issued_on=examination.examined_on,
        due_on=need.due_on,
        state=ReferralState.ISSUED.value,
        rule_version=outcome.instrument.rule_version,
        windows_version=WINDOWS_VERSION,
        version=1,
        corrections=[],
    )


def _digest(cells: InstrumentCells) -> str:
    canonical = json.dumps([sorted(cells.typed.items()), cells.seen_save_no])
    return hashlib.sha256(canonical.encode()).hexdigest()[:32]
