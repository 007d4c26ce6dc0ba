"""Numerator, denominator and population of every published figure.

The indicators follow from the instruments: one for "examined", one for each finding kind. An
added instrument brings its own. They count children, not visits: the facts handed in hold each
child once, with the latest complete examination of the period.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from types import MappingProxyType

from casemgmt.codelists import rows
from casemgmt.domain.disclosure.table import Caption, Category, Counts, SecretTable
from casemgmt.domain.instrument import FindingKind, Instrument, Sex
from casemgmt.domain.instruments import all_instruments

UNKNOWN = "unknown"
UNKNOWN_AGE = Category(UNKNOWN, "Không rõ tuổi")  # also an age that no group holds
SEXES = (Category(Sex.MALE, "Nam"), Category(Sex.FEMALE, "Nữ"))
UNKNOWN_SEX = Category(UNKNOWN, "Không rõ giới")
MONTHS_A_YEAR = 12


@dataclass(frozen=True)
class Indicator:
    """One figure the ward publishes, in words.

    Attributes:
        code: the finding kind's code, or ``examined_<instrument>``.
        definition: the whole of it in sentences.
        numerator, denominator: in words; denominator "" for the number examined itself.
        population: who can be counted.
        instrument: code of the instrument.
        finding: code of the finding kind; None for the number examined.
        rule_version: of the instrument's rules.
        unit: of the counts.
    """

    code: str
    label: str
    definition: str
    numerator: str
    denominator: str
    population: str
    instrument: str
    finding: str | None
    rule_version: str
    source: str
    unit: str = "trẻ"


@dataclass(frozen=True)
class AgeGroup:
    """Ages counted together; completed years at the examination, both ends included."""

    code: str
    label: str
    from_years: int
    to_years: int


@dataclass(frozen=True)
class ExaminedGroup:
    """Children of one sex and one age, each counted once.

    Attributes:
        sex: None where unknown.
        age_months: completed months at the latest complete examination; None where unknown.
        examined: children whose latest complete examination of the period this is.
        found: those of them with the finding at that examination; ignored for "examined".
    """

    sex: Sex | None
    age_months: int | None
    examined: int
    found: int = 0


def all_indicators() -> Mapping[str, Indicator]:
    """Code -> indicator, in the order of the instruments on the sheet."""
    return MappingProxyType(
        {one.code: one for instrument in all_instruments().values() for one in indicators_of(instrument)}
    )


def indicators_of(instrument: Instrument) -> tuple[Indicator, ...]:
    """The indicators of one instrument: examined, then one for each finding kind."""
    return (_examined(instrument), *(_found(instrument, kind) for kind in instrument.finding_kinds))


@cache
def age_groups() -> tuple[AgeGroup, ...]:
    """The age groups of published tables. Source: ``codelists/age_groups.csv``."""
    return tuple(
        AgeGroup(row["code"], row["label"], int(row["from_years"]), int(row["to_years"]))
        for row in rows("age_groups")
    )


def age_group_code(age_months: int | None) -> str:
    """The code of the age group; ``UNKNOWN`` where the age is not known or in no group.

    Args:
        age_months: completed months at the examination.
    """
    if age_months is None:
        return UNKNOWN
    years = age_months // MONTHS_A_YEAR
    fitting = [group.code for group in age_groups() if group.from_years <= years <= group.to_years]
    return fitting[0] if fitting else UNKNOWN


def count_by_age_and_sex(
    indicator: Indicator, facts: Iterable[ExaminedGroup], *, period: str, made_at: datetime
) -> SecretTable:
    """Children by age group (rows) and sex (columns).

    Every age group and sex has a place, even with nobody in it; "unknown" only if needed.

    Args:
        facts: any number of groups for one sex and age; they are added up.
        period: campaign or school year, in words.
        made_at: when the facts were read, aware.
    """
    counted = _grouped(facts)
    ages = tuple(Category(group.code, group.label) for group in age_groups())
    by_age = _with_unknown(ages, UNKNOWN_AGE, {age for age, _ in counted})
    by_sex = _with_unknown(SEXES, UNKNOWN_SEX, {sex for _, sex in counted})
    return SecretTable(
        caption=_caption(indicator, period, made_at),
        rows=by_age,
        columns=by_sex,
        cells=tuple(
            tuple(_counts(indicator, counted.get((age.code, sex.code), (0, 0))) for sex in by_sex)
            for age in by_age
        ),
    )


def _grouped(facts: Iterable[ExaminedGroup]) -> Mapping[tuple[str, str], tuple[int, int]]:
    """(age group code, sex code) -> children examined, children found; only where somebody was."""
    sums: dict[tuple[str, str], tuple[int, int]] = defaultdict(lambda: (0, 0))
    for fact in facts:
        place = age_group_code(fact.age_months), fact.sex or UNKNOWN
        examined, found = sums[place]
        sums[place] = examined + fact.examined, found + fact.found
    return {place: counts for place, counts in sums.items() if any(counts)}


def _with_unknown(known: tuple[Category, ...], unknown: Category, used: set[str]) -> tuple[Category, ...]:
    return (*known, unknown) if unknown.code in used else known


def _counts(indicator: Indicator, counted: tuple[int, int]) -> Counts:
    examined, found = counted
    return Counts(examined) if indicator.finding is None else Counts(examined, found)


def _caption(indicator: Indicator, period: str, made_at: datetime) -> Caption:
    return Caption(
        title=indicator.label,
        definition=indicator.definition,
        numerator=indicator.numerator,
        denominator=indicator.denominator,
        population=indicator.population,
        period=period,
        rule_version=f"{indicator.instrument} {indicator.rule_version}",
        source=indicator.source,
        made_at=made_at,
    )


def _examined(instrument: Instrument) -> Indicator:
    return Indicator(
        code=f"examined_{instrument.code}",
        label=f"Trẻ được khám: {instrument.title}",
        definition=(
            f"Số trẻ có ít nhất một lần khám đủ nội dung “{instrument.title}” trong kỳ. "
            "Mỗi trẻ tính một lần, dù khám nhiều lần; khám chưa đủ không tính."
        ),
        numerator=f"Trẻ được khám đủ nội dung “{instrument.title}” trong kỳ",
        denominator="",
        population=_population(instrument),
        instrument=instrument.code,
        finding=None,
        rule_version=instrument.rule_version,
        source=_source(instrument),
    )


def _found(instrument: Instrument, kind: FindingKind) -> Indicator:
    return Indicator(
        code=kind.code,
        label=kind.label,
        definition=(
            f"Trong số trẻ được khám đủ nội dung “{instrument.title}” trong kỳ, số trẻ có phát hiện "
            f"“{kind.label}” ở lần khám đủ gần nhất. Mỗi trẻ tính một lần; trẻ chưa khám hoặc khám chưa đủ "
            "không tính và không coi là bình thường. Đây là kết quả sàng lọc, không phải chẩn đoán."
        ),
        numerator=f"Trẻ có phát hiện “{kind.label}” ở lần khám đủ gần nhất trong kỳ",
        denominator=f"Trẻ được khám đủ nội dung “{instrument.title}” trong kỳ",
        population=_population(instrument),
        instrument=instrument.code,
        finding=kind.code,
        rule_version=instrument.rule_version,
        source=_source(instrument),
    )


def _population(instrument: Instrument) -> str:
    youngest, above = _age(instrument.from_months), _age(instrument.to_months + 1)
    return f"Trẻ trong danh sách khám của phường, từ {youngest} đến dưới {above}; tuổi tính tại ngày khám"


def _age(months: int) -> str:
    return f"{months} tháng" if months % MONTHS_A_YEAR else f"{months // MONTHS_A_YEAR} tuổi"


def _source(instrument: Instrument) -> str:
    return f"Phiếu khám sàng lọc của phường; quy tắc nhận định: {instrument.source}"
