"""Examining made-up mouths."""

from hypothesis import strategies as st

from casemgmt.domain.dental.chart import TEETH, codes_for, same_space
from casemgmt.domain.instrument import Subject
from casemgmt.domain.instruments.dental import INSTRUMENT


def examine(age_months=84, policy=None, **typed):
    readings = {code: INSTRUMENT.field(code).read(text, age_months) for code, text in typed.items()}
    return INSTRUMENT.interpret(readings, Subject(age_months, None), policy or {})


def measured(meaning):
    return {
        (one.code, one.site): one.choice if one.number is None else one.number for one in meaning.measures
    }


@st.composite
def mouths(draw):
    """Maps with at most one tooth a space."""
    chosen = draw(st.sets(st.sampled_from(sorted(TEETH)), max_size=28))
    kept = sorted(tooth for tooth in chosen if same_space(tooth) not in chosen or tooth < 50)
    return {tooth: draw(st.sampled_from(sorted(codes_for(tooth)))) for tooth in kept}
