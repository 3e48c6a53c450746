"""A device on a site and what it tells."""

import datetime as dt

from portal.lib.clock import SHANGHAI
from portal.tenancy.scope import current_actor
from tests.make.tenancy import saved
from tests.make.wagepay import id_number
from wagepay.actions.take_punches import Batch, Reading, take_punches
from wagepay.enums import DeviceKind
from wagepay.models import AttendanceDay, Device

AT = dt.datetime(2026, 11, 20, 20, 0, tzinfo=SHANGHAI)
DAY = AT.date()
OCTOBER = dt.date(2026, 10, 1)


def at(hour: int, minute: int = 0, second: int = 0, *, day: dt.date = DAY) -> dt.datetime:
    return dt.datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=SHANGHAI)


def device(project, serial: str = "KQ-01", **fields) -> Device:
    fields.setdefault("kind", DeviceKind.FACE)
    fields.setdefault("place", "东大门")
    fields.setdefault("recorded_by", "样例劳资专管员")
    fields.setdefault("recorded_at", AT - dt.timedelta(days=60))
    return saved(Device(region=project.region, project=project, serial=serial, **fields))


def told(of: Device, *readings: Reading, when: dt.datetime = AT, right: str = "wagepay.attendance", **fields) -> Batch:
    """The batch under the actor whose scope is open (a wage officer, who may do what a key may)."""
    return take_punches(actor=current_actor(), device=of, readings=readings, at=when, right=right, **fields)


def passage(person, moment: dt.datetime, **fields) -> Reading:
    number = person if isinstance(person, str) else person.id_number.plain()
    return Reading(at=moment, number=number, **fields)


def days(project) -> list[AttendanceDay]:
    return list(AttendanceDay.objects.visible_to(current_actor()).filter(project=project).order_by("day", "person"))


def nobody() -> str:
    return id_number()
