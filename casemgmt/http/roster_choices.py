"""What a person chose on the page of a class list, read from the form.

The form is sent as ``application/x-www-form-urlencoded``: there only the size of the request counts
(10 MB), not the number of fields. A choice takes about 60 bytes, so that a list of 5,000 rows with
a choice in every row is 300 kB.
"""

from collections.abc import Iterable, Mapping
from uuid import UUID

from casemgmt.domain.errors import InvalidInput
from casemgmt.domain.rosters.changes import ChangeField, ChangeKind
from casemgmt.domain.rosters.taking import Absence, RowKey, TakeOver
from casemgmt.domain.vietnamese.schooling import LONGEST_CLASS, read_class_name
from casemgmt.http.paging import small_number
from casemgmt.services.roster_previews import Preview, PreviewLine

LATER = "later"
Form = Mapping[str, str]


def row_numbers(preview: Preview) -> dict[RowKey, int]:
    """Row -> its number in the names of form fields; the same as long as the list is kept."""
    return {
        (record.sheet, record.row_number): number for number, record in enumerate(preview.reading.children)
    }


def read_take_over(form: Form, preview: Preview) -> TakeOver:
    """Everything chosen before a list is saved.

    Raises:
        InvalidInput: no school.
    """
    school_id = small_number(form.get("school_id"))
    if school_id is None:
        raise InvalidInput(problem="school_wanted", field="school_id")
    return TakeOver(
        school_id=school_id,
        class_name=form.get("class_name", preview.class_name)[:LONGEST_CLASS],
        near=read_near(form, preview, preview.lines),
        overwrite=_overwrite(form, preview),
        absent=_absent(form, preview),
    )


def is_of_another_place(choice: TakeOver, preview: Preview) -> bool:
    """Whether the list would go to another school or class than it was compared with."""
    if preview.is_saved:
        return False
    classless = any(not line.record.class_name for line in preview.lines)
    other_class = classless and (read_class_name(choice.class_name) or "") != preview.class_name
    return choice.school_id != preview.school_id or other_class


def read_near(form: Form, preview: Preview, lines: Iterable[PreviewLine]) -> dict[RowKey, UUID | None]:
    """Row -> the chosen child, None for a new one; rows left for later are absent.

    An answer counts whatever the page would ask now: whether it still fits is seen when it is saved.
    """
    chosen: dict[RowKey, UUID | None] = {}
    numbers = row_numbers(preview)
    for line in lines:
        key = (line.record.sheet, line.record.row_number)
        answer = form.get(f"row-{numbers[key]}", LATER)
        if answer == "new":
            chosen[key] = None
        elif child_id := _same_child(answer):
            chosen[key] = child_id
    return chosen


def _same_child(answer: str) -> UUID | None:
    kind, _, said = answer.partition(":")
    try:
        return UUID(said) if kind == "same" else None
    except ValueError:
        return None


def _overwrite(form: Form, preview: Preview) -> dict[RowKey, dict[ChangeField, str]]:
    """Row -> field to overwrite, with the digest of the value that was shown."""
    numbers = row_numbers(preview)
    chosen = {}
    for line in preview.lines:
        key = (line.record.sheet, line.record.row_number)
        differing = (one.field for one in line.changes if one.kind is ChangeKind.DIFFERS)
        ticked = {one: form.get(f"take-{numbers[key]}-{one.value}", "") for one in differing}
        if fields := {one: seen for one, seen in ticked.items() if seen}:
            chosen[key] = fields
    return chosen


def _absent(form: Form, preview: Preview) -> dict[UUID, Absence]:
    said = {one.child_id: form.get(f"absent-{one.child_id}", "") for one in preview.absent}
    return {key: Absence(word) for key, word in said.items() if word in set(Absence)}
