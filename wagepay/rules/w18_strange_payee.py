"""W18 收款人异常: wages go to another's card, one card serves several people, one telephone many (条例11、31)."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from portal.lib.rules import Affected, Found, Held, Level, Threshold
from wagepay.queries import rule_people, rule_rows
from wagepay.rules import figures
from wagepay.rules.exemptions import EXEMPT_STATES, months_back

CODE = "W18"
TITLE = "收款人异常"
VERSION = 1
LAW = (
    "《保障农民工工资支付条例》第十一条、第三十一条",
    "《保障农民工工资支付条例》第五十四条第三项",
    "《工程建设领域农民工工资专用账户管理暂行办法》（人社部发〔2021〕53号）第十九条、第二十条",
)
PHONES = Threshold("phone_persons", "同一手机号的人数（达到）", 3, "人", "平台建议：夫妻共用一个手机号常见", held=Held("phone_most", ">="))
MONTHS = months_back(2)
DEFAULTS = (PHONES, MONTHS, EXEMPT_STATES)
LABELS = {
    "newest": "最近的工资月",
    "shared": "与别人同一张卡（人）",
    "other": "发到非本人卡（人）",
    "phone_people": "手机号与多人相同（人）",
    "phone_most": "一个手机号最多（人）",
}
rows_at = figures.compared(month="newest")


def find(regions: Sequence[int], on: dt.date, thresholds: dict[str, Any]) -> list[Found]:
    """By employer: the newest month's cards, and telephones of the people on the roster."""
    values = {name: thresholds[name] for name in ("phone_persons", "exempt_states")}
    since = figures.since(on, thresholds["months_back"])
    rows = rule_rows.rows(rule_people.STRANGE_PAYEES, regions, on, oldest=since, since=since, **values)
    return [figures.found(row, _evidence(row)) for row in rows]


def _evidence(row: dict[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in ("shared", "other", "phone_people", "phone_most")} | {"newest": figures.month_text(row["newest"])}


def grade(evidence: dict[str, Any], thresholds: dict[str, Any]) -> Level | None:
    """One card for several people is red: somebody else holds their wages. A name that differs is yellow, a shared telephone alone blue."""
    if evidence["shared"]:
        return Level.RED
    return Level.YELLOW if evidence["other"] else Level.BLUE


def headline(evidence: dict[str, Any]) -> str:
    words = (("shared", "{} 人同卡"), ("other", "{} 人发到别人卡上"), ("phone_people", "{} 人同一手机号"))
    return "，".join(text.format(evidence[name]) for name, text in words if evidence[name])


def affected(evidence: dict[str, Any]) -> Affected:
    return Affected(evidence["shared"] or evidence["other"] or evidence["phone_people"])


def explain(evidence: dict[str, Any], thresholds: dict[str, Any]) -> str:
    parts = [f"{evidence['shared']} 人与别人同一张收款卡"] if evidence["shared"] else []
    parts += [f"{evidence['other']} 人的工资发到户名不是本人的卡上"] if evidence["other"] else []
    words = f"{figures.month_words(evidence['newest'])} {'，'.join(parts)}" if parts else ""
    if evidence["phone_people"]:
        words += f"{'；' if words else ''}花名册里 {evidence['phone_people']} 人登记的手机号与多人相同，一个号最多 {evidence['phone_most']} 人"
    return words + "。"


def remedy(evidence: dict[str, Any]) -> list[str]:
    steps = []
    if evidence["shared"] or evidence["other"]:
        steps += ["劳资专管员核对本人身份证和银行卡，换成本人的卡；不得强制换卡，不得由别人保管。", "下一期工资发到本人卡上后本预警自动销号。"]
    if evidence["phone_people"]:
        steps.append("登记工人本人的手机号；没有手机的写明原因。")
    return steps
