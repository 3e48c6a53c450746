"""Draw which cleared warnings are looked at again."""

import datetime as dt
import hashlib
from decimal import Decimal

from earlywarning.enums import WarningLevel
from earlywarning.models import EarlyWarning, LookBack
from portal.tenancy.policies import PolicySet


def draw_look_back(warning: EarlyWarning, *, on: dt.date) -> LookBack | None:
    """Every red one, and of the others the tenant's share: by a number that anybody can reckon again from the warning's own."""
    policies = PolicySet(warning.region, on)
    if warning.level != WarningLevel.RED and lot_of(warning) >= policies["earlywarning.look_back_percent"].value:
        return None
    due = on + dt.timedelta(days=policies["earlywarning.look_back_days"].value)
    return LookBack.objects.create(region_id=warning.region_id, warning=warning, project_id=warning.project_id, cleared_on=on, due_on=due)


def lot_of(warning: EarlyWarning) -> Decimal:
    """From 0 to below 100, the same at every reckoning; nobody can choose it, for the warning's number is drawn when it opens."""
    number = int.from_bytes(hashlib.sha256(warning.uid.bytes).digest()[:4], "big")
    return Decimal(number) * 100 / 2**32
