"""The owed-and-paid ledger: what is claimed, verified and paid, and what each gate refuses."""

import datetime as dt
from decimal import Decimal

import pytest

from cases.actions.add_worker_line import add_worker_line
from cases.actions.close_case import close_case
from cases.actions.record_payment import record_payment
from cases.actions.settle_case import settle_case
from cases.actions.withdraw_line import withdraw_line
from cases.enums import PaymentSource
from cases.models import CaseLead, CasePayment, CaseWorkerLine, Lead
from portal.audit.models import Entry
from portal.lib.errors import Refused
from portal.tenancy.scope import acting
from tests.cases.one_case import arrears, fresh, paper
from tests.make import documents
from tests.make.cases import ON, at, lines_of, make_lead, make_line, pay, verify

pytestmark = pytest.mark.django_db
LATER = ON + dt.timedelta(days=4)


@pytest.fixture(autouse=True)
def scope(inspector, site):
    """Each test acts as the inspector of the site."""
    with acting(inspector):
        yield


class TestVerify:
    def test_the_finding_stands_beside_the_claim(self, inspector, line):
        found = verify(inspector, line, Decimal("8888.885"))
        assert (found.claimed, found.verified, found.verified_on) == (Decimal("9360.00"), Decimal("8888.89"), ON)

    def test_nothing_owed_is_a_reduction(self, inspector, site, line):
        assert verify(inspector, line, 0).state == "reduced"
        assert arrears(inspector, site)["people"] == 0
        assert verify(inspector, line, 100).state == "due"

    def test_a_finding_rests_on_something(self, inspector, line):
        from cases.actions.verify_line import verify_line

        with pytest.raises(Refused, match="核实依据"):
            verify_line(line, actor=inspector, verified=Decimal(1), note=" ", on=ON)

    def test_never_less_than_was_paid(self, inspector, line):
        pay(inspector, verify(inspector, line, 9000), 4000)
        with pytest.raises(Refused, match="不能少于已付的 4,000.00 元"):
            verify(inspector, line, 3999)
        assert verify(inspector, line, 4000).state == "paid"

    def test_never_below_zero(self, inspector, line):
        with pytest.raises(Refused, match="不能为负"):
            verify(inspector, line, -1)

    def test_the_change_of_a_finding_is_recorded_with_what_it_was(self, inspector, line):
        verify(inspector, line, 9000)
        verify(inspector, line, 8000)
        assert Entry.objects.filter(verb="cases.verify_line").order_by("-id").first().detail["before"] == "9000.00"


class TestPay:
    def test_only_after_the_finding(self, inspector, line):
        with pytest.raises(Refused, match="先核实王某某的金额"):
            pay(inspector, line, 100)

    def test_only_with_a_receipt(self, inspector, line):
        with pytest.raises(Refused, match="没有凭证"):
            pay(inspector, verify(inspector, line, 9000), 100, receipt=None)

    @pytest.mark.parametrize("amount", ["9000.01", "0", "-1", "0.001"])
    def test_neither_more_than_is_owed_nor_nothing(self, inspector, line, amount):
        with pytest.raises(Refused, match="还欠王某某 9,000.00 元"):
            pay(inspector, verify(inspector, line, 9000), Decimal(amount))

    def test_not_in_the_future(self, inspector, line):
        line = verify(inspector, line, 9000)
        receipt = documents.stored_file(inspector)
        with pytest.raises(Refused, match="不能晚于今天"):
            record_payment(line, actor=inspector, amount=Decimal(1), paid_on=LATER, source="employer", receipt=receipt, on=ON, at=at())

    def test_several_payments_of_several_sources_make_up_the_whole(self, inspector, line):
        line = verify(inspector, line, 9000)
        for source, amount in ((PaymentSource.EMPLOYER, 1000), (PaymentSource.DEPOSIT, 5000), (PaymentSource.FUND, 3000)):
            pay(inspector, line, amount, source=source)
        line = fresh(inspector, line)
        assert (line.paid, line.state, line.paid_on, line.owed) == (Decimal("9000.00"), "paid", ON, Decimal("0.00"))
        assert CasePayment.objects.visible_to(inspector).filter(line=line).count() == 3

    def test_the_ledger_cannot_be_overpaid_by_two_who_are_quick(self, inspector, line):
        """The second acts on an old picture of the line; the lock makes him read it again."""
        first = verify(inspector, line, 9000)
        old = fresh(inspector, first)
        pay(inspector, first, 9000)
        with pytest.raises(Refused, match="还欠王某某 0.00 元"):
            pay(inspector, old, 9000)

    def test_the_same_form_sent_twice_is_one_payment(self, inspector, line):
        line = verify(inspector, line, 9000)
        pay(inspector, line, 3000)
        with pytest.raises(Refused, match="已经登记过"):
            pay(inspector, line, 3000)
        pay(inspector, line, 3000, receipt=documents.stored_file(inspector, content=b"another receipt"))
        pay(inspector, line, 2000, on=LATER)
        assert fresh(inspector, line).owed == Decimal("1000.00")
        assert CasePayment.objects.visible_to(inspector).filter(line=line).count() == 3

    def test_he_is_paid_in_full_on_the_day_of_the_last_money_in_whatever_order_it_is_recorded(self, inspector, line):
        line = verify(inspector, line, 9000)
        receipt = documents.stored_file(inspector)
        for amount, paid_on in ((4000, LATER), (5000, ON)):
            record_payment(
                line, actor=inspector, amount=Decimal(amount), paid_on=paid_on, source=PaymentSource.EMPLOYER, receipt=receipt, on=LATER, at=at(LATER)
            )
        found = fresh(inspector, line)
        assert (found.state, found.paid_on) == ("paid", LATER)

    def test_the_database_itself_keeps_paid_below_verified(self, inspector, line):
        from django.db import IntegrityError, transaction

        line = verify(inspector, line, 9000)
        with pytest.raises(IntegrityError, match="line_verified"), transaction.atomic():
            CaseWorkerLine.objects.writable_by(inspector).filter(pk=line.pk).update(paid=9001)


class TestWithdraw:
    def test_on_paper_it_leaves_the_arrears(self, inspector, site, line):
        verify(inspector, line, 9000)
        done = withdraw_line(line, actor=inspector, note="11 月 20 日回访，本人说是误会。", proof=paper(inspector), on=ON)
        assert (done.state, done.owed) == ("withdrawn", 0)
        assert arrears(inspector, site)["people"] == 0

    def test_not_without_paper(self, inspector, line):
        with pytest.raises(Refused, match="书面材料或回访记录"):
            withdraw_line(line, actor=inspector, note="他说算了。", proof=None, on=ON)

    def test_a_withdrawn_line_takes_neither_finding_nor_money(self, inspector, line):
        done = withdraw_line(line, actor=inspector, note="本人书面撤回。", proof=paper(inspector), on=ON)
        with pytest.raises(Refused, match="已撤回"):
            verify(inspector, done, 1)
        with pytest.raises(Refused):
            pay(inspector, done, 1)


class TestLines:
    def test_one_person_with_one_kind_of_money_stands_once(self, inspector, case):
        one = make_line(inspector, case)
        with pytest.raises(Refused, match="已在本案中"):
            make_line(inspector, case, id_number=one.id_number.plain())
        assert make_line(inspector, case, id_number=one.id_number.plain(), kind="economic").kind == "economic"

    def test_without_a_number_namesakes_may_stand_together(self, inspector, case):
        one, other = (make_line(inspector, case, id_number=None, name="王某") for _ in range(2))
        assert one.pk != other.pk and one.name == other.name == "王某"

    def test_a_new_claim_opens_a_settled_debt_again(self, inspector, case, line):
        pay(inspector, verify(inspector, line, 9000), 9000)
        settle_case(case, actor=inspector, at=at())
        make_line(inspector, case)
        assert fresh(inspector, case).settled_on is None

    def test_a_closed_case_takes_none(self, inspector, case):
        close_case(case, actor=inspector, at=at(), kind="arbitration", note="已告知申请仲裁。")
        with pytest.raises(Refused, match="已办结"):
            make_line(inspector, case)
        assert len(lines_of(inspector, case)) == 1

    def test_a_line_may_answer_a_lead_that_named_nobody(self, inspector, site, case):
        lead = make_lead(inspector, site, name="", kind="report", amount=None)
        from cases.actions.decide_lead import accept_lead

        accept_lead(lead, actor=inspector, at=at(), case=case)
        link = CaseLead.objects.visible_to(inspector).get(lead=lead)
        line = add_worker_line(actor=inspector, case=case, on=ON, link=link, name="李某", claimed=Decimal(100))
        assert Lead.objects.visible_to(inspector).get(pk=lead.pk).progress["claimed"] == "100.00"
        assert fresh(inspector, link).line_id == line.pk
