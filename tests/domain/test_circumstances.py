"""From a finding and the household to a suggestion."""

import pytest

from casemgmt.domain.circumstances import Poverty, SuggestedGroup, suggest
from casemgmt.domain.instrument import Finding, FindingKind, ReferralLevel, Severity

SERIOUS = FindingKind("heart_murmur", "Tiếng thổi ở tim", may_be_serious=True)
OTHER = FindingKind("untreated_caries", "Sâu răng chưa điều trị")
GROUP = SuggestedGroup


def finding(level, kind):
    return Finding(kind.code, Severity.SEVERE, level, "vì", "nguồn")


@pytest.mark.parametrize(
    ("kind", "level", "poverty", "group"),
    [
        pytest.param(SERIOUS, "priority", "poor", GROUP.SERIOUS_ILLNESS_POOR, id="serious, poor"),
        pytest.param(SERIOUS, "priority", "near_poor", GROUP.SERIOUS_ILLNESS_POOR, id="serious, near poor"),
        pytest.param(SERIOUS, "urgent", "poor", GROUP.SERIOUS_ILLNESS_POOR, id="serious and urgent, poor"),
        pytest.param(SERIOUS, "routine", "poor", None, id="serious kind, but it can wait"),
        pytest.param(SERIOUS, "priority", "none", None, id="serious, not poor"),
        pytest.param(SERIOUS, "priority", "average", None, id="serious, average means"),
        pytest.param(
            SERIOUS, "priority", "unknown", GROUP.SERIOUS_MEANS_UNKNOWN, id="serious, means unknown"
        ),
        pytest.param(OTHER, "urgent", "poor", GROUP.HEALTH_NEED_POOR, id="urgent, poor"),
        pytest.param(OTHER, "emergency", "near_poor", GROUP.HEALTH_NEED_POOR, id="emergency, near poor"),
        pytest.param(OTHER, "priority", "poor", None, id="prompt, poor: no flood of decayed teeth"),
        pytest.param(OTHER, "urgent", "unknown", None, id="urgent, means unknown"),
        pytest.param(OTHER, "none", "poor", None, id="nothing to do"),
    ],
)
def test_what_a_finding_suggests(kind, level, poverty, group):
    found = suggest(finding(ReferralLevel(level), kind), kind, Poverty(poverty))

    assert (found.group if found else None) is group


@pytest.mark.parametrize("poverty", ["poor", "near_poor", "unknown"])
def test_a_suggestion_says_why_and_does_not_tell_the_reading(poverty):
    found = suggest(finding(ReferralLevel.PRIORITY, SERIOUS), SERIOUS, Poverty(poverty))

    assert SERIOUS.label in found.because
    assert "hộ" in found.because
    assert found.because.endswith(".")
