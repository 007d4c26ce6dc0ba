"""How a number reads in Vietnamese: decimal comma, halves rounded up."""

from decimal import ROUND_HALF_UP, Decimal


def with_comma(number: float, decimals: int = 1, fixed: bool = True) -> str:
    """A number as it is written in Vietnamese papers.

    Args:
        number: finite.
        decimals: digits after the comma.
        fixed: keep trailing zeros (``25,0``); otherwise they are left out (``25``).

    Returns:
        Rounded half up on the decimal that is shown for the number: 15.25 reads 15,3.
    """
    rounded = Decimal(str(number)).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    text = f"{rounded:f}"
    if not fixed and "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace(".", ",")
