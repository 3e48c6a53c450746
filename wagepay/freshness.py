"""How fresh a device's reports are, in the words of the register."""

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Q

from portal.tenancy.models import Region
from portal.tenancy.policies import policy_sets
from wagepay.models import Device
from wagepay.policies import SILENT_HOURS, SKEW_SECONDS


class Fresh(NamedTuple):
    words: str
    tone: str


class Freshness:
    """The tenant's figures for the regions of a list, read once."""

    def __init__(self, regions: Iterable[Region], at: dt.datetime) -> None:
        self.at = at
        figures = policy_sets(regions, at.date())
        self.hours = {pk: found[SILENT_HOURS].value for pk, found in figures.items()}
        self.skew = {pk: found[SKEW_SECONDS].value for pk, found in figures.items()}

    def of(self, device: Device) -> Fresh:
        """Retired, never heard of, silent for too long, or well."""
        if device.retired_on is not None:
            return Fresh("已停用", "")
        if device.last_seen_at is None:
            return Fresh("还没有上报", "bad" if device.recorded_at < self._since(device.region_id) else "do")
        if device.last_seen_at < self._since(device.region_id):
            hours = int((self.at - device.last_seen_at).total_seconds() // 3600)
            return Fresh(f"失联 {hours // 24} 天" if hours >= 48 else f"失联 {hours} 小时", "bad")
        return Fresh("时钟不准", "do") if self.is_skewed(device) else Fresh("正常", "ok")

    def is_skewed(self, device: Device) -> bool:
        return device.skew_seconds is not None and abs(device.skew_seconds) > self.skew[device.region_id]

    def silent(self) -> Q:
        """The same question to the database."""
        found = Q(pk__in=[])
        for region_id in self.hours:
            since = self._since(region_id)
            found |= Q(region=region_id) & (Q(last_seen_at__lt=since) | Q(last_seen_at__isnull=True, recorded_at__lt=since))
        return found & Q(retired_on__isnull=True)

    def _since(self, region_id: int) -> dt.datetime:
        return self.at - dt.timedelta(hours=self.hours[region_id])
