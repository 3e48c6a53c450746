"""Figures of inspections that a tenant may set."""

from decimal import Decimal as D

from portal.tenancy.policies import PolicyKey
from projects.inspections.papers import CHECK_LAW

CAP, RECTIFY_DAYS = "inspections.annual_cap", "inspections.rectify_days"
LOOK_BACK_DAYS, LOOK_BACK_SHARE, LOOK_BACK_TERM = "inspections.look_back_days", "inspections.look_back_share", "inspections.look_back_term"
SUGGESTION = "平台建议"

POLICIES = (
    PolicyKey(
        CAP, "对同一企业的年度检查频次上限", int, "次", None, f"{CHECK_LAW}：行政检查主体公布年度频次上限", "C",
        meaning="日常、专项、双随机检查合计，各部门一起算；投诉举报、转办、数据监测线索和企业申请的不计。", needed_for="批准涉企检查", least=0,
    ),
    PolicyKey(RECTIFY_DAYS, "限期改正的默认天数", int, "天", 15, SUGGESTION, "P", needed_for="检查完毕时的整改期限", least=1, most=90),
    PolicyKey(LOOK_BACK_DAYS, "销号多少天后可以抽中回头看", int, "天", 30, SUGGESTION, "P", needed_for="回头看抽取", least=1),
    PolicyKey(LOOK_BACK_SHARE, "回头看抽取比例", D, "比例", D("0.1"), SUGGESTION, "P", needed_for="回头看抽取", least=D("0.01"), most=D(1)),
    PolicyKey(LOOK_BACK_TERM, "抽中后多少天内完成回头看", int, "天", 15, SUGGESTION, "P", needed_for="回头看抽取", least=1, most=90),
)  # fmt: skip
