"""A class list as its pages show it: counts, problems, rows, and who of the class is missing."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from casemgmt.codelists import labels
from casemgmt.domain.rosters.changes import Outcome
from casemgmt.domain.rosters.states import ImportState
from casemgmt.domain.vietnamese.identifiers import mask
from casemgmt.domain.vietnamese.names import fold
from casemgmt.http.roster_choices import row_numbers
from casemgmt.http.roster_compare import ComparedField, ShownChange, born, compare, shown_changes
from casemgmt.http.roster_messages import match_sentence, note_sentence, problem_place, problem_sentence
from casemgmt.http.roster_words import AFTER, BEFORE
from casemgmt.services.roster_previews import AbsentChild, Lookalike, Preview, PreviewLine

MOST_LINES = 1_500  # of rows about which nothing is to be decided; a page of more is slow to draw
ELSEWHERE = "Một em đã có trong sổ của phường, ngoài trường của bạn"


@dataclass(frozen=True)
class ShownProblem:
    """A problem of the list: where it stands, the sentence, ``reject`` or ``warn``."""

    place: str
    sentence: str
    severity: str


@dataclass(frozen=True)
class ShownNear:
    """A child that a row may be; ``child_id`` is None where it lies outside the person's scope."""

    child_id: UUID | None
    name: str
    fields: Sequence[ComparedField]
    reasons: Sequence[str]
    changes: Sequence[ShownChange] = ()
    leaves: str = ""
    enters: bool = False


@dataclass(frozen=True)
class ShownAbsent:
    """A child of the class that the list does not name."""

    child_id: UUID
    full_name: str
    born: str
    class_name: str


@dataclass(frozen=True)
class ShownLine:
    """One row; ``number`` names its form fields."""

    number: int
    place: str
    full_name: str
    born: str
    sex: str | None
    class_name: str
    personal_id: str
    ethnic_group: str
    neighbourhood: str
    guardian_phone: str
    outcome: str
    near: Sequence[ShownNear]
    changes: Sequence[ShownChange]
    from_class: str
    enters: bool
    number_held: bool


@dataclass(frozen=True)
class ShownList:
    """Everything about one list.

    Attributes:
        tiles: (outcome, count) in the order of the page.
        rows: outcome -> its rows.
        more: outcome -> how many rows are not shown.
        classes: (name, count) of the classes that the file names.
        remakes: the marked file cannot keep the look of the original.
    """

    import_id: UUID
    is_saved: bool
    file_name: str
    school_id: int | None
    school_name: str
    school_year: int
    class_name: str
    tiles: Sequence[tuple[str, int]]
    rows: Mapping[str, Sequence[ShownLine]]
    more: Mapping[str, int]
    waiting: Sequence[ShownLine]
    classes: Sequence[tuple[str, int]]
    without_class: int
    problems: Sequence[ShownProblem]
    remarks: Sequence[str]
    absent: Sequence[ShownAbsent]
    class_links: Sequence[tuple[UUID, str]]
    kept_until: date | None
    undo_allowed: bool
    remakes: bool

    @property
    def count(self) -> Mapping[str, int]:
        """Outcome -> how many rows."""
        return dict(self.tiles)


def shown_list(preview: Preview) -> ShownList:
    """A list for its page."""
    is_saved = preview.state is ImportState.COMMITTED
    classes = Counter(line.record.class_name or "" for line in preview.lines)
    by_outcome: dict[str, list[PreviewLine]] = {one.value: [] for one in Outcome}
    for line in preview.lines:
        by_outcome[line.outcome.value].append(line)
    most = {
        key: len(lines) if key in {"near", "changed"} else MOST_LINES for key, lines in by_outcome.items()
    }
    return ShownList(
        import_id=preview.import_id,
        is_saved=is_saved,
        file_name=preview.file_name,
        school_id=preview.school_id,
        school_name=preview.school_name,
        school_year=preview.school_year,
        class_name=preview.class_name,
        tiles=[(key, preview.counts.get(key, 0)) for key in (AFTER if is_saved else BEFORE)],
        rows={key: _lines(preview, lines[: most[key]]) for key, lines in by_outcome.items()},
        more={key: max(0, len(lines) - most[key]) for key, lines in by_outcome.items()},
        waiting=_lines(preview, preview.waiting),
        classes=[(name, count) for name, count in classes.items() if name],
        without_class=classes[""],
        problems=_problems(preview),
        remarks=[note_sentence(note) for note in preview.reading.notes],
        absent=[_absent(one) for one in preview.absent],
        class_links=preview.classes,
        kept_until=preview.file_kept_until,
        undo_allowed=preview.undo_allowed,
        remakes=preview.file_name.casefold().endswith((".xls", ".ods")),
    )


def _absent(one: AbsentChild) -> ShownAbsent:
    birth = born(one.birth_date, one.birth_precision) if one.birth_date else ""
    return ShownAbsent(one.child_id, one.full_name, birth, one.class_name)


def _problems(preview: Preview) -> list[ShownProblem]:
    reading = preview.reading
    listed = [(one, "reject") for one in reading.problems] + [(one, "warn") for one in reading.warnings]
    shown = [ShownProblem(problem_place(one), problem_sentence(one), kind) for one, kind in listed]
    return [*_other_school(preview), *shown]


def _other_school(preview: Preview) -> list[ShownProblem]:
    """Said where the title of the list names another school than the one it would go to."""
    named = preview.reading.school_name
    if not named or not preview.school_name or fold(named) == fold(preview.school_name):
        return []
    chosen = preview.school_name
    text = f"Tệp ghi «{named}», khác trường đang chọn «{chosen}». Hãy xem lại trường trước khi nhận."
    return [ShownProblem("Tiêu đề của tệp", text, "warn")]


def _lines(preview: Preview, lines: Iterable[PreviewLine]) -> list[ShownLine]:
    numbers = row_numbers(preview)
    return [_line(line, numbers[line.record.sheet, line.record.row_number]) for line in lines]


def _line(line: PreviewLine, number: int) -> ShownLine:
    record = line.record
    sheet = f"{record.sheet}, " if record.sheet else ""
    return ShownLine(
        number=number,
        place=f"{sheet}dòng {record.row_number}",
        full_name=record.full_name,
        born=born(record.dob, record.dob_precision.value),
        sex=record.sex.value if record.sex else None,
        class_name=record.class_name or "",
        personal_id=mask(record.personal_id) if record.personal_id else "",
        ethnic_group=labels("ethnic_groups").get(record.ethnic_group or "", ""),
        neighbourhood=record.neighbourhood or "",
        guardian_phone=mask(record.guardian_phone) if record.guardian_phone else "",
        outcome=line.outcome.value,
        near=[_near(line, one) for one in line.near],
        changes=shown_changes(line.changes),
        from_class=line.from_class,
        enters=line.enters,
        number_held=line.number_held,
    )


def _near(line: PreviewLine, one: Lookalike) -> ShownNear:
    if one.child is None:
        return ShownNear(None, ELSEWHERE, (), ())
    return ShownNear(
        one.child_id,
        one.child.full_name,
        compare(line.record, one),
        [match_sentence(code) for code in one.reasons],
        [change for change in shown_changes(one.changes) if change.fills],
        leaves=one.class_name if one.moves else "",
        enters=one.moves and not one.class_name,
    )
