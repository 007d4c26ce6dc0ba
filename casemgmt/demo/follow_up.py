"""Follows the referrals of the made-up ward, step by step on the day each was recorded."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from uuid import UUID

from casemgmt.demo.agenda import Agenda, acting
from casemgmt.demo.children import DemoChild
from casemgmt.demo.courses import close_forgotten, plan_course
from casemgmt.demo.timetable import PlannedDay, moment
from casemgmt.domain.context import Actor, Context
from casemgmt.domain.instrument import ReferralLevel
from casemgmt.services.referrals import Move, move_referrals
from casemgmt.store.db import session
from casemgmt.store.referral_scope import visible_referrals
from casemgmt.store.referrals import Referral


@dataclass(frozen=True)
class FollowUp:
    """Who follows the referrals, and what is to be recorded on which day."""

    nurse: Actor
    agenda: Agenda
    _notebook: defaultdict[date, list[tuple[UUID, Move]]] = field(default_factory=lambda: defaultdict(list))

    def begin(
        self, ctx: Context, plan: PlannedDay, children: Iterable[DemoChild], left: frozenset[tuple[int, str]]
    ) -> None:
        """Put the steps of the day's referrals on the agenda.

        Args:
            left: child number and instrument of referrals that a correction will withdraw.
        """
        by_id = {child.child_id: child for child in children}
        issued = visible_referrals(ctx).where(
            Referral.issued_on == plan.held_on, Referral.school_id == plan.one.school.school_id
        )
        for referral in session().scalars(issued):
            child = by_id.get(referral.child_id)
            if child is not None and (child.number, referral.instrument) not in left:
                self._plan(referral, child)

    def _plan(self, referral: Referral, child: DemoChild) -> None:
        level = ReferralLevel(referral.level)
        steps = plan_course(child.number, referral.instrument, level, referral.issued_on)
        if not steps:
            steps = (close_forgotten(child.number, referral.issued_on, referral.due_on),)
        for version, step in enumerate(steps, start=1):
            if step.recorded_on not in self._notebook:
                self.agenda.add(moment(step.recorded_on, 14), partial(self._record, step.recorded_on))
            move = Move(step.to, step.happened_on, step.note, version)
            self._notebook[step.recorded_on].append((referral.id, move))

    def _record(self, day: date, at: datetime) -> None:
        move_referrals(acting(self.nurse, at), tuple(self._notebook.pop(day)))
