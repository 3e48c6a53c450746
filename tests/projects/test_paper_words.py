"""What the papers of deposits, inspections and responsibility say: grounds, terms, sums in words, and the way to contest them."""

import datetime as dt
from decimal import Decimal

import pytest

from portal.documents.kinds import instrument_kind
from portal.documents.wording import body, clean_facts
from projects.actions.issue_inspection_notice import in_full
from projects.deposits.papers import ADMIN_DECISION, ANNEXES, CONFIRMATION, PAYMENT_NOTICE, REFUSAL, RESTORE, STORAGE, TOP_UP
from projects.inspections.papers import NOTICE, ORDER, PLEDGE

SAMPLES = {"date": dt.date(2026, 12, 10), "money": Decimal("902600.05"), "int": 86}
WORDS = "902,600.05元（大写：玖拾万零贰仟陆佰元零伍分）"


def said(code: str, **facts) -> str:
    """The built-in words with every required fact, and what else is given."""
    kind = instrument_kind(code)
    given = {fact.key: SAMPLES.get(fact.kind, fact.label) for fact in kind.facts if fact.required}
    return body(kind, clean_facts(kind, given | facts), kind.addressee)


@pytest.mark.parametrize(("code", "paper"), [(ADMIN_DECISION, "本决定书"), (REFUSAL, "本告知书"), (ORDER, "本指令书")])
def test_what_binds_an_enterprise_tells_how_long_it_may_be_contested_and_where(code, paper):
    text = said(code)
    assert f"自收到{paper}之日起六十日内依法向我单位的本级人民政府申请行政复议" in text
    assert f"自收到{paper}之日起六个月内依法直接向人民法院提起行政诉讼" in text


def test_a_decision_says_that_the_enterprise_was_heard_and_names_the_workers_in_an_annex():
    text = said(ADMIN_DECISION, heard="你单位没有提出")
    assert "依照《劳动保障监察条例》第十九条听取了你单位的陈述、申辩：你单位没有提出。" in text
    assert f"足额支付86名农民工工资共计{WORDS}" in text and "每人的姓名和金额见附件" in text
    assert ANNEXES[ADMIN_DECISION] == ("应付工资农民工名单",)


@pytest.mark.parametrize(("decided_by", "whose"), [("阳泉市人力资源和社会保障局", "阳泉市人力资源和社会保障局作出的"), ("", "我单位作出的")])
def test_a_payment_notice_names_the_organ_that_decided_and_the_sum_in_words(decided_by, whose):
    text = said(PAYMENT_NOTICE, decided_by=decided_by)
    assert f"{whose}行政处理决定" in text and f"支付{WORDS}，直接支付给附件所列的86名农民工本人" in text
    assert "自收到本通知书之日起5个工作日内" in text


@pytest.mark.parametrize("code", [STORAGE, RESTORE, TOP_UP])
def test_a_threat_of_a_fine_is_the_article_as_it_reads(code):
    assert "第五十五条责令限期改正；逾期不改正的，责令项目停工，并处5万元以上10万元以下的罚款。" in said(code)


def test_a_notice_to_store_asks_nothing_of_a_site_that_is_exempt():
    text = said(STORAGE, required=Decimal(0))
    assert "免存农民工工资保证金" in text and "应存金额为零" in text
    assert "罚款" not in text and "0.00" not in text and "保函" not in text
    assert WORDS in said(STORAGE) and ANNEXES[STORAGE] == ANNEXES[RESTORE] == ("农民工工资保证金核定单",)


@pytest.mark.parametrize(
    ("form", "there", "absent"),
    [("现金", f"返还本金{WORDS}及账户内的利息", "正本"), ("银行保函", "正本由我单位退还施工总承包单位，你单位的担保责任解除", "利息")],
)
def test_a_confirmation_gives_back_what_was_given(form, there, absent):
    text = said(CONFIRMATION, form=form)
    assert there in text and absent not in text


def test_a_confirmation_speaks_of_a_promise_only_where_one_was_made():
    assert "书面承诺" not in said(CONFIRMATION)
    assert "施工总承包单位于2026年10月9日作出了没有未解决欠薪的书面承诺" in said(CONFIRMATION, promised_on=dt.date(2026, 10, 9))


def test_an_inspection_notice_names_its_ground():
    assert "我单位依据《保障农民工工资支付条例》第三十九条和《劳动保障监察条例》，定于2026年12月10日" in said(NOTICE)


def test_an_order_names_a_law_once_and_its_articles_behind_it():
    laws = ["条例第二十八条", "条例第二十六条、第二十九条", "《劳动保障监察条例》第十一条", "条例第二十八条"]
    assert in_full(laws) == "《保障农民工工资支付条例》第二十八条、第二十六条、第二十九条、《劳动保障监察条例》第十一条"


def test_whoever_signs_a_pledge_signs_under_his_whole_post():
    text = said(PLEDGE, people="乡镇（街道）：样例镇长（冠山镇人民政府 镇长）。\n劳资专管员：样例专管员。")
    assert [line.split("　")[0] for line in text.splitlines() if "签字：　" in line] == ["乡镇（街道）：样例镇长", "劳资专管员：样例专管员"]
