"""The lives of a deposit, of its use and of its return, as tables of moves (65号文 第十七至二十二条)."""

from portal.workflow.door import Move
from projects.deposits.enums import DepositState as D
from projects.deposits.enums import DrawdownState as W
from projects.deposits.enums import RefundState as R

DEPOSIT_MOVES: tuple[Move, ...] = (
    Move("replace", "更换", (D.HELD, D.DRAWN), D.REPLACED, "projects.store_deposit", law="65号文第十七、二十条", within="D07"),
    Move("draw", "动用", (D.HELD, D.DRAWN), D.DRAWN, "projects.pay_drawdown", law="65号文第十九条", within="D08"),
    Move("top_up", "补足", (D.DRAWN,), D.HELD, "projects.store_deposit", law="65号文第二十条", within="D09"),
    Move("release", "返还", (D.HELD,), D.RETURNED, "projects.keep_deposit", law="65号文第二十二条", within="D12b"),
    Move("revoke", "撤销免存", (D.HELD,), D.REVOKED, "projects.exempt_deposit", law="65号文第十一、十二条"),
)
DRAWDOWN_MOVES: tuple[Move, ...] = (
    Move("notify", "登记支付通知书送达", (W.PREPARED,), W.NOTIFIED, "projects.keep_deposit", law="65号文第十九条", within="D08"),
    Move("pay", "登记支付", (W.NOTIFIED, W.DEFAULTED), W.PAID, "projects.pay_drawdown", law="65号文第十九条", within="D08"),
    Move("default", "记为机构未履行", (W.NOTIFIED,), W.DEFAULTED, "projects.keep_deposit", law="65号文第十九条"),
    Move("fill", "登记补足", (W.PAID,), W.TOPPED_UP, "projects.store_deposit", law="65号文第二十条", within="D09"),
    Move("cancel", "撤销动用", (W.PREPARED, W.NOTIFIED), W.CANCELLED, "projects.keep_deposit"),
)
REFUND_MOVES: tuple[Move, ...] = (
    Move("apply", "提交返还申请", (R.ANNOUNCED, R.REFUSED), R.APPLIED, "projects.apply_refund", law="65号文第二十二条", within="D11"),
    Move("approve", "审核通过", (R.APPLIED,), R.APPROVED, "projects.keep_deposit", law="65号文第二十二条", within="D12a"),
    Move("refuse", "不予返还", (R.APPLIED,), R.REFUSED, "projects.keep_deposit", law="65号文第二十二条", within="D46"),
    Move("return", "出具返还确认书", (R.APPROVED,), R.RETURNED, "projects.keep_deposit", law="65号文第二十二条", within="D12b"),
    Move("withdraw", "撤回", (R.ANNOUNCED, R.REFUSED), R.WITHDRAWN, "projects.apply_refund"),
)
