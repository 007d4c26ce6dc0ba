"""One child on one screening day, as the makers of readings see it."""

from dataclasses import dataclass
from random import Random

from casemgmt.demo.chance import dice
from casemgmt.domain.instrument import Sex


@dataclass(frozen=True)
class Visit:
    """A child's examination of one school year.

    Attributes:
        number: of the child; its own streams of chance hang on it.
        years_ago: 0 for this school year.
        loud_heart: a loud murmur is heard first on this day.
    """

    number: int
    age_months: int
    sex: Sex
    years_ago: int
    loud_heart: bool = False

    @property
    def age(self) -> int:
        """Whole years."""
        return self.age_months // 12

    def lasting(self, purpose: str) -> Random:
        """Chance that is the same for this child in every year."""
        return dice(purpose, self.number)

    def today(self, purpose: str) -> Random:
        """Chance of this one visit."""
        return dice(purpose, self.number, self.years_ago)


def by_age(table: dict[int, float], age: int) -> float:
    """The entry of the highest age that is reached; the first one below all."""
    return table[max((one for one in table if one <= age), default=min(table))]
