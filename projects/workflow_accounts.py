"""The life of an account's closing."""

from portal.workflow.door import Move
from projects.enums_accounts import ClosingState as S

CLOSING_MOVES: tuple[Move, ...] = (
    Move("agree", "同意销户", (S.PUBLISHED,), S.AGREED, "projects.agree_closing", law="条例第二十七条、53号文第九条、第十条"),
    Move("close", "登记销户", (S.AGREED,), S.CLOSED, "projects.close_account", law="53号文第九条"),
    Move("withdraw", "撤回销户", (S.PUBLISHED, S.AGREED), S.WITHDRAWN, "projects.start_closing"),
)
