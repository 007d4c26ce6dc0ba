"""The file of an import as it came, as long as it is kept."""

from dataclasses import dataclass
from uuid import UUID

from casemgmt.domain.context import Context
from casemgmt.store import audit, roster_files
from casemgmt.store.db import transaction
from casemgmt.store.rosters import get_import


@dataclass(frozen=True)
class StoredFile:
    """A file with the name it came under."""

    name: str
    content: bytes


def stored_file(ctx: Context, import_id: UUID) -> StoredFile:
    """The file of an import; the reading is put on record.

    Raises:
        NotFound: not there for this actor, or no longer kept.
    """
    with transaction(ctx):
        held = get_import(ctx, import_id)
        found = StoredFile(held.file_name, roster_files.content_of(held))
        audit.note(ctx, "roster_file.read", "roster_import", import_id)
    return found
