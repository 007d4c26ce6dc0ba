"""From typed cells to what they mean: one instrument of one child on one day."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from casemgmt.domain.errors import InvalidObservation
from casemgmt.domain.fields import Field, Reading
from casemgmt.domain.instrument import Instrument, Interpretation, Policy, Status, Subject


class ObservationKind(StrEnum):
    """What a stored row of an examination is."""

    SAVE = "save"
    ANSWER = "answer"
    MEASURE = "measure"
    FINDING = "finding"
    SUGGESTION = "suggestion"


class DayState(StrEnum):
    """A screening day of one class."""

    OPEN = "open"
    CLOSED = "closed"


DAY_NEXT: Mapping[DayState, frozenset[DayState]] = {
    DayState.OPEN: frozenset({DayState.CLOSED}),
    DayState.CLOSED: frozenset({DayState.OPEN}),
}


@dataclass(frozen=True)
class InstrumentOutcome:
    """What became of the cells of one instrument.

    Attributes:
        readings: field code -> what is now held; a field left blank is absent.
        refused: field code -> why it was not taken; what was held before stays held.
    """

    instrument: Instrument
    readings: Mapping[str, Reading]
    refused: Mapping[str, InvalidObservation]
    interpretation: Interpretation


def judge(
    instrument: Instrument,
    typed: Mapping[str, str],
    held: Mapping[str, str],
    subject: Subject,
    policy: Policy,
) -> InstrumentOutcome:
    """Read the cells of one instrument and interpret what could be read.

    Args:
        typed: field code -> text as typed; blank empties the cell; an absent field keeps what it held.
        held: field code -> text stored before, kept where the new text is refused.

    Returns:
        The outcome; a cell that cannot be read never spoils the others.

    Raises:
        InvalidObservation: a field the instrument does not have.
    """
    readings: dict[str, Reading] = {}
    refused: dict[str, InvalidObservation] = {}
    unknown = set(typed) - {field.code for field in instrument.fields}
    if unknown:
        raise InvalidObservation(problem="unknown_field", field=min(unknown))
    for field in instrument.fields:
        earlier = held.get(field.code, "")
        text = typed.get(field.code, earlier)
        try:
            if text.strip():
                readings[field.code] = field.read(text, subject.age_months)
        except InvalidObservation as problem:
            refused[field.code] = problem
            kept = _kept(field, earlier, subject)
            if kept is not None:
                readings[field.code] = kept
    return InstrumentOutcome(instrument, readings, refused, _meaning(instrument, readings, subject, policy))


def _kept(field: Field, earlier: str, subject: Subject) -> Reading | None:
    """What was held before, None where nothing was or a corrected birth date made it impossible."""
    try:
        return field.read(earlier, subject.age_months) if earlier else None
    except InvalidObservation:
        return None


def _meaning(
    instrument: Instrument, readings: Mapping[str, Reading], subject: Subject, policy: Policy
) -> Interpretation:
    if not readings:
        return Interpretation(status=Status.NOT_EXAMINED)
    return instrument.interpret(readings, subject, policy)
