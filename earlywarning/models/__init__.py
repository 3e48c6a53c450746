from earlywarning.models.answers import Justification, WorkerQuestion
from earlywarning.models.clearance import FELL_DUE, ClearanceDay, ClearanceItem, ClearancePause, DutyShift, Escalation
from earlywarning.models.following import FocusProject, LookBack
from earlywarning.models.forecast import Forecast
from earlywarning.models.report import WarningReport
from earlywarning.models.scan import Scan
from earlywarning.models.warning import Disposal, EarlyWarning, Graded, WarningEvent

__all__ = [
    "FELL_DUE", "ClearanceDay", "ClearanceItem", "ClearancePause", "Disposal", "DutyShift", "EarlyWarning", "Escalation", "FocusProject", "Forecast", "Graded",
    "Justification", "LookBack", "Scan", "WarningEvent", "WarningReport", "WorkerQuestion",
]  # fmt: skip
