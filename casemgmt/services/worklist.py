"""What waits for a person: the start page answers "what do I do now"."""

from dataclasses import dataclass

from casemgmt.domain.access import Permission, may
from casemgmt.domain.context import Context
from casemgmt.domain.dates import school_year
from casemgmt.domain.departures import decides_moves
from casemgmt.domain.referrals import WAITING
from casemgmt.store.accounts import users
from casemgmt.store.places import classes_of
from casemgmt.store.referral_lists import count_by_state, count_overdue
from casemgmt.store.rosters import recent_imports
from casemgmt.store.school_moves import count_moves
from casemgmt.store.sheets import class_sizes, progress_of_days
from casemgmt.store.suggestion_lists import count_suggestions


@dataclass(frozen=True)
class WorkItem:
    """One thing to do: ``code`` names the sentence and the page, ``count`` how many wait."""

    code: str
    count: int
    pressing: bool = False


def list_work(ctx: Context) -> list[WorkItem]:
    """What waits for this person, the most pressing first; counts only what the role may see."""
    found: list[WorkItem] = []
    role = ctx.actor.role
    if may(role, Permission.HEALTH_REFERRAL_CHANGE):
        found += _referrals(ctx)
    if may(role, Permission.SCREENING_CREATE):
        found += _screening(ctx)
    if decides_moves(role):
        found.append(WorkItem("moves_waiting", count_moves(ctx)))
    if may(role, Permission.SUGGESTION_DECIDE):
        found.append(WorkItem("suggestions_waiting", count_suggestions(ctx)))
    if may(role, Permission.USER_CREATE):
        found.append(WorkItem("accounts", len(users(ctx))))
    return sorted(found, key=lambda item: (not item.pressing, item.count == 0))


def _referrals(ctx: Context) -> list[WorkItem]:
    waiting = {state.value for state in WAITING}
    overdue = count_overdue(ctx, waiting)
    counts = count_by_state(ctx)
    open_ones = sum(counts.get(state, 0) for state in waiting)
    return [
        WorkItem("referrals_overdue", overdue, pressing=overdue > 0),
        WorkItem("referrals_waiting", open_ones - overdue),
    ]


def _screening(ctx: Context) -> list[WorkItem]:
    year = school_year(ctx.today)
    ids = {one.id for one, _school in classes_of(ctx, year)}
    sizes = {key: number for key, number in class_sizes(ctx, year).items() if key in ids}
    days = {key: found for key, found in progress_of_days(ctx, year).items() if key in ids}
    unfinished = sum(1 for _id, _on, children, examined in days.values() if examined < children)
    previews = sum(1 for one in recent_imports(ctx) if one.state == "previewed")
    return [
        WorkItem("imports_waiting", previews, pressing=previews > 0),
        WorkItem("sheets_unfinished", unfinished),
        WorkItem("classes_not_started", sum(1 for key, size in sizes.items() if size and key not in days)),
        WorkItem("classes_without_list", sum(1 for key in ids if not sizes.get(key))),
    ]
