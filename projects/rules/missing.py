"""What W01 and W29 have in common: something the law asks for is not there after its term.

Levels (prevailing reading): blue before the term ends, yellow after it, red only when people have worked there for more
than n days and wages are due and unpaid, because a paper omission alone is no arrears.
"""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from portal.lib import money, show
from portal.lib.calendars import WorkCalendar
from portal.lib.deadlines import due
from portal.lib.rules import Affected, Found, Held, Level, Threshold
from projects.enums import ProjectState, SiteKind
from projects.queries.golive import opened_on

RED_ATTENDANCE = Threshold(
    "red_attendance_days", "升为红色的考勤天数（超过）", 15, "天", "平台建议：有人干活且工资到期未付才是红色", held=Held("attendance_days", ">")
)
EXEMPT_STATES = Threshold(
    "exempt_states",
    "不适用的工地状态",
    [ProjectState.COMPLETED_UNSETTLED.value, ProjectState.SETTLED.value],
    "",
    "平台建议：完工后转入收尾",
    kind=list,
    choices=tuple(ProjectState.choices),
)
EXEMPT_SITES = Threshold("exempt_sites", "不适用的工地类型", [], "", "豁免表：由租户按当地文件录入", kind=list, choices=tuple(SiteKind.choices))
GRACE = Threshold("stock_grace_days", "上线前存量缺项的宽限期", 0, "天", "上线前已存在的缺项进存量整改清单，宽限期由租户定")


def labels(trigger: str, unit: str) -> dict[str, str]:
    """The figures of a warning in the order of its page."""
    return {
        "trigger_on": trigger,
        "due_on": "到期日",
        "days_left": f"剩余（{unit}）",
        "days_over": "超期（天）",
        "state": "工地状态",
        "attendance_days": "累计考勤（天）",
        "wage_month": "最近到期的工资月",
        "wages_due": "到期未付工资（元）",
        "stock_days": "上线前存量，已上线（天）",
    }


def found(rows: Sequence[dict[str, Any]], *, deadline: str, on: dt.date, calendar: WorkCalendar, working: bool, more: Sequence[str] = ()) -> list[Found]:
    """Rows of ``projects.queries.missing`` as findings with the term reckoned by its code; ``more`` names columns taken over as they are."""
    opened = opened_on({row["region_id"] for row in rows})
    dues: dict[dt.date, dt.date] = {}
    result = []
    for row in rows:
        start = row["trigger_on"]
        due_on = dues.setdefault(start, due(deadline, start, calendar).due_on)
        days = calendar.workdays_between(on, due_on) if working else (due_on - on).days
        evidence = {"trigger_on": start.isoformat(), "due_on": due_on.isoformat(), "days_left": days, "days_over": max(0, (on - due_on).days)}
        evidence |= labour(row, on) | stock(opened.get(row["region_id"]), due_on, on) | {name: row[name] for name in more}
        result.append(Found(row["project_id"], row["region_id"], evidence))
    return result


def labour(row: dict[str, Any], on: dt.date) -> dict[str, Any]:
    """Whether people work there and whether wages are due and unpaid, as far as wage data has been posted."""
    coverage, payment = row["coverage"] or {}, row["payment"] or {}
    unpaid = Decimal("0")
    if payment and payment["due_on"] < on.isoformat():
        unpaid = max(unpaid, Decimal(payment["net"]) - Decimal(payment["paid"]))
    return {
        "state": row["state"],
        "attendance_days": coverage.get("attendance_days", 0),
        "wage_month": payment.get("month"),
        "wages_due": money.text(unpaid),
    }


def stock(opened: dt.date | None, due_on: dt.date, on: dt.date) -> dict[str, Any]:
    """An omission older than the tenant's first day belongs to the stock list."""
    if opened is None or due_on >= opened:
        return {"stock_days": None}
    return {"stock_days": (on - opened).days}


def grade(evidence: dict[str, Any], thresholds: dict[str, Any], blue_days: int) -> Level | None:
    """Blue up to the term, yellow after it; red by the two conditions together; the stock stays blue during its grace."""
    if evidence["days_over"] == 0:
        return Level.BLUE if evidence["days_left"] <= blue_days else None
    if hurts(evidence, thresholds):
        return Level.RED
    return _after_term(evidence, thresholds)


def grade_paper(evidence: dict[str, Any], thresholds: dict[str, Any], blue_days: int) -> Level | None:
    """The same for a paper alone, which is never red."""
    if evidence["days_over"] == 0:
        return Level.BLUE if evidence["days_left"] <= blue_days else None
    return _after_term(evidence, thresholds)


def hurts(evidence: dict[str, Any], thresholds: dict[str, Any]) -> bool:
    """People have worked there for long enough, and wages are due and unpaid: an omission alone is no arrears."""
    return evidence["attendance_days"] > thresholds["red_attendance_days"] and Decimal(evidence["wages_due"]) > 0


def _after_term(evidence: dict[str, Any], thresholds: dict[str, Any]) -> Level:
    if evidence["stock_days"] is not None and evidence["stock_days"] <= thresholds["stock_grace_days"]:
        return Level.BLUE
    return Level.YELLOW


def headline(evidence: dict[str, Any], what: str, unit: str) -> str:
    """“保证金未存，已超期 12 天”."""
    return f"{what}，{state_of_term(evidence, unit)}"


def affected(evidence: dict[str, Any]) -> Affected:
    """What is owed there; for whom the posted figures do not tell."""
    owed = Decimal(evidence["wages_due"])
    return Affected(amount=owed if owed > 0 else None)


def state_of_term(evidence: dict[str, Any], unit: str) -> str:
    """“已超期 12 天” or “还剩 5 天”."""
    if evidence["days_over"]:
        return f"已超期 {evidence['days_over']} 天"
    return f"还剩 {evidence['days_left']} {unit}" if evidence["days_left"] else "今天到期"


def labour_words(evidence: dict[str, Any]) -> str:
    """The second half of the sentence: who works there and what is owed."""
    words = ""
    if evidence["attendance_days"]:
        words += f"工地累计考勤 {evidence['attendance_days']} 天"
    if Decimal(evidence["wages_due"]) > 0:
        year, month = evidence["wage_month"].split("-")
        words += f"{'，' if words else ''}{int(year)} 年 {int(month)} 月工资还有 {show.short_money(Decimal(evidence['wages_due']))} 元到期未付"
    return f"{words}。" if words else ""
