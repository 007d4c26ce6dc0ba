"""Whether one incoming child and one child of the register are the same, perhaps, or two."""

from casemgmt.domain.birth_likeness import BirthLikeness, birth_likeness
from casemgmt.domain.matches import Candidate, Reason, Verdict
from casemgmt.domain.name_likeness import NameLikeness, name_likeness, only_given_name_differs
from casemgmt.domain.rosters.records import ChildRecord
from casemgmt.domain.vietnamese.identifiers import insurance_core

_NAME_REASON = {
    NameLikeness.SAME: Reason.NAME_SAME,
    NameLikeness.WITHOUT_MARKS: Reason.NAME_WITHOUT_MARKS,
    NameLikeness.TELEX: Reason.NAME_TELEX,
    NameLikeness.MIDDLE_DIFFERS: Reason.NAME_MIDDLE_DIFFERS,
    NameLikeness.ONE_LETTER: Reason.NAME_ONE_LETTER,
    NameLikeness.FAMILY_DIFFERS: Reason.NAME_FAMILY_DIFFERS,
    NameLikeness.OTHER: Reason.NAME_DIFFERS,
}
_BIRTH_REASON = {
    BirthLikeness.SAME: Reason.BIRTH_SAME,
    BirthLikeness.LESS_PRECISE: Reason.BIRTH_LESS_PRECISE,
    BirthLikeness.TURNED_ROUND: Reason.BIRTH_TURNED_ROUND,
    BirthLikeness.ONE_PART: Reason.BIRTH_ONE_PART_DIFFERS,
    BirthLikeness.OTHER: Reason.BIRTH_DIFFERS,
    BirthLikeness.UNKNOWN: Reason.BIRTH_UNKNOWN,
}
_SURE_NAMES = {NameLikeness.SAME, NameLikeness.WITHOUT_MARKS, NameLikeness.TELEX}


def compare(record: ChildRecord, candidate: Candidate) -> tuple[Verdict, tuple[Reason, ...]]:
    """The verdict about one pair, and why; no reasons where most pairs end, at another birth date."""
    numbers = _numbers(record, candidate)
    birth = birth_likeness(record.dob, record.dob_precision, candidate.dob, candidate.dob_precision)
    one_number = bool({Reason.NUMBER_SAME, Reason.INSURANCE_SAME}.intersection(numbers))
    if birth is BirthLikeness.OTHER and not one_number:
        return Verdict.NEW, ()
    name = name_likeness(record.full_name, candidate.full_name)
    sexes_differ = bool(record.sex and candidate.sex and record.sex is not candidate.sex)
    reasons = (*numbers, _NAME_REASON[name], _BIRTH_REASON[birth])
    reasons += (Reason.SEX_DIFFERS,) if sexes_differ else ()
    if one_number:
        agrees = name in _SURE_NAMES or (name is not NameLikeness.OTHER and birth is BirthLikeness.SAME)
        sure = agrees and not sexes_differ and Reason.NUMBERS_DIFFER not in numbers
        return Verdict.SAME if sure else Verdict.NEAR, reasons
    if Reason.NUMBERS_DIFFER in numbers:
        alike = name in _SURE_NAMES and birth is BirthLikeness.SAME and not sexes_differ
        return Verdict.NEAR if alike else Verdict.NEW, reasons
    if name is NameLikeness.ONE_LETTER and only_given_name_differs(record.full_name, candidate.full_name):
        reasons += (Reason.MAYBE_TWIN,)
    return _without_number(name, birth, sexes_differ=sexes_differ), reasons


def _numbers(record: ChildRecord, candidate: Candidate) -> tuple[Reason, ...]:
    """What the numbers say; an insurance number that differs says nothing, cards are renewed."""
    found: list[Reason] = []
    if record.personal_id and candidate.personal_id:
        same = record.personal_id == candidate.personal_id
        found.append(Reason.NUMBER_SAME if same else Reason.NUMBERS_DIFFER)
    if record.health_insurance and candidate.health_insurance:
        cores = insurance_core(record.health_insurance), insurance_core(candidate.health_insurance)
        found += [Reason.INSURANCE_SAME] if cores[0] == cores[1] else []
    return tuple(found)


def _without_number(name: NameLikeness, birth: BirthLikeness, *, sexes_differ: bool) -> Verdict:
    if name is NameLikeness.OTHER:
        return Verdict.NEW
    if name not in _SURE_NAMES:
        # On another day, or as the other sex, a name that is only alike is somebody else's. Day and
        # month, though, are turned round in whole files at once, beside whatever slip a name has.
        likely = {BirthLikeness.SAME, BirthLikeness.TURNED_ROUND}
        likely -= {BirthLikeness.TURNED_ROUND} if name is NameLikeness.FAMILY_DIFFERS else set()
        return Verdict.NEAR if birth in likely and not sexes_differ else Verdict.NEW
    sure = name is NameLikeness.SAME and birth is BirthLikeness.SAME and not sexes_differ
    return Verdict.SAME if sure else Verdict.NEAR
