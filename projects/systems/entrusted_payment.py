"""总包代发: every subcontractor has entrusted payment, and the month's wages reach the cards (条例 第三十一条)."""

import datetime as dt
from decimal import Decimal
from typing import Any

from portal.lib import show
from projects.facts import PAYMENT_MONTH
from projects.systems.evidence import Evidence
from projects.systems.lamps import GENERAL_CONTRACTOR, HALF, OFF, OK, UNKNOWN, Lamp, Missing
from projects.systems.mechanism import BUILT, RUNS, Element, Item


def entrusted(evidence: Evidence) -> Lamp:
    """委托代发协议 with every subcontractor on site."""
    parties = evidence.subcontractors
    if not parties:
        return Lamp(OK, "没有分包单位，由总包直接发放")
    unsigned = [party for party in parties if party.entrusted_agreement_on is None]
    newest = max((party.entrusted_agreement_on for party in parties if party.entrusted_agreement_on), default=None)
    if not unsigned:
        return Lamp(OK, f"{len(parties)} 家分包均签委托代发协议", newest)
    missing = tuple(
        Missing(f"与{party.organisation.name}签委托代发协议", GENERAL_CONTRACTOR, act="party_agreement", target=str(party.uid)) for party in unsigned
    )
    return Lamp(OFF if len(unsigned) == len(parties) else HALF, f"{len(parties)} 家分包，{len(unsigned)} 家没有委托代发协议", newest, missing)


def listed(evidence: Evidence) -> Lamp:
    """分包按月编制工资支付表: the month that fell due has a sheet."""
    fact = evidence.facts.get(PAYMENT_MONTH)
    if fact is None:
        return Lamp(UNKNOWN, "还没有发薪数据")
    name = f"{int(fact.value['month'][5:])} 月"
    if Decimal(fact.value["net"]) > 0:
        return Lamp(OK, f"{name}工资表已报", fact.on)
    late = dt.date.fromisoformat(fact.value["due_on"]) < evidence.on
    missing = Missing(f"报 {name}工资表并发放", GENERAL_CONTRACTOR, dt.date.fromisoformat(fact.value["due_on"]), late, "payroll", fact.value["month"])
    return Lamp(OFF if late else UNKNOWN, f"{name}没有工资表", fact.on, (missing,) if late else ())


def paid(evidence: Evidence) -> Lamp:
    """The wages that fell due reached the cards in full."""
    fact = evidence.facts.get(PAYMENT_MONTH)
    if fact is None:
        return Lamp(UNKNOWN, "还没有发薪数据")
    value = fact.value
    name = f"{int(value['month'][5:])} 月"
    people, paid_people = value["people"], value["paid_people"]
    owed = Decimal(value["net"]) - Decimal(value["paid"])
    if owed <= 0 and paid_people >= people:
        return Lamp(OK, f"{name}工资 {paid_people} 人已全部到卡", fact.on)
    due_on = dt.date.fromisoformat(value["due_on"])
    if due_on >= evidence.on:
        return Lamp(UNKNOWN, f"{name}工资 {due_on} 前发放", fact.on, words="未到期")
    what = _wanted(name, owed, value)
    missing = (Missing(what, GENERAL_CONTRACTOR, due_on, True, "pay" if owed > 0 else "payroll", value["month"]),)
    return Lamp(HALF if paid_people else OFF, f"{name}发薪 {paid_people} 人到卡，{people - paid_people} 人未到", fact.on, missing)


def _wanted(name: str, owed: Decimal, value: dict[str, Any]) -> str:
    """Without a sheet nobody knows the sum; people who worked and got nothing are missing all the same."""
    if owed > 0:
        return f"补发 {name}工资 {show.short_money(owed)} 元"
    if value.get("missing") and Decimal(value["net"]) > 0:
        return f"把 {value['missing']} 名出勤的人列入 {name}工资表并发放"
    return f"报 {name}工资表并发放"


ENTRUSTED = Element("entrusted", "委托代发协议", "条例第三十一条、53号文第十五条", BUILT, entrusted)
LISTED = Element("payroll", "按月编制工资支付表", "条例第三十一条", RUNS, listed)
PAID = Element("paid", "工资按月支付到卡", "条例第三十一条", RUNS, paid)
ELEMENTS = (ENTRUSTED, LISTED, PAID)
SYSTEM = Item("entrusted_payment", "总包代发", "第三十一条", (ENTRUSTED, PAID))
