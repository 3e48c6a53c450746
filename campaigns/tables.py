"""Columns of the campaign lists."""

from django.urls import reverse

from campaigns.models import Campaign
from portal.lib import clock
from portal.lib.tables import Column


def _stage(row: Campaign) -> str:
    return row.stage_on(clock.today())


CAMPAIGNS = (
    Column("name", "专项行动", link=lambda r: r.get_absolute_url(), sub=lambda r: r.document_number, wide=True),
    Column("region.name", "辖区", width=120),
    Column("starts_on", "开始", kind="date", sort="starts_on", width=112),
    Column("ends_on", "结束", kind="date", sort="ends_on", width=112),
    Column("report_due_on", "总结报送", kind="date", width=112, on_phone=False),
    Column("stage", "状态", kind="state", value=_stage, tone=lambda r: "do" if _stage(r) == "进行中" else "", width=96, corner=True),
)

BULLETINS = (
    Column("week", "周", link=lambda r: reverse("bulletin", args=[r.uid]), sort="week", wide=True),
    Column("region.name", "辖区", width=140),
    Column("state", "状态", kind="state", tone=lambda r: {"ready": "ok", "failed": "bad"}.get(r.state, "do"), width=112),
    Column("made_at", "生成时间", kind="instant", width=160),
)
