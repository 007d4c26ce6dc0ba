"""Taking back in thought what a list did to children, to see whether anybody touched it since.

Several rows of a list can have touched one child, one after the other. Nobody wrote down which came
first; it shows: only what the newest left can be found as it was left.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from casemgmt.store.bulk import select_rows, table_of
from casemgmt.store.changed_values import restored, stored
from casemgmt.store.new_children import Row, digest
from casemgmt.store.roster_undo import MODELS, Known
from casemgmt.store.rosters import RosterRow

OWNER = {"child": "id", "enrolment": "child_id", "guardian": "child_id"}
Records = dict[tuple[str, UUID], Row]


def records_as_now(made: Iterable[UUID], known: Iterable[Known]) -> Records:
    """The records of children that a list made, and those it touched in others, as they are now."""
    ids: dict[str, set[UUID]] = defaultdict(set)
    for one in known:
        for table, key, _ in (*one.changed, *one.made):
            ids[table].add(key)
    children = set(made)
    found: Records = {}
    for table, owner in OWNER.items():
        rows = select_rows(table_of(MODELS[table]), owner, children)
        rows += select_rows(table_of(MODELS[table]), "id", ids[table])
        found |= {(table, row["id"]): row for row in rows}
    return found


def rewind(known: Sequence[Known], records: Records) -> tuple[Known, ...] | None:
    """What rows did to one child, newest first; the records become what they were before.

    None where a record is not as the rows left it.
    """
    waiting, order = list(known), []
    while waiting:
        newest = next((one for one in waiting if _stands(one, records)), None)
        if newest is None:
            return None
        _take_back(newest, records)
        waiting.remove(newest)
        order.append(newest)
    return tuple(order)


def untouched(made: Mapping[UUID, RosterRow], records: Records) -> set[UUID]:
    """The children that are as the list made them, with enrolment and guardian and nothing more."""
    rows: dict[UUID, list[tuple[str, Row]]] = defaultdict(list)
    for (table, _), row in records.items():
        rows[row[OWNER[table]]].append((table, row))
    return {key for key, row in made.items() if digest(rows[key]) == row.made_digest}


def _stands(one: Known, records: Records) -> bool:
    for table, key, values in one.changed:
        row = records.get((table, key))
        if row is None or any(stored(row[name]) != list(after) for name, (_, after) in values.items()):
            return False
    for table, key, made in one.made:
        row = records.get((table, key))
        if row is None or digest([(table, row)]) != made:
            return False
    return True


def _take_back(one: Known, records: Records) -> None:
    for table, key, values in one.changed:
        records[table, key] |= {name: restored(before) for name, (before, _) in values.items()}
    for table, key, _ in one.made:
        del records[table, key]
