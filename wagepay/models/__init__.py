from wagepay.models.account import AccountEntry, LabourCostCycle
from wagepay.models.attendance import AttendanceDay, AttendanceMonth
from wagepay.models.attendance_record import AttendanceCorrection, AttendanceFinding, AttendancePaper
from wagepay.models.batch import BatchFile, PaymentBatch
from wagepay.models.closing import MonthClosing
from wagepay.models.device import Device, Punch
from wagepay.models.engagement import GAP, GAPS, Engagement
from wagepay.models.entry_exception import EntryException
from wagepay.models.exchange import ExchangeRow
from wagepay.models.labour_request import LabourCostRequest
from wagepay.models.layout import BankLayout
from wagepay.models.ledger import LedgerCopy
from wagepay.models.money_report import MoneyReport
from wagepay.models.opinion import SupervisorOpinion
from wagepay.models.order import PaymentOrder
from wagepay.models.own import MonthAnswer, OwnCode, OwnVisit
from wagepay.models.payment import PaymentLine
from wagepay.models.payroll import PayrollLine, PayrollSheet
from wagepay.models.person_paper import PersonPaper
from wagepay.models.signed_scan import SignedScan
from wagepay.models.summary import ProjectMonth, WorkerMonth
from wagepay.models.upload import ReceiptCounter, RememberedMapping, Upload, UploadContent
from wagepay.models.worker import Worker

__all__ = [
    "GAP", "GAPS",
    "AccountEntry", "AttendanceCorrection", "AttendanceDay", "AttendanceFinding", "AttendanceMonth", "AttendancePaper", "BankLayout", "BatchFile",
    "Device", "Engagement", "EntryException", "ExchangeRow", "LabourCostCycle", "LabourCostRequest", "LedgerCopy", "MoneyReport", "MonthAnswer", "MonthClosing", "OwnCode", "OwnVisit", "PaymentBatch", "PaymentLine", "PaymentOrder",
    "PayrollLine", "PayrollSheet", "PersonPaper", "ProjectMonth", "Punch", "ReceiptCounter", "RememberedMapping", "SignedScan", "SupervisorOpinion",
    "Upload", "UploadContent", "Worker", "WorkerMonth",
]  # fmt: skip
