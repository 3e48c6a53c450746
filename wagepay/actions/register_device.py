"""A device comes to a site, and leaves it."""

import datetime as dt

from django.db import transaction

from portal.accounts.rights import require
from portal.api.actions.issue_key import revoke_key
from portal.audit.log import record
from portal.lib.errors import Refused
from portal.tenancy.scope import Actor
from projects.actions.storing import insert
from projects.models import Project
from projects.models.base import stands_for_own_people_only
from wagepay.models import Device

RIGHT = "wagepay.keep_devices"


def register_device(*, actor: Actor, project: Project, serial: str, kind: str, maker: str, place: str, at: dt.datetime) -> Device:
    """Enter a device in the site's register; it is heard of when its first report comes."""
    require(actor, RIGHT)
    if stands_for_own_people_only(actor, project.pk) or not Project.objects.writable_by(actor).filter(pk=project.pk).exists():
        raise Refused("考勤设备由施工总承包单位登记。", "not_yours")
    device = Device(
        region_id=project.region_id, project=project, serial=serial.strip(), kind=kind, maker=maker.strip(), place=place.strip(), recorded_by=actor.name,
        recorded_at=at,
    )  # fmt: skip
    with transaction.atomic():
        insert(device)
        record(actor, "wagepay.register_device", device, detail={"serial": device.serial, "kind": kind, "project": project.code})
    return device


def retire_device(*, actor: Actor, device: Device, reason: str, at: dt.datetime) -> Device:
    """Out of use from today on: its key is taken back, its records stay."""
    require(actor, RIGHT)
    if len(reason.strip()) < 4:
        raise Refused("请写明停用的原因（至少 4 个字）。", "reason")
    with transaction.atomic():
        device = Device.objects.writable_by(actor).select_for_update(of=("self",)).get(pk=device.pk)
        if device.retired_on is not None:
            raise Refused(f"这台设备 {device.retired_on} 已停用。", "wrong_state")
        if device.key is not None and device.key.state(at) == "有效":
            revoke_key(actor=actor, key=device.key, reason=f"设备停用：{reason.strip()}", at=at, right=RIGHT)
        device.retired_on, device.retired_reason = at.date(), reason.strip()[:200]
        device.save(update_fields=["retired_on", "retired_reason"])
        record(actor, "wagepay.retire_device", device, detail={"reason": device.retired_reason})
    return device
