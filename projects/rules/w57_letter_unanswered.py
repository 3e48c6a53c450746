"""W57 函件、转办单回复逾期: an organ has not answered a letter about a project by its day (督办提醒)."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from portal.lib.rules import Affected, Found, Held, Level, Threshold
from projects.queries import letters

CODE = "W57"
TITLE = "函件、转办单回复逾期"
VERSION = 1
LEVELS = (Level.BLUE, Level.YELLOW)
LAW = ("《保障农民工工资支付条例》第四条、第七条",)
YELLOW = Threshold("yellow_days", "升为黄色的超期天数（超过）", 3, "天", "平台建议", held=Held("days_over", ">"))
DEFAULTS = (YELLOW,)
LABELS = {"letters": "逾期未回复（件）", "title": "其中", "addressee": "主送", "due_on": "最早回复期限", "days_over": "最长超期（天）"}


def find(regions: Sequence[int], on: dt.date, thresholds: dict[str, Any]) -> list[Found]:
    """One reminder for each project, however many letters."""
    return [_found(row, on) for row in letters.unanswered(regions, on)]


def _found(row: dict[str, Any], on: dt.date) -> Found:
    evidence = {"letters": int(row["letters"]), "title": "".join(row["title"].split()), "addressee": row["addressee"], "due_on": row["due_on"].isoformat()}
    return Found(row["project_id"], row["region_id"], evidence | {"days_over": (on - row["due_on"]).days})


def grade(evidence: dict[str, Any], thresholds: dict[str, Any]) -> Level | None:
    return Level.YELLOW if evidence["days_over"] > thresholds["yellow_days"] else Level.BLUE


def headline(evidence: dict[str, Any]) -> str:
    return f"{evidence['letters']} 件函件逾期未回复，最长超期 {evidence['days_over']} 天"


def affected(evidence: dict[str, Any]) -> Affected:
    return Affected()


def explain(evidence: dict[str, Any], thresholds: dict[str, Any]) -> str:
    return (
        f"就本项目发给{evidence['addressee']}的“{evidence['title']}”应于 {evidence['due_on']} 前回复，已超 {evidence['days_over']} 天"
        f"{'' if evidence['letters'] == 1 else '；逾期未回复的共 ' + str(evidence['letters']) + ' 件'}。"
    )


def remedy(evidence: dict[str, Any]) -> list[str]:
    return ["主送机关回复办理结果，发文机关在“文书”登记回复。", "确需延期的，主送机关书面说明，发文机关改定期限或督办。"]
