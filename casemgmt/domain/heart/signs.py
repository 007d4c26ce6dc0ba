"""The symptoms and background asked for, and how soon each is seen."""

from dataclasses import dataclass
from enum import StrEnum

from casemgmt.domain.fields import Choice
from casemgmt.domain.instrument import ReferralLevel


class Sign(StrEnum):
    """What the examiner can tick; ``NONE`` says that all were looked for and absent."""

    NONE = "none"
    CYANOSIS = "cyanosis"
    DYSPNOEA = "dyspnoea"
    RESPIRATORY_DISTRESS = "respiratory_distress"
    HYPERCYANOTIC_SPELL = "hypercyanotic_spell"
    HEART_FAILURE_SIGNS = "heart_failure_signs"
    EXERTIONAL_SYNCOPE = "exertional_syncope"
    EXERTIONAL_CHEST_PAIN = "exertional_chest_pain"
    FAMILY_HISTORY_CHD = "family_history_chd"
    SPECIAL_FACIAL_FEATURES = "special_facial_features"
    OTHER_CONGENITAL_MALFORMATION = "other_congenital_malformation"
    SYNDROME = "syndrome"
    KNOWN_CYANOTIC = "known_cyanotic"


@dataclass(frozen=True)
class SignRule:
    """One sign.

    Attributes:
        asked: label on the form.
        said: how it reads in a reason.
        level: how soon it is seen from 36 months on.
        is_symptom: seen or felt now, against family and background.
        is_indicator: one of the seven indicators for 0 to 36 months.
    """

    sign: Sign
    asked: str
    said: str
    level: ReferralLevel
    is_symptom: bool = False
    is_indicator: bool = False


# Emergency, urgent and routine levels: triage of older children (PC) on Frank & Jacobe 2011. Cyanosis and
# dyspnoea without a murmur have no row there: priority and routine are project conventions (PC). A named
# syndrome counts with the facial features, and a malformation elsewhere as routine from 36 months (PC).
# Indicators: Zhang et al. 2017.
RULES = (
    SignRule(Sign.CYANOSIS, "Tím môi, đầu chi", "tím môi, đầu chi", ReferralLevel.PRIORITY, True, True),
    SignRule(Sign.DYSPNOEA, "Khó thở", "khó thở", ReferralLevel.ROUTINE, True, True),
    SignRule(
        Sign.RESPIRATORY_DISTRESS,
        "Suy hô hấp (thở gắng sức, rút lõm ngực, thở rên)",
        "suy hô hấp",
        ReferralLevel.EMERGENCY,
        True,
        True,
    ),
    SignRule(
        Sign.HYPERCYANOTIC_SPELL,
        "Cơn tím (tím nhiều lên đột ngột, khó thở, lả đi)",
        "cơn tím",
        ReferralLevel.EMERGENCY,
        True,
        True,
    ),
    SignRule(
        Sign.HEART_FAILURE_SIGNS,
        "Dấu hiệu suy tim (thở nhanh, gan to, phù; trẻ nhỏ bú kém, vã mồ hôi)",
        "dấu hiệu suy tim",
        ReferralLevel.URGENT,
        True,
    ),
    SignRule(Sign.EXERTIONAL_SYNCOPE, "Ngất khi gắng sức", "ngất khi gắng sức", ReferralLevel.URGENT, True),
    SignRule(
        Sign.EXERTIONAL_CHEST_PAIN,
        "Đau ngực khi gắng sức",
        "đau ngực khi gắng sức",
        ReferralLevel.ROUTINE,
        True,
    ),
    SignRule(
        Sign.FAMILY_HISTORY_CHD,
        "Bố, mẹ, anh chị em ruột mắc bệnh tim bẩm sinh",
        "tiền sử gia đình về bệnh tim",
        ReferralLevel.ROUTINE,
        is_indicator=True,
    ),
    SignRule(
        Sign.SPECIAL_FACIAL_FEATURES,
        "Nét mặt đặc biệt",
        "nét mặt đặc biệt",
        ReferralLevel.ROUTINE,
        is_indicator=True,
    ),
    SignRule(
        Sign.OTHER_CONGENITAL_MALFORMATION,
        "Dị tật bẩm sinh khác",
        "dị tật bẩm sinh khác",
        ReferralLevel.ROUTINE,
        is_indicator=True,
    ),
    SignRule(
        Sign.SYNDROME,
        "Hội chứng di truyền đã biết (Down, Turner, Noonan, Williams, Marfan, mất đoạn 22q11)",
        "hội chứng di truyền đã biết",
        ReferralLevel.ROUTINE,
        is_indicator=True,
    ),
    SignRule(
        Sign.KNOWN_CYANOTIC,
        "Đã được bệnh viện theo dõi bệnh tim có tím",
        "đang được bệnh viện theo dõi",
        ReferralLevel.NONE,
    ),
)
CHOICES = (
    Choice(Sign.NONE, "Không có dấu hiệu nào", ("0", "không", "khong")),
    *(Choice(rule.sign, rule.asked, (str(number),)) for number, rule in enumerate(RULES, start=1)),
)
