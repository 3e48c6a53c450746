"""Attendance by devices: a gate here, a telephone there, a machine that fell silent, a stranger, a signed paper, days set right, findings."""

import datetime as dt
import io
from decimal import Decimal

from PIL import Image, ImageDraw

from portal.operations.demo.stage import Stage
from portal.tenancy.actors import system_actor
from portal.tenancy.models import Region
from portal.tenancy.scope import Actor, acting
from projects.enums import ProjectState, SiteKind
from projects.models import Project
from wagepay.actions.call_the_roll import call_the_roll
from wagepay.actions.correct_day import correct_day
from wagepay.actions.find_anomalies import find_anomalies
from wagepay.actions.judge_anomaly import explain_anomaly, judge_anomaly
from wagepay.actions.keep_attendance_paper import keep_attendance_paper
from wagepay.actions.keep_person_papers import keep_person_paper
from wagepay.actions.record_outside import record_outside
from wagepay.actions.register_device import register_device
from wagepay.actions.take_punches import Reading, take_punches
from wagepay.enums import AnomalyKind, AnomalyState, DeviceKind, PaymentChannel, PersonPaperKind
from wagepay.models import AttendanceFinding, Device, Engagement

SITES = ("平定县冠山样例家园", "平定县张庄示例小区三期", "西青区杨柳青样例文化馆")
COUNTIES = ("140321", "120111", "140322")
LAST_DAYS = 3
CROWD = SITES[2]  # one card after the other held to the gate by one hand


def attend_by_devices(stage: Stage) -> None:
    """Every site under construction in three counties has a device; those of the contractor's account have passages too."""
    elsewhere: list[Reading] = []  # who passed the gate of the first site and of the second on one day
    for region in Region.objects.filter(code__in=COUNTIES):
        with acting(system_actor(region)) as county:
            sites = list(
                Project.objects.visible_to(county).filter(state=ProjectState.UNDER_CONSTRUCTION).select_related("region", "general_contractor").order_by("code")
            )
        for site in sites:
            with acting(stage.wage_officer(site)) as officer:
                _equip(stage, officer, site, elsewhere)
    for region in Region.objects.filter(code__in=COUNTIES):
        with acting(system_actor(region)) as county:
            find_anomalies(actor=county, region=region, on=stage.on, at=stage.instant(stage.on, 6))
    _judge(stage)


def _equip(stage: Stage, officer: Actor, site: Project, elsewhere: list[Reading]) -> None:
    closed = site.site_kind == SiteKind.CLOSED
    kind, place = (DeviceKind.GATE, "东大门") if closed else (DeviceKind.PHONE, "项目部手机考勤点")
    device = register_device(
        actor=officer,
        project=site,
        serial=f"KQ-{site.code[-4:]}-01",
        kind=kind,
        maker="样例考勤 A8",
        place=place,
        at=stage.instant(stage.on - dt.timedelta(days=90)),
    )
    people = list(Engagement.objects.visible_to(officer).filter(project=site).registered().on_site(stage.on).order_by("pk"))
    if site.name in SITES:
        _pass_gate(stage, officer, device, people, elsewhere if site.name == SITES[1] else [])
        if site.name == SITES[0]:
            elsewhere.append(
                Reading(
                    at=stage.instant(stage.on - dt.timedelta(days=1), 13), number=people[0].id_number.plain(), name=people[0].name, direction="01", way="005"
                )
            )
        _add_papers(stage, officer, site, people)
    elif not closed and people:
        call_the_roll(actor=officer, project=site, people=people[:8], direction="01", at=stage.instant(stage.on - dt.timedelta(days=1), 7))


def _pass_gate(stage: Stage, officer: Actor, device: Device, people: list[Engagement], others: list[Reading]) -> None:
    """The last days in and out; one stranger came along, one man left weeks ago."""
    readings = [*others]
    crowd = device.project.name == CROWD
    for back in range(1, LAST_DAYS + 1):
        day = stage.on - dt.timedelta(days=back)
        for place, person in enumerate(people[: 20 - back]):
            came = stage.instant(day, 6) + (
                dt.timedelta(minutes=30, seconds=place % 12) if crowd else dt.timedelta(minutes=30 + place, seconds=stage.rng.randrange(60))
            )
            left = came + dt.timedelta(hours=10, minutes=stage.rng.randrange(40))
            readings += [Reading(at=moment, person=bytes(person.id_index), direction=way, way="001") for moment, way in ((came, "01"), (left, "02"))]
    stranger = stage.people.person()
    readings.append(Reading(at=stage.instant(stage.on - dt.timedelta(days=1), 7), number=stranger.id_number, name=stranger.name, direction="01", way="005"))
    at = stage.instant(stage.on, 1)
    take_punches(actor=officer, device=device, readings=readings, at=at, device_time=at + dt.timedelta(seconds=4), right="wagepay.attendance")


def _add_papers(stage: Stage, officer: Actor, site: Project, people: list[Engagement]) -> None:
    """A day set right, a signed sheet, two contracts, and living money of this month with its receipt."""
    correct_day(
        actor=officer,
        person=people[0],
        day=stage.on - dt.timedelta(days=2),
        units=Decimal("0.5"),
        reason="下午停电，闸机没有出场记录，班组长有签字",
        at=stage.instant(stage.on, 2),
    )
    keep_attendance_paper(
        actor=officer, project=site, employer=people[0].employer, month=stage.closed[-1], team="一班", workers=12, upload=_picture(), name="签字考勤表.png",
        at=stage.instant(stage.on, 2),
    )  # fmt: skip
    at = stage.instant(stage.on, 3)
    for person in people[:2]:
        keep_person_paper(actor=officer, person=person, kind=PersonPaperKind.CONTRACT, upload=_picture(), name="合同.png", at=at)
    proof = _picture()
    proof.name = "本人签字的收条.png"
    living = {"month": stage.month(0), "channel": PaymentChannel.ADVANCE, "amount": Decimal(500), "paid_on": stage.on, "note": "现金，本人签收", "proof": proof}
    record_outside(actor=officer, person=people[1], on=stage.on, at=at, **living)


def _picture() -> io.BytesIO:
    """A made-up sheet with lines for names."""
    image = Image.new("RGB", (420, 300), "white")
    pen = ImageDraw.Draw(image)
    for line in range(1, 10):
        pen.line((20, 28 * line, 400, 28 * line), fill="black")
    stream = io.BytesIO()
    image.save(stream, "PNG")
    stream.seek(0)
    return stream


def _judge(stage: Stage) -> None:
    """Of the findings about strangers one has been explained and one judged."""
    inspector = stage.inspector(COUNTIES[0])
    with acting(inspector):
        found = list(
            AttendanceFinding.objects.visible_to(inspector)
            .filter(kind=AnomalyKind.UNREGISTERED)
            .select_related("project__general_contractor")
            .order_by("pk")[:2]
        )
    for finding in found:
        with acting(stage.wage_officer(finding.project)) as officer:
            explain_anomaly(actor=officer, finding=finding, text="昨天新来的工人，身份证在办，今天补登记。", at=stage.instant(stage.on, 3))
    if len(found) > 1:
        with acting(inspector):
            judge_anomaly(
                actor=inspector, finding=found[1], state=AnomalyState.CONFIRMED, text="现场核实本人在工地，没有登记属实。", at=stage.instant(stage.on, 4)
            )
