"""实名制: a wage officer, the platform, and everybody on site registered with a contract (条例 第二十八条)."""

from projects.facts import COVERAGE
from projects.systems.evidence import Evidence
from projects.systems.lamps import HALF, OFF, OK, UNKNOWN, Lamp, Missing, SystemRow

ENOUGH = 90  # per cent; above it the gap is a blue or yellow matter, below it the system does not operate


def row(evidence: Evidence) -> SystemRow:
    return SystemRow("real_name", "实名制管理", "第二十八条", established(evidence), operating(evidence))


def established(evidence: Evidence) -> Lamp:
    project = evidence.project
    missing = []
    if not project.wage_officer_name:
        missing.append(Missing("任命劳资专管员", "施工总承包单位"))
    if project.uploaded_on is None:
        missing.append(Missing("纳入监控预警平台", "施工总承包单位"))
    texts = [f"劳资专管员{project.wage_officer_name}" if project.wage_officer_name else "没有劳资专管员"]
    texts.append(f"{project.uploaded_on} 纳入平台" if project.uploaded_on else "未纳入平台")
    mark = (OK, HALF, OFF)[len(missing)]
    return Lamp(mark, "，".join(texts), project.uploaded_on, tuple(missing))


def operating(evidence: Evidence) -> Lamp:
    fact = evidence.facts.get(COVERAGE)
    if fact is None or not fact.value["on_site"]:
        return Lamp(UNKNOWN, "还没有考勤和花名册数据", fact.on if fact else None)
    on_site, registered, signed = (fact.value[name] for name in ("on_site", "registered", "with_contract"))
    texts = [f"{on_site} 人在场"]
    missing: list[Missing] = []
    for gap, words in ((on_site - registered, "没有实名登记"), (on_site - signed, "未签劳动合同")):
        if gap > 0:
            texts.append(f"{gap} 人{words}")
            missing.append(Missing(f"{gap} 人{words}，补齐后再上岗", "用人单位"))
    share = min(registered, signed) * 100 // on_site
    mark = OK if not missing else HALF if share >= ENOUGH else OFF
    return Lamp(mark, "，".join(texts) if missing else f"{on_site} 人在场，全部登记并签合同", fact.on, tuple(missing))
