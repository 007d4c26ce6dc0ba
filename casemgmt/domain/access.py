"""The access matrix: what each role may do, as data in one place.

Source: ``codelists/access_matrix.csv``, the ward's table of resource × action × role.
"""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache

from casemgmt.codelists import rows
from casemgmt.domain.context import Role

ANONYMOUS = "anonymous"


class Verdict(StrEnum):
    """What one role may do with one resource."""

    YES = "Y"
    NO = "N"
    OWN = "O"
    SCHOOL = "S"
    MASKED = "M"
    AGGREGATE = "A"
    BREAK_GLASS = "B"
    TWO_PERSONS = "D"


class Permission(StrEnum):
    """``resource:action`` as in the access matrix; alphabetical."""

    AUDIT_LOG_READ_ALL = "audit log:read all"
    AUDIT_LOG_READ_OWN = "audit log:read own actions"
    AUDIT_LOG_VERIFY = "audit log:verify chain"
    CHILD_CONTACT_READ = "child contact:read"
    CHILD_CONTACT_UPDATE = "child contact:update"
    CHILD_CREATE = "child identity:create"
    CHILD_LIST = "child identity:list"
    CHILD_MERGE = "child identity:merge duplicates"
    CHILD_READ = "child identity:read"
    CHILD_SEARCH = "child search:search by name"
    CHILD_UPDATE = "child identity:update"
    CIRCUMSTANCE_RECORD = "circumstance:record and end"
    DASHBOARD_VIEW = "dashboard:view own"
    HEALTH_CHECK = "health check:read liveness"
    HEALTH_REFERRAL_CHANGE = "health referral:create and update"
    HEALTH_REFERRAL_READ = "health referral:read"
    PROTECTED_ADDRESS_READ = "protected address:read"
    PROTECTED_ADDRESS_SET = "protected address:set or clear the flag"
    REFERENCE_LIST_EDIT = "reference list:edit"
    REFERENCE_LIST_READ = "reference list:read"
    SCREENING_CREATE = "screening:create"
    SCREENING_IMPORT = "screening:import class list"
    SCREENING_UNDO_IMPORT = "screening:undo own import"
    SESSION_CHANGE_PASSWORD = "session:change own password"
    SESSION_LOG_IN = "session:log in"
    SESSION_LOG_OUT = "session:log out"
    STATISTICS_EXPORT = "statistics:export aggregates"
    STATISTICS_VIEW = "statistics:view aggregates"
    SUGGESTION_DECIDE = "circumstance suggestion:confirm or dismiss"
    SUGGESTION_READ = "circumstance suggestion:list and read"
    USER_CREATE = "user:create and edit"
    USER_DISABLE = "user:disable and end sessions"
    USER_LIST = "user:list"

    @property
    def resource(self) -> str:
        """The matrix row's resource."""
        return self.value.split(":")[0]

    @property
    def action(self) -> str:
        """The matrix row's action."""
        return self.value.split(":")[1]


@cache
def _matrix() -> Mapping[tuple[str, str], Mapping[str, str]]:
    return {(row["resource"], row["action"]): row for row in rows("access_matrix")}


def verdict(role: Role | None, permission: Permission) -> Verdict:
    """What a role may do; nobody signed in counts as anonymous.

    Raises:
        KeyError: the matrix has no such row.
    """
    row = _matrix()[permission.resource, permission.action]
    return Verdict(row[role.value if role else ANONYMOUS])


def may(role: Role | None, permission: Permission) -> bool:
    """Whether a role may enter at all; which records it then sees is the scope's matter."""
    return verdict(role, permission) is not Verdict.NO
