"""Leading groups, letterheads and figures of the five tenants, each from the notice it published.

A figure the notices do not give is not here: it stays open until the tenant enters it with its document. 西青's notice has
no number, so its office must enter a 代字 before it issues its first letter.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from portal.tenancy.actions.open_jurisdiction import Opening

SHANXI = "山西省保障农民工工资支付办法（省政府令第295号）：当日受理，一般案件3日内核实并清偿到位"
YANGQUAN = "阳农工治欠办〔2024〕4号《关于开展工程建设领域“安薪行动”的通知》：三日清零"
HENAN = "河南省劳动保障监察条例（2010年修正）：7日内决定是否立案，立案之日起30日内结案"
XIQING = "西青区《关于在工程建设领域开展“安‘薪’西青”工程的实施方案》（2022年7月15日）：一单四函"
CLEARANCE_DAYS = ("clearance.days_red", "clearance.days_lead")


@dataclass(frozen=True)
class Figure:
    """One policy value with its document."""

    key: str
    value: Any
    source: str
    valid_from: dt.date
    certainty: str = "A"


@dataclass(frozen=True)
class TenantSeed:
    """What is known of a tenant before it enters anything itself."""

    region: str
    opening: Opening
    figures: tuple[Figure, ...] = ()


_SHANXI_FIGURES = (Figure("cases.accept_same_day", True, SHANXI, dt.date(2022, 3, 1)),)

TENANTS = (
    TenantSeed(
        "140300",
        Opening(
            leading_group="阳泉市人民政府农民工工作暨根治拖欠农民工工资工作领导小组",
            office="阳泉市人民政府农民工工作暨根治拖欠农民工工资工作领导小组办公室",
            office_short="市治欠办",
            prefixes={"*": "阳农工治欠办"},
            letterhead={"name": "阳泉市人民政府农民工工作暨\n根治拖欠农民工工资工作领导小组办公室"},
        ),
        (
            *_SHANXI_FIGURES,
            *(Figure(key, 3, YANGQUAN, dt.date(2024, 6, 11)) for key in CLEARANCE_DAYS),
            Figure("clearance.calendar", "natural", SHANXI, dt.date(2022, 3, 1), "B"),
        ),
    ),
    TenantSeed(
        "140403",
        Opening(
            leading_group="长治市潞州区农民工工作暨根治拖欠农民工工资工作领导小组",
            office="长治市潞州区农民工工作暨根治拖欠农民工工资工作领导小组办公室",
            office_short="潞州区治欠办",
            prefixes={"*": "潞州政办发"},
            letterhead={"name": "长治市潞州区人民政府办公室"},
        ),
        (*_SHANXI_FIGURES, *(Figure(key, 3, SHANXI, dt.date(2022, 3, 1)) for key in CLEARANCE_DAYS)),
    ),
    TenantSeed(
        "120111",
        Opening(
            leading_group="天津市西青区根治拖欠农民工工资工作领导小组",
            office="天津市西青区根治拖欠农民工工资工作领导小组办公室",
            office_short="西青区治欠办",
            letterhead={"name": "天津市西青区人民政府办公室"},
        ),
        (
            Figure(
                "instruments.kinds",
                ["transfer_slip", "risk_warning_letter", "recommendation_letter", "supervision_letter", "interview_letter"],
                XIQING,
                dt.date(2022, 7, 15),
            ),
            Figure("instruments.addressee.risk_warning_letter", "township", XIQING, dt.date(2022, 7, 15)),
        ),
    ),
    TenantSeed(
        "623026",
        Opening(
            leading_group="碌曲县拖欠农民工工资问题专项整治工作专班",
            office="碌曲县拖欠农民工工资问题专项整治工作专班办公室",
            office_short="县专班办",
            prefixes={"*": "碌政办发"},
            letterhead={"name": "碌曲县人民政府办公室", "second_script": "ཀླུ་ཆུ་རྫོང་མི་དམངས་སྲིད་གཞུང་གཞུང་ལས་ཁང་།"},
        ),
    ),
    TenantSeed(
        "410400",
        Opening(
            leading_group="平顶山市根治拖欠农民工工资工作领导小组",
            office="平顶山市根治拖欠农民工工资工作领导小组办公室",
            office_short="市治欠办",
            prefixes={"*": "平治欠办"},
            letterhead={"name": "平顶山市根治拖欠农民工工资\n工作领导小组办公室"},
        ),
        (
            # Whether the province has amended its rule since is to be checked by the tenant.
            Figure("cases.more_lead_terms", ["D17a"], HENAN, dt.date(2010, 7, 30), "B"),
            Figure("cases.more_case_terms", ["D17b"], HENAN, dt.date(2010, 7, 30), "B"),
        ),
    ),
)


def tenant_seed(code: str) -> TenantSeed | None:
    return next((tenant for tenant in TENANTS if tenant.region == code), None)
