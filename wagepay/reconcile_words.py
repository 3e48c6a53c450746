"""For each difference what the firm mends and what the inspector asks: the two readers of one list."""

from typing import NamedTuple

from wagepay.queries.reconcile import Reconciliation

NO_ROWS = "还没有考勤和工资表"


def verdict(found: Reconciliation, listed: int) -> str:
    """What the page says first. Before a sheet is due nobody differs by not standing on one: that is not agreement."""
    if not found.workers:
        return NO_ROWS
    if not listed and found.agree:
        return f"还没有工资表，{found.workers} 人有考勤"
    return f"{found.workers} 人中 {found.agree} 人一致"


class Words(NamedTuple):
    mend: str
    ask: str
    law: str


WORDS: dict[str, Words] = {
    "worked_not_listed": Words(
        "漏报的，提交更正版工资表补上；不是本单位工人的，更正考勤。", "这些人是谁招来的、归哪个班组、工资由谁发、为什么不在表上？", "条例第三十一条"
    ),
    "listed_not_worked": Words(
        "补传考勤；没有到场的从工资表去掉，已发的追回专户。", "本人来过没有、在哪里干活、考勤为什么没有记录？查门禁和班组长。", "条例第二十八条、第三十八条"
    ),
    "short_paid": Words("按差额补发到本人卡上，导入回单；扣款的写明依据。", "差额是什么、谁同意扣的、有没有书面依据、什么时候补？", "条例第十一条、第十二条"),
    "late": Words("说明原因；下月起在发薪日前发放。", "发薪日是几号、资金什么时候到专户、晚发跟工人说过没有？", "条例第十二条、第十三条"),
    "failed": Words("核对卡号、户名后重发；本人换卡的先变更工资卡。", "银行退回的原因是什么、通知本人没有、哪天重发？", "条例第三十一条"),
    "other_card": Words("换成本人的卡；确需他人代收的，存本人书面委托。", "卡是谁的、谁拿着、本人收到没有？", "条例第三十一条、第五十四条"),
    "advance_only": Words("当月工资按工资表发放，生活费凭证齐全的抵扣。", "为什么只发生活费、余下的什么时候发、签过什么？", "条例第十二条、第十三条"),
    "outside_account": Words("说明没走专户的原因，存凭证；没有凭证的不抵工资。", "钱从哪里出的、谁发的、本人签收没有？", "条例第三十一条"),
    "no_contract": Words("签订劳动合同或用工书面协议，在花名册登记。", "工资标准怎么说的、有没有写下来、哪天进场？", "条例第二十八条"),
    "below_minimum": Words("核对工日和单价，低的补足后提交更正版。", "实际干了几天、每天多少钱、是不是学徒或半天工？", "最低工资规定第十二条"),
    "two_sites": Words("核对当天在哪个工地，记错的更正考勤。", "当天在哪里干活、谁打的卡、两边都算工资没有？", "条例第二十八条、第三十八条"),
    "shared_card": Words("换成各自本人的卡。", "卡在谁手里、各人怎么拿到钱、是不是班组长代领？", "条例第三十一条、第五十四条"),
    "after_exit": Words("更正退场日期或考勤；确实返场的重新登记进场。", "退场后为什么还有考勤、这几天的工资发了没有？", "条例第二十八条"),
    "denied_paid": Words("核对回单和收款卡，与本人说清，由本人重新确认。", "本人到底收到多少、卡在谁手里、有没有被要求转回去？", "条例第五十条"),
    "denied_sheet": Words("向本人核对工日和单价，错的提交更正版。", "本人认为差在哪里、谁签的字、工日怎么记的？", "条例第三十一条"),
    "under_age": Words(
        "立即停止使用，结清工资，送回监护人；证件号录错的更正花名册。",
        "当天到场：核实证件和年龄，谁招的，干了多久，身体怎样。",
        "禁止使用童工规定第二条、第六条",
    ),
    "left_unsettled": Words("离场时一次结清；没列入工资表的补报。", "离场几天了、欠多少、怎么联系本人？", "工资支付暂行规定第九条"),
}
