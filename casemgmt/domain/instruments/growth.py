"""Height, weight and body mass index, without a class: that needs the WHO tables."""

from casemgmt.domain.fields import Limits, NumberField
from casemgmt.domain.instrument import (
    Instrument,
    Interpretation,
    Measure,
    Policy,
    Readings,
    Status,
    Subject,
)
from casemgmt.domain.numerals import with_comma

# PC: physically impossible outside; sick children lie within. Ages: under 1, 1–4, 5–9, 10–17 years.
HEIGHT_LIMITS = (Limits(20, 110), Limits(40, 140, 12), Limits(60, 190, 60), Limits(80, 230, 120))
WEIGHT_LIMITS = (Limits(0.3, 25), Limits(2, 60, 12), Limits(5, 120, 60), Limits(8, 250, 120))
# PC: the outermost BMI of children in the WHO tables, −5 SD to +5 SD over all ages and both sexes.
BMI_RARE_BELOW = 8.2
BMI_RARE_ABOVE = 50.5

HEIGHT = NumberField(
    "height_cm", "Chiều cao (chiều dài)", "cm", HEIGHT_LIMITS, decimals=1, short="Cao", hint="Ví dụ 121,5"
)
WEIGHT = NumberField(
    "weight_kg", "Cân nặng", "kg", WEIGHT_LIMITS, decimals=1, short="Nặng", hint="Ví dụ 23,4"
)
FIELDS = (HEIGHT, WEIGHT)


def interpret(
    readings: Readings,
    subject: Subject,  # noqa: ARG001 - every instrument is given the child
    policy: Policy,  # noqa: ARG001 - and the policy
) -> Interpretation:
    """Height, weight and body mass index as measured; nothing is classified here.

    Args:
        readings: ``height_cm``, ``weight_kg``; absent where not measured. The index needs both.
        subject: not used: no reference is applied.
        policy: not used.

    Returns:
        No finding and no next visit, whatever the readings: without a class the absence of a
        finding is not a normal result.
    """
    numbers = {field.code: readings[field.code].number for field in FIELDS if field.code in readings}
    if not numbers:
        return Interpretation(Status.NOT_EXAMINED)
    height, weight = numbers.get(HEIGHT.code), numbers.get(WEIGHT.code)
    bmi = bmi_kg_m2(weight, height) if weight is not None and height is not None else None
    missing = tuple(field.label for field in FIELDS if field.code not in numbers)
    return Interpretation(
        status=Status.INCOMPLETE if missing else Status.COMPLETE,
        measures=_measures(height, weight, bmi),
        missing=missing,
        warnings=_warnings(bmi),
    )


def bmi_kg_m2(weight_kg: float, height_cm: float) -> float:
    """Body mass index.

    Args:
        weight_kg: weight in kilograms, light clothing.
        height_cm: standing height, or length of a child measured lying, in centimetres.

    Returns:
        Weight divided by the square of height, in kg/m², unrounded.

    Raises:
        ValueError: height is zero or negative.

    Source: WHO Child Growth Standards (2006) and WHO growth reference 5–19 years (2007).
    """
    if height_cm <= 0:
        raise ValueError("height must be above zero")
    return weight_kg / (height_cm / 100) ** 2


def _measures(height: float | None, weight: float | None, bmi: float | None) -> tuple[Measure, ...]:
    found = []
    if height is not None:
        found.append(Measure("height_cm", number=height, text=f"{with_comma(height)} cm"))
    if weight is not None:
        found.append(Measure("weight_kg", number=weight, text=f"{with_comma(weight)} kg"))
    if bmi is not None:
        found.append(Measure("bmi", number=bmi, text=f"BMI {with_comma(bmi)} – chưa xếp loại"))
    return tuple(found)


def _warnings(bmi: float | None) -> tuple[str, ...]:
    if bmi is None or BMI_RARE_BELOW <= bmi <= BMI_RARE_ABOVE:
        return ()
    return (
        f"BMI {with_comma(bmi)} ngoài khoảng gặp ở trẻ em ({with_comma(BMI_RARE_BELOW)} đến "
        f"{with_comma(BMI_RARE_ABOVE)}): kiểm tra lại chiều cao và cân nặng.",
    )


INSTRUMENT = Instrument(
    code="growth",
    title="Chiều cao, cân nặng",
    version="1",
    rule_version="1",
    fields=FIELDS,
    finding_kinds=(),
    interpret=interpret,
    source="WHO Child Growth Standards 2006; WHO growth reference 5–19 years 2007",
    order=40,
)
