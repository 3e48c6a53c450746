"""The audit of the sums: recompute from the raw rows, compare, and where asked put the recomputed ones in their place."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from portal.audit.log import record
from portal.lib.errors import Refused
from portal.tenancy.calendars import work_calendar
from portal.tenancy.models import Organisation
from portal.tenancy.scope import Actor
from projects.models import Project
from wagepay.actions.refresh_months import refresh_months
from wagepay.queries.audit_sums import Differing, Place, differing
from wagepay.queries.keys import keys_of
from wagepay.queries.locks import lock_project
from wagepay.queries.raw_months import raw_months
from wagepay.queries.summaries import Key

SOURCE = "汇总重算"
NOTHING = "没有"
MOST_KEPT = 24  # firms' months that an entry of the trail spells out; how many rows were written it says in any case


def audit_sums(*, actor: Actor, project: Project | None, month: dt.date | None, on: dt.date, mend: bool) -> dict[str, Any]:
    """What differs, lacks or is too many, figure by figure; with ``mend`` it is put right in the same transaction, with an entry for each project, and compared again.

    ``left`` counts the rows that still differ at the end.
    """
    projects = _whole_projects(actor, project)
    calendar, months_of = work_calendar(), raw_months([each.pk for each in projects], month)
    found: dict[str, Any] = {"keys": 0, "worker_months": 0, "project_months": 0, "mended": 0, "left": 0, "differences": []}
    keys_by_project = {each.pk: keys_of(each, months_of.get(each.pk, ()), calendar) for each in projects}
    found["keys"] = sum(map(len, keys_by_project.values()))
    suspects = {project_id for _, project_id, _ in differing([key for keys in keys_by_project.values() for key in keys])}
    for each in projects:
        keys = keys_by_project[each.pk]
        if wrong := _wrong(each, keys) if each.pk in suspects else {}:
            told = _told(each, wrong)
            found["differences"] += told
            found["worker_months"] += _rows(wrong)[0]
            found["project_months"] += _rows(wrong)[1]
            if mend:
                found["mended"] += _mended(actor, each, wrong, told, on)
                wrong = differing(keys)
            found["left"] += sum(_rows(wrong))
    return found | {"text": said(found, mend)}


def _whole_projects(actor: Actor, project: Project | None) -> list[Project]:
    """Sums are of whole projects: who sees a part of one, as its subcontractor, would take the rest for missing."""
    projects = [project] if project else list(Project.objects.visible_to(actor).order_by("pk"))
    if any(each.region_id not in actor.scope.read_regions for each in projects):
        raise Refused("重算汇总要看到整个项目，请以系统或主管部门的账号执行。", "not_whole")
    return projects


def _wrong(project: Project, keys: list[Key]) -> dict[Place, Differing]:
    """The second look, with the project's writers kept out: a file let in between two statements of the first is no mistake of the sums."""
    lock_project(project.pk)
    return differing(keys)


def _mended(actor: Actor, project: Project, wrong: Iterable[Place], told: list[dict[str, Any]], on: dt.date) -> int:
    """The rows written."""
    if project.region_id not in actor.scope.write_regions:
        raise Refused(f"“{project.name}”不归 {actor.username} 办理，只能核对，不能改正。", "not_writable")
    written = refresh_months(project=project, months={month for month, _, _ in wrong}, on=on, source=SOURCE)
    record(actor, "wagepay.recompute", project, detail={"rows": written, "firm_months": len(told), "differences": told[:MOST_KEPT]})
    return written


def _rows(wrong: dict[Place, Differing]) -> tuple[int, int]:
    return sum(each.worker_months for each in wrong.values()), sum(each.project_months for each in wrong.values())


def _told(project: Project, wrong: dict[Place, Differing]) -> list[dict[str, Any]]:
    """Each firm's month in words that an operator can hold against the pages; no person is named."""
    names = dict(Organisation.objects.filter(pk__in={employer for _, _, employer in wrong}).values_list("pk", "name"))
    return [
        {
            "project": project.code,
            "month": f"{month:%Y-%m}",
            "employer": names.get(employer, NOTHING),
            "workers": each.worker_months,
            "worker_figures": each.of_people,
            "figures": {name: [_plain(old), _plain(new)] for name, (old, new) in each.figures.items()},
        }
        for (month, _, employer), each in sorted(wrong.items())
    ]


def _plain(value: Any) -> str:
    return NOTHING if value is None or value == "" else str(value)


def said(found: dict[str, Any], mend: bool) -> str:
    """The outcome in one sentence."""
    looked = f"核对 {found['keys']} 个项目月"
    if not found["differences"]:
        return f"{looked}，汇总与原始数据一致。"
    wrong = f"{looked}，{found['worker_months']} 行人员汇总、{found['project_months']} 行项目汇总与原始数据不符"
    if not mend:
        return f"{wrong}，没有改动；要改正请加 --mend。"
    return f"{wrong}，已改正，写入 {found['mended']} 行" + (f"；仍有 {found['left']} 行不符，请报开发方。" if found["left"] else "。")
