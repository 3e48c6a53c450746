"""The warnings that were open for a project on a day."""

from django.core.management.base import CommandParser
from django.db.models import Q

from earlywarning.models import EarlyWarning
from portal.accounts.commands import PortalCommand
from portal.lib import clock
from portal.lib.dates import iso_date
from portal.lib.errors import Refused
from projects.models import Project


class Command(PortalCommand):
    help = "列出项目在某日未结的预警"

    def arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--date", type=iso_date, default=None)
        parser.add_argument("--project", required=True)

    def handle_portal(self, *, actor, date, project, **options) -> list[dict]:
        on = date or clock.today()
        found = Project.objects.visible_to(actor).filter(code=project).first()
        if found is None:
            raise Refused(f"没有项目“{project}”，请核对项目编码。", "no_project")
        rows = EarlyWarning.objects.visible_to(actor).filter(Q(closed_on__isnull=True) | Q(closed_on__gt=on), project=found, opened_on__lte=on)
        return [_shown(row) for row in rows.order_by("rule", "month", "id")]


def _shown(row: EarlyWarning) -> dict:
    return {
        "rule": row.rule,
        "level": row.level,
        "opened_on": row.opened_on.isoformat(),
        "due_at": row.due_at.isoformat() if row.due_at else None,
        "title": row.title,
        "law": row.law,
        "explain": row.explain,
        "evidence": row.evidence,
        "remedy": row.remedy,
    }
