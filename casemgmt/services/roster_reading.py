"""Reading a class list without a database: nothing is saved, nothing is looked up."""

from collections.abc import Mapping

from casemgmt.codelists import labels
from casemgmt.domain.context import Context
from casemgmt.domain.roster import read_roster
from casemgmt.domain.rosters.records import ChildRecord, Precision, RosterReading
from casemgmt.intake.workbook import read_sheets

_STATED = (
    *("full_name", "dob", "sex", "class_name", "personal_id", "health_insurance", "ethnic_group"),
    *("guardian_phone", "neighbourhood"),
)
_WRITTEN = {Precision.DAY: 10, Precision.MONTH: 7, Precision.YEAR: 4}  # letters of yyyy-mm-dd


def read_file(ctx: Context, content: bytes) -> RosterReading:
    """What a file of class lists says, as of the context's day.

    Raises:
        UnreadableFile: not a class list in a form that can be read.
    """
    return read_roster(read_sheets(content), ctx.today)


def stated(reading: RosterReading) -> list[dict[str, str | None]]:
    """The children with what the file states of them, personal numbers in full.

    Keys that no child of the file has are left out; None where only this child has none. A
    birth date is written as far as it is known: ``2015-06-05``, ``2015-06`` or ``2015``.
    """
    listed = [_stated(child) for child in reading.children]
    keys = [key for key in _STATED if any(one[key] is not None for one in listed)]
    return [{key: one[key] for key in keys} for one in listed]


def _stated(child: ChildRecord) -> Mapping[str, str | None]:
    shown = {
        "dob": child.dob.isoformat()[: _WRITTEN[child.dob_precision]],
        "sex": child.sex.value if child.sex else None,
        "ethnic_group": labels("ethnic_groups")[child.ethnic_group] if child.ethnic_group else None,
    }
    return {key: shown[key] if key in shown else getattr(child, key) for key in _STATED}
