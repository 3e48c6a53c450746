"""W20 数据静默: nobody attends, attendance collapsed, or the account shows nothing, where work is said to go on (W20, W21 and W39 are one)."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from portal.lib.rules import Affected, Found, Held, Level, Threshold
from projects.enums import SiteKind
from wagepay.queries import rule_account, rule_rows
from wagepay.rules import figures

CODE = "W20"
TITLE = "数据静默"
VERSION = 1
LEVELS = (Level.BLUE, Level.YELLOW)
LAW = ("《保障农民工工资支付条例》第二十八条", "《保障农民工工资支付条例》第三十八条")
BLUE = Threshold("blue_days", "没有考勤的提示天数（超过）", 7, "天", "平台建议", held=Held("silent_days", ">"))
YELLOW = Threshold("yellow_days", "没有考勤升为黄色的天数（超过）", 15, "天", "平台建议：超过的确认是否停工", held=Held("silent_days", ">"))
FLOW = Threshold("flow_days", "专户流水没有更新的天数（超过）", 35, "天", "平台建议：一个拨付周期加 5 天", held=Held("flow_days", ">"))
SITES = Threshold(
    "exempt_sites",
    "不看每日考勤的工地类型",
    [SiteKind.LINEAR.value, SiteKind.SCATTERED.value],
    "",
    "豁免表：没有封闭条件的按月报签字考勤表",
    kind=list,
    choices=tuple(SiteKind.choices),
)
DEFAULTS = (BLUE, YELLOW, FLOW, SITES)
LABELS = {
    "silent_since": "最近一次考勤或在建起始",
    "silent_days": "没有考勤（天）",
    "before": "骤降前一段出勤（工日）",
    "after": "最近一段出勤（工日）",
    "flow_since": "最近一笔专户流水或开户",
    "flow_days": "专户流水没有更新（天）",
}
rows_at = figures.rows_on("wage_project", "wagepay.overview")


def find(regions: Sequence[int], on: dt.date, thresholds: dict[str, Any]) -> list[Found]:
    """Sites under construction alone; stoppages and breaks are another state. 春节 and the like stand in the table of exemptions."""
    values = {name: thresholds[name] for name in ("blue_days", "flow_days", "exempt_sites")}
    oldest = (on - dt.timedelta(days=thresholds["blue_days"])).replace(day=1)
    rows = rule_rows.rows(rule_account.SILENT, regions, on, oldest=oldest, **values)
    exempt = set(thresholds["exempt_sites"])
    return [figures.found(row, _evidence(row, on, row["site_kind"] in exempt, thresholds)) for row in rows]


def _evidence(row: dict[str, Any], on: dt.date, attendance_exempt: bool, thresholds: dict[str, Any]) -> dict[str, Any]:
    """Only what is over its line: figures below it are no part of the reason."""
    silent = None if attendance_exempt or row["silent_since"] is None else (on - row["silent_since"]).days
    flow = None if row["flow_since"] is None else (on - row["flow_since"]).days
    if silent is not None and silent <= thresholds["blue_days"]:
        silent = None
    if flow is not None and flow <= thresholds["flow_days"]:
        flow = None
    dropped = not attendance_exempt and row["before"] is not None and silent is None
    return {
        "silent_since": row["silent_since"].isoformat() if silent is not None else None,
        "silent_days": silent,
        "was_attended": row["is_attended"],
        "before": str(row["before"]) if dropped else None,
        "after": str(row["after"]) if dropped else None,
        "flow_since": row["flow_since"].isoformat() if flow is not None else None,
        "flow_days": flow,
    }


def grade(evidence: dict[str, Any], thresholds: dict[str, Any]) -> Level | None:
    """Silence is a question, never a proof of arrears: yellow at most."""
    silent = evidence["silent_days"]
    if (silent is not None and silent > thresholds["yellow_days"]) or evidence["flow_days"] is not None:
        return Level.YELLOW
    return Level.BLUE if silent is not None or evidence["before"] is not None else None


def headline(evidence: dict[str, Any]) -> str:
    parts = [f"{evidence['silent_days']} 天没有考勤"] if evidence["silent_days"] is not None else []
    parts += ["出勤骤降"] if evidence["before"] is not None else []
    parts += [f"{evidence['flow_days']} 天没有专户流水"] if evidence["flow_days"] is not None else []
    return f"在建项目{'，'.join(parts)}"


def affected(evidence: dict[str, Any]) -> Affected:
    return Affected()


def explain(evidence: dict[str, Any], thresholds: dict[str, Any]) -> str:
    parts = []
    if evidence["silent_days"] is not None:
        since = figures.day_words(evidence["silent_since"])
        parts.append(f"{f'{since}以后' if evidence['was_attended'] else f'{since}在建以来'}没有考勤，已 {evidence['silent_days']} 天")
    if evidence["before"] is not None:
        parts.append(f"最近一段出勤 {evidence['after']} 工日，前一段 {evidence['before']} 工日")
    if evidence["flow_days"] is not None:
        parts.append(f"{figures.day_words(evidence['flow_since'])}以后专户没有新的流水，已 {evidence['flow_days']} 天")
    return f"项目登记为在建，{'；'.join(parts)}。须确认是停工、数据没有上传，还是有人干活没有记录。"


def remedy(evidence: dict[str, Any]) -> list[str]:
    steps = []
    if evidence["silent_days"] is not None or evidence["before"] is not None:
        steps.append("施工总承包单位核对考勤设备，补传考勤；已经停工的，在项目档案登记停工日期和原因，停工前结清工资。")
    if evidence["flow_days"] is not None:
        steps.append("施工总承包单位或开户银行导入最近的专户流水。")
    return [*steps, "数据恢复或登记停工后本预警自动销号。"]
