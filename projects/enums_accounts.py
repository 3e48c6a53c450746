"""Kinds of papers in a project's file, and what happens to a special wage account until it is closed."""

from django.db import models


class PaperKind(models.TextChoices):
    """What a scanned paper of a project is."""

    START_COMMITMENT = "start_commitment", "开工告知承诺书"
    TRI_PARTY = "tri_party", "专用账户三方协议"
    ACCOUNT_FILING = "account_filing", "专户备案材料"
    FREEZE_ORDER = "freeze_order", "冻结、查封文书"
    CLOSING_NOTICE = "closing_notice", "专户销户公示"
    NO_ARREARS = "no_arrears", "无拖欠承诺书"
    ENTRUSTED = "entrusted", "委托代发协议"
    SUPPLEMENT = "supplement", "补充协议"
    SITE_STATE = "site_state", "工地状态佐证"
    OTHER = "other", "其他材料"


class ClosingReason(models.TextChoices):
    """Why a special wage account is closed (53号文 第九条)."""

    COMPLETED = "completed", "工程完工，没有拖欠"
    CONTRACTOR_CHANGED = "contractor_changed", "施工总承包单位变更"
    BANK_CHANGED = "bank_changed", "开户银行变更"


class ClosingState(models.TextChoices):
    """The way of a closing: published for thirty days, agreed to, done by the bank; or given up."""

    PUBLISHED = "published", "公示中"
    AGREED = "agreed", "同意销户"
    CLOSED = "closed", "已销户"
    WITHDRAWN = "withdrawn", "已撤回"
