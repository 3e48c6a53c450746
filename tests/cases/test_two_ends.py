"""The two ends of a case: 办结 closes the procedure, 销账 the debt; neither stands for the other."""

import datetime as dt

import pytest

from cases.actions.answer_progress import answer_progress
from cases.actions.close_case import close_case, decide_unfounded, propose_unfounded
from cases.actions.file_case import file_case
from cases.actions.note_case import note_case
from cases.actions.record_police import record_police
from cases.actions.reopen_case import reopen_case
from cases.actions.settle_case import settle_case
from cases.actions.withdraw_line import withdraw_line
from cases.enums import AFTER_CLOSING, NEEDS_ALL_PAID, NEEDS_PAPER, AnswerKind, ClosingKind
from cases.models import Lead
from earlywarning.models import ClearanceItem
from portal.lib.errors import Refused
from portal.tenancy.scope import acting
from projects.models import Fact
from tests.cases.one_case import arrears, fresh, holds, paper
from tests.make.cases import ON, at, lines_of, make_case, make_lead, make_line, pay, verify

pytestmark = pytest.mark.django_db
LATER = ON + dt.timedelta(days=4)


@pytest.fixture(autouse=True)
def scope(inspector, site):
    """Each test acts as the inspector of the site."""
    with acting(inspector):
        yield


def test_the_whole_way_from_a_complaint_to_a_settled_debt(inspector, site, case, line):
    second = make_line(inspector, case, name="秦满国", claimed=5000)
    verify(inspector, line, 9000)
    verify(inspector, second, 5000)
    assert arrears(inspector, site) == {"people": 2, "amount": "14000.00"}
    pay(inspector, line, 9000)
    pay(inspector, second, 2000)
    assert [row.state for row in lines_of(inspector, case)] == ["paid", "part_paid"]
    assert arrears(inspector, site) == {"people": 1, "amount": "3000.00"}
    with pytest.raises(Refused, match="秦满国"):
        settle_case(case, actor=inspector, at=at())
    with pytest.raises(Refused, match="不能按“已清偿”办结"):
        close_case(case, actor=inspector, at=at(), kind="paid", note="已经全部付清。")
    pay(inspector, second, 3000, on=LATER)
    assert arrears(inspector, site) == {"people": 0, "amount": "0.00"}
    closed = close_case(case, actor=inspector, at=at(LATER), kind="paid", note="经核对回单，两人均已到账。")
    assert (closed.state, closed.closed_on, closed.settled_on) == ("closed", LATER, None)
    assert holds(inspector, site) == 1, "the debt has not been settled yet"
    settled = settle_case(case, actor=inspector, at=at(LATER))
    assert settled.settled_on == LATER
    assert holds(inspector, site) == 0
    assert Fact.objects.visible_to(inspector).get(project=site, item="open_case").value == {"count": 0}
    item = ClearanceItem.objects.visible_to(inspector).get()
    assert (item.state, item.cleared_on, item.paid_on) == ("cleared", LATER, LATER)


class TestClose:
    @pytest.mark.parametrize("kind", [kind for kind in ClosingKind if kind not in NEEDS_ALL_PAID])
    def test_the_procedure_may_end_while_money_is_owed_which_stays_in_arrears(self, inspector, site, case, line, kind):
        verify(inspector, line, 9000)
        closed = close_case(case, actor=inspector, at=at(), kind=kind, note="程序终结，依据见附件。", paper=paper(inspector), agreed_until_on=LATER)
        assert (closed.state, closed.settled_on) == ("closed", None)
        assert fresh(inspector, line).state == AFTER_CLOSING.get(kind, "due")
        assert arrears(inspector, site) == {"people": 1, "amount": "9000.00"}
        assert holds(inspector, site) == 1
        with pytest.raises(Refused, match="不能销账"):
            settle_case(case, actor=inspector, at=at())

    @pytest.mark.parametrize("kind", [kind for kind in NEEDS_ALL_PAID if kind != ClosingKind.UNFOUNDED])
    def test_some_ends_say_that_all_is_paid(self, inspector, case, line, kind):
        verify(inspector, line, 9000)
        with pytest.raises(Refused, match="王某某"):
            close_case(case, actor=inspector, at=at(), kind=kind, note="全部付清。")
        assert fresh(inspector, case).is_open

    @pytest.mark.parametrize("kind", NEEDS_PAPER)
    def test_some_ends_need_their_paper(self, inspector, case, kind):
        with pytest.raises(Refused, match="要上传依据"):
            close_case(case, actor=inspector, at=at(), kind=kind, note="依据协议。", agreed_until_on=LATER)

    @pytest.mark.parametrize("until", [None, ON - dt.timedelta(days=1)])
    def test_an_agreement_names_its_last_day(self, inspector, case, until):
        with pytest.raises(Refused, match="付清的最后日期"):
            close_case(case, actor=inspector, at=at(), kind="agreement", note="签了协议。", paper=paper(inspector), agreed_until_on=until)

    def test_money_that_comes_later_pays_the_lingering_line(self, inspector, case, line):
        verify(inspector, line, 9000)
        close_case(case, actor=inspector, at=at(), kind="agreement", note="签了协议。", paper=paper(inspector), agreed_until_on=LATER)
        pay(inspector, line, 4000)
        assert fresh(inspector, line).state == "agreement"
        pay(inspector, line, 5000)
        assert fresh(inspector, line).state == "paid"
        assert settle_case(case, actor=inspector, at=at()).settled_on == ON

    def test_every_sender_is_told(self, inspector, site, case):
        from cases.actions.decide_lead import accept_lead

        accept_lead(make_lead(inspector, site), actor=inspector, at=at(), case=case)
        close_case(case, actor=inspector, at=at(), kind="arbitration", note="内部说明。", reply="请向仲裁委申请仲裁。")
        assert set(Lead.objects.visible_to(inspector).values_list("state", "reply")) == {("answered", "请向仲裁委申请仲裁。")}

    def test_the_day_of_the_referral_is_the_day_of_the_end_unless_it_was_written_before(self, inspector, site, case):
        other = make_case(inspector, site)
        record_police(other, actor=inspector, referred_on=ON, filed_on=None, on=LATER)
        for row in (case, other):
            close_case(fresh(inspector, row), actor=inspector, at=at(LATER), kind="police", note="移送公安。", paper=paper(inspector))
        assert [fresh(inspector, row).police_referred_on for row in (case, other)] == [LATER, ON]

    def test_twice_is_refused(self, inspector, case):
        close_case(case, actor=inspector, at=at(), kind="arbitration", note="已告知仲裁。")
        with pytest.raises(Refused, match="现在是“已办结”"):
            close_case(case, actor=inspector, at=at(), kind="arbitration", note="已告知仲裁。")


class TestUnfounded:
    def test_it_needs_a_second_person(self, inspector, colleague, site, case, line):
        verify(inspector, line, 0)
        with pytest.raises(Refused, match="另一人复核"):
            close_case(case, actor=inspector, at=at(), kind="unfounded", note="没有欠薪。")
        propose_unfounded(case, actor=inspector, at=at(), note="查了工资表和流水，均已发放。")
        with pytest.raises(Refused, match="不能自己提自己批"):
            decide_unfounded(case, actor=inspector, at=at(), agree=True, note="同意。")
        with acting(colleague):
            closed = decide_unfounded(case, actor=colleague, at=at(), agree=True, note="同意。", reply="查了，工资已发。")
        assert (closed.state, closed.closing_kind, closed.proposed_by) == ("closed", "unfounded", None)
        assert "查了工资表和流水" in closed.closing_note and "复核：同意" in closed.closing_note
        assert settle_case(case, actor=inspector, at=at()).settled_on == ON

    def test_it_may_be_sent_back(self, inspector, colleague, case, line):
        verify(inspector, line, 0)
        propose_unfounded(case, actor=inspector, at=at(), note="没有欠薪。")
        with acting(colleague):
            decide_unfounded(case, actor=colleague, at=at(), agree=False, note="考勤没有核对。")
        assert fresh(inspector, case).is_open and fresh(inspector, case).proposed_by is None

    def test_who_found_something_owed_cannot_say_so(self, inspector, case, line):
        verify(inspector, line, 9000)
        with pytest.raises(Refused, match="王某某"):
            propose_unfounded(case, actor=inspector, at=at(), note="没有欠薪。")

    def test_nothing_to_decide_where_nobody_proposed(self, colleague, case):
        with acting(colleague), pytest.raises(Refused, match="没有人提出"):
            decide_unfounded(case, actor=colleague, at=at(), agree=True, note="同意。")

    def test_a_case_without_people_ends_only_this_way(self, inspector, colleague, site):
        empty = make_case(inspector, site, name="", kind="report", amount=None)
        with pytest.raises(Refused, match="还没有人员明细"):
            settle_case(empty, actor=inspector, at=at())
        propose_unfounded(empty, actor=inspector, at=at(), note="反映的工地没有欠薪。")
        with acting(colleague):
            decide_unfounded(empty, actor=colleague, at=at(), agree=True, note="同意。")
        assert settle_case(empty, actor=inspector, at=at()).settled_on == ON


class TestSettle:
    def test_every_unpaid_name_is_told_up_to_three(self, inspector, case):
        for name in ("甲某", "乙某", "丙某"):
            make_line(inspector, case, name=name)
        with pytest.raises(Refused, match="还有 4 人没有付清（王某某、甲某、乙某等）"):
            settle_case(case, actor=inspector, at=at())

    def test_a_claim_nobody_verified_is_unpaid(self, inspector, case):
        with pytest.raises(Refused, match="王某某"):
            settle_case(case, actor=inspector, at=at())

    def test_reduced_and_withdrawn_lines_do_not_stand_in_the_way(self, inspector, case, line):
        withdrawn = make_line(inspector, case)
        withdraw_line(withdrawn, actor=inspector, note="本人书面撤回。", proof=paper(inspector), on=ON)
        verify(inspector, line, 0)
        assert settle_case(case, actor=inspector, at=at()).settled_on == ON

    def test_a_worker_who_says_no_is_not_passed_over(self, inspector, site, case, line):
        from portal.tenancy.actors import intake_actor

        pay(inspector, verify(inspector, line, 9000), 9000)
        lead = Lead.objects.visible_to(inspector).get()
        worker = intake_actor(lead.region_id, lead.intake_key)
        with acting(worker):
            answer_progress(actor=worker, lead=lead, kind=AnswerKind.UNPAID, at=at())
        with pytest.raises(Refused, match="1 位反映人在进度页说“没收到”"):
            settle_case(case, actor=inspector, at=at())
        assert settle_case(case, actor=inspector, at=at(), note="电话核实，本人看错了短信，已到账。").settled_on == ON

    def test_his_last_word_counts(self, inspector, case, line):
        from portal.tenancy.actors import intake_actor

        pay(inspector, verify(inspector, line, 9000), 9000)
        lead = Lead.objects.visible_to(inspector).get()
        worker = intake_actor(lead.region_id, lead.intake_key)
        with acting(worker):
            for minute, kind in enumerate((AnswerKind.UNPAID, AnswerKind.PAID)):
                answer_progress(actor=worker, lead=lead, kind=kind, at=at() + dt.timedelta(minutes=minute))
        assert settle_case(case, actor=inspector, at=at()).settled_on == ON

    def test_twice_is_refused(self, inspector, case, line):
        pay(inspector, verify(inspector, line, 9000), 9000)
        settle_case(case, actor=inspector, at=at())
        with pytest.raises(Refused, match="已于 2026-11-20 销账"):
            settle_case(case, actor=inspector, at=at())

    def test_after_it_no_finding_is_changed(self, inspector, case, line):
        pay(inspector, verify(inspector, line, 9000), 9000)
        settle_case(case, actor=inspector, at=at())
        with pytest.raises(Refused, match="已销账"):
            verify(inspector, line, 9001)

    def test_the_debt_may_be_settled_while_the_procedure_goes_on(self, inspector, case, line):
        pay(inspector, verify(inspector, line, 9000), 9000)
        settled = settle_case(case, actor=inspector, at=at())
        assert (settled.state, settled.closed_on) == ("open", None)


class TestReopenAndFile:
    def test_reopened_lines_are_simply_due_again(self, inspector, site, case, line):
        part = make_line(inspector, case)
        verify(inspector, line, 9000)
        pay(inspector, verify(inspector, part, 5000), 1)
        close_case(case, actor=inspector, at=at(), kind="court", note="申请强制执行。", paper=paper(inspector))
        again = reopen_case(fresh(inspector, case), actor=inspector, at=at(LATER), reason="发现新的证据。")
        assert (again.state, again.closed_on, again.closing_kind) == ("open", None, "")
        assert [row.state for row in lines_of(inspector, case)] == ["due", "part_paid"]

    def test_a_reason_is_needed(self, inspector, case):
        close_case(case, actor=inspector, at=at(), kind="arbitration", note="已告知仲裁。")
        with pytest.raises(Refused, match="为什么"):
            reopen_case(fresh(inspector, case), actor=inspector, at=at(), reason=" ")

    def test_filing_starts_the_statutory_term(self, inspector, case):
        filed = file_case(case, actor=inspector, at=at(LATER), reason="事实清楚，依法立案。")
        assert (filed.track, filed.filed_on) == ("filed", LATER)
        assert filed.investigate_due_on > case.investigate_due_on
        with pytest.raises(Refused, match="已于"):
            file_case(filed, actor=inspector, at=at(LATER), reason="再立一次。")


class TestNotes:
    @pytest.mark.parametrize(
        ("fields", "words"),
        [
            ({"text": " "}, "写明情况"),
            ({"on": LATER}, "不能晚于今天"),
            ({"kind": "promise"}, "哪天付清"),
            ({"kind": "promise", "promised_on": ON - dt.timedelta(days=1)}, "不能早于"),
            ({"text": "长" * 501}, "不超过 500"),
        ],
    )
    def test_what_cannot_be_is_refused(self, inspector, case, fields, words):
        fields = {"kind": "call", "on": ON, "text": "打了电话。"} | fields
        with pytest.raises(Refused, match=words):
            note_case(case, actor=inspector, at=at(), **fields)

    def test_referral_dates_in_their_order(self, inspector, case):
        with pytest.raises(Refused, match="受理日期之后"):
            record_police(case, actor=inspector, referred_on=ON - dt.timedelta(days=1), filed_on=None, on=ON)
        with pytest.raises(Refused, match="公安立案日期"):
            record_police(case, actor=inspector, referred_on=ON, filed_on=ON - dt.timedelta(days=1), on=ON)
