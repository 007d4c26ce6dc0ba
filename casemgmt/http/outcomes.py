"""What a saved row means, as short lines: the same for the first page and for each answer."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from casemgmt.codelists import labels
from casemgmt.domain.instrument import ReferralLevel, Status
from casemgmt.domain.instruments import finding_kind, instrument
from casemgmt.http.messages import sentence
from casemgmt.services.days import ShownInstrument
from casemgmt.services.screening import SavedInstrument, SavedRow

TONE = {
    ReferralLevel.NONE: "note",
    ReferralLevel.RECHECK: "watch",
    ReferralLevel.ROUTINE: "refer",
    ReferralLevel.PRIORITY: "refer",
    ReferralLevel.URGENT: "urgent",
    ReferralLevel.EMERGENCY: "urgent",
}


@dataclass(frozen=True)
class OutcomeLine:
    """One line under a row.

    Attributes:
        tone: ``ok``, ``note``, ``watch``, ``refer``, ``urgent`` or ``missing``; chooses icon and colour.
        word: the state in words, so that colour is never alone.
        text: what was found and why.
        source: where the rule comes from, "" where no rule speaks.
    """

    tone: str
    word: str
    text: str
    source: str = ""


@dataclass(frozen=True)
class _Meaning:
    """What both a stored and a just saved instrument tell."""

    status: Status
    missing: Iterable[str]
    warnings: Iterable[str]
    found: list[tuple[str, ReferralLevel, str, str]]
    measures: tuple[str, ...]
    due_on: date | None


def shown_lines(code: str, held: ShownInstrument) -> list[OutcomeLine]:
    """The lines of an instrument as it is stored."""
    found = [(one.kind, one.level, one.because, one.source) for one in held.findings]
    return _lines(code, _Meaning(held.status, held.missing, held.warnings, found, held.measures, held.due_on))


def saved_lines(saved: SavedInstrument) -> list[OutcomeLine]:
    """The lines of an instrument just saved."""
    meaning = saved.outcome.interpretation
    found = [(one.kind, one.level, one.because, one.source) for one in meaning.findings]
    measures = tuple(one.text for one in meaning.measures if one.text)
    due_on = saved.need.due_on if saved.need else None
    told = _Meaning(meaning.status, meaning.missing, meaning.warnings, found, measures, due_on)
    lines = _lines(saved.outcome.instrument.code, told)
    return [*_not_taken(saved), *map(_held, lines)] if saved.outcome.refused else lines


def _not_taken(saved: SavedInstrument) -> list[OutcomeLine]:
    """What was typed and not taken: until it is put right, nothing here counts as normal."""
    outcome = saved.outcome
    names = ", ".join(outcome.instrument.field(code).label for code in outcome.refused)
    after = "; kết quả đang hiện theo giá trị đã lưu trước đó" if outcome.readings else ""
    return [OutcomeLine("missing", "Chưa nhận", f"{outcome.instrument.title}: xem lại ô {names}{after}")]


def _held(line: OutcomeLine) -> OutcomeLine:
    """A verdict that rests on what was stored before."""
    return replace(line, tone="note", word="Theo giá trị đang lưu") if line.tone == "ok" else line


def saved_row(row: SavedRow) -> dict[str, Any]:
    """The answer to a saved row as JSON."""
    return {
        "child_id": str(row.child_id),
        "repeated": row.repeated,
        "instruments": {
            one.outcome.instrument.code: {
                "save_no": one.save_no,
                "status": one.outcome.interpretation.status.value,
                "stored": {code: reading.typed for code, reading in one.outcome.readings.items()},
                "refused": {code: sentence(error) for code, error in one.outcome.refused.items()},
                "lines": [asdict(line) for line in saved_lines(one)],
            }
            for one in row.instruments
        },
    }


def _lines(code: str, told: _Meaning) -> list[OutcomeLine]:
    title, text = instrument(code).title, "; ".join(told.measures)
    lines = [_finding(kind, level, why, source, told.due_on) for kind, level, why, source in told.found]
    if told.status is Status.INCOMPLETE:
        lines.append(OutcomeLine("missing", "Chưa đủ", f"{title}: còn thiếu {', '.join(told.missing)}"))
    elif told.status is Status.COMPLETE and not told.found:
        lines.append(_nothing_found(code, f"{title}: {text}" if text else title))
    elif told.found and text:
        lines.append(OutcomeLine("note", title, text))
    return lines + [OutcomeLine("watch", "Xem lại", warning) for warning in told.warnings]


def _nothing_found(code: str, text: str) -> OutcomeLine:
    """Nothing found is said only by an instrument that could have found something."""
    if instrument(code).finding_kinds:
        return OutcomeLine("ok", "Chưa thấy bất thường", text)
    return OutcomeLine("note", "Đã đo, chưa xếp loại", text)


def _finding(kind: str, level: ReferralLevel, because: str, source: str, due_on: date | None) -> OutcomeLine:
    word = labels("referral_levels")[level.value]
    if due_on is not None and level is not ReferralLevel.NONE:
        word += f" trước hết ngày {due_on:%d/%m/%Y}"
    return OutcomeLine(TONE[level], word, f"{finding_kind(kind)[1].label}: {because}", source)
