"""Inspections of 平定县 at every step, from the certificate to the second look, and a draw that can be repeated."""

import datetime as dt
import io
from decimal import Decimal

from PIL import Image

from portal.accounts.models import Membership, User
from portal.documents.actions.issue_instrument import issue_instrument
from portal.documents.actions.serve_instrument import serve_instrument
from portal.documents.enums import ServiceMethod
from portal.operations.demo.proofs import proof
from portal.operations.demo.stage import Stage
from portal.tenancy.enums import Industry
from portal.tenancy.scope import Actor, acting
from projects.actions.apply_inspection import apply_inspection
from projects.actions.approve_inspection import approve_inspection
from projects.actions.arrive_at_inspection import arrive_at_inspection
from projects.actions.assign_grid_officer import assign_grid_officer
from projects.actions.assign_responsibility import assign_responsibility
from projects.actions.conclude_inspection import cancel_inspection, conclude_inspection, tell_result
from projects.actions.draft_pledge import draft_pledge
from projects.actions.hold_draw import freeze_draw, freeze_look_back, hold_draw
from projects.actions.issue_inspection_notice import draft_order, issue_notice, issue_result
from projects.actions.keep_certificates import register_certificate
from projects.actions.make_checklist import make_checklist
from projects.actions.name_township_lead import name_township_lead
from projects.actions.plan_inspections import approve_plan, draft_plan, publish_plan
from projects.actions.record_patrol import record_patrol
from projects.actions.rectify_finding import clear_finding, submit_evidence
from projects.actions.recuse_officer import Interest, recuse_drawn
from projects.actions.register_employer import register_employer
from projects.actions.save_answers import add_photo, save_answers
from projects.actions.self_check import ask_self_check, confirm_self_check, submit_self_check
from projects.actions.supervise_government import record_supervision, record_supervision_reply
from projects.actions.update_employer import update_employer
from projects.enums import Post, TableClass, TownshipRank
from projects.inspections.checklists import FIVE, NATIONAL
from projects.models import Employer, EnforcementCertificate, InspectionFinding, InspectionPlan, Project, SelfCheck, SiteInspection

COUNTY = "140321"
HEAD = "样例局长"
SEED = "2026130-0411192530"


def inspect_sites(stage: Stage) -> None:
    """By the county's own inspector; the oldest check has gone all the way."""
    with acting(stage.inspector(COUNTY)) as actor:
        team = _certificates(stage, actor)
        plan = _plans(stage, actor)
        firms = _employers(stage, actor)
        states = ("told", "concluded", "on_site", "approved", "drafted", "cancelled")
        for turn, ((employer, project), state) in enumerate(zip(firms, states, strict=False)):
            _check(stage, actor, employer, project, team, plan if turn == 3 else None, state, 12 if state == "concluded" else 44 - 6 * turn)
        _rectify(stage, actor)
        _draw(stage, actor, plan)
        _answer(stage, actor)
    _overload(stage)
    _visit_and_ask(stage)


def _certificates(stage: Stage, actor: Actor) -> list[EnforcementCertificate]:
    place, on = stage.place(COUNTY), stage.on
    given, housing = {"actor": actor, "region": place.region, "valid_from": on - dt.timedelta(days=1000)}, place.departments[Industry.HOUSING]
    # good, soon over, of another department, over
    people = (("样例监察甲", 900, place.bureau), ("样例监察乙", 25, place.bureau), ("样例执法丁", 400, housing), ("样例监察丙", -3, place.bureau))
    rows = [
        register_certificate(name=name, number=f"晋C0321{turn:04d}", organisation=organ, valid_until=on + dt.timedelta(days=left), **given)
        for turn, (name, left, organ) in enumerate(people, start=1)
    ]
    return rows[:3]


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
    for number, (organisation, table_class) in enumerate(stage.firms.employers[:3]):
        town = stage.place(COUNTY).townships[number]
        employer = register_employer(actor=actor, region=region, organisation=organisation, table_class=table_class, township=town)
        kept = {"table_class": table_class, "township": town, "address": f"{town.name}样例工业园{number + 1}号", "contact_name": "样例负责人"}
        day = stage.on - dt.timedelta(days=20 * number + 3)
        found.append((update_employer(actor=actor, employer=employer, on=day, contact_phone="", is_operating=True, **kept), None))
    return found


def _check(
    stage: Stage, actor: Actor, employer: Employer, project: Project | None, team: list[EnforcementCertificate], plan: InspectionPlan | None, state: str, ago: int
) -> None:  # fmt: skip
    day = stage.on - dt.timedelta(days=max(0, ago if state in ("told", "concluded") else 0))
    at = stage.instant(day, 9)
    row = apply_inspection(
        actor=actor, employer=employer, project=project, kind="routine" if plan else "complaint", plan=plan, planned_on=day, at=at,
        officers=team if project else team[:2],
        reason="落实年度检查计划" if plan else "核查工人投诉反映的工资支付问题", companions=[{"unit": f"{project.township.name}人民政府", "name": "样例联络", "post": "网格员"}] if project and project.township else (),
        unannounced=not plan,
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
        issue_result(actor=actor, inspection=row, at=at + dt.timedelta(hours=3))
        tell_result(
            actor=actor, inspection=row, method=ServiceMethod.DIRECT, told_to="样例接待人", told_on=at.date(), at=at + dt.timedelta(hours=3)
        )  # fmt: skip


def _rectify(stage: Stage, actor: Actor) -> None:
    """Of the findings in their order: the first was cleared, the second is late for weeks, the third waits for its re-check, the fourth is late for days."""
    rows = list(InspectionFinding.objects.visible_to(actor).order_by("pk"))
    for turn, row in enumerate(rows[:3:2]):
        day = row.found_on + dt.timedelta(days=4)
        submit_evidence(actor=actor, finding=row, text="已补签书面合同（演示）", uploads=[_picture()], at=stage.instant(day))
        if turn == 0:
            clear_finding(actor=actor, finding=row, text="现场看过，已到位（演示）", checked_on=day, at=stage.instant(day, 15))


def _draw(stage: Stage, actor: Actor, plan: InspectionPlan) -> None:
    """One look-back draw that was held, one 双随机 draw that was, one list that waits for its seed."""
    region, at = stage.place(COUNTY).region, stage.instant(stage.on, 8)
    held = {"actor": actor, "seed": SEED, "seed_source": "演示：福利彩票双色球开奖号码", "at": at}
    hold_draw(draw=freeze_look_back(actor=actor, region=region, at=at), **held)
    shares = {TableClass.CONSTRUCTION: Decimal("0.2"), TableClass.OTHER: Decimal("0.5"), TableClass.MANUFACTURING: Decimal("0.5")}
    drawn = hold_draw(draw=freeze_draw(actor=actor, region=region, plan=plan, shares=shares, at=at), **held)
    first = drawn.result[0]
    interest = Interest("本人申报", "与企业负责人是近亲属（演示）")
    recuse_drawn(actor=actor, draw=drawn, target=first["key"], officer=first["team"][0], interest=interest, at=at)
    freeze_draw(actor=actor, region=region, plan=plan, shares={TableClass.CONSTRUCTION: Decimal("0.1")}, at=at, title="春节前专项双随机抽取")


def _answer(stage: Stage, actor: Actor) -> None:
    """A site for the township's grid officer, its chain and pledge, the township's leaders, self-checks."""
    at, on, place = stage.instant(stage.on, 10), stage.on, stage.place(COUNTY)
    officer = User.objects.get(username="pd-grid")
    town = Membership.objects.get(user=officer).townships[0]
    township = next(row for row in place.townships if row.pk == town)
    site = (
        Project.objects.visible_to(actor)
        .unfinished()
        .filter(township=township)
        .select_related("general_contractor", "owner", "township")
        .order_by("code")
        .first()
    )
    name_township_lead(actor=actor, township=township, rank=TownshipRank.DIVISION, name="样例书记", title="镇党委书记", since=on - dt.timedelta(days=90))
    name_township_lead(actor=actor, township=township, rank=TownshipRank.SECTION, name="样例站长", title="综治中心主任", since=on - dt.timedelta(days=90))
    if site is not None:
        assign_grid_officer(actor=actor, project=site, officer=officer, on=on - dt.timedelta(days=60))
        for post, name in ((Post.COUNTY_LEADER, "样例副县长"), (Post.TOWNSHIP, "样例镇长"), (Post.ENTERPRISE, "样例项目经理")):
            assign_responsibility(actor=actor, project=site, post=post, name=name, since=on - dt.timedelta(days=60))
        pledge = issue_instrument(actor=actor, instrument=draft_pledge(actor=actor, project=site, at=at), at=at)
        receipt = proof(actor=actor, region_id=pledge.region_id, name="责任书签字件", at=at, kind="instrument_receipt")
        serve_instrument(
            actor=actor, instrument=pledge, method=ServiceMethod.DIRECT, served_on=on, received_by="样例项目经理", receipt=receipt, at=at
        )  # fmt: skip
    ask = {"actor": actor, "region": place.region, "checklist": None, "at": at}
    ask_self_check(kind="enterprise", title="春节前企业自查", due_on=on + dt.timedelta(days=10), **ask)
    ask_self_check(kind="department", title="春节前部门自查", due_on=on + dt.timedelta(days=10), **ask)


def _overload(stage: Stage) -> None:
    """One grid officer of 西青区 has every site of his streets, more than the notice's three."""
    officer = User.objects.get(username="xq-grid")
    streets = Membership.objects.get(user=officer).townships
    with acting(stage.inspector("120111")) as actor:
        for site in Project.objects.visible_to(actor).unfinished().filter(township__in=streets).select_related("township").order_by("code")[:5]:
            assign_grid_officer(actor=actor, project=site, officer=officer, on=stage.on - dt.timedelta(days=60))


def _visit_and_ask(stage: Stage) -> None:
    """The grid officer was at his sites; a firm and a department answered; the city's office supervised the county."""
    at, on = stage.instant(stage.on, 11), stage.on
    with acting(stage.user("pd-grid")) as officer:
        for turn, site in enumerate(Project.objects.writable_by(officer).unfinished().order_by("code")[:2]):
            danger = "" if turn else "有 3 名工人反映 10 月工资没有足额到账"
            record_patrol(
                actor=officer, project=site, post=Post.GRID_OFFICER, on=on - dt.timedelta(days=3 * turn), at=at, people=24, danger=danger,
                arrears_heard=not turn, note="工人在岗，告示牌在大门处", upload=_picture(),
            )  # fmt: skip
    answers = [("ok", "")] * len(NATIONAL)
    with acting(stage.user("contractor")) as firm:
        row = SelfCheck.objects.visible_to(firm).filter(state="asked").order_by("pk").first()
        if row is not None:
            given = {"problems": "2 人没有签书面合同", "mend_by": on + dt.timedelta(days=5)}
            submit_self_check(actor=firm, check=row, answers=[("part", "缺 2 份"), *answers[1:]], at=at, **given)
    with acting(stage.user("pd-zhujian")) as department:
        row = SelfCheck.objects.visible_to(department).filter(state="asked", organisation=department.organisation_id).first()
        if row is not None:
            row = submit_self_check(actor=department, check=row, answers=answers, problems="", units=3, at=at)
    with acting(stage.inspector(COUNTY)) as actor:
        confirm_self_check(actor=actor, check=row, helped="", at=at)
    with acting(stage.office("140300")) as office:
        county = stage.place(COUNTY)
        common = {"actor": office, "members": "市领导小组办公室第一督导组（演示）", "at": at}
        first = record_supervision(
            form="stationed", on=on - dt.timedelta(days=12), until=on - dt.timedelta(days=10), target=county.region, seen="网格员走访记录不全，两个项目没有责任书",
            asked="补签责任书，十日内报结果", reply_by=on - dt.timedelta(days=1), **common,
        )  # fmt: skip
        record_supervision_reply(actor=office, visit=first, reply="责任书已补签，走访已补登（演示）", replied_on=on - dt.timedelta(days=2), at=at)
        record_supervision(
            form="window", on=on - dt.timedelta(days=2), organisation=county.bureau, seen="热线两次占线，首问登记不全", asked="增加值守，补登首问",
            reply_by=on + dt.timedelta(days=8), **common,
        )  # fmt: skip


def _picture() -> io.BytesIO:
    content = io.BytesIO()
    Image.new("RGB", (320, 240), "#8a9aa8").save(content, "JPEG")
    content.seek(0)
    content.name = "现场.jpg"
    return content
