"""Every table, for the migrations and for comparing them with the models."""

from casemgmt.store import (
    accounts,
    audit,
    children,
    circumstances,
    places,
    referrals,
    requests,
    rosters,
    screening,
)
from casemgmt.store.db import Base

MODULES = (accounts, audit, children, circumstances, places, referrals, requests, rosters, screening)
METADATA = Base.metadata
