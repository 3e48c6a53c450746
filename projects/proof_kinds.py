"""Papers that prove a duty towards a project and have no table of their own: what each kind asks for, and by whose law."""

from dataclasses import dataclass

from django.db import models


class ProofKind(models.TextChoices):
    """Which duty the paper proves."""

    PAYMENT_GUARANTEE = "payment_guarantee", "工程款支付担保"
    FUNDS = "funds", "资金安排证明"
    INTERIM_SETTLEMENT = "interim_settlement", "施工过程结算"


@dataclass(frozen=True)
class Asked:
    """What the form of a kind asks for; a name of a field with the label it bears on this paper."""

    law: str
    issuer: str
    amount: str
    fields: tuple[str, ...]
    required: tuple[str, ...]
    hint: str = ""


ASKED: dict[str, Asked] = {
    ProofKind.PAYMENT_GUARANTEE: Asked(
        "条例第二十四条、第五十七条第一项",
        "担保机构",
        "担保金额（元）",
        ("issuer", "number", "amount", "signed_on", "expires_on"),
        ("issuer", "amount", "expires_on"),
        "建设单位向施工单位提供。条例没有定额度，按合同约定填写。",
    ),
    ProofKind.FUNDS: Asked(
        "条例第二十三条",
        "出具单位",
        "安排资金（元）",
        ("issuer", "number", "amount", "signed_on"),
        ("issuer", "amount"),
        "财政预算批复、银行资信证明或贷款承诺等，证明有满足施工所需的资金。",
    ),
    ProofKind.INTERIM_SETTLEMENT: Asked(
        "条例第二十四条；财建〔2022〕183号",
        "审核单位",
        "结算价款（元）",
        ("issuer", "number", "amount", "signed_on", "period_from", "period_to"),
        ("amount", "period_from", "period_to"),
        "每个计量周期填一份，写明结算的起止日期。",
    ),
}
