"""A word on a project from another platform or from a person: it joins the warning of the same cause, or opens one."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db import transaction

from earlywarning.actions.keep_clock import start_clocks
from earlywarning.actions.tell_parties import tell_parties
from earlywarning.catalogue import PLATFORM, RAISED, TITLES
from earlywarning.enums import EventKind, WarningLane, WarningSource, higher
from earlywarning.models import EarlyWarning, WarningEvent, WarningReport
from portal.accounts.rights import require
from portal.audit.log import record
from portal.documents.models import StoredFile
from portal.jobs import outbox
from portal.lib.errors import Refused
from portal.tenancy.actors import SYSTEM_ROLE, system_actor
from portal.tenancy.scope import Actor, acting
from projects.models import Project

LAW = ("《保障农民工工资支付条例》第三十八条", "《保障农民工工资支付条例》第四十五条")


@dataclass(frozen=True)
class Report:
    """What was said: ``cause`` is a code of the catalogue, empty where the sender names none; ``month`` the wage month it is about."""

    source: WarningSource
    level: str
    title: str
    text: str
    on: dt.date
    cause: str = ""
    month: dt.date | None = None
    platform: str = ""
    number: str = ""

    @property
    def rule(self) -> str:
        return self.cause or (PLATFORM if self.source == WarningSource.IMPORTED else RAISED)


@transaction.atomic
def report_warning(*, actor: Actor, project: Project, report: Report, at: dt.datetime, file: StoredFile | None = None) -> WarningReport:
    """One cause, one warning: whoever says it again is added to the one that stands; a number already known changes nothing."""
    require(actor, "earlywarning.import" if report.source == WarningSource.IMPORTED else "earlywarning.report")
    if report.cause and report.cause not in TITLES:
        raise Refused(f"没有预警事由“{report.cause}”。", "no_cause")
    if report.on > at.date():
        raise Refused("上报日期不能晚于今天。", "future")
    if not report.text.strip():
        raise Refused("请写明情况。", "no_text")
    # The warning is the county's row: who may report it (a bank, an owner, a grid officer) does not write the county's rows himself.
    with acting(actor if actor.role == SYSTEM_ROLE else system_actor(project.region)) as keeper:
        known = _known(keeper, project, report)
        return known or _keep(keeper, actor, project, report, at, file)


def _known(keeper: Actor, project: Project, report: Report) -> WarningReport | None:
    if not report.number:
        return None
    return WarningReport.objects.visible_to(keeper).filter(project=project, platform=report.platform, number=report.number).first()


def _keep(keeper: Actor, actor: Actor, project: Project, report: Report, at: dt.datetime, file: StoredFile | None) -> WarningReport:
    standing = _standing(keeper, project, report)
    warning = _join(standing, report) if standing else _open(project, report, at)
    start_clocks([] if standing else [warning], [warning] if standing else [], actor=keeper, on=at.date())
    said = WarningReport.objects.create(
        region_id=project.region_id, warning=warning, project=project, source=report.source, platform=report.platform, number=report.number,
        level=report.level, title=report.title.strip(), text=report.text.strip(), on=report.on, at=at, by=actor.name,
        organisation_id=actor.organisation_id, file=file,
    )  # fmt: skip
    who = report.platform or actor.organisation_name or actor.name
    WarningEvent.objects.create(
        region_id=warning.region_id, project_id=project.pk, warning=warning, kind=EventKind.REPORTED, at=at, by=actor.name,
        title=f"{who}{'推送' if report.source == WarningSource.IMPORTED else '上报'}{f' {report.number}' if report.number else ''}"[:120],
        note=report.text.strip(), level_before=warning.level_before if standing else "", level_after=warning.level,
    )  # fmt: skip
    record(actor, "earlywarning.report", warning, detail={"source": str(report.source), "number": report.number, "joined": standing is not None})
    tell_parties([] if standing else [warning], [warning] if standing else [], actor=keeper, at=at)
    outbox.post("earlywarning.reported", str(said.uid), {"warning": str(warning.uid), "who": who}, project.region_id)
    return said


def _standing(keeper: Actor, project: Project, report: Report) -> EarlyWarning | None:
    """The open warning of the same cause; without a month any of the project's, with one that month's.

    Where a cause is named and no such month stands, the one without a month: rules that count no months know one warning of a project.
    """
    rows = EarlyWarning.objects.visible_to(keeper).open().select_for_update(of=("self",)).filter(project=project, rule=report.rule)
    found = list(rows.order_by("subcontractor_id", "opened_on", "pk"))
    if report.month is None:
        return found[0] if found else None
    months = (report.month, None) if report.cause else (report.month,)
    return next((row for month in months for row in found if row.month == month), None)


def _join(warning: EarlyWarning, report: Report) -> EarlyWarning:
    warning.level_before = warning.level
    warning.is_reported = True
    warning.level_reported = higher(warning.level_reported, report.level)
    warning.settle_level()
    if warning.lane != WarningLane.CLEARANCE:
        warning.lane = WarningLane.CLEARANCE  # somebody complains of it now: no longer mere stock
    warning.save()
    return warning


def _open(project: Project, report: Report, at: dt.datetime) -> EarlyWarning:
    warning = EarlyWarning(
        uid=uuid.uuid4(), region_id=project.region_id, project=project, month=report.month, rule=report.rule, source=report.source,
        external_number=report.number, title=report.title.strip()[:80], headline=report.title.strip()[:120], level=report.level,
        level_figures=report.level, level_reported=report.level, is_reported=True, explain=report.text.strip(), law=list(LAW),
        remedy=["施工总承包单位按上报的情况整改，上传佐证。", "监察员核实后凭佐证销号。"], as_of=at.date(), opened_on=at.date(), opened_at=at,
    )  # fmt: skip
    warning.full_clean(validate_unique=False, exclude=["region", "project", "evidence", "thresholds"])
    warning.save(force_insert=True)
    return warning


@transaction.atomic
def answer_platform(reports: list[WarningReport], *, actor: Actor, at: dt.datetime) -> int:
    """已反馈: the disposal of these went back to the platform; only what has ended or is in hand is answered."""
    require(actor, "earlywarning.import")
    locked = list(WarningReport.objects.writable_by(actor).of_platforms().select_for_update(of=("self",)).filter(pk__in=[r.pk for r in reports]))
    waiting = [row for row in locked if row.warning.state == "open"]
    if waiting:
        raise Refused(f"“{waiting[0]}”还没有核实，不能反馈。", "not_verified")
    fresh = [row for row in locked if row.answered_at is None]
    for row in fresh:
        row.answered_at, row.answered_by = at, actor.name
        row.save(update_fields=["answered_at", "answered_by"])
        record(actor, "earlywarning.answer_platform", row, detail={"number": row.number})
    return len(fresh)
