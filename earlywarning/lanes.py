"""In which list a finding stands."""

from typing import Any

from earlywarning.enums import WarningLane

# The government's own deadlines: reminders to organs, with their own dates, never under the clock of 三日清零. W56 asks the government to watch a firm
# whose cases elsewhere no other firm of the site may read.
DUTY_RULES = frozenset({"W33", "W46", "W47", "W48", "W49", "W50", "W51", "W53", "W56", "W57", "W58"})


def lane_of(code: str, evidence: dict[str, Any], thresholds: dict[str, Any]) -> WarningLane:
    """Duties by the rule; an omission of before the portal is stock until the tenant's days of grace are over."""
    if code in DUTY_RULES:
        return WarningLane.DUTY
    days = evidence.get("stock_days")
    if days is not None and days <= (thresholds.get("stock_grace_days") or 0):
        return WarningLane.BACKLOG
    return WarningLane.CLEARANCE
