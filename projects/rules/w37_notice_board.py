"""W37 告示牌缺失或过期: no board at a place, one that says what holds no more, or one without a photograph (条例 第三十四条)."""

import datetime as dt
import json
from collections.abc import Iterator, Sequence
from typing import Any

from portal.lib.rules import Affected, Found, Held, Level, Threshold
from portal.tenancy.models import Region
from projects.board.content import content_of
from projects.models import Project, Seen
from projects.queries.omissions import BOARDS_IN_DOUBT
from projects.rules import missing, omitted
from projects.systems.evidence import Evidence, gather_all
from projects.systems.figures import trusted_policies
from projects.systems.lamps import OK
from projects.systems.notice_board import CURRENT, PHOTOGRAPHED, PLACES, lacking_places, stale_facts

CODE = "W37"
TITLE = "告示牌缺失或过期"
VERSION = "1"
LEVELS = (Level.BLUE, Level.YELLOW)
LAW = ("《保障农民工工资支付条例》第三十四条", "《保障农民工工资支付条例》第五十六条第四项")
GRACE = Threshold("grace_days", "开工后设牌的天数（超过为黄色）", 30, "天", "平台建议", held=Held("days", ">"))
PHOTO = Threshold("warn_without_photo", "只缺照片也提示", False, "", "平台建议：照片是佐证办法，条例要求的是牌本身", kind=bool)
DEFAULTS = (GRACE, PHOTO, missing.EXEMPT_STATES, missing.EXEMPT_SITES)
LABELS = {"lacking": "没有牌的位置", "stale": "内容过期的位置", "facts": "变动的内容", "bare": "没有照片或读不出二维码的位置"} | omitted.LABELS
BATCH = 500


def find(regions: Sequence[int], on: dt.date, thresholds: dict[str, Any]) -> list[Found]:
    """Sites that have begun and whose lamps leave a doubt; their boards are judged by the code of the dossier."""
    elements = (PLACES, CURRENT, PHOTOGRAPHED) if thresholds["warn_without_photo"] else (PLACES, CURRENT)
    well, seen = {element.mark_key: OK for element in elements}, trusted_policies(Region.objects.filter(pk__in=regions), on)
    rows = omitted.rows(BOARDS_IN_DOUBT, regions, on, thresholds, well=json.dumps(well), seen=json.dumps(seen))
    return [found for start in range(0, len(rows), BATCH) for found in _judge(rows[start : start + BATCH], on)]


def _judge(rows: Sequence[dict[str, Any]], on: dt.date) -> Iterator[Found]:
    projects = Project.objects.among_ids([row["project_id"] for row in rows]).select_related("owner", "general_contractor")
    evidence = gather_all(list(projects), on)
    for row in rows:
        told = _told(evidence[row["project_id"]])
        if any(told.values()):
            yield omitted.found(row, on, **{name: "、".join(places) for name, places in told.items()})


def _told(evidence: Evidence) -> dict[str, list[str]]:
    content = content_of(evidence) if any(board.shown for board in evidence.boards) else None
    changes = {board.place: stale_facts(board, evidence, content) for board in evidence.boards}
    return {
        "lacking": lacking_places(evidence),
        "stale": [place for place, facts in changes.items() if facts],
        "facts": list(dict.fromkeys(fact for facts in changes.values() for fact in facts)),
        "bare": [board.place for board in evidence.boards if board.seen != Seen.CURRENT],
    }


def grade(evidence: dict[str, Any], thresholds: dict[str, Any]) -> Level | None:
    """Yellow for a missing or stale board after the grace; a missing photograph alone is blue where it is told at all. Never red: nobody is owed by it."""
    if not (evidence["lacking"] or evidence["stale"]):
        return Level.BLUE if thresholds["warn_without_photo"] else None
    if evidence["days"] is None or evidence["days"] > thresholds["grace_days"]:
        return Level.YELLOW
    return Level.BLUE


def headline(evidence: dict[str, Any]) -> str:
    if evidence["lacking"]:
        return f"{evidence['lacking']}没有维权信息告示牌"
    return f"{evidence['stale']}的告示牌须更换" if evidence["stale"] else f"{evidence['bare']}的告示牌没有可核对的照片"


def affected(evidence: dict[str, Any]) -> Affected:
    return Affected()


def explain(evidence: dict[str, Any], thresholds: dict[str, Any]) -> str:
    parts = []
    if evidence["lacking"]:
        parts.append(f"{evidence['lacking']}没有登记维权信息告示牌")
    if evidence["stale"]:
        parts.append(f"{evidence['stale']}的牌没有随{evidence['facts']}的变动更换")
    if evidence["bare"]:
        parts.append(f"{evidence['bare']}的牌没有照片或照片读不出本版二维码")
    return f"{omitted.since(evidence)}；{'；'.join(parts)}。"


def remedy(evidence: dict[str, Any]) -> list[str]:
    return ["施工总承包单位从项目“告示牌”页打印当前内容，挂在现场。", "拍清整块牌和二维码，在“登记告示牌”上传照片，平台读出二维码后本预警自动销号。"]
