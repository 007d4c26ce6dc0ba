"""Every table, for the migrations and for comparing them with the models."""

from casemgmt.store import (
    accounts,
    audit,
    child_words,
    children,
    circumstances,
    merges,
    places,
    referrals,
    requests,
    rosters,
    screening,
)
from casemgmt.store.db import Base

MODULES = (
    accounts,
    audit,
    child_words,
    children,
    circumstances,
    merges,
    places,
    referrals,
    requests,
    rosters,
    screening,
)
METADATA = Base.metadata
