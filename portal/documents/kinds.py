"""Kinds of instruments. Code holds the text and what it must say; to whom it goes and by when is policy.

Built in are 约谈函 and the 一单四函 of 西青; rooms declare further ones with ``declare_kind`` in ``AppConfig.ready``.
"""

from dataclasses import dataclass

from portal.documents.enums import Layout
from portal.lib.errors import Refused


@dataclass(frozen=True)
class Fact:
    """One fact a text needs. ``kind``: text, long, date, money (元), int. ``default`` stands in the text where nothing was filled in."""

    key: str
    label: str
    kind: str = "text"
    required: bool = True
    help_text: str = ""
    default: str = ""


@dataclass(frozen=True)
class InstrumentKind:
    """``template`` is a plain-text body under ``templates/documents/bodies``; ``heading`` a title with {facts}.

    ``addressee`` is the default part that receives it, several joined by + (policy ``instruments.addressee.<code>`` overrides),
    ``reply_days`` the days for an answer (policy ``instruments.reply_days.<code>``), 0 = none is asked. ``statutory``: a paper the law
    itself asks for; it is in use everywhere and drafted from the page of its own matter.
    """

    code: str
    title: str
    heading: str
    template: str
    addressee: str
    reply_days: int
    facts: tuple[Fact, ...]
    layout: str = Layout.LETTER
    right: str = "documents.draft"
    law: str = ""
    statutory: bool = False


UNIT = "unit"  # 承办单位: chosen from the authorities, because no object knows it for certain
# Parts an instrument may go to; the room that drafts names the organisation for each it knows.
ADDRESSEES = {
    "enterprise": "用人单位（施工总承包单位）",
    "owner": "建设单位",
    "township": "属地乡镇（街道）",
    "industry": "行业主管部门",
    "institution": "存款银行或保函出具机构",
    "bank": "开户银行",
    UNIT: "承办单位",
}

_KINDS: dict[str, InstrumentKind] = {}


def declare_kind(*kinds: InstrumentKind) -> None:
    """Add kinds; a code declared twice differently is a fault."""
    for kind in kinds:
        if _KINDS.setdefault(kind.code, kind) != kind:
            raise ValueError(f"instrument kind {kind.code} is declared twice")


def instrument_kinds() -> tuple[InstrumentKind, ...]:
    return tuple(_KINDS.values())


def instrument_kind(code: str) -> InstrumentKind:
    if code not in _KINDS:
        raise Refused(f"没有“{code}”这种文书。", "no_kind")
    return _KINDS[code]


ATTENDEES = "你单位法定代表人、该项目负责人和劳资专管员"
_PROJECT = Fact("project", "项目名称")
_ENTERPRISE = Fact("enterprise", "施工总承包单位")
_FOUND = Fact("findings", "查明的情况", "long", help_text="写清时间、人数、金额和来源，可分行")
_REPLY_BY = Fact("reply_by", "书面回复期限", "date")

declare_kind(
    InstrumentKind(
        "interview_letter",
        "约谈函",
        "关于约谈{enterprise}的函",
        "interview_letter.txt",
        "enterprise",
        5,
        (
            _PROJECT,
            _ENTERPRISE,
            _FOUND,
            Fact("interview_on", "约谈日期", "date"),
            Fact("interview_time", "约谈时间", help_text="例如 上午9时30分"),
            Fact("interview_place", "约谈地点"),
            Fact("attendees", "参加人员", required=False, help_text=f"不填为{ATTENDEES}", default=ATTENDEES),
            _REPLY_BY,
        ),
        law="保障农民工工资支付条例第三十条、第三十九条",
    ),
    InstrumentKind(
        "risk_warning_letter",
        "欠薪风险警示函",
        "关于{project}\n欠薪风险的警示函",
        "risk_warning_letter.txt",
        "township",
        3,
        (
            _PROJECT,
            _ENTERPRISE,
            Fact("owner", "建设单位", required=False),
            Fact("level", "预警级别", help_text="例如 红色预警"),
            _FOUND,
            Fact("law", "预警依据", required=False, help_text="写法规和条款，不写句号；不填则不印"),
            _REPLY_BY,
        ),
        law="保障农民工工资支付条例第四条、第三十八条",
    ),
    InstrumentKind(
        "recommendation_letter",
        "根治欠薪建议函",
        "关于{industry}领域\n根治欠薪工作的建议函",
        "recommendation_letter.txt",
        "industry",
        10,
        (
            Fact("industry", "行业领域", help_text="例如 住房城乡建设"),
            Fact("period", "统计期间", help_text="例如 2026年第一季度"),
            _FOUND,
            Fact("suggestions", "建议", "long", help_text="每行一条"),
            _REPLY_BY,
        ),
        law="保障农民工工资支付条例第七条",
    ),
    InstrumentKind(
        "supervision_letter",
        "案件督办函",
        "关于督办{project}\n欠薪案件的函",
        "supervision_letter.txt",
        "unit",
        7,
        (
            _PROJECT,
            _ENTERPRISE,
            Fact("case", "案件编号"),
            Fact("workers", "涉及人数", "int"),
            Fact("amount", "涉及金额（元）", "money"),
            _FOUND,
            Fact("settle_by", "办结期限", "date"),
            _REPLY_BY,
        ),
        law="保障农民工工资支付条例第七条",
    ),
    InstrumentKind(
        "transfer_slip",
        "欠薪线索转办单",
        "欠薪线索转办单",
        "transfer_slip.txt",
        "township+industry",
        5,
        (
            Fact("lead", "线索编号"),
            Fact("source", "线索来源"),
            Fact("received_on", "收到日期", "date"),
            Fact("project", "项目名称", required=False),
            Fact("enterprise", "被反映单位"),
            Fact("workers", "涉及人数", "int", required=False),
            Fact("amount", "反映金额（元）", "money", required=False),
            Fact("findings", "主要诉求", "long"),
            _REPLY_BY,
        ),
        layout=Layout.SLIP,
        law="保障农民工工资支付条例第十条",
    ),
)
