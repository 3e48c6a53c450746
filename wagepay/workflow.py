"""The life of a payroll sheet: the subcontractor submits, the general contractor approves, the bank pays (条例31)."""

from portal.workflow.door import Move
from wagepay.enums import ClosingState, SheetState

SHEET_MOVES = (
    Move("approve", "审核通过", (SheetState.SUBMITTED,), SheetState.APPROVED, "wagepay.approve", law="条例第三十一条"),
    Move("return", "退回修改", (SheetState.SUBMITTED,), SheetState.RETURNED, "wagepay.approve", law="条例第三十一条"),
    Move("send_to_bank", "推送开户银行", (SheetState.APPROVED,), SheetState.SENT_TO_BANK, "wagepay.approve", law="条例第三十一条"),
    Move("pay", "代发完成", (SheetState.APPROVED, SheetState.SENT_TO_BANK), SheetState.PAID, "wagepay.receipts", law="条例第三十一条"),
    Move(
        "supersede",
        "以新版本取代",
        (SheetState.SUBMITTED, SheetState.RETURNED, SheetState.APPROVED, SheetState.SENT_TO_BANK, SheetState.PAID),
        SheetState.SUPERSEDED,
        "wagepay.submit",
    ),
)

# A closing is a row of its own, made by the act of closing; it ends by being reopened.
CLOSING_MOVES = (Move("reopen", "重新开账", (ClosingState.CLOSED,), ClosingState.REOPENED, "wagepay.reopen"),)
