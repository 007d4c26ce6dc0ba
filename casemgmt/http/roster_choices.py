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
from casemgmt.http.paging import small_number
from casemgmt.services.roster_previews import Preview, PreviewLine

LONGEST_CLASS = 30
Form = Mapping[str, str]


def row_numbers(preview: Preview) -> dict[RowKey, int]:
    """Row -> its number in the names of form fields; the same as long as the list is kept."""
    return {
        (record.sheet, record.row_number): number for number, record in enumerate(preview.reading.children)
    }


def read_take_over(form: Form, preview: Preview) -> TakeOver:
    """Everything chosen before a list is saved.

    Raises:
        InvalidInput: no school, or another one than that whose absent children were spoken of.
    """
    school_id = small_number(form.get("school_id"))
    if school_id is None:
        raise InvalidInput(problem="school_wanted", field="school_id")
    absent = _absent(form, preview)
    if absent and school_id != preview.school_id:
        raise InvalidInput(problem="absent_of_other_school", field="school_id")
    return TakeOver(
        school_id=school_id,
        class_name=form.get("class_name", "")[:LONGEST_CLASS],
        near=read_near(form, preview, preview.lines),
        overwrite=_overwrite(form, preview),
        absent=absent,
    )


def read_near(form: Form, preview: Preview, lines: Iterable[PreviewLine]) -> dict[RowKey, UUID | None]:
    """Row -> the chosen child, None for a new one; rows left for later are absent."""
    chosen: dict[RowKey, UUID | None] = {}
    numbers = row_numbers(preview)
    for line in lines:
        key = (line.record.sheet, line.record.row_number)
        answer = form.get(f"row-{numbers[key]}", "later")
        known = {f"same:{one.child_id}": one.child_id for one in line.near if one.child is not None}
        if answer == "new" and line.near:
            chosen[key] = None
        elif answer in known:
            chosen[key] = known[answer]
    return chosen


def _overwrite(form: Form, preview: Preview) -> dict[RowKey, frozenset[ChangeField]]:
    numbers = row_numbers(preview)
    chosen = {}
    for line in preview.lines:
        key = (line.record.sheet, line.record.row_number)
        differing = (one.field for one in line.changes if one.kind is ChangeKind.DIFFERS)
        fields = frozenset(one for one in differing if form.get(f"take-{numbers[key]}-{one.value}"))
        if fields:
            chosen[key] = fields
    return chosen


def _absent(form: Form, preview: Preview) -> dict[UUID, Absence]:
    said = {one.child_id: form.get(f"absent-{one.child_id}", "") for one in preview.absent}
    return {key: Absence(word) for key, word in said.items() if word in set(Absence)}
