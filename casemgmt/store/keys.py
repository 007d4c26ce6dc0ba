"""The keys of the running installation, for the store alone."""

from functools import lru_cache

from flask import current_app

from casemgmt.config import Settings
from casemgmt.store.sealed import Sealer

EXTENSION = "casemgmt"


def settings() -> Settings:
    """The settings of the running application."""
    found = current_app.extensions[EXTENSION]
    assert isinstance(found, Settings)
    return found


def sealer() -> Sealer:
    """Seals and opens with this installation's keys."""
    keys = settings().keys
    return _sealer_with(keys["data"], keys["index"])


@lru_cache(maxsize=4)
def _sealer_with(value_key: bytes, index_key: bytes) -> Sealer:
    """One sealer for each pair of keys: preparing a cipher takes longer than using it."""
    return Sealer(value_key, index_key)


def audit_key() -> bytes:
    """The key of the trail's chain."""
    return settings().keys["audit"]


def index_key() -> bytes:
    """The key for digests of tokens and log-in names."""
    return settings().keys["index"]
