"""Wages that are due today, for the digest of those who pay them."""

import datetime as dt
from collections.abc import Iterator

from django.db.models import Count, F, Q
from django.urls import reverse

from portal.accounts.rights import may
from portal.lib import show
from portal.notices.digest import Due, due_today
from portal.tenancy.scope import Actor
from wagepay.after_closing import closings_that_differ
from wagepay.models import Engagement, EntryException, MoneyReport, MonthClosing, ProjectMonth

BACK = dt.timedelta(days=62)  # older months are warnings long since
HALF_A_YEAR = dt.timedelta(days=183)


@due_today
def wages(actor: Actor, on: dt.date) -> Iterator[Due]:
    """Months of one's projects with people on the sheet who are not paid, or people at work and no sheet."""
    return months_to_pay(actor, on - BACK, on, on=on)


def months_to_pay(actor: Actor, since: dt.date, until: dt.date, *, on: dt.date) -> Iterator[Due]:
    """Those whose pay day lies between the two days, told as of ``on``; the earliest first."""
    if not may(actor, "wagepay.submit"):
        return
    unpaid = Q(paid_count__lt=F("listed")) | Q(listed=0, attended__gt=0)
    rows = ProjectMonth.objects.visible_to(actor).filter(unpaid, due_on__range=(since, until)).select_related("project", "employer")
    for row in rows.order_by("due_on", "project_id", "employer_id"):
        waiting = f"还有 {row.listed - row.paid_count} 人没发" if row.listed else "工资表还没有报"
        notes = [row.employer.name] if row.employer_id != actor.organisation_id else []
        url = reverse("wage_month", args=[row.project.code, f"{row.month:%Y-%m}"])
        yield Due(f"发放 {row.month:%Y-%m} 工资：{row.project.name}", " · ".join([*notes, waiting, _until(row.due_on, on)]), url, row.due_on < on)


def _until(due_on: dt.date, on: dt.date) -> str:
    days = (due_on - on).days
    return "今天到期" if not days else f"{days} 天后到期（{due_on}）" if days > 0 else f"{due_on} 到期"


@due_today
def after_closing(actor: Actor, on: dt.date) -> Iterator[Due]:
    """Closed months whose days have changed since: the contractor opens them again with the reason, or leaves them as they are."""
    if not may(actor, "wagepay.close"):
        return
    closings = MonthClosing.objects.visible_to(actor).filter(month__gte=(on - HALF_A_YEAR).replace(day=1)).select_related("project")
    for row in closings_that_differ(closings, actor).order_by("month", "project_id"):
        words = f"结账时 {show.number(row.attended_days, 1)} 工日，现在 {show.number(row.days_now, 1)} 工日；要更正的重新开账"
        yield Due(f"{row.month:%Y-%m} 结账后考勤有变化：{row.project.name}", words, reverse("wage_month", args=[row.project.code, f"{row.month:%Y-%m}"]))


@due_today
def reports(actor: Actor, on: dt.date) -> Iterator[Due]:
    """What owners and banks reported and nobody has looked into."""
    if not may(actor, "wagepay.judge_report"):
        return
    for row in MoneyReport.objects.visible_to(actor).waiting().select_related("project", "organisation").order_by("made_at"):
        words = f"{row.organisation.name}：{row.get_kind_display()}"
        yield Due(f"核实资金情况报告：{row.project.name}", words, reverse("wage_report", args=[row.uid]), row.made_at.date() < on)


@due_today
def exceptions(actor: Actor, on: dt.date) -> Iterator[Due]:
    """Debits to nobody of the roster: to be explained by who runs the account, to be judged by the inspector."""
    state = "open" if may(actor, "wagepay.explain_exception") else "explained" if may(actor, "wagepay.judge_exception") else ""
    if state and (count := EntryException.objects.visible_to(actor).filter(state=state).count()):
        words = "请写明事由" if state == "open" else "企业已说明，请核实"
        yield Due(f"专户异常支出 {count} 笔", words, f"{reverse('wage_exceptions')}?state={state}")


@due_today
def grace(actor: Actor, on: dt.date) -> Iterator[Due]:
    """For those who keep the roster: people imported at go-live whose term ends today or is over."""
    if not may(actor, "wagepay.roster"):
        return
    rows = Engagement.objects.visible_to(actor).to_complete().filter(grace_until__lte=on).order_by()
    for name, until, count in rows.values_list("project__name", "grace_until").annotate(count=Count("pk")):
        words = "今天到期" if until == on else f"{until} 到期"
        yield Due(f"补齐存量人员资料：{name}", f"{count} 人，{words}", reverse("wage_grace"), until < on)
