"""From a finding and what is known of the family to a suggestion for a social worker.

A suggestion is never a decision: a social worker confirms or dismisses it with a reason.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from casemgmt.domain.instrument import Finding, FindingKind, ReferralLevel

RULE_VERSION = "suggestion-1"


class Poverty(StrEnum):
    """A household's status by certificate, one calendar year at a time; never computed here."""

    POOR = "poor"
    NEAR_POOR = "near_poor"
    AVERAGE = "average"
    NOT_POOR = "none"
    UNKNOWN = "unknown"


IN_POVERTY = frozenset({Poverty.POOR, Poverty.NEAR_POOR})


class SuggestedGroup(StrEnum):
    """What a social worker is asked to look at; code and label in ``codelists/suggestions.csv``."""

    SERIOUS_ILLNESS_POOR = "serious_illness_poor"
    HEALTH_NEED_POOR = "health_need_poor"
    SERIOUS_MEANS_UNKNOWN = "serious_means_unknown"


class SuggestionState(StrEnum):
    """Where a suggestion stands."""

    SUGGESTED = "suggested"
    CONFIRMED = "confirmed"
    DISMISSED = "dismissed"


_S = SuggestionState
NEXT: Mapping[SuggestionState, frozenset[SuggestionState]] = {
    _S.SUGGESTED: frozenset({_S.CONFIRMED, _S.DISMISSED}),
    _S.CONFIRMED: frozenset(),
    _S.DISMISSED: frozenset({_S.CONFIRMED}),
}
REASON_LENGTH = (10, 1000)
# From which level a finding is brought to a social worker. Project convention (PC).
SERIOUS_FROM, OTHER_FROM = ReferralLevel.PRIORITY, ReferralLevel.URGENT


@dataclass(frozen=True)
class Suggestion:
    """What to look at and why; the facts it rests on and nothing more."""

    group: SuggestedGroup
    because: str
    finding: str


def suggest(finding: Finding, kind: FindingKind, poverty: Poverty) -> Suggestion | None:
    """What a finding suggests to a social worker, None where nothing.

    A serious finding in a poor or near-poor household may become group 13 once a hospital confirms
    the illness: Luật Trẻ em 102/2016/QH13 Điều 10 khoản 1 điểm n; NĐ 56/2017/NĐ-CP Điều 15 (both facts
    are needed, so this is a suggestion only). Poverty not known never counts as not poor: a serious
    finding then asks to find out. Other findings of a poor or near-poor household suggest help with the
    visit only where it is urgent (PC): a social worker who is sent every decayed tooth sees nothing.
    """
    pressing = SERIOUS_FROM if kind.may_be_serious else OTHER_FROM
    if finding.level.rank < pressing.rank:
        return None
    if poverty in IN_POVERTY:
        group = (
            SuggestedGroup.SERIOUS_ILLNESS_POOR if kind.may_be_serious else SuggestedGroup.HEALTH_NEED_POOR
        )
    elif poverty is Poverty.UNKNOWN and kind.may_be_serious:
        group = SuggestedGroup.SERIOUS_MEANS_UNKNOWN
    else:
        return None
    return Suggestion(group=group, because=_reason(kind, poverty), finding=finding.kind)


def _reason(kind: FindingKind, poverty: Poverty) -> str:
    # The social worker sees that a check is due and how pressing, not the reading itself.
    means = {
        Poverty.POOR: "hộ nghèo trong năm khám",
        Poverty.NEAR_POOR: "hộ cận nghèo trong năm khám",
        Poverty.UNKNOWN: "chưa có thông tin hộ nghèo của năm khám, cần xác minh",
    }[poverty]
    if kind.may_be_serious:
        need = "cần khám chuyên khoa và có thể phải điều trị dài ngày"
        return f"Khám sàng lọc thấy «{kind.label}», {need}; {means}."
    return f"Khám sàng lọc thấy «{kind.label}», cần đi khám trong thời hạn ngắn; {means}."


def may_decide(state: SuggestionState, to: SuggestionState) -> bool:
    """Whether a decision may follow."""
    return to in NEXT[state]
