"""Columns of the lists of visits, supervisions, self-checks and owed visits."""

import datetime as dt

from django.urls import reverse

from portal.lib.tables import Column
from projects.inspections.enums import SelfCheckState
from projects.models import GovernmentSupervisionVisit, PatrolVisit, SelfCheck


def _place(row: PatrolVisit) -> str:
    return row.project.name if row.project else row.employer.organisation.name_on(row.on)


PATROLS = (
    Column("on", "日期", kind="date", sort="on", width=112),
    Column("place", "走访对象", value=_place, words=_place, link=lambda r: r.project.get_absolute_url() if r.project else reverse("employer", args=[r.employer.uid]),
           sub=lambda r: r.note, wide=True),
    Column("post", "岗位", width=112),
    Column("visitor", "走访人", width=104),
    Column("people", "现场", unit="人", kind="int", width=80),
    Column("danger", "隐患", words=lambda r: r.danger or "—", wide=True),
    Column("arrears_heard", "欠薪反映", kind="state", words=lambda r: "有" if r.arrears_heard else "没有", tone=lambda r: "bad" if r.arrears_heard else "", width=96,
           corner=True),
    Column("photo", "照片", value=lambda r: "有" if r.photo else "", words=lambda r: "查看" if r.photo else "—",
           link=lambda r: reverse("file_download", args=[r.photo.uid]) if r.photo else "", width=72, on_phone=False),
    Column("region.name", "辖区", sort="region__code", width=88, on_phone=False),
)  # fmt: skip


def supervisions(on: dt.date) -> tuple[Column, ...]:
    def words(row: GovernmentSupervisionVisit) -> str:
        if row.replied_on or not row.asked:
            return "已反馈" if row.replied_on else "不需反馈"
        return f"逾期 {(on - row.reply_by).days} 天" if row.reply_by < on else "待反馈"

    def tone(row: GovernmentSupervisionVisit) -> str:
        return "ok" if row.replied_on else "" if not row.asked else "bad" if row.reply_by < on else "do"

    return (
        Column("on", "日期", kind="date", sort="on", link=lambda r: r.get_absolute_url(), width=112),
        Column("object_name", "督导对象", wide=True, sub=lambda r: r.seen[:60]),
        Column("form", "方式", width=120),
        Column("members", "督导组", wide=True, on_phone=False),
        Column("reply_by", "反馈期限", kind="date", sort="reply_by", width=112),
        Column("state", "反馈", kind="state", value=words, words=words, tone=tone, width=112, corner=True),
        Column("region.name", "督导单位所在", width=112, on_phone=False),
    )


def self_checks(on: dt.date) -> tuple[Column, ...]:
    def late(row: SelfCheck) -> bool:
        return row.state == SelfCheckState.ASKED and row.due_on < on

    return (
        Column("title", "自查", link=lambda r: r.get_absolute_url(), sub=lambda r: r.project.name if r.project else "", wide=True),
        Column("unit", "单位", value=lambda r: r.unit.name, words=lambda r: r.unit.name, wide=True),
        Column("due_on", "报送期限", kind="date", sort="due_on", width=112),
        Column("submitted_on", "报送", kind="date", sort="submitted_on", width=112),
        Column("problems", "问题", words=lambda r: r.problems or "—", wide=True, on_phone=False),
        Column("mend_by", "自行整改", kind="date", width=112, on_phone=False),
        Column("helped", "协助化解", words=lambda r: r.helped or "—", hidden=True),
        Column("state", "状态", kind="state", words=lambda r: f"逾期 {(on - r.due_on).days} 天" if late(r) else r.get_state_display(),
               tone=lambda r: "bad" if late(r) else "ok" if r.state == SelfCheckState.CONFIRMED else "do", width=112, corner=True),
    )  # fmt: skip


DUTIES = (
    Column("project", "项目", value=lambda line: line["project"].name),
    Column("township", "乡镇街道", value=lambda line: line["project"].township.name if line["project"].township else ""),
    Column("post", "岗位"),
    Column("asked", "应走访", unit="次", kind="int"),
    Column("made", "已走访", unit="次", kind="int"),
    Column("left", "还差", unit="次", kind="int"),
    Column("last", "最近一次", kind="date"),
    Column("until", "周期截止", kind="date"),
)
STREETS = (
    Column("county", "县（区）", value=lambda street: street.township.parent.name),
    Column("township", "乡镇街道", value=lambda street: street.township.name),
    Column("sites", "未完工项目", unit="个", kind="int"),
    Column("unassigned", "未落实到人", unit="个", kind="int"),
    Column("officers", "网格员", unit="人", kind="int"),
    Column("needed", "应配", unit="人", kind="int"),
    Column("leads", "负责人", value=lambda street: "、".join(f"{lead.get_rank_display()} {lead.name}" for leads in street.leads.values() for lead in leads)),
    Column("lacking", "缺口", value=lambda street: "、".join(street.lacking)),
    Column("overloaded", "超负荷", value=lambda street: "、".join(street.overloaded)),
)
