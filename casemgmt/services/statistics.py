"""Figures that may leave the team: counted, protected, and only then shown."""

from dataclasses import dataclass

from casemgmt.domain.context import Context
from casemgmt.domain.dates import school_year, school_year_label
from casemgmt.domain.disclosure.protect import publish
from casemgmt.domain.disclosure.table import PublishedTable
from casemgmt.domain.errors import InvalidInput
from casemgmt.domain.indicators import ExaminedGroup, Indicator, all_indicators, count_by_age_and_sex
from casemgmt.domain.instrument import Sex
from casemgmt.store import audit
from casemgmt.store.db import transaction
from casemgmt.store.places import all_schools, get_ward
from casemgmt.store.statistics import count_examined, school_years


@dataclass(frozen=True)
class Question:
    """Which figure of which school year is asked for."""

    indicator: str
    year: int


def list_indicators() -> list[Indicator]:
    """Every published figure, in the order of the instruments."""
    return list(all_indicators().values())


def list_years(ctx: Context) -> list[int]:
    """The school years that have figures, newest first; this year where there are none yet."""
    return school_years(ctx) or [school_year(ctx.today)]


def publish_table(ctx: Context, question: Question) -> PublishedTable:
    """An indicator by sex and age group, small counts hidden; the question is put on record.

    Raises:
        InvalidInput: no such indicator.
        WrongStep: the table cannot be protected (``not_protectable``); nothing is shown.
    """
    indicator = all_indicators().get(question.indicator)
    if indicator is None:
        raise InvalidInput(problem="no_such_indicator", field="chi-so")
    facts = [
        ExaminedGroup(Sex(one.sex) if one.sex else None, one.age_months, one.examined, one.found)
        for one in count_examined(ctx, question.year, indicator.instrument, indicator.finding)
    ]
    period = f"{_population(ctx)}, năm học {school_year_label(question.year)}"
    table = publish(count_by_age_and_sex(indicator, facts, period=period, made_at=ctx.now()))
    with transaction(ctx):
        audit.note(ctx, "figures.read", "indicator", f"{indicator.code}:{question.year}")
    return table


def _population(ctx: Context) -> str:
    """The ward, or for a school account its school: the table says whom it counts."""
    if ctx.actor.school_id is not None:
        return all_schools(ctx)[0].name
    return get_ward(ctx.actor.ward_id).name
