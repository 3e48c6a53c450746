"""点名: who is at work today, told from a telephone on the site, for sites without gates."""

import datetime as dt
from collections.abc import Sequence

from portal.lib.errors import Refused
from portal.tenancy.scope import Actor
from projects.models import Project
from wagepay.actions.take_punches import Batch, Reading, take_punches
from wagepay.enums import DeviceKind, PunchDirection, PunchWay
from wagepay.models import Device, Engagement

RIGHT = "wagepay.attendance"


def call_the_roll(
    *,
    actor: Actor,
    project: Project,
    people: Sequence[Engagement],
    direction: str,
    at: dt.datetime,
    latitude: float | None = None,
    longitude: float | None = None,
) -> Batch:
    """One passage for each person ticked, with the place of the telephone; who stands outside the fence is counted and marked."""
    if not Project.objects.writable_by(actor).filter(pk=project.pk).exists():
        raise Refused("这个项目不归您填报。", "not_yours")
    if not people:
        raise Refused("还没有勾选人。", "nobody")
    device = telephone_of(project)
    if device is None:
        raise Refused("项目还没有登记手机考勤点，请总包在“考勤设备”中登记一台类型为手机的设备。", "no_telephone")
    # One call of a minute and direction: sent twice by an impatient finger it is the same.
    stamp = f"{at:%Y%m%d%H%M}-{PunchDirection(direction)}"
    readings = [
        Reading(
            at=at, person=bytes(person.id_index), name=person.name, sequence=f"{stamp}-{bytes(person.id_index).hex()}", direction=direction, way=PunchWay.OTHER,
            latitude=latitude, longitude=longitude,
        )
        for person in people
    ]  # fmt: skip
    return take_punches(actor=actor, device=device, readings=readings, at=at, right=RIGHT)


def telephone_of(project: Project) -> Device | None:
    """The site's registered telephone; whoever reports for the site uses the same."""
    return Device.objects.of(project).in_use().filter(kind=DeviceKind.PHONE).select_related("project__region").order_by("pk").first()
