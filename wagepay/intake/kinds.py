"""The kinds of files and the module that reads and writes each."""

from types import ModuleType

from wagepay.enums import UploadKind
from wagepay.intake import account, attendance, payroll, receipts, roster

# Each has VERB (the right), PREFIX (of the receipt number), FORM (its columns), KINDS (of findings), read() and write().
INTAKES: dict[str, ModuleType] = {
    UploadKind.ROSTER: roster,
    UploadKind.ATTENDANCE: attendance,
    UploadKind.PAYROLL: payroll,
    UploadKind.RECEIPTS: receipts,
    UploadKind.ACCOUNT_ENTRIES: account,
}
