"""States and kinds of stored files and instruments."""

from django.db import models


class InstrumentState(models.TextChoices):
    DRAFTED = "drafted", "拟稿"
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
    ENTRUSTED = "entrusted", "委托送达"
    PUBLIC = "public", "公告送达"


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
