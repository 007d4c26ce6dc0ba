"""Changes of a class list as people read them: numbers masked, codes as words."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from casemgmt.codelists import labels
from casemgmt.domain.rosters.changes import Change, ChangeField
from casemgmt.domain.vietnamese.identifiers import mask
from casemgmt.store.taking_over import digest_of

MASKED = frozenset({ChangeField.PERSONAL_ID, ChangeField.HEALTH_INSURANCE, ChangeField.GUARDIAN_PHONE})


def told_changes(changes: Iterable[Change], places: Mapping[str, str]) -> tuple[Change, ...]:
    """Changes for showing, each with the digest of what stands in the register.

    Args:
        places: id of a neighbourhood as text -> its name.
    """
    return tuple(_told(one, places) for one in changes)


def _told(one: Change, places: Mapping[str, str]) -> Change:
    before, after = (_readable(one.field, value, places) for value in (one.before, one.after))
    return replace(one, before=before, after=after, seen=digest_of(one))


def _readable(field: ChangeField, value: str, places: Mapping[str, str]) -> str:
    if field in MASKED:
        return mask(value) if value else ""
    if field is ChangeField.NEIGHBOURHOOD:
        return places.get(value, "")
    if field is ChangeField.ETHNIC_GROUP:
        return labels("ethnic_groups").get(value, "")
    return value
