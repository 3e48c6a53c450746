"""What a changed figure of attendance would do is told before it is saved, by the county's own rows."""

import datetime as dt
from decimal import Decimal

import pytest

from portal.lib import clock
from portal.tenancy.consequences import Change, consequences
from portal.tenancy.models import PolicyRow
from portal.tenancy.policies import declared
from portal.tenancy.scope import acting
from tests.make import wagepay as make
from tests.wagepay.attendance.devices import DAY, at, device, passage, told
from wagepay import policies

pytestmark = pytest.mark.django_db


def texts(site, key: str, value: object) -> str:
    region = site.project.region
    row = PolicyRow(region=region, key=key, value=value, source="试验", certainty="P", valid_from=DAY)
    with acting(site.inspector):
        return " ".join(found.text for found in consequences(site.inspector, Change(declared()[key], row, (region,), DAY)))


def test_the_hours_of_silence_count_devices(site):
    with acting(site.contractor):
        device(site.project, last_seen_at=clock.now() - dt.timedelta(hours=30))
    assert "现有 0 台，改后 1 台" in texts(site, policies.SILENT_HOURS, 24)


def test_the_skew_counts_clocks(site):
    with acting(site.contractor):
        device(site.project, skew_seconds=-100)
    assert "现有 0 台，改后 1 台" in texts(site, policies.SKEW_SECONDS, 60)


def test_the_days_of_the_same_minutes_count_findings(site):
    with acting(site.contractor):
        machine, person = device(site.project), make.engagement(site.project)
        told(machine, *(passage(person, at(7, day=dt.date(2026, 11, n))) for n in range(1, 6)))
    assert "现有 0 条，改后 1 条" in texts(site, policies.SAME_MINUTES_DAYS, 5)


def test_the_fence_and_the_reckoning_of_days_leave_what_is_recorded(site):
    with acting(site.inspector):
        site.project.latitude, site.project.longitude = Decimal("37.8"), Decimal("113.63")
        site.project.save(update_fields=["latitude", "longitude"])
    with acting(site.contractor):
        told(device(site.project, kind="phone"), passage(make.engagement(site.project), at(7), latitude=37.802, longitude=113.63))
    assert "现有 0 条，改后 1 条" in texts(site, policies.FENCE_METRES, 100)
    assert "本月已有 1 个工日由设备记录" in texts(site, policies.HALF_DAY_HOURS, 5)
