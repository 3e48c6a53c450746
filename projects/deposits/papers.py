"""The papers of a deposit: kinds of instruments, and what each knows of its occasion (65号文 第八、十七、十九、二十、二十二条)."""

from typing import Any

from portal.documents.addressee import unit_named
from portal.documents.kinds import Fact, InstrumentKind
from portal.tenancy.models import Organisation
from projects.models import DepositDrawdown, DepositRefund, Project, WageSecurityDeposit

DEPOSIT, DRAWDOWN, REFUND, ASSESSMENT = "projects.WageSecurityDeposit", "projects.DepositDrawdown", "projects.DepositRefund", "projects.DepositAssessment"
ADMIN_DECISION = "administrative_decision"
STORAGE, REMINDER, PAYMENT_NOTICE, TOP_UP, RESTORE, REFUSAL, CONFIRMATION, NATURE = (
    "deposit_storage", "guarantee_reminder", "deposit_payment", "deposit_top_up", "deposit_restore", "deposit_refusal", "deposit_return", "deposit_nature",
)  # fmt: skip
_PROJECT, _ENTERPRISE, _BY = Fact("project", "项目名称"), Fact("enterprise", "施工总承包单位"), Fact("act_by", "办理期限", "date")
_GUARANTEE = (Fact("institution", "存款银行或出具机构"), Fact("document", "存单、保函或保单号", required=False))


def _kind(code: str, title: str, heading: str, to: str, article: str, *facts: Fact) -> InstrumentKind:
    law = f"《工程建设领域农民工工资保证金规定》（人社部发〔2021〕65号）第{article}条"
    return InstrumentKind(code, title, heading, f"{code}.txt", to, 0, facts, law=law, statutory=True)


KINDS = (
    InstrumentKind(
        ADMIN_DECISION, "劳动保障监察行政处理决定书", "劳动保障监察行政处理决定书", f"{ADMIN_DECISION}.txt", "enterprise", 0,
        (
            _ENTERPRISE, Fact("project", "项目名称", required=False), Fact("findings", "查明的事实", "long"),
            Fact("law", "违反的规定", help_text="写法规和条款，不写句号"),
            Fact("heard", "陈述、申辩情况", help_text="何时听取、提出了什么、是否采纳；没有提出的写“你单位没有提出”，不写句号"),
            Fact("workers", "人数", "int"), Fact("amount", "应付工资（元）", "money"), Fact("comply_by", "清偿期限", "date"),
        ),
        law="劳动保障监察条例第十八条、保障农民工工资支付条例第五十三条",
        statutory=True,
    ),
    _kind(
        STORAGE, "存储工资保证金告知书", "关于存储{project}\n农民工工资保证金的告知书", "enterprise", "八", _PROJECT, _ENTERPRISE,
        Fact("required", "应存金额（元）", "money", help_text="免存的填 0"), _BY,
    ),
    _kind(
        REMINDER, "保函更换提醒函", "关于更换{project}\n工资保证金保函的提醒函", "enterprise", "十七", _PROJECT, _ENTERPRISE, *_GUARANTEE,
        Fact("amount", "保函金额（元）", "money"), Fact("act_by", "保函到期日", "date"),
    ),
    _kind(
        PAYMENT_NOTICE, "农民工工资保证金支付通知书", "农民工工资保证金支付通知书", "institution", "十九", _PROJECT, _ENTERPRISE, *_GUARANTEE,
        Fact("decision", "行政处理决定书文号"), Fact("decided_by", "作出决定的机关", required=False, help_text="本单位作出的不填"), Fact("served", "决定书送达日期", "date"), Fact("comply_by", "决定书确定的清偿期限", "date"),
        Fact("people", "支付人数", "int"), Fact("amount", "支付金额（元）", "money"),
    ),
    _kind(
        TOP_UP, "补足工资保证金通知书", "关于补足{project}\n农民工工资保证金的通知书", "enterprise", "二十", _PROJECT, _ENTERPRISE,
        Fact("amount", "动用金额（元）", "money"), Fact("paid_on", "动用日期", "date"), _BY,
    ),
    _kind(
        RESTORE, "恢复存储工资保证金通知书", "关于恢复存储{project}\n农民工工资保证金的通知书", "enterprise", "十一", _PROJECT, _ENTERPRISE,
        Fact("reason", "免存、暂免条件消失的情况", "long"), Fact("required", "应存金额（元）", "money"), _BY,
    ),
    _kind(
        REFUSAL, "工资保证金不予返还告知书", "工资保证金不予返还告知书", "enterprise", "二十二", _PROJECT, _ENTERPRISE,
        Fact("applied_on", "申请日期", "date"), Fact("reason", "不予返还的原因", "long"),
    ),
    _kind(
        CONFIRMATION, "工资保证金返还（销户）确认书", "工资保证金返还（销户）确认书", "institution", "二十二", _PROJECT, _ENTERPRISE, *_GUARANTEE,
        Fact("form", "存储方式", required=False), Fact("amount", "返还本金（元）", "money"),
        Fact("promised_on", "书面承诺日期", "date", required=False), Fact("announced_on", "公示开始日期", "date"), Fact("announced_until", "公示期满日期", "date"),
    ),
    _kind(
        NATURE, "工资保证金性质说明函", "关于{project}\n农民工工资保证金性质的说明函", "institution", "二十四", _PROJECT, _ENTERPRISE, *_GUARANTEE,
        Fact("amount", "保证金金额（元）", "money"), Fact("deposited_on", "存储日期", "date"),
    ),
)  # fmt: skip


# What a paper's text speaks of as its annex.
_ASSESSED = ("农民工工资保证金核定单",)
ANNEXES = {
    PAYMENT_NOTICE: ("农民工工资保证金支付人员清单",), ADMIN_DECISION: ("应付工资农民工名单",), STORAGE: _ASSESSED, RESTORE: _ASSESSED,
}  # fmt: skip


def facts_of(
    kind: str, deposit: WageSecurityDeposit, *, drawdown: DepositDrawdown | None = None, refund: DepositRefund | None = None, **more: Any
) -> dict[str, Any]:
    """What the rows tell; the officer sees it filled in and may add to it."""
    known = of_project(deposit.project) | {
        "institution": deposit.institution, "document": deposit.document_number, "amount": deposit.amount, "deposited_on": deposit.deposited_on,
        "act_by": deposit.expires_on, "required": deposit.required_amount,
        "form": deposit.get_form_display(),
    }  # fmt: skip
    if drawdown is not None:
        known |= {
            "decision": drawdown.decision_number, "decided_by": drawdown.decision_organ, "served": drawdown.served_on, "comply_by": drawdown.comply_by, "people": drawdown.people,
            "amount": drawdown.paid_amount if kind == TOP_UP else drawdown.amount, "paid_on": drawdown.paid_on, "act_by": drawdown.top_up_by,
        }  # fmt: skip
    if refund is not None:
        known |= {name: getattr(refund, name) for name in ("promised_on", "announced_on", "announced_until", "applied_on")} | {"reason": refund.refused_reason}
    return known | more


def of_project(project: Project) -> dict[str, str]:
    return {"project": project.name, "enterprise": project.general_contractor.name if project.general_contractor else ""}


def addressees(project: Project, institution: str = "") -> dict[str, Organisation | None]:
    """The contractor, the owner, and the institution where it is registered on the portal."""
    return {"enterprise": project.general_contractor, "owner": project.owner, "institution": unit_named(institution) if institution else None}
