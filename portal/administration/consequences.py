"""What another number of sites for one grid officer would do to the townships, told before it is saved."""

from collections.abc import Sequence

from portal.administration.staffing import needed, officers_by_township, with_sites
from portal.tenancy.consequences import SHOWN, Change, Consequence
from portal.tenancy.models import Region
from portal.tenancy.scope import Actor
from projects.policies import PROJECTS_PER_GRID

HEADS = ("乡镇街道", "未完工项目", "现有网格员", "原应配", "新应配")


def of_projects_per_grid(actor: Actor, change: Change) -> Sequence[Consequence]:
    """By township: officers needed before and after against those who are there."""
    townships = with_sites(Region.objects.townships().filter(parent__in=change.touched), actor).order_by("-sites", "code")
    officers = officers_by_township(actor, change.on)
    lines = [(town, *(needed(town.sites, sets[town.parent_id][PROJECTS_PER_GRID].value) for sets in (change.before, change.after))) for town in townships]
    rows = [(town.name, town.sites, officers.get(town.pk, 0), _words(old), _words(new)) for town, old, new in lines if town.sites and old != new]
    short = [new - officers.get(town.pk, 0) for town, _, new in lines if new is not None and new > officers.get(town.pk, 0)]
    text = f"{len(rows)} 个乡镇街道应配的网格员会变；按新值有 {len(short)} 个乡镇街道不够，共缺 {sum(short)} 人。"
    return [Consequence("网格员配备", text, HEADS, rows[:SHOWN])]


def _words(number: int | None) -> str:
    return "没有规定" if number is None else str(number)
