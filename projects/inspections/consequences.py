"""What changed figures of inspections would do, told before they are saved."""

import datetime as dt
from collections.abc import Sequence
from math import ceil

from django.db.models import Count

from portal.tenancy.consequences import SHOWN, Change, Consequence
from portal.tenancy.models import Region
from portal.tenancy.scope import Actor
from projects.enums import TownshipRank
from projects.inspections.enums import FindingState, InspectionState
from projects.inspections.first_checks import unchecked
from projects.inspections.policies import CAP, LOOK_BACK_DAYS, LOOK_BACK_SHARE, LOOK_BACK_TERM, RECTIFY_DAYS
from projects.inspections.standing import rules_of
from projects.models import Checklist, InspectionFinding, Project, SiteInspection, TownshipLead
from projects.policies import JOINT_ITEMS, JOINT_TEAM, SITE_CHECK_MONTHS, STREET_DIVISION, STREET_SECTION, VISITS


def of_cap(actor: Actor, change: Change) -> Sequence[Consequence]:
    """Employers that have had as many checks this year as the new cap allows."""
    after = {region.pk: change.after[region.pk][CAP].require() for region in change.touched}
    rows = SiteInspection.objects.visible_to(actor).counted_in(change.on.year).filter(region__in=list(after)).order_by()
    counted = rows.values("region", "employer__organisation__name").annotate(n=Count("pk")).order_by("-n", "employer__organisation__name")
    full = [(row["employer__organisation__name"], row["n"], after[row["region"]]) for row in counted if row["n"] >= after[row["region"]]]
    text = f"{change.on.year} 年已安排计入频次检查的企业 {len(counted)} 家，按新上限有 {len(full)} 家不能再批准日常、专项和双随机检查；已批准的照常办。"
    return [Consequence("年度检查频次", text, ("企业", "已安排（次）", "新上限（次）"), full[:SHOWN])]


def of_rectify_days(actor: Actor, change: Change) -> Sequence[Consequence]:
    """Terms that were given stay; the figure is what the form proposes."""
    open_ones = InspectionFinding.objects.visible_to(actor).filter(region__in=change.touched, state=FindingState.OPEN).count()
    return [Consequence("限期改正", f"待整改的 {open_ones} 个问题期限不变；新的天数是以后办完检查时带出的默认值，检查人员可以改。")]


def of_look_back(actor: Actor, change: Change) -> Sequence[Consequence]:
    """How many cleared findings the next draw would choose from, and how many it would take."""
    found = []
    for region in change.touched:
        before, after = (_sample(actor, region.pk, sets[region.pk], change.on) for sets in (change.before, change.after))
        found.append((region.name, *before, *after))
    text = f"涉及 {len(found)} 个辖区。已抽中的回头看期限不变，新的值用于以后的抽取。"
    return [Consequence("回头看抽取", text, ("辖区", "原名单", "原抽取", "新名单", "新抽取"), [row for row in found if any(row[1:])][:SHOWN])]


def _sample(actor: Actor, region_id: int, values, on: dt.date) -> tuple[int, int]:
    by = on - dt.timedelta(days=values[LOOK_BACK_DAYS].require())
    rows = InspectionFinding.objects.visible_to(actor).filter(region=region_id, state=FindingState.CLEARED, cleared_on__lte=by, look_back_by__isnull=True)
    count = rows.count()
    return count, ceil(count * values[LOOK_BACK_SHARE].require())


def of_joint_items(actor: Actor, change: Change) -> Sequence[Consequence]:
    """Lists in force whose number of items is another than the new figure asks."""
    rows = Checklist.objects.visible_to(actor).in_force(change.on).filter(region__in=change.touched, title__contains="联合")
    wrong = [(row.title, len(row.items), want) for row in rows if (want := change.after[row.region_id][JOINT_ITEMS].value) and len(row.items) != want]
    text = f"现行联合检查表 {len(rows)} 份，{len(wrong)} 份的项数与新规定不同；现行的继续用，下一版按新规定。"
    return [Consequence("联合检查表", text, ("检查表", "现有项数", "规定项数"), wrong[:SHOWN])]


def of_joint_team(actor: Actor, change: Change) -> Sequence[Consequence]:
    """Joint checks that are drafted keep their team; the next application is judged by the new figure."""
    rows = SiteInspection.objects.visible_to(actor).filter(region__in=change.touched, state=InspectionState.DRAFTED).exclude(departments="").count()
    return [Consequence("联合检查组", f"待批准的联合检查 {rows} 件照原检查组办理；以后提出的申请，缺规定单位的不能提出。")]


def of_visits(actor: Actor, change: Change) -> Sequence[Consequence]:
    """How many visits the posts of the sites under way would owe in their running periods."""
    projects = Project.objects.visible_to(actor).under_construction().filter(region__in=change.touched).order_by().values_list("region").annotate(n=Count("pk"))
    sites = dict(projects)
    rows = []
    for region in change.touched:
        old, new = (sum(times for _, _, times in rules_of(sets[region.pk])) for sets in (change.before, change.after))
        rows.append((region.name, sites.get(region.pk, 0), old * sites.get(region.pk, 0), new * sites.get(region.pk, 0)))
    text = (
        f"在建项目 {sum(row[1] for row in rows)} 个，本周期应走访由 {sum(row[2] for row in rows)} 次变为 {sum(row[3] for row in rows)} 次；已登记的走访照算。"
    )
    return [Consequence("包保走访", text, ("辖区", "在建项目", "原应走访", "新应走访"), rows[:SHOWN])]


def of_street_leads(actor: Actor, change: Change) -> Sequence[Consequence]:
    """Townships that have fewer leaders than the new figure asks."""
    rank = TownshipRank.DIVISION if change.key.key == STREET_DIVISION else TownshipRank.SECTION
    named = dict(
        TownshipLead.objects.visible_to(actor).filter(rank=rank, until__isnull=True).order_by().values_list("township").annotate(n=Count("pk"))
    )  # fmt: skip
    towns = Region.objects.townships().filter(parent__in=change.touched).order_by("code")
    rows = [(town.name, named.get(town.pk, 0), want) for town in towns if (want := change.after[town.parent_id][change.key.key].value) > named.get(town.pk, 0)]
    text = f"按新值有 {len(rows)} 个乡镇街道没有配齐{rank.label}。"
    return [Consequence("街镇负责人", text, ("乡镇街道", "已登记", "应配"), rows[:SHOWN])]


def of_site_checks(actor: Actor, change: Change) -> Sequence[Consequence]:
    """Sites that would be late with their first inspection by the new term."""
    rows = []
    for sets in (change.before, change.after):
        months = {region.pk: sets[region.pk][SITE_CHECK_MONTHS].value for region in change.touched}
        rows.append({project.pk: project for project, due_on in unchecked(actor, months, change.on) if due_on < change.on})
    new = [(project.name, project.started_on) for pk, project in rows[1].items() if pk not in rows[0]]
    text = f"按新值逾期未做首次实地检查的项目 {len(rows[1])} 个，比原来多 {len(new)} 个。"
    return [Consequence("首次实地检查", text, ("项目", "开工"), new[:SHOWN])]


TELLERS = (
    (of_cap, CAP),
    (of_rectify_days, RECTIFY_DAYS),
    (of_look_back, LOOK_BACK_DAYS, LOOK_BACK_SHARE, LOOK_BACK_TERM),
    (of_joint_items, JOINT_ITEMS),
    (of_joint_team, JOINT_TEAM),
    (of_visits, VISITS),
    (of_street_leads, STREET_DIVISION, STREET_SECTION),
    (of_site_checks, SITE_CHECK_MONTHS),
)
