"""Kinds and states of campaigns, titles and returns."""

from django.db import models


class TitleKind(models.TextChoices):
    SAFE_WAGE = "safe_wage", "安薪项目"
    NO_ARREARS = "no_arrears", "无欠薪项目"
    BENCHMARK = "benchmark", "标准化标杆项目"


class NominationState(models.TextChoices):
    NOMINATED = "nominated", "已申报"
    WITHDRAWN = "withdrawn", "已撤回"


class DecisionKind(models.TextChoices):
    AWARDED = "awarded", "认定"
    REFUSED = "refused", "不予认定"
    REVOKED = "revoked", "取消称号"


class BulletinState(models.TextChoices):
    PENDING = "pending", "生成中"
    READY = "ready", "已生成"
    FAILED = "failed", "生成失败"
