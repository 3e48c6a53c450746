"""Columns of the lists of this room."""

from portal.documents.enums import DownloadState as D
from portal.documents.enums import InstrumentState as S
from portal.documents.enums import ScanState
from portal.documents.keeping import size_text
from portal.documents.models import Instrument
from portal.lib.columns import Column

TONES = {
    S.DRAFTED: "", S.SUBMITTED: "do", S.REVIEWED: "do", S.ISSUED: "do", S.SERVED: "do", S.REPLIED: "ok", S.OVERDUE: "bad", S.WITHDRAWN: "",
}  # fmt: skip


def _number(row: Instrument) -> str:
    if not row.number:
        return "未编号"
    return f"{row.number}（作废）" if row.state == S.WITHDRAWN else row.number


INSTRUMENTS = (
    Column("title", "标题", link=lambda row: row.get_absolute_url(), sub=_number, wide=True),
    Column("number", "文号", on_screen=False, words=_number),
    Column("kind", "文种", width=120, on_phone=False, words=lambda row: row.get_kind_display()),
    Column("organ_name", "发文机关", on_screen=False),
    Column("addressee_text", "主送", sub=lambda row: row.project_name, wide=True),
    Column("issued_on", "成文日期", kind="day", sort="issued_on", width=96),
    Column("get_service_method_display", "送达方式", on_screen=False, value=lambda row: row.get_service_method_display()),
    Column("served_on", "送达日期", kind="day", sort="served_on", width=96, hidden=True),
    Column("received_by", "签收人", on_screen=False),
    Column("reply_due_on", "回复期限", kind="day", sort="reply_due_on", width=96),
    Column("replied_on", "回复日期", kind="day", sort="replied_on", width=96, hidden=True),
    Column("state", "状态", kind="state", tone=lambda row: TONES[S(row.state)], corner=True, width=96),
)

DOWNLOAD_TONES = {D.ASKED: "", D.WAITING: "do", D.READY: "ok", D.DECLINED: "bad", D.FAILED: "bad", D.EXPIRED: ""}
_FULL = "含完整号码"


def _size(row) -> str:
    return "" if row.size is None else f"{row.size / 1024:,.0f} KB" if row.size < 1024**2 else f"{row.size / 1024**2:,.1f} MB"


DOWNLOADS = (
    Column("name", "名称", link=lambda row: row.get_absolute_url(), sub=lambda row: f"{row.serial}{' · ' + _FULL if row.is_full else ''}", wide=True),
    Column("form", "格式", width=112),
    Column("rows", "条数", kind="int", sort="rows", width=88),
    Column("size", "大小", value=_size, sort="size", width=96),
    Column("asked_at", "提交时间", kind="instant", sort="asked_at", width=152),
    Column("expires_at", "有效期至", kind="instant", sort="expires_at", width=152),
    Column("downloads", "已下载", unit="次", kind="int", width=96),
    Column("state", "状态", kind="state", tone=lambda row: DOWNLOAD_TONES[D(row.state)], corner=True, width=96),
)

APPROVALS = (
    Column("name", "名称", link=lambda row: row.get_absolute_url(), sub=lambda row: row.serial, wide=True),
    Column("asked_by", "申请人", sub=lambda row: row.organisation_name),
    Column("reason", "用途", wide=True),
    Column("asked_at", "提交时间", kind="instant", sort="asked_at", width=152),
    Column("expires_at", "审批期限", kind="instant", sort="expires_at", width=152),
)

SCANNED = {ScanState.EXEMPT: "ok", ScanState.CLEAN: "ok", ScanState.UNSCANNED: "do", ScanState.QUARANTINED: "bad"}

FILES = (
    Column("name", "文件", link=lambda row: row.get_about_url(), sub=lambda row: "内容已清除" if row.removed_on else size_text(row.size), wide=True),
    Column("size", "大小", unit="字节", kind="int", sort="size", on_screen=False),
    Column("region.name", "辖区", width=96, on_phone=False),
    Column("uploader_name", "上传人", sub=lambda row: row.organisation.name if row.organisation else "", wide=True),
    Column("created_at", "存入时间", kind="instant", sort="created_at", width=120),
    Column("retain_until", "保存至", kind="date", sort="retain_until", width=104),
    Column("scan_state", "扫描", kind="state", tone=lambda row: SCANNED[ScanState(row.scan_state)], corner=True, width=96),
)
