"""Banks' and wage officers' words for the same few things."""

import pytest

from portal.lib.sheets.faults import CellFault
from wagepay.enums import ContractKind, EntryKind, PaymentChannel, PaymentState
from wagepay.workbooks.account import direction, entry_kind
from wagepay.workbooks.receipts import channel, outcome
from wagepay.workbooks.roster import CONTRACTS
from wagepay.workbooks.words import one_of, yes_or_no


@pytest.mark.parametrize(
    ("word", "state"),
    [
        ("成功", PaymentState.SUCCESS), ("交易成功", PaymentState.SUCCESS), ("0000", PaymentState.SUCCESS), ("已入账", PaymentState.SUCCESS),
        ("失败", PaymentState.FAILED), ("未成功", PaymentState.FAILED), ("处理失败-账户异常", PaymentState.FAILED), ("未入账", PaymentState.FAILED),
        ("退汇", PaymentState.RETURNED), ("已退票", PaymentState.RETURNED), ("成功后退回", PaymentState.RETURNED),
    ],
)  # fmt: skip
def test_outcomes(word, state):
    assert outcome(word) == state


@pytest.mark.parametrize("word", ["处理中", "?", "见附件"])
def test_an_outcome_nobody_knows_is_a_fault(word):
    with pytest.raises(CellFault):
        outcome(word)


@pytest.mark.parametrize(("word", "kind"), [("专户代发", "account"), ("现金", "outside"), ("非专户", "outside"), ("预支生活费", "advance")])
def test_channels(word, kind):
    assert channel(word) == PaymentChannel(kind)


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("有", "labour"),
        ("已签", "labour"),
        ("无", "none"),
        ("未签订", "none"),
        ("无固定期限", "labour"),
        ("用工协议", "agreement"),
        ("以完成一定任务为期限", "labour"),
    ],
)
def test_contracts(word, kind):
    assert one_of(CONTRACTS, "contract_word")(word) == ContractKind(kind)


@pytest.mark.parametrize(("word", "answer"), [("是", True), ("√", True), (1.0, True), ("否", False), ("非农民工", False)])
def test_plain_answers(word, answer):
    assert yes_or_no(word) is answer


@pytest.mark.parametrize(("word", "way"), [("贷", "in"), ("收入", "in"), ("借", "out"), ("支出", "out"), ("转出", "out")])
def test_directions(word, way):
    assert direction(word) == way


OWNERS = frozenset({"样例置业有限公司"})


@pytest.mark.parametrize(
    ("way", "kind", "summary", "counterparty", "found"),
    [
        ("in", "", "9月人工费", "", EntryKind.LABOUR_COST),
        ("in", "", "转账", "样例置业有限公司", EntryKind.LABOUR_COST),
        ("in", "", "转账", "某某", EntryKind.OTHER_IN),
        ("in", "", "结息", "", EntryKind.INTEREST),
        ("in", "", "代发退汇", "", EntryKind.RETURNED),
        ("out", "", "代发10月工资", "", EntryKind.WAGES),
        ("out", "手续费", "代发工资手续费", "", EntryKind.FEE),
        ("out", "", "材料款", "某商行", EntryKind.OTHER_OUT),
    ],
)
def test_the_nature_of_a_flow(way, kind, summary, counterparty, found):
    assert entry_kind(way, kind, summary, counterparty, OWNERS) == found
