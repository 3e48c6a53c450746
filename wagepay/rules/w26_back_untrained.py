"""W26 间隔一年再上岗未培训: somebody comes back after a year without a new safety training (实名制管理办法)."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from portal.lib.rules import Affected, Found, Level, Threshold
from wagepay.queries import rule_people, rule_rows
from wagepay.rules import figures
from wagepay.rules.exemptions import EXEMPT_STATES

CODE = "W26"
TITLE = "间隔一年再上岗未培训"
VERSION = 1
LEVELS = (Level.BLUE,)
LAW = ("《建筑工人实名制管理办法（试行）》（建市〔2019〕18号）第八条",)
GAP = Threshold("gap_months", "间隔（超过）", 12, "个月", "建市〔2019〕18号：数据一年以上没有更新的再次上岗须重新培训", "B")
ENTERED = Threshold("entered_days", "只看最近进场的天数", 60, "天", "平台建议")
DEFAULTS = (GAP, ENTERED, EXEMPT_STATES)
LABELS = {"people": "再上岗没有新培训（人）", "last_day": "其中最近一次有出勤", "first_entry": "其中最早进场"}
rows_at = figures.rows_on("wage_roster", "wagepay.people", query="?state=untrained")


def find(regions: Sequence[int], on: dt.date, thresholds: dict[str, Any]) -> list[Found]:
    """People who entered lately and were last seen in this county longer ago than the gap; the county's own data alone."""
    values = {"entered_after": on - dt.timedelta(days=thresholds["entered_days"]), "months": thresholds["gap_months"]}
    rows = rule_rows.rows(rule_people.BACK_UNTRAINED, regions, on, exempt_states=thresholds["exempt_states"], **values)
    return [figures.found(row, {"people": row["people"], **{name: row[name].isoformat() for name in ("last_day", "first_entry")}}) for row in rows]


def grade(evidence: dict[str, Any], thresholds: dict[str, Any]) -> Level | None:
    """A training is to be made up for: never more than blue."""
    return Level.BLUE


def headline(evidence: dict[str, Any]) -> str:
    return f"{evidence['people']} 人隔一年以上再上岗，没有新的安全培训"


def affected(evidence: dict[str, Any]) -> Affected:
    return Affected(evidence["people"])


def explain(evidence: dict[str, Any], thresholds: dict[str, Any]) -> str:
    return (
        f"{evidence['people']} 人上次在本县区有出勤已超过 {thresholds['gap_months']} 个月，再次进场（最早 {figures.day_words(evidence['first_entry'])}）"
        "之后没有登记新的安全培训。"
    )


def remedy(evidence: dict[str, Any]) -> list[str]:
    return ["施工总承包单位组织安全培训，在花名册登记培训日期和学时，并存证明。", "培训日期登记后本预警自动销号。"]
