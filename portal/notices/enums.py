"""Ways out of the portal, states of what goes that way, and what a person chooses."""

from django.db import models


class ChannelKey(models.TextChoices):
    EMAIL = "email", "电子邮件"
    SMS = "sms", "短信"


class DeliveryState(models.TextChoices):
    WAITING = "waiting", "待发"
    SENT = "sent", "已发"
    DEAD = "dead", "发送失败"
    DROPPED = "dropped", "已放弃"


class When(models.TextChoices):
    NOW = "now", "立即"
    DIGEST = "digest", "并入晨报"
    NEVER = "never", "不发"


class EnterpriseScope(models.TextChoices):
    NONE = "none", "不发企业"
    ALL = "all", "辖区在建项目的全部参建企业"
    NAMED = "named", "下面写明的企业"
