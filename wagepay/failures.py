"""The code table of bank return reasons: which words mean what, and what has to be mended before the money is sent again."""

from collections.abc import Mapping
from dataclasses import dataclass

from portal.lib.text import compact
from wagepay.enums import FailureReason


@dataclass(frozen=True)
class Failure:
    """A reason with the words banks use for it; ``card`` says that another card number is needed."""

    words: tuple[str, ...]
    remedy: str
    card: bool = False


FAILURES: dict[str, Failure] = {
    FailureReason.NAME: Failure(("户名不符", "姓名不符", "户名与账号", "户名错误", "户名不一致", "账户名不符"), "向本人核对姓名和卡号，更正后重发。", card=True),
    FailureReason.CLOSED: Failure(("销户", "已注销", "已关闭"), "请本人提供另一张本人的卡，更正后重发。", card=True),
    FailureReason.FROZEN: Failure(("冻结", "止付", "挂失", "只收不付", "管控"), "请本人到开户行解除，或换一张本人的卡，更正后重发。"),
    FailureReason.DORMANT: Failure(("长期不动", "睡眠", "久悬", "未激活", "不动户"), "请本人到开户行激活，或换一张本人的卡。"),
    FailureReason.LIMIT: Failure(("限额", "超限", "二类户", "Ⅱ类", "II类", "三类户"), "二、三类户有日限额：换一张一类户的卡，或请银行分日入账。"),
    FailureReason.PAPERS: Failure(("证件", "身份信息", "资料不全", "九要素"), "请本人到开户行更新证件信息后重发。"),
    FailureReason.FUNDS: Failure(("余额不足", "头寸不足", "资金不足"), "专户余额不够：请建设单位拨足人工费后重发。"),
    FailureReason.NUMBER: Failure(("账号不存在", "账号错误", "卡号错误", "无此账", "无此卡", "账号有误", "无效账号", "卡号不存在", "查无"), "向本人核对卡号，更正后重发。", card=True),
    FailureReason.CHANNEL: Failure(("系统", "通道", "超时", "行号", "渠道", "网络"), "不必改卡，问明银行后重发。"),
    FailureReason.OTHER: Failure((), "向银行问明原因后再重发。"),
}  # fmt: skip


def reason_of(words: str, known: Mapping[str, str] | None = None) -> str:
    """The code of a bank's words: by the bank's own list first, then by what the words contain. Nothing said, nothing guessed."""
    said = compact(words)
    if not said:
        return ""
    for word, code in (known or {}).items():
        if compact(word) == said:
            return code
    return next((code for code, failure in FAILURES.items() if any(word in said for word in failure.words)), FailureReason.OTHER)
