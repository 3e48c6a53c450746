"""The key under which one device reports: given, changed, taken back."""

import datetime as dt

from django.db import transaction

from portal.accounts.rights import require
from portal.api.actions.issue_key import Issued, revoke_key, rotate_key
from portal.api.actions.lend_key import lend_key
from portal.lib.errors import Refused
from portal.tenancy.models import Organisation
from portal.tenancy.scope import Actor
from wagepay.models import Device

RIGHT, VERB = "wagepay.keep_devices", "wagepay.punch"
LIFE = dt.timedelta(days=365)
OVERLAP = dt.timedelta(hours=24)


def give_device_key(*, actor: Actor, device: Device, at: dt.datetime) -> Issued:
    """A first key, or a new one in the place of the present one, which works on for a day so that the machine can be changed over.

    From then on the device is heard under its own key alone.
    """
    require(actor, RIGHT)
    with transaction.atomic():
        device = Device.objects.writable_by(actor).select_for_update(of=("self",)).select_related("project__region", "key").get(pk=device.pk)
        if device.retired_on is not None:
            raise Refused("这台设备已停用，不能签发密钥。", "wrong_state")
        if device.key is not None and device.key.state(at) == "有效":
            issued = rotate_key(actor=actor, key=device.key, at=at, overlap=OVERLAP, right=RIGHT)
        else:
            issued = lend_key(
                actor=actor, right=RIGHT, verb=VERB, name=f"考勤设备 {device.serial} {device.place}", organisation=_owner(actor, device),
                region=device.project.region, project=device.project.code, expires_at=at + LIFE, at=at,
            )  # fmt: skip
        Device.objects.writable_by(actor).filter(pk=device.pk).update(key=issued.key)
    return issued


def revoke_device_key(*, actor: Actor, device: Device, reason: str, at: dt.datetime) -> None:
    """The device is heard no more until it gets another key; an earlier key that still runs beside goes too."""
    require(actor, RIGHT)
    device = Device.objects.writable_by(actor).select_related("key__replaces").get(pk=device.pk)
    if device.key is None:
        raise Refused("这台设备没有密钥。", "no_key")
    with transaction.atomic():
        for key in filter(None, (device.key, device.key.replaces)):
            if key.state(at) == "有效":
                revoke_key(actor=actor, key=key, reason=reason, at=at, right=RIGHT)


def hears(device: Device, key_id: int) -> bool:
    """Whether a request under the key speaks for the device: its own key, or the one before while both run."""
    return device.key is None or key_id in (device.key_id, device.key.replaces_id)


def _owner(actor: Actor, device: Device) -> Organisation:
    return Organisation.objects.get(pk=actor.enterprise_id or device.project.general_contractor_id)
