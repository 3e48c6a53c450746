"""Builders of what stands around an inspection: certificates, a published plan, a check at each of its steps. Call them inside ``acting(actor)``."""

import datetime as dt
import io
from itertools import count

from PIL import Image

from portal.lib import clock
from portal.tenancy.models import Region
from portal.tenancy.scope import Actor
from projects.actions.apply_inspection import apply_inspection
from projects.actions.approve_inspection import approve_inspection
from projects.actions.arrive_at_inspection import arrive_at_inspection
from projects.actions.conclude_inspection import conclude_inspection
from projects.actions.issue_inspection_notice import issue_notice
from projects.actions.keep_certificates import register_certificate
from projects.actions.plan_inspections import approve_plan, draft_plan, publish_plan
from projects.actions.save_answers import save_answers
from projects.models import Employer, EnforcementCertificate, InspectionPlan, SiteInspection
from tests.make import tenancy

_serial = count(1)


def picture(name: str = "现场.jpg", colour: str = "gray") -> io.BytesIO:
    """A photo as a phone sends it."""
    content = io.BytesIO()
    Image.new("RGB", (8, 8), colour).save(content, "JPEG")
    content.seek(0)
    content.name = name
    return content


def certificate(actor: Actor, region: Region, name: str = "", *, on: dt.date | None = None, **fields) -> EnforcementCertificate:
    on, number = on or clock.today(), next(_serial)
    organ = fields.pop("organisation", None) or tenancy.authority(region, f"{region.name}人力资源和社会保障局")
    fields = {"valid_from": on - dt.timedelta(days=100), "valid_until": on + dt.timedelta(days=100)} | fields
    return register_certificate(actor=actor, region=region, organisation=organ, name=name or f"样例执法{number}", number=f"SX{number:06d}", **fields)


def pair(actor: Actor, region: Region) -> list[EnforcementCertificate]:
    first = certificate(actor, region)
    return [first, certificate(actor, region, organisation=first.organisation)]


def plan(actor: Actor, region: Region, *, kind: str = "yearly", published: bool = True, **fields) -> InspectionPlan:
    on, at = clock.today(), clock.now()
    fields = {
        "title": f"样例检查计划{next(_serial)}", "starts_on": on, "ends_on": on + dt.timedelta(days=60), "items_text": "工资支付、实名制、专用账户",
        "target": 10, "checklist": None,
    } | fields  # fmt: skip
    made = draft_plan(actor=actor, region=region, kind=kind, **fields)
    if published:
        made = approve_plan(actor=actor, plan=made, approved_by="县人民政府", document="平政函〔2026〕1号", approved_on=min(on, made.starts_on), at=at)
        made = publish_plan(actor=actor, plan=made, where="县政府网站", published_on=on, at=at)
    return made


def check(actor: Actor, employer: Employer, officers: list[EnforcementCertificate] | None = None, **fields) -> SiteInspection:
    """An application because of a complaint, which needs no plan and counts against no cap, unless said."""
    fields = {"kind": "complaint", "reason": "核查工人投诉", "planned_on": clock.today(), "at": clock.now()} | fields
    return apply_inspection(actor=actor, employer=employer, officers=officers or pair(actor, employer.region), **fields)


def approved(actor: Actor, made: SiteInspection) -> SiteInspection:
    return approve_inspection(actor=actor, inspection=made, approved_by="样例局长", document="审批1号", approved_on=clock.today(), at=clock.now())


def on_site(actor: Actor, made: SiteInspection, *, scanned: bool = True) -> SiteInspection:
    made = approved(actor, made)
    issue_notice(actor=actor, inspection=made, at=clock.now())
    return arrive_at_inspection(actor=actor, inspection=made, met_by="样例接待", scanned=scanned, at=clock.now())


def answered(actor: Actor, made: SiteInspection, *, bad: tuple[int, ...] = (2,)) -> SiteInspection:
    answers = {n: ("missing", "仍有 2 人未签") if n in bad else ("ok", "") for n in range(1, len(made.items) + 1)}
    save_answers(actor=actor, inspection=made, answers=answers, at=clock.now())
    return made


def concluded(actor: Actor, made: SiteInspection, *, bad: tuple[int, ...] = (2,), **fields) -> SiteInspection:
    made = answered(actor, on_site(actor, made), bad=bad)
    fields = {"workers": 40, "migrant_workers": 30, "with_contract": 20, "arrears_found": False, "result": "合同不全"} | fields
    fields.setdefault("rectify_by", clock.today() + dt.timedelta(days=15))
    return conclude_inspection(actor=actor, inspection=made, at=clock.now(), **fields)
