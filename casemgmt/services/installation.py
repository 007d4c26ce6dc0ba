"""What a new installation starts with, and how healthy it is."""

import sys
from dataclasses import dataclass
from shutil import disk_usage

from casemgmt.codelists import rows
from casemgmt.domain.context import Context
from casemgmt.domain.errors import Unavailable
from casemgmt.store import audit
from casemgmt.store.db import engine_version, live_pragmas, quick_check, session, transaction
from casemgmt.store.keys import settings
from casemgmt.store.places import Ward

LEAST_FREE_BYTES = 500 * 1024 * 1024
WANTED_PRAGMAS = {"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "secure_delete": "1"}


@dataclass(frozen=True)
class Check:
    """One thing ``doctor`` looked at.

    Attributes:
        code: names the sentence.
        good: whether it is as it should be.
        found: what was found, without any personal data.
    """

    code: str
    good: bool
    found: str


def prepare_ward(ctx: Context) -> None:
    """Make the ward of this installation if it is not there yet.

    Raises:
        Unavailable: the keys at hand are not those of this database; nothing is written.
    """
    if not audit.key_fits():
        raise Unavailable(problem="other_keys")
    listed = rows("wards")[0]
    with transaction(ctx):
        if session().get(Ward, ctx.actor.ward_id) is None:
            session().add(
                Ward(
                    id=ctx.actor.ward_id,
                    code=listed["code"],
                    name=listed["label"],
                    province=listed["province"],
                )
            )


def check_installation() -> list[Check]:
    """Look at everything an installation rests on; writes nothing."""
    found = settings()
    free = disk_usage(found.instance).free
    pragmas = live_pragmas()
    trail = audit.verify()
    damage = quick_check()
    engine_name, version_known = engine_version()
    return [
        Check("python", sys.version_info >= (3, 11), sys.version.split()[0]),
        Check("engine", version_known, engine_name),
        Check("database", damage == "ok", damage),
        Check(
            "durability",
            not pragmas or all(pragmas[name] == wanted for name, wanted in WANTED_PRAGMAS.items()),
            ", ".join(f"{name}={value}" for name, value in pragmas.items()) or "postgresql",
        ),
        Check("trail", not trail.broken, f"{trail.entries} · {trail.head[:16]}"),
        Check("disk", free >= LEAST_FREE_BYTES, f"{free // 1024**2} MB"),
        Check("keys", all(len(key) == 32 for key in found.keys.values()), f"{len(found.keys)}"),
    ]
