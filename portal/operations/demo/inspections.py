"""Inspections of 平定县 at every step, from the certificate to the second look, and a draw that can be repeated."""

import datetime as dt
import io
from decimal import Decimal

from PIL import Image

from portal.documents.actions.issue_instrument import issue_instrument
from portal.documents.actions.serve_instrument import serve_instrument
from portal.documents.enums import ServiceMethod
from portal.operations.demo.stage import Stage
from portal.tenancy.scope import Actor, acting
from projects.actions.apply_inspection import apply_inspection
from projects.actions.approve_inspection import approve_inspection
from projects.actions.arrive_at_inspection import arrive_at_inspection
from projects.actions.conclude_inspection import cancel_inspection, conclude_inspection, tell_result
from projects.actions.hold_draw import freeze_draw, freeze_look_back, hold_draw
from projects.actions.issue_inspection_notice import draft_order, issue_notice
from projects.actions.keep_certificates import register_certificate
from projects.actions.make_checklist import make_checklist
from projects.actions.plan_inspections import approve_plan, draft_plan, publish_plan
from projects.actions.rectify_finding import clear_finding, submit_evidence
from projects.actions.register_employer import register_employer
from projects.actions.save_answers import add_photo, save_answers
from projects.enums import TableClass
from projects.inspections.checklists import FIVE
from projects.models import Employer, EnforcementCertificate, InspectionFinding, InspectionPlan, Project, SiteInspection

COUNTY = "140321"
HEAD = "样例局长"
SEED = "2026130-0411192530"


def inspect_sites(stage: Stage) -> None:
    """By the county's own inspector; the oldest check has gone all the way."""
    with acting(stage.inspector(COUNTY)) as actor:
        team = _certificates(stage, actor)
        plan = _plans(stage, actor)
        firms = _employers(stage, actor)
        states = ("told", "told", "concluded", "on_site", "approved", "drafted", "cancelled")
        for turn, ((employer, project), state) in enumerate(zip(firms, states, strict=False)):
            _check(stage, actor, employer, project, team, plan if turn == 4 else None, state, 44 - 6 * turn)
        _rectify(stage, actor)
        _draw(stage, actor, plan)


def _certificates(stage: Stage, actor: Actor) -> list[EnforcementCertificate]:
    place, on = stage.place(COUNTY), stage.on
    given = {"actor": actor, "region": place.region, "organisation": place.bureau}
    people = (("样例监察甲", 900), ("样例监察乙", 25), ("样例监察丙", -3))  # good, soon over, over
    rows = [
        register_certificate(name=name, number=f"晋C0321{turn:04d}", valid_from=on - dt.timedelta(days=1000), valid_until=on + dt.timedelta(days=left), **given)
        for turn, (name, left) in enumerate(people, start=1)
    ]
    return rows[:2]


def _plans(stage: Stage, actor: Actor) -> InspectionPlan:
    region, on = stage.place(COUNTY).region, stage.on
    begun, at = on - dt.timedelta(days=50), stage.instant(on - dt.timedelta(days=55))
    items = [item.as_dict() for item in FIVE]
    checklist = make_checklist(actor=actor, region=region, title="五有检查表", source="阳泉市安薪行动通知（演示）", items=items, valid_from=begun, at=at)
    year = {"actor": actor, "region": region, "items_text": "劳动合同、实名制、考勤、人工费拨付、代发流水", "checklist": checklist}
    plan = draft_plan(title=f"{begun.year}年度涉企检查计划", kind="yearly", starts_on=begun, ends_on=on + dt.timedelta(days=200), target=20, **year)
    plan = approve_plan(actor=actor, plan=plan, approved_by="平定县人民政府", document="演示文件：平政函1号", approved_on=at.date(), at=at)
    plan = publish_plan(actor=actor, plan=plan, where="县政府网站“涉企检查”专栏（演示）", published_on=begun, at=stage.instant(begun))
    spring = on + dt.timedelta(days=35)
    draft_plan(title="春节前工资支付专项检查", kind="spring_festival", starts_on=spring, ends_on=spring + dt.timedelta(days=30), target=12, **year)
    return plan


def _employers(stage: Stage, actor: Actor) -> list[tuple[Employer, Project | None]]:
    """The contractors of some sites, and three employers without a site."""
    region, found = stage.place(COUNTY).region, []
    for project in Project.objects.visible_to(actor).unfinished().select_related("general_contractor", "township").order_by("code"):
        if project.general_contractor_id not in {employer.organisation_id for employer, _ in found}:
            employer = register_employer(
                actor=actor, region=region, organisation=project.general_contractor, table_class=TableClass.CONSTRUCTION, township=project.township
            )
            found.append((employer, project))
    for organisation, table_class in stage.firms.employers[:3]:
        found.append((register_employer(actor=actor, region=region, organisation=organisation, table_class=table_class), None))
    return found


def _check(
    stage: Stage, actor: Actor, employer: Employer, project: Project | None, team: list[EnforcementCertificate], plan: InspectionPlan | None, state: str, ago: int
) -> None:  # fmt: skip
    day = stage.on - dt.timedelta(days=max(0, ago if state in ("told", "concluded") else 0))
    at = stage.instant(day, 9)
    row = apply_inspection(
        actor=actor, employer=employer, project=project, kind="routine" if plan else "complaint", plan=plan, planned_on=day, officers=team, at=at,
        reason="落实年度检查计划" if plan else "核查工人投诉反映的工资支付问题", departments="平定县住房和城乡建设局" if project else "", unannounced=not plan,
    )  # fmt: skip
    if state == "drafted":
        return
    if state == "cancelled":
        cancel_inspection(actor=actor, inspection=row, reason="与行业部门的检查合并（演示）", at=at)
        return
    row = approve_inspection(actor=actor, inspection=row, approved_by=HEAD, document=f"演示审批{ago}号", approved_on=day, at=at)
    issue_notice(actor=actor, inspection=row, at=at)
    if state != "approved":
        _visit(stage, actor, row, at, state)


def _visit(stage: Stage, actor: Actor, row: SiteInspection, at: dt.datetime, state: str) -> None:
    row = arrive_at_inspection(actor=actor, inspection=row, met_by="样例接待人", scanned=state != "concluded", at=at)
    bad = {2: "抽 10 人，仍有 2 人没有签书面合同", 3: "上期人工费没有到账"}
    known = 3 if state == "on_site" else len(row.items)
    answers = {n: ("missing" if n == 2 else "part", bad[n]) if n in bad else ("ok", "与台账一致") for n in range(1, known + 1)}
    save_answers(actor=actor, inspection=row, answers=answers, at=at)
    add_photo(actor=actor, inspection=row, number=2, token=f"demo{row.pk}", upload=_picture(), name="第2项.jpg", at=at)
    if state == "on_site":
        return
    row = conclude_inspection(
        actor=actor, inspection=row, workers=46, migrant_workers=38, with_contract=36, arrears_found=False, result="合同和人工费拨付不到位，其他到位",
        rectify_by=at.date() + dt.timedelta(days=10), at=at + dt.timedelta(hours=2),
    )  # fmt: skip
    if state == "told":
        order = issue_instrument(actor=actor, instrument=draft_order(actor=actor, inspection=row, at=at), at=at)
        serve_instrument(
            actor=actor, instrument=order, method=ServiceMethod.DIRECT, served_on=at.date(), received_by="样例接待人", at=at + dt.timedelta(hours=3)
        )
        tell_result(
            actor=actor, inspection=row, told_to="样例接待人", told_how="当场书面告知", told_on=at.date(), at=at + dt.timedelta(hours=3)
        )  # fmt: skip


def _rectify(stage: Stage, actor: Actor) -> None:
    """Of the findings in their order: two cleared long ago, one waits for its re-check, the others are open or late."""
    rows = list(InspectionFinding.objects.visible_to(actor).order_by("pk"))
    for turn, row in enumerate(rows[:3]):
        day = row.found_on + dt.timedelta(days=4)
        submit_evidence(actor=actor, finding=row, text="已补签书面合同（演示）", uploads=[_picture()], at=stage.instant(day))
        if turn < 2:
            clear_finding(actor=actor, finding=row, text="现场看过，已到位（演示）", checked_on=day, at=stage.instant(day, 15))


def _draw(stage: Stage, actor: Actor, plan: InspectionPlan) -> None:
    """One look-back draw that was held, one 双随机 draw that was, one list that waits for its seed."""
    region, at = stage.place(COUNTY).region, stage.instant(stage.on, 8)
    held = {"actor": actor, "seed": SEED, "seed_source": "演示：福利彩票双色球开奖号码", "at": at}
    hold_draw(draw=freeze_look_back(actor=actor, region=region, at=at), **held)
    shares = {TableClass.CONSTRUCTION: Decimal("0.2"), TableClass.OTHER: Decimal("0.5"), TableClass.MANUFACTURING: Decimal("0.5")}
    hold_draw(draw=freeze_draw(actor=actor, region=region, plan=plan, shares=shares, at=at), **held)
    freeze_draw(actor=actor, region=region, plan=plan, shares={TableClass.CONSTRUCTION: Decimal("0.1")}, at=at, title="春节前专项双随机抽取")


def _picture() -> io.BytesIO:
    content = io.BytesIO()
    Image.new("RGB", (320, 240), "#8a9aa8").save(content, "JPEG")
    content.seek(0)
    content.name = "现场.jpg"
    return content
