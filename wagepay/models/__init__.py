from wagepay.models.account import AccountEntry, LabourCostCycle
from wagepay.models.attendance import AttendanceDay, AttendanceMonth
from wagepay.models.engagement import Engagement
from wagepay.models.payment import PaymentLine
from wagepay.models.payroll import PayrollLine, PayrollSheet
from wagepay.models.summary import ProjectMonth, WorkerMonth
from wagepay.models.upload import ReceiptCounter, RememberedMapping, Upload, UploadContent
from wagepay.models.worker import Worker

__all__ = [
    "AccountEntry", "AttendanceDay", "AttendanceMonth", "Engagement", "LabourCostCycle", "PayrollLine", "PayrollSheet",
    "PaymentLine", "ProjectMonth", "ReceiptCounter", "RememberedMapping", "Upload", "UploadContent", "Worker", "WorkerMonth",
]  # fmt: skip
