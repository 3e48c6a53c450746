from earlywarning.models.clearance import ClearanceDay, ClearanceItem, Escalation
from earlywarning.models.scan import Scan
from earlywarning.models.warning import Disposal, EarlyWarning, WarningEvent

__all__ = ["ClearanceDay", "ClearanceItem", "Disposal", "EarlyWarning", "Escalation", "Scan", "WarningEvent"]
