from wagepay.models.account import AccountEntry, LabourCostCycle
from wagepay.models.attendance import AttendanceDay, AttendanceMonth
from wagepay.models.closing import MonthClosing
from wagepay.models.engagement import Engagement
from wagepay.models.opinion import SupervisorOpinion
from wagepay.models.payment import PaymentLine
from wagepay.models.payroll import PayrollLine, PayrollSheet
from wagepay.models.signed_scan import SignedScan
from wagepay.models.summary import ProjectMonth, WorkerMonth
from wagepay.models.upload import ReceiptCounter, RememberedMapping, Upload, UploadContent
from wagepay.models.worker import Worker

__all__ = [
    "AccountEntry", "AttendanceDay", "AttendanceMonth", "Engagement", "LabourCostCycle", "MonthClosing", "PayrollLine", "PayrollSheet",
    "PaymentLine", "ProjectMonth", "ReceiptCounter", "RememberedMapping", "SignedScan", "SupervisorOpinion", "Upload", "UploadContent", "Worker", "WorkerMonth",
]  # fmt: skip
