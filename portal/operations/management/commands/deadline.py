"""``manage.py deadline CODE --from DATE``: the last day of a statutory term, with the law it rests on."""

import datetime as dt
from typing import Any

from django.core.management.base import CommandParser

from portal.accounts.commands import PortalCommand, region_by_code
from portal.lib.deadlines import REPORTING_REGIONS, due
from portal.lib.errors import Refused
from portal.tenancy.calendars import work_calendar
from portal.tenancy.models import Region
from portal.tenancy.policies import PolicySet
from portal.tenancy.scope import Actor
from portal.tenancy.terms import due_here

REPORTS = "D36"


class Command(PortalCommand):
    help = "计算法定期限的最后一日"

    def arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", help="时限代码，如 D15；分项加字母，如 D12a")
        parser.add_argument("--from", dest="start", required=True, help="起算日，如 2026-11-20；按小时计算的可带时刻")
        parser.add_argument("--days", type=int, help="D37 由办案人填写的日数")
        parser.add_argument("--jurisdiction", help="辖区区划代码：按该地录入的起算时点；D36 必填")

    def handle_portal(self, *, actor: Actor, code: str, start: str, days: int | None, jurisdiction: str | None, **options: Any) -> dict | list[dict]:
        begun, calendar = moment(start), work_calendar()
        if jurisdiction and not code.upper().startswith(REPORTS):
            day = begun.date() if isinstance(begun, dt.datetime) else begun
            found = [part for part, _ in due_here(code, begun, PolicySet(region_by_code(jurisdiction), day), calendar, days=days)]
            return found[0].as_dict() if len(found) == 1 else [part.as_dict() for part in found]
        found = due(code, begun, calendar, days=days, jurisdiction=jurisdiction and reporting_region(jurisdiction))
        return [part.as_dict() for part in found] if isinstance(found, list) else found.as_dict()


def moment(text: str) -> dt.date:
    """A date, or an instant where a time of day is given."""
    try:
        return dt.datetime.fromisoformat(text) if "T" in text or ":" in text else dt.date.fromisoformat(text)
    except ValueError:
        raise Refused(f"日期应写成 2026-11-20 的样子，现在是“{text}”。", "bad_date") from None


def reporting_region(code: str) -> str:
    """The nearest region at or above the code whose notice sets reports; the code itself where there is none."""
    chain = Region.objects.filter(pk__in=region_by_code(code).ancestor_ids).values_list("code", flat=True)
    return next((above for above in chain if above in REPORTING_REGIONS), code)
