"""总包代发: every subcontractor has entrusted payment, and the month's wages reach the cards (条例 第三十一条)."""

import datetime as dt
from decimal import Decimal

from portal.lib import show
from projects.facts import PAYMENT_MONTH
from projects.systems.evidence import Evidence
from projects.systems.lamps import HALF, OFF, OK, UNKNOWN, Lamp, Missing, SystemRow


def row(evidence: Evidence) -> SystemRow:
    return SystemRow("entrusted_payment", "总包代发", "第三十一条", established(evidence), operating(evidence))


def established(evidence: Evidence) -> Lamp:
    parties = evidence.subcontractors
    if not parties:
        return Lamp(OK, "没有分包单位，由总包直接发放")
    unsigned = [party for party in parties if party.entrusted_agreement_on is None]
    newest = max((party.entrusted_agreement_on for party in parties if party.entrusted_agreement_on), default=None)
    if not unsigned:
        return Lamp(OK, f"{len(parties)} 家分包均签委托代发协议", newest)
    missing = tuple(Missing(f"与{party.organisation.name}签委托代发协议", "施工总承包单位") for party in unsigned)
    return Lamp(OFF if len(unsigned) == len(parties) else HALF, f"{len(parties)} 家分包，{len(unsigned)} 家没有委托代发协议", newest, missing)


def operating(evidence: Evidence) -> Lamp:
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
    # Without a sheet nobody knows the sum; people who worked and got nothing are missing all the same.
    what = f"补发 {name}工资 {show.short_money(owed)} 元" if owed > 0 else f"报 {name}工资表并发放"
    missing = (Missing(what, "施工总承包单位", due_on, True),)
    return Lamp(HALF if paid_people else OFF, f"{name}发薪 {paid_people} 人到卡，{people - paid_people} 人未到", fact.on, missing)
