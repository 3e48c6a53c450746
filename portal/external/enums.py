"""Kinds and states of steps that belong to an authority outside the portal, and states of the papers it sends."""

from django.db import models


class StepKind(models.TextChoices):
    ASSET_QUERY = "asset_query", "资产查询报批"
    DEPOSIT = "deposit", "保证金支付、返还"
    POLICE = "police", "公安协查、受理移送"
    COURT = "court", "法院执行"
    FUNDS = "funds", "财政拨付、应急周转金"
    BANK = "bank", "银行查询、支付"
    OTHER = "other", "其他"


class IncomingState(models.TextChoices):
    WAITING = "waiting", "待办"
    ANSWERED = "answered", "已答复"
    FILED = "filed", "已阅存"
    VOID = "void", "登记作废"


class StepState(models.TextChoices):
    WAITING = "waiting", "等待答复"
    DONE = "done", "已办成"
    REFUSED = "refused", "未办成"
    WITHDRAWN = "withdrawn", "已撤回"
