"""What a screening instrument is: its fields, what they mean together, and why.

Grid columns, validation, storage, findings, referrals and indicators derive from an
``Instrument``; adding one is adding one module to ``domain/instruments/``.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum

from casemgmt.domain.fields import Field, Reading


class Sex(StrEnum):
    """Sex at birth, as on the birth certificate."""

    MALE = "M"
    FEMALE = "F"


class Severity(IntEnum):
    """How grave a finding is. Source: project convention (PC), to be accepted by the ward's doctor."""

    NONE = 0
    MINOR = 1
    MODERATE = 2
    SEVERE = 3
    CRITICAL = 4


class ReferralLevel(StrEnum):
    """How soon a child must be seen; ordered by ``rank``."""

    NONE = "none"
    RECHECK = "recheck"
    ROUTINE = "routine"
    PRIORITY = "priority"
    URGENT = "urgent"
    EMERGENCY = "emergency"

    @property
    def rank(self) -> int:
        """0 for none up to 5 for emergency."""
        return list(ReferralLevel).index(self)


class Destination(StrEnum):
    """Where a child is sent; the label is shown, the code is stored."""

    STATION = "health_station"
    EYE_CLINIC = "eye_clinic"
    DENTAL_CLINIC = "dental_clinic"
    CARDIOLOGY = "cardiology"
    GENERAL_HOSPITAL = "general_hospital"


class Status(StrEnum):
    """Whether the readings were enough to conclude; missing never counts as normal."""

    NOT_EXAMINED = "not_examined"
    INCOMPLETE = "incomplete"
    COMPLETE = "complete"


@dataclass(frozen=True)
class Subject:
    """The child on the day of the examination.

    Attributes:
        age_months: completed months, None where the birth date is not known to the month.
        sex: None where unknown.
    """

    age_months: int | None
    sex: Sex | None


@dataclass(frozen=True)
class Measure:
    """One number or code derived from the readings.

    Attributes:
        code: what was measured, for example ``logmar_uncorrected`` or ``dmft``.
        site: eye (``R``, ``L``) or tooth (FDI number); "" where it has none.
        number: None where the measure is a code.
        choice: None where the measure is a number.
        text: how it reads on the row, in Vietnamese, with its unit; "" for one not shown.
    """

    code: str
    site: str = ""
    number: float | None = None
    choice: str | None = None
    text: str = ""


@dataclass(frozen=True)
class FindingKind:
    """A kind of abnormality an instrument can find: the unit of referral and of statistics.

    Attributes:
        code: unique over all instruments, for example ``reduced_vision``.
        label: Vietnamese, as on reports.
        may_be_serious: points to an illness of long or costly treatment, so that a
            social worker is asked to look at the family's means.
    """

    code: str
    label: str
    may_be_serious: bool = False


@dataclass(frozen=True)
class Finding:
    """An abnormality and its consequence; never a diagnosis.

    Attributes:
        kind: code of a ``FindingKind`` of the instrument.
        site: eye, tooth or "" as in ``Measure``.
        because: why, in Vietnamese, with the reading and the limit it was compared with.
        recheck_days: days until it is looked at again at the station, None where not planned.
        source: where the rule comes from (guideline, year, table).
    """

    kind: str
    severity: Severity
    level: ReferralLevel
    because: str
    source: str
    destination: Destination = Destination.STATION
    site: str = ""
    recheck_days: int | None = None


@dataclass(frozen=True)
class Interpretation:
    """What a set of readings means under one rule version.

    Attributes:
        missing: labels of the readings still needed to conclude; empty when complete.
        warnings: rare but possible readings, in Vietnamese, to be looked at again.
        next_visit_days: days until the next check of this kind when nothing was found.
    """

    status: Status
    measures: tuple[Measure, ...] = ()
    findings: tuple[Finding, ...] = ()
    missing: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    next_visit_days: int | None = None

    @property
    def level(self) -> ReferralLevel:
        """The highest referral level among the findings."""
        return highest(finding.level for finding in self.findings)


Readings = Mapping[str, Reading]
Policy = Mapping[str, str]


@dataclass(frozen=True)
class Setting:
    """A rule the ward's doctor must confirm, with its default.

    Attributes:
        code: ``<instrument>.<name>``.
        default: the choice in force until a doctor changes it.
        choices: code -> Vietnamese label.
        why: what is uncertain and what the choices rest on.
    """

    code: str
    label: str
    default: str
    choices: Mapping[str, str]
    why: str


@dataclass(frozen=True)
class Instrument:
    """One screening instrument.

    Attributes:
        code: stable, lower case, for example ``vision``.
        title: Vietnamese, as over its columns.
        version: of its fields; a new field is a new version.
        rule_version: of ``interpret``; a new rule is a new rule version.
        fields: in the order of the paper form and of the grid.
        finding_kinds: everything it can find.
        interpret: readings given (field code -> Reading; a field not measured is absent),
            the child, and policy (setting code -> choice; absent means the default).
        normal: field code -> what is typed when the examiner says "bình thường".
        settings: what a doctor must confirm.
        from_months, to_months: completed months of age it is meant for, both inclusive.
        order: place among the instruments on the sheet.
    """

    code: str
    title: str
    version: str
    rule_version: str
    fields: tuple[Field, ...]
    finding_kinds: tuple[FindingKind, ...]
    interpret: Callable[[Readings, Subject, Policy], Interpretation]
    source: str
    normal: Mapping[str, str] = field(default_factory=dict)
    settings: tuple[Setting, ...] = ()
    from_months: int = 0
    to_months: int = 215
    order: int = 100

    def field(self, code: str) -> Field:
        """The field of a code.

        Raises:
            KeyError: the instrument has no such field.
        """
        return {each.code: each for each in self.fields}[code]

    def finding_kind(self, code: str) -> FindingKind:
        """The finding kind of a code.

        Raises:
            KeyError: the instrument cannot find such a thing.
        """
        return {kind.code: kind for kind in self.finding_kinds}[code]


def highest(levels: Iterable[ReferralLevel]) -> ReferralLevel:
    """The most pressing of some levels; none for no levels."""
    return max(levels, key=lambda level: level.rank, default=ReferralLevel.NONE)


def choose(policy: Policy, setting: Setting) -> str:
    """The choice in force for a setting."""
    return policy.get(setting.code, setting.default)
