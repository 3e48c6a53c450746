"""The lives of a payroll sheet, of a batch for the bank and of its lines: submitted, approved, sent, answered (条例31)."""

from portal.workflow.door import Move
from wagepay.enums import BatchState, ClosingState, MoneyReportState, OrderState, SheetState

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
BATCH_MOVES = (
    Move("send", "送交银行", (BatchState.MADE,), BatchState.SENT, "wagepay.bank_file", law="条例第三十一条"),
    Move("answer", "回单到齐", (BatchState.MADE, BatchState.SENT), BatchState.ANSWERED, "wagepay.receipts", law="条例第三十一条"),
    Move("withdraw", "撤回批次", (BatchState.MADE, BatchState.SENT), BatchState.WITHDRAWN, "wagepay.batch"),
)

# The lines of a batch move with it, many at once (queries/orders.py reads this table). A success that the bank tells after a failure counts.
ORDER_MOVES = (
    Move("pay", "成功", (OrderState.WAITING, OrderState.FAILED), OrderState.PAID, "wagepay.receipts", law="条例第三十一条"),
    Move("fail", "失败", (OrderState.WAITING,), OrderState.FAILED, "wagepay.receipts"),
    Move("send_back", "退汇", (OrderState.WAITING, OrderState.PAID), OrderState.RETURNED, "wagepay.receipts"),
    Move("reissue", "重发", (OrderState.FAILED, OrderState.RETURNED), OrderState.REISSUED, "wagepay.batch", law="条例第三十一条"),
    Move("withdraw", "撤回", (OrderState.WAITING,), OrderState.WITHDRAWN, "wagepay.batch"),
)

# What owner and bank report; the one who reported may take it back while nobody has looked.
REPORT_MOVES = (
    Move("confirm", "核实属实", (MoneyReportState.OPEN,), MoneyReportState.TRUE, "wagepay.judge_report", law="条例第二十七条、53号文第十二条"),
    Move("deny", "核实不属实", (MoneyReportState.OPEN,), MoneyReportState.UNTRUE, "wagepay.judge_report"),
    Move("withdraw", "撤回报告", (MoneyReportState.OPEN,), MoneyReportState.WITHDRAWN, "wagepay.report_money"),
)
