"""Who has a personal number already."""

from collections import defaultdict
from uuid import UUID

from sqlalchemy import select

from casemgmt.store.bulk import chunks
from casemgmt.store.children import Child
from casemgmt.store.db import session
from casemgmt.store.keys import sealer
from casemgmt.store.register import NUMBER


def holders(numbers: set[str]) -> dict[str, set[UUID]]:
    """Personal number -> the children who have it; merged records do not count."""
    found: defaultdict[str, set[UUID]] = defaultdict(set)
    for some in chunks(numbers):
        by_index = {sealer().index(str(number), NUMBER): str(number) for number in some}
        query = select(Child.personal_id_index, Child.id).where(
            Child.personal_id_index.in_(by_index), Child.merged_into.is_(None)
        )
        for index, child_id in session().execute(query):
            found[by_index[index or b""]].add(child_id)
    return found
