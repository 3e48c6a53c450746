"""实名制: a wage officer, the platform, and everybody on site registered with a contract (条例 第二十八条)."""

import datetime as dt

from projects.enums import BREAKS, ProjectState
from projects.facts import COVERAGE
from projects.systems.evidence import Evidence
from projects.systems.keys import FRESH_DAYS
from projects.systems.lamps import GENERAL_CONTRACTOR, HALF, OFF, OK, UNKNOWN, Lamp, Missing
from projects.systems.mechanism import BUILT, RUNS, Element, Item

ENOUGH = 90  # per cent; above it the gap is a blue or yellow matter, below it the system does not operate
EMPLOYER = "用人单位"


def officer(evidence: Evidence) -> Lamp:
    """劳资专管员 (条例 第二十八条)."""
    name = evidence.project.wage_officer_name
    if name:
        return Lamp(OK, f"劳资专管员{name}")
    return Lamp(OFF, "没有劳资专管员", missing=(Missing("任命劳资专管员", GENERAL_CONTRACTOR, act="contacts"),))


def platform(evidence: Evidence) -> Lamp:
    """纳入监控预警平台 (条例 第三十八条)."""
    on = evidence.project.uploaded_on
    if on:
        return Lamp(OK, f"{on} 纳入平台", on)
    return Lamp(OFF, "未纳入平台", missing=(Missing("纳入监控预警平台", GENERAL_CONTRACTOR, act="update"),))


def registered(evidence: Evidence) -> Lamp:
    """Everybody on site is registered by his real name."""
    return _covered(evidence, "registered", "没有实名登记", "全部实名登记")


def contracts(evidence: Evidence) -> Lamp:
    """Everybody on site has a contract."""
    return _covered(evidence, "with_contract", "未签劳动合同", "全部签劳动合同")


def _covered(evidence: Evidence, what: str, lacking: str, complete: str) -> Lamp:
    fact = evidence.facts.get(COVERAGE)
    if fact is None or not fact.value["on_site"]:
        return Lamp(UNKNOWN, "还没有考勤和花名册数据", fact.on if fact else None)
    on_site = fact.value["on_site"]
    gap = on_site - fact.value[what]
    if gap <= 0:
        return Lamp(OK, f"{on_site} 人在场，{complete}", fact.on)
    mark = HALF if fact.value[what] * 100 // on_site >= ENOUGH else OFF
    missing = Missing(f"{gap} 人{lacking}，补齐后再上岗", EMPLOYER, act="roster", target=what)
    return Lamp(mark, f"{on_site} 人在场，{gap} 人{lacking}", fact.on, (missing,))


def roster(evidence: Evidence) -> Lamp:
    """用工管理台账: the register of people, kept by the portal as they are registered."""
    fact = evidence.facts.get(COVERAGE)
    if fact is not None and fact.value["registered"]:
        return Lamp(OK, f"台账 {fact.value['registered']} 人", fact.on)
    if not evidence.begun:
        return Lamp(UNKNOWN, "还没有开工", words="未开工")
    return Lamp(OFF, "已开工，没有用工管理台账", missing=(Missing("导入花名册，建立用工管理台账", EMPLOYER, act="roster", target="roster"),))


def attendance(evidence: Evidence) -> Lamp:
    """考勤信息 arrives as the works go on; breaks are silent by right."""
    if evidence.project.state in BREAKS:
        return Lamp(UNKNOWN, f"{evidence.project.get_state_display()}，不要求考勤", words="停工")
    if not evidence.begun:
        return Lamp(UNKNOWN, "还没有开工", words="未开工")
    fact, limit = evidence.facts.get(COVERAGE), evidence.policies[FRESH_DAYS].value
    last = fact and fact.value["last_attendance_on"]
    missing = (Missing("报考勤；停工的登记停工", GENERAL_CONTRACTOR, act="attendance"),)
    if not last:
        return Lamp(OFF, "已开工，没有考勤数据", missing=missing)
    last_on = dt.date.fromisoformat(last)
    age = (evidence.on - last_on).days
    if age <= limit or evidence.project.state != ProjectState.UNDER_CONSTRUCTION:
        return Lamp(OK, f"考勤到 {last_on}", last_on)
    return Lamp(HALF if age <= 2 * limit else OFF, f"{last_on} 以后 {age} 天没有考勤", last_on, missing)


OFFICER = Element("officer", "劳资专管员", "条例第二十八条", BUILT, officer)
PLATFORM = Element("platform", "纳入监控预警平台", "条例第三十八条", BUILT, platform)
REGISTERED = Element("registered", "实名登记", "条例第二十八条", RUNS, registered)
CONTRACTS = Element("contracts", "劳动合同", "条例第二十八条", RUNS, contracts)
ROSTER = Element("roster", "用工管理台账", "条例第二十八条", RUNS, roster)
ATTENDANCE = Element("attendance", "考勤信息", "条例第二十八、三十一条", RUNS, attendance)
ELEMENTS = (OFFICER, PLATFORM, REGISTERED, CONTRACTS, ROSTER, ATTENDANCE)
SYSTEM = Item("real_name", "实名制管理", "第二十八条", (OFFICER, PLATFORM, REGISTERED, CONTRACTS))
