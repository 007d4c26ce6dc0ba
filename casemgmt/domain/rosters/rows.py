"""One row of a class list -> one child, or the reasons why not."""

import re
from dataclasses import dataclass
from datetime import date

from casemgmt.domain.rosters.births import BirthTaken, birth_problems, take_birth
from casemgmt.domain.rosters.cells import Row, SexRead, read_sex
from casemgmt.domain.rosters.headings import Kind
from casemgmt.domain.rosters.numbers import GuardianTaken, take_guardian, take_insurance, take_number
from casemgmt.domain.rosters.records import ChildRecord, NoteCode, RowCode, RowProblem
from casemgmt.domain.rosters.texts import Taken, take_class, take_ethnic_group, take_neighbourhood
from casemgmt.domain.vietnamese.names import display_name, fold, hidden_character, tidy

LONGEST_NAME = 100
_SHOWN = 30
_LOST_LETTERS = re.compile("[^\\W\\d][?\ufffd]|[?\ufffd][^\\W\\d]")  # what saving without Unicode leaves


@dataclass(frozen=True)
class RowRead:
    """A row as understood; ``child`` is None where there are problems."""

    child: ChildRecord | None
    problems: tuple[RowProblem, ...] = ()
    warnings: tuple[RowProblem, ...] = ()


@dataclass(frozen=True)
class _Taken:
    """What a row says besides name and birth."""

    sex: SexRead
    group: Taken
    number: Taken
    insurance: Taken
    ethnic: Taken
    place: Taken
    guardian: GuardianTaken

    @property
    def all(self) -> tuple[Taken, ...]:
        words = (self.ethnic, self.place, self.guardian.name, self.guardian.phone)
        return (self.group, self.number, self.insurance, *words)


def read_row(row: Row) -> RowRead:
    """Read one child; every problem of the row is named, not only the first."""
    birth = take_birth(row)
    unsound = _unsound_cells(row)
    problems = unsound or (*_name_problems(row), *birth_problems(row, birth))
    if problems or birth.read.value is None:
        return RowRead(None, problems)
    return _child(row, birth, birth.read.value)


def _child(row: Row, birth: BirthTaken, born: date) -> RowRead:
    sex = SexRead(birth.sex) if birth.sex else read_sex(row)
    number = take_number(row, sex.value, born)
    taken = _Taken(
        sex=sex,
        group=take_class(row),
        number=number,
        insurance=take_insurance(row, number.value),
        ethnic=take_ethnic_group(row),
        place=take_neighbourhood(row),
        guardian=take_guardian(row),
    )
    doubts = (doubt for one in taken.all for doubt in one.doubts)
    return RowRead(_record(row, birth, born, taken), warnings=(*_sex_doubts(row, sex), *doubts))


def _record(row: Row, birth: BirthTaken, born: date, taken: _Taken) -> ChildRecord:
    typed = _typed_name(row)
    return ChildRecord(
        full_name=display_name(typed),
        name_as_typed=typed,
        dob=born,
        dob_precision=birth.read.precision,
        sex=taken.sex.value,
        class_name=taken.group.value,
        sheet=row.sheet.name,
        row_number=row.index + 1,
        personal_id=taken.number.value,
        health_insurance=taken.insurance.value,
        ethnic_group=taken.ethnic.value,
        guardian_name=taken.guardian.name.value,
        guardian_relation=taken.guardian.relation,
        guardian_phone=taken.guardian.phone.value,
        neighbourhood=taken.place.value,
        repairs=(*_repairs(typed, birth), *(code for one in taken.all for code in one.repairs)),
    )


def _repairs(typed: str, birth: BirthTaken) -> tuple[NoteCode, ...]:
    recased = (NoteCode.NAMES_RECASED,) if display_name(typed) != tidy(typed) else ()
    return (*recased, NoteCode.BIRTH_SERIALS) if birth.read.from_serial else recased


def _sex_doubts(row: Row, sex: SexRead) -> tuple[RowProblem, ...]:
    if sex.problem is None:
        return ()
    typed = "" if sex.column is None else row.sheet.text(row.index, sex.column)
    return (row.problem(sex.problem, sex.column, typed=typed[:_SHOWN]),)


def _typed_name(row: Row) -> str:
    """The name's own text; of two columns joined by a blank."""
    whole = row.text(Kind.NAME)
    return whole or " ".join(filter(None, (row.text(Kind.FAMILY_MIDDLE), row.text(Kind.GIVEN))))


def _name_problems(row: Row) -> tuple[RowProblem, ...]:
    typed = _typed_name(row)
    column = row.column(Kind.NAME)
    column = row.column(Kind.FAMILY_MIDDLE) if column is None else column
    if not typed:
        return (row.problem(RowCode.NAME_MISSING, column),)
    if place := hidden_character(typed):
        return (row.problem(RowCode.NAME_HIDDEN_CHARACTER, column, place=str(place)),)
    # Shown and folded forms can be longer than what was typed: "ﬃ" folds to three letters.
    if max(len(typed), len(display_name(typed)), len(fold(typed))) > LONGEST_NAME:
        return (row.problem(RowCode.NAME_TOO_LONG, column, limit=str(LONGEST_NAME)),)
    if _LOST_LETTERS.search(typed):
        return (row.problem(RowCode.NAME_LETTERS_LOST, column, typed=typed[:_SHOWN]),)
    if not any(map(str.isalpha, typed)):
        return (row.problem(RowCode.NAME_WITHOUT_LETTERS, column, typed=typed[:_SHOWN]),)
    return ()


def _unsound_cells(row: Row) -> tuple[RowProblem, ...]:
    """Cells that show an error or hold a formula: what they say is not what was typed."""
    layout, place = row.block.layout, row.index
    looked_at = sorted(layout.used - {layout.columns.get(Kind.ORDINAL)})
    errors = (row.problem(RowCode.CELL_ERROR, c) for c in looked_at if (place, c) in row.sheet.errors)
    formulas = (row.problem(RowCode.CELL_FORMULA, c) for c in looked_at if (place, c) in row.sheet.formulas)
    return (*errors, *formulas)
