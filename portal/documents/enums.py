"""States and kinds of stored files and instruments."""

from django.db import models


class ScanState(models.TextChoices):
    """What is known of a file's harmlessness. Without a scanner a file stays 未扫描: nothing is pretended."""

    EXEMPT = "exempt", "无需扫描"  # made by the portal, or a picture drawn anew
    UNSCANNED = "unscanned", "未扫描"
    CLEAN = "clean", "已扫描"
    QUARANTINED = "quarantined", "隔离"


class InstrumentState(models.TextChoices):
    DRAFTED = "drafted", "拟稿"
    SUBMITTED = "submitted", "送审"
    REVIEWED = "reviewed", "已审核"
    ISSUED = "issued", "已签发"
    SERVED = "served", "已送达"
    REPLIED = "replied", "已回复"
    OVERDUE = "overdue", "逾期未复"
    WITHDRAWN = "withdrawn", "已撤回"


class ServiceMethod(models.TextChoices):
    """How a document reaches its addressee (民事诉讼法 chapter on service, used by 劳动保障监察)."""

    DIRECT = "direct", "直接送达"
    ELECTRONIC = "electronic", "平台送达"
    POST = "post", "邮寄送达"
    LEFT = "left", "留置送达"
    POSTED = "posted", "张贴送达"
    ENTRUSTED = "entrusted", "委托送达"
    PUBLIC = "public", "公告送达"


class SealState(models.TextChoices):
    """How an issued paper stands with its seal; a failed one is unsealed and says so."""

    BY_HAND = "by_hand", "打印后手工用印"
    PLACED = "placed", "已加盖电子印章"
    WAITING = "waiting", "等待加盖电子印章"
    FAILED = "failed", "电子印章没有盖上"


class Layout(models.TextChoices):
    LETTER = "letter", "信函格式"
    FILE = "file", "文件格式"
    SLIP = "slip", "单式"


class DownloadState(models.TextChoices):
    ASKED = "asked", "待审批"
    WAITING = "waiting", "生成中"
    READY = "ready", "可下载"
    DECLINED = "declined", "未批准"
    FAILED = "failed", "没有办成"
    EXPIRED = "expired", "已过期"


class ExportFormat(models.TextChoices):
    XLSX = "xlsx", "Excel 表格"
    PDF = "pdf", "PDF 打印版"
    CSV = "csv", "CSV 文本"
    ZIP = "zip", "压缩包"
