"""The classes a list made, when it is taken back."""

from collections.abc import Collection
from dataclasses import replace
from uuid import UUID

from sqlalchemy import select

from casemgmt.domain.rosters.states import ImportState
from casemgmt.store.db import session
from casemgmt.store.places import SchoolClass
from casemgmt.store.roster_obstacles import columns_naming
from casemgmt.store.roster_readings import open_before, seal_before
from casemgmt.store.rosters import RosterImport


def remove_classes(held: RosterImport, made: Collection[UUID]) -> None:
    """Delete what is empty of the classes a list made; no list goes on pointing to one of these.

    A class that another saved list uses is handed on: whoever is undone last takes it along.
    """
    gone = {key for key in made if not _is_used(key)}
    for key in gone:
        found = session().get(SchoolClass, key)
        if found is not None:
            session().delete(found)
    for one in (held, *_other_lists(held)) if made else ():
        _forget(one, gone)
        if one is not held:
            _hand_on(one, [key for key in made if key not in gone])


def _is_used(class_id: UUID) -> bool:
    for table, key in columns_naming("school_class.id"):
        if session().execute(select(table.c[key]).where(table.c[key] == class_id).limit(1)).first():
            return True
    return False


def _other_lists(held: RosterImport) -> list[RosterImport]:
    query = select(RosterImport).where(
        RosterImport.school_id == held.school_id,
        RosterImport.school_year == held.school_year,
        RosterImport.state == ImportState.COMMITTED.value,
        RosterImport.id != held.id,
    )
    return list(session().scalars(query))


def _forget(held: RosterImport, gone: Collection[UUID]) -> None:
    left = {key: name for key, name in held.classes.items() if UUID(key) not in gone}
    if left != held.classes:
        held.classes = left


def _hand_on(held: RosterImport, class_ids: Collection[UUID]) -> None:
    if held.undo_sealed is None:
        return
    before = open_before(held)
    named = {UUID(key) for key in held.classes} - set(before.classes_made)
    taken = tuple(key for key in class_ids if key in named)
    if taken:
        after = replace(before, classes_made=before.classes_made + taken)
        held.undo_sealed = seal_before(held.id, after)
