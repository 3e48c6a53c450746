"""W34 支付担保缺失或到期: the owner has given no payment guarantee, or it ends before the works (条例 第二十四条)."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from portal.lib.rules import Affected, Found, Held, Level, Threshold
from projects.queries.omissions import GUARANTEES
from projects.rules import missing, omitted

CODE = "W34"
TITLE = "支付担保缺失或到期"
VERSION = "1"
LAW = ("《保障农民工工资支付条例》第二十四条", "《保障农民工工资支付条例》第五十七条第一项")
BLUE = Threshold("blue_days", "到期前提示天数", 60, "天", "平台建议：与保证金保函的提醒一致", held=Held("days_left", "<="))
YELLOW = Threshold("yellow_days", "升为黄色的剩余天数（不超过）", 30, "天", "预警目录：到期前 30 日", held=Held("days_left", "<="))
DEFAULTS = (BLUE, YELLOW, missing.RED_ATTENDANCE, missing.EXEMPT_STATES, missing.EXEMPT_SITES)
LABELS = (
    {"has_paper": "登记了担保", "issuer": "担保机构", "expires_on": "有效期至", "days_left": "剩余（天）", "begun": "已开工"}
    | omitted.LABELS
    | {"begun_on": "施工合同签订日期"}
)


def find(regions: Sequence[int], on: dt.date, thresholds: dict[str, Any]) -> list[Found]:
    """Signed contracts without a guarantee, and guarantees that come near their end; one without an end is good."""
    result = []
    for row in omitted.rows(GUARANTEES, regions, on, thresholds, until=on + dt.timedelta(days=thresholds["blue_days"])):
        ends = row["expires_on"]
        left = (ends - on).days if ends else None
        more = {"has_paper": row["has_paper"], "issuer": row["issuer"] or "", "expires_on": ends.isoformat() if ends else None, "days_left": left}
        result.append(omitted.found(row, on, begun=row["begun"], **more))
    return result


def grade(evidence: dict[str, Any], thresholds: dict[str, Any]) -> Level | None:
    """Blue before the works or long before the end; yellow without cover; red where people work and are owed wages."""
    left = evidence["days_left"]
    if left is not None and left > thresholds["yellow_days"]:
        return Level.BLUE if left <= thresholds["blue_days"] else None
    if left is not None and left >= 0:
        return Level.YELLOW
    return omitted.grade(evidence, thresholds) if evidence["begun"] else Level.BLUE


def headline(evidence: dict[str, Any]) -> str:
    left = evidence["days_left"]
    if left is None:
        return "建设单位没有提供工程款支付担保"
    return f"工程款支付担保已到期 {-left} 天" if left < 0 else f"工程款支付担保 {left} 天后到期"


def affected(evidence: dict[str, Any]) -> Affected:
    return missing.affected(evidence)


def explain(evidence: dict[str, Any], thresholds: dict[str, Any]) -> str:
    words = missing.labour_words(evidence)
    if evidence["days_left"] is None:
        return f"施工合同 {evidence['begun_on']} 签订，{'已经开工，' if evidence['begun'] else ''}平台没有登记建设单位的工程款支付担保。{words}"
    return f"{evidence['issuer']}出具的工程款支付担保有效期至 {evidence['expires_on']}，{headline(evidence)}，没有登记续保。{words}"


def remedy(evidence: dict[str, Any]) -> list[str]:
    what = "提供工程款支付担保" if evidence["days_left"] is None else "续保或更换工程款支付担保"
    return [f"建设单位{what}，在项目“制度清单”登记担保机构、金额和有效期，登记后本预警自动销号。", "逾期不提供的，由行业主管部门责令限期改正。"]
