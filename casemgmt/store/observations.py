"""One save of one instrument as rows of ``observation``, and back."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from casemgmt.domain.circumstances import RULE_VERSION, Suggestion
from casemgmt.domain.instrument import Interpretation
from casemgmt.domain.screening import InstrumentOutcome, ObservationKind
from casemgmt.store.screening import Observation


@dataclass(frozen=True)
class Stamp:
    """Whose save it is; ``digest`` tells a repeated request from a different one with its key."""

    examination_id: UUID
    save_no: int
    recorded_by: UUID | None
    recorded_at: datetime
    save_key: str
    digest: str


def rows_of(stamp: Stamp, outcome: InstrumentOutcome, suggestions: list[Suggestion]) -> list[Observation]:
    """The header of the save, then answers, measures, findings and suggestions."""
    meaning = outcome.interpretation
    rows = [
        _header(stamp, outcome),
        *(
            _row(
                stamp,
                outcome,
                ObservationKind.ANSWER,
                code,
                typed=one.typed,
                number=one.number,
                choice=",".join(one.choices) or None,
            )
            for code, one in outcome.readings.items()
        ),
        *_derived(stamp, outcome, meaning),
        *(
            _row(
                stamp,
                outcome,
                ObservationKind.SUGGESTION,
                one.group.value,
                rule_version=RULE_VERSION,
                detail={"because": one.because, "finding": one.finding},
            )
            for one in suggestions
        ),
    ]
    for position, row in enumerate(rows):
        row.position = position
    return rows


def _header(stamp: Stamp, outcome: InstrumentOutcome) -> Observation:
    meaning = outcome.interpretation
    return _row(
        stamp,
        outcome,
        ObservationKind.SAVE,
        "save",
        choice=meaning.status.value,
        level=meaning.level.value,
        save_key=stamp.save_key,
        detail={
            "request": stamp.digest,
            "missing": list(meaning.missing),
            "warnings": list(meaning.warnings),
            "next_visit_days": meaning.next_visit_days,
            "version": outcome.instrument.version,
        },
    )


def _derived(stamp: Stamp, outcome: InstrumentOutcome, meaning: Interpretation) -> list[Observation]:
    measures = [
        _row(
            stamp,
            outcome,
            ObservationKind.MEASURE,
            one.code,
            site=one.site,
            typed=one.text,
            number=one.number,
            choice=one.choice,
        )
        for one in meaning.measures
    ]
    findings = [
        _row(
            stamp,
            outcome,
            ObservationKind.FINDING,
            one.kind,
            site=one.site,
            level=one.level.value,
            severity=int(one.severity),
            detail={
                "because": one.because,
                "source": one.source,
                "destination": one.destination.value,
                "recheck_days": one.recheck_days,
            },
        )
        for one in meaning.findings
    ]
    return measures + findings


def _row(
    stamp: Stamp, outcome: InstrumentOutcome, kind: ObservationKind, code: str, **values: object
) -> Observation:
    stamped: dict[str, object] = {
        "examination_id": stamp.examination_id,
        "instrument": outcome.instrument.code,
        "save_no": stamp.save_no,
        "kind": kind.value,
        "code": code,
        "site": "",
        "recorded_by": stamp.recorded_by,
        "recorded_at": stamp.recorded_at,
        "rule_version": outcome.instrument.rule_version,
        "detail": {},
    }
    return Observation(**(stamped | values))
