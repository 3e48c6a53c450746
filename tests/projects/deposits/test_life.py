"""The life of a deposit by its acts: assessment, storing, replacing, use, filling up, return, statements, sweep."""

import datetime as dt
from decimal import Decimal as D
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from portal.lib.clock import start_of
from portal.lib.errors import Refused
from portal.tenancy.actors import system_actor
from portal.tenancy.models import Organisation
from portal.tenancy.scope import acting
from projects import facts
from projects.actions.place_hold import place_hold
from projects.actions.post_fact import post_fact
from projects.actions.store_deposit import store_deposit
from projects.deposits.actions.assess_deposit import assess_deposit
from projects.deposits.actions.cancel_drawdown import cancel_drawdown
from projects.deposits.actions.default_drawdown import default_drawdown
from projects.deposits.actions.notify_drawdown import notify_drawdown
from projects.deposits.actions.pay_drawdown import pay_drawdown
from projects.deposits.actions.prepare_drawdown import Payee, prepare_drawdown
from projects.deposits.actions.record_statement import record_statement
from projects.deposits.actions.replace_deposit import replace_deposit
from projects.deposits.actions.revoke_exemption import revoke_exemption
from projects.deposits.actions.start_refund import start_refund
from projects.deposits.actions.step_refund import apply_refund, approve_refund, refuse_refund, return_deposit, withdraw_refund
from projects.deposits.actions.sweep_deposits import sweep_deposits
from projects.deposits.actions.top_up_deposit import top_up_deposit
from projects.deposits.gather import Declared, works
from projects.deposits.queries.guarantors import scoreboard
from projects.enums import Part
from projects.models import DepositAssessment, DepositDrawdown, DrawdownPayee, Fact, ProjectParty, WageSecurityDeposit
from tests.make import tenancy
from tests.make.accounts import again
from tests.make.deposits import decision_of, make_decision, make_drawdown, make_payee, make_refund
from tests.make.projects import make_deposit, make_party, make_project

ON = dt.date(2026, 11, 20)  # a Friday; plain weeks around it
DAY = dt.timedelta(days=1)
AT = start_of(ON) + dt.timedelta(hours=10)
FIGURES = {
    "base_rate": "0.02", "multi_rate": "0.01", "combine": "lower", "use_annual": False, "small_exempt": True, "arrears_record": "decided",
    "arrears_date": "occurred",
}  # fmt: skip
PAYEES = (
    Payee("样例工友甲", "110101199003070118", "6228480010000000018", D("20000.00")), Payee("样例工友乙", "110101199003070230", "6228480010000000026", D("30000.00")),
)  # fmt: skip


@pytest.fixture
def inside(county_inspector):
    with acting(county_inspector):
        yield county_inspector


@pytest.fixture
def project(inside, tree):
    for key, value in FIGURES.items():
        tenancy.policy_row(tree.city, f"deposit.{key}", value)
    return make_project(tree.county)


def fresh(row):
    return type(row).objects.of(row.project).get(pk=row.pk)


def records(project, *days, grade="decided"):
    rows = [facts.arrears_record(grade=grade, reference="样例", occurred_on=day, verified_on=day) for day in days]
    post_fact(project_id=project.pk, region_id=project.region_id, item="arrears_records", value=facts.arrears_records(rows), on=ON, source="样例")


class TestAssessment:
    def assess(self, actor, project, told=None):
        return assess_deposit(actor=actor, project=project, on=ON, at=AT, told=told)

    def test_the_answer_is_kept_with_its_steps_figures_and_sets_the_required_sum(self, inside, project):
        stored = make_deposit(project, required_amount=None)
        made = self.assess(inside, project)
        assert (made.required, made.base, made.rate, made.is_exempt) == (D(400000), D(20000000), D("0.02"), False)
        assert made.steps[0]["rule"] == "R65-06" and made.figures["deposit.base_rate"]["level"] == "city"
        assert fresh(stored).required_amount == D(400000)

    def test_the_contractors_past_in_the_whole_city_counts_and_elsewhere_it_does_not(self, inside, project, tree):
        firm = project.general_contractor
        with acting(inside_of(tree.neighbour)):
            sister = make_project(tree.neighbour, general_contractor=firm, started_on=dt.date(2022, 1, 1))
            records(sister, ON - 100 * DAY)
        made = self.assess(inside, project)
        assert made.required == D(600000) and "存储前两年内在本地区有欠薪（最近 2026-08-12）" in str(made.steps)
        assert not Fact.objects.visible_to(inside).filter(project=sister).exists()  # asked of the portal, not read by the county

    def test_another_citys_arrears_raise_nothing(self, inside, project, tree):
        with acting(inside_of(tree.other_county)):
            records(make_project(tree.other_county, general_contractor=project.general_contractor), ON - 100 * DAY)
        assert self.assess(inside, project).required == D(400000)

    def test_a_works_older_than_two_years_next_door_is_a_past_and_several_works(self, inside, project, tree):
        with acting(inside_of(tree.neighbour)):
            make_project(tree.neighbour, general_contractor=project.general_contractor, started_on=ON - 1000 * DAY)
        made = self.assess(inside, project)
        assert {"R65-09", "R65-07"} <= {step["rule"] for step in made.steps} and made.required == D(200000)

    def test_what_the_officer_found_out_counts_and_is_remembered(self, inside, project):
        told = Declared(built_here_since=dt.date(2020, 1, 1), note="中标通知书")
        assert self.assess(inside, project, told).required == D(200000)  # its own account is missing: no exemption after three years
        assert self.assess(inside, project, Declared(listed_on=ON - DAY)).required == D(600000)
        newest = DepositAssessment.objects.of(project).first()
        assert newest.declared["listed_on"] == "2026-11-19"

    def test_a_list_entry_posted_down_raises(self, inside, project):
        value = facts.listing(listed_on=ON - 30 * DAY, removed_on=None, organ="样例人社厅", document="样例列入决定")
        post_fact(project_id=project.pk, region_id=project.region_id, item="listing", value=value, on=ON, source="样例")
        assert "列入失信联合惩戒名单" in str(self.assess(inside, project).steps)

    def test_without_a_base_rate_nothing_is_kept(self, inside, tree):
        with pytest.raises(Refused, match="租户未录入“保证金基准存储比例”"):
            self.assess(inside, make_project(tree.county))

    def test_the_city_that_keeps_the_deposits_may_assess_and_a_neighbour_may_not(self, project, city_office, neighbour_inspector):
        with acting(city_office):
            assert self.assess(city_office, project).organ_name == city_office.organisation_name
        with acting(neighbour_inspector), pytest.raises(Refused, match="其他辖区"):
            self.assess(neighbour_inspector, project)

    def test_a_county_keeps_its_own_where_the_policy_says_so(self, project, city_office, tree):
        tenancy.policy_row(tree.city, "authority.deposit_keeper_level", "county")
        with acting(city_office), pytest.raises(Refused, match="其他辖区"):
            self.assess(city_office, project)


def inside_of(region):
    """The portal itself in another region, to prepare what a county cannot."""
    return system_actor(region)


class TestStoring:
    def test_the_newest_assessment_gives_the_required_sum_and_the_bank_becomes_a_party(self, inside, project):
        bank = tenancy.bank("样例银行阳泉分行")
        assess_deposit(actor=inside, project=project, on=ON, at=AT)
        made = store_deposit(
            actor=inside, project=project, form="bank_guarantee", deposited_on=ON, on=ON, amount=D(400000), institution=bank.name, expires_on=ON + 400 * DAY,
            is_on_demand=True, is_irrevocable=False, beneficiary="样例人社局",
        )  # fmt: skip
        assert (made.required_amount, made.is_irrevocable) == (D(400000), False)
        assert ProjectParty.objects.of(project).filter(part=Part.BANK, organisation=bank).exists()

    def test_a_new_guarantee_ends_the_old_one(self, inside, project):
        old = make_deposit(project)
        given = {"form": "bank_guarantee", "amount": D(300000), "expires_on": ON + 500 * DAY}
        new = replace_deposit(actor=inside, deposit=old, on=ON, at=AT, deposited_on=ON, **given)
        old = fresh(old)
        assert (old.state, old.released_on, old.replaced_by) == ("replaced", ON, new)
        with pytest.raises(Refused, match="现在是“已更换”"):
            replace_deposit(actor=inside, deposit=old, on=ON, at=AT, deposited_on=ON, **given)
        with pytest.raises(Refused, match="不能用免存更换"):
            replace_deposit(actor=inside, deposit=new, on=ON, at=AT, deposited_on=ON, form="exempt", exempt_basis="样例")

    def test_an_exemption_is_revoked_with_a_reason(self, inside, project):
        made = store_deposit(actor=inside, project=project, form="exempt", deposited_on=ON - DAY, on=ON, exempt_basis="安薪项目")
        gone = revoke_exemption(actor=inside, deposit=made, on=ON, at=AT, reason="称号取消")
        assert (gone.state, gone.released_reason) == ("revoked", "称号取消")
        with pytest.raises(Refused, match="只有免存可以撤销"):
            revoke_exemption(actor=inside, deposit=make_deposit(project), on=ON, at=AT, reason="样例")


class TestGate:
    @pytest.mark.parametrize(
        ("changed", "deposit", "words"),
        [
            ({"kind": "order"}, {}, "限期整改（改正）指令书不能动用"),
            ({"kind": "agreement"}, {}, "协议不能动用"),
            ({"served_on": ON + DAY, "comply_by": ON + 2 * DAY}, {}, "还没有送达"),
            ({"comply_by": ON}, {}, "清偿期限到 2026-11-20"),
            ({"comply_by": ON - 21 * DAY}, {}, "不能早于送达"),
            ({}, {"expires_on": ON - DAY}, "已过期"),
            ({}, {"amount": D("49999.99"), "required_amount": None}, "只有 49999.99 元可用"),
            ({}, {"state": "returned", "released_on": ON}, "已返还"),
            ({}, {"form": "exempt", "amount": 0, "exempt_basis": "样例", "expires_on": None}, "免存"),
        ],
    )  # fmt: skip
    def test_nothing_else_opens_the_deposit(self, inside, project, changed, deposit, words):
        made = make_deposit(project, **{"deposited_on": ON - 500 * DAY} | deposit)
        decision = make_decision(project, **changed)
        with pytest.raises(Refused, match=words):
            prepare_drawdown(actor=inside, deposit=made, decision=decision, payees=PAYEES, on=ON, at=AT)
        assert not DepositDrawdown.objects.of(project).exists()

    def test_a_guarantee_that_ends_today_and_a_sum_to_the_fen_still_pass(self, inside, project):
        made = make_deposit(project, deposited_on=ON - 500 * DAY, expires_on=ON, amount=D(50000), required_amount=None)
        drawdown = prepare_drawdown(
            actor=inside, deposit=made, decision=decision_of(project), payees=PAYEES, on=ON, at=AT, upload=BytesIO(PNG), upload_name="决定书.png"
        )
        assert (drawdown.amount, drawdown.people, drawdown.state) == (D(50000), 2, "prepared") and drawdown.decision_file.kind == "deposit_decision"
        with pytest.raises(Refused, match="只有 0.00 元可用"):  # the first use has bespoken all of it
            prepare_drawdown(actor=inside, deposit=made, decision=decision_of(project), payees=PAYEES, on=ON, at=AT)

    def test_a_decision_is_used_once(self, inside, project):
        made = make_deposit(project)
        prepare_drawdown(actor=inside, deposit=made, decision=decision_of(project), payees=PAYEES, on=ON, at=AT)
        with pytest.raises(Refused, match="已经对这笔保证金登记过"):
            prepare_drawdown(actor=inside, deposit=made, decision=decision_of(project), payees=PAYEES, on=ON, at=AT)

    def test_the_list_is_never_empty_and_a_contractor_never_draws(self, inside, project, contractor):
        made = make_deposit(project)
        with pytest.raises(Refused, match="名单"):
            prepare_drawdown(actor=inside, deposit=made, decision=decision_of(project), payees=(), on=ON, at=AT)
        with pytest.raises(Refused, match="没有"):
            prepare_drawdown(actor=contractor, deposit=made, decision=decision_of(project), payees=PAYEES, on=ON, at=AT)


def png() -> bytes:
    out = BytesIO()
    Image.new("RGB", (8, 8), "white").save(out, "PNG")
    return out.getvalue()


PNG = png()


class TestUse:
    @pytest.fixture
    def cash(self, project):
        return make_deposit(project, form="cash", expires_on=None, is_on_demand=False, amount=D(300000))

    @pytest.fixture
    def notified(self, inside, cash):
        made = prepare_drawdown(actor=inside, deposit=cash, decision=decision_of(cash.project), payees=PAYEES, on=ON, at=AT)
        return notify_drawdown(actor=inside, drawdown=made, on=ON, at=AT, number="样例支付通知〔2026〕1号", served_on=ON)

    def test_the_notice_is_served_first_and_not_before_the_decisions_term_is_over(self, inside, cash):
        made = prepare_drawdown(actor=inside, deposit=cash, decision=decision_of(cash.project), payees=PAYEES, on=ON, at=AT)
        with pytest.raises(Refused, match="还没有签发送达"):
            notify_drawdown(actor=inside, drawdown=made, on=ON, at=AT)
        with pytest.raises(Refused, match="期满以后送达"):
            notify_drawdown(actor=inside, drawdown=made, on=ON, at=AT, number="样例1号", served_on=ON - DAY)
        with pytest.raises(Refused, match="不能登记支付"):
            pay_drawdown(actor=inside, drawdown=made, paid_on=ON, on=ON, at=AT)

    def test_five_working_days_to_pay_and_ten_to_fill_up(self, inside, notified):
        assert notified.pay_by == dt.date(2026, 11, 27)  # Friday to Friday
        paid = pay_drawdown(actor=inside, drawdown=notified, paid_on=dt.date(2026, 11, 27), on=dt.date(2026, 11, 27), at=AT + 7 * DAY)
        deposit = WageSecurityDeposit.objects.of(paid.project).get(pk=paid.deposit_id)
        assert (paid.state, paid.paid_amount, paid.top_up_by) == ("paid", D(50000), dt.date(2026, 12, 11))
        assert (deposit.state, deposit.left) == ("drawn", D(250000)) and not paid.is_late(dt.date(2026, 12, 1))
        assert DrawdownPayee.objects.of(paid.project).filter(drawdown=paid, paid_on=dt.date(2026, 11, 27)).count() == 2

    def test_who_did_not_get_it_stays_open_for_another_try(self, inside, notified):
        first = DrawdownPayee.objects.of(notified.project).filter(drawdown=notified).first()
        half = pay_drawdown(actor=inside, drawdown=notified, paid_on=ON, on=ON, at=AT, failed={first.pk: "卡号已注销"})
        assert (half.state, half.paid_amount, fresh(first).failed_reason) == ("notified", D(30000), "卡号已注销")
        with pytest.raises(Refused, match="已经有人收到款"):
            cancel_drawdown(actor=inside, drawdown=half, on=ON, at=AT, reason="样例原因")
        whole = pay_drawdown(actor=inside, drawdown=half, paid_on=ON + 3 * DAY, on=ON + 3 * DAY, at=AT + 3 * DAY)
        assert (whole.state, whole.paid_amount) == ("paid", D(50000)) and fresh(first).failed_reason == ""

    def test_an_institution_defaults_only_when_its_days_are_over_and_the_board_shows_it(self, inside, notified):
        make_deposit(make_project(notified.region))  # another of the same institution
        with pytest.raises(Refused, match="还没有到期"):
            default_drawdown(actor=inside, drawdown=notified, on=notified.pay_by, at=AT, reason="样例原因")
        gone = default_drawdown(actor=inside, drawdown=notified, on=notified.pay_by + DAY, at=AT + 8 * DAY, reason="银行拒付")
        assert gone.state == "defaulted"
        (row,) = scoreboard(inside, notified.pay_by + DAY)
        assert (row.held, row.held_amount, row.claims, row.in_time, row.late, row.unpaid) == (2, D(600000), 1, 0, 0, 1)
        pay_drawdown(actor=inside, drawdown=gone, paid_on=notified.pay_by + DAY, on=notified.pay_by + DAY, at=AT + 8 * DAY)
        (row,) = scoreboard(inside, notified.pay_by + DAY)
        assert (row.in_time, row.late, row.unpaid) == (0, 1, 0)

    def test_cash_is_filled_up_in_full(self, inside, cash):
        made = make_drawdown(cash, paid_on=dt.date(2026, 11, 16))
        top = {"actor": inside, "drawdown": made, "on": ON, "at": AT}
        with pytest.raises(Refused, match="全额补足"):
            top_up_deposit(**top, topped_up_on=ON, amount=D("49999.99"))
        with pytest.raises(Refused, match="支付日期以后"):
            top_up_deposit(**top, topped_up_on=dt.date(2026, 11, 15), amount=D(50000))
        assert top_up_deposit(**top, topped_up_on=ON, amount=D(50000)).state == "topped_up"
        assert (fresh(cash).state, fresh(cash).drawn_amount) == ("held", D(0))

    def test_a_guarantee_is_made_good_by_a_new_one_of_the_same_sum(self, inside, project):
        old = make_deposit(project)
        made = make_drawdown(old, paid_on=dt.date(2026, 11, 16))
        with pytest.raises(Refused, match="新保函"):
            top_up_deposit(actor=inside, drawdown=made, topped_up_on=ON, amount=D(50000), on=ON, at=AT)
        given = {"form": "bank_guarantee", "expires_on": ON + 500 * DAY, "deposited_on": ON}
        with pytest.raises(Refused, match="不少于 300000.00 元"):
            replace_deposit(actor=inside, deposit=fresh(old), on=ON, at=AT, amount=D("299999.99"), **given)
        replace_deposit(actor=inside, deposit=fresh(old), on=ON, at=AT, amount=D(300000), **given)
        assert (fresh(old).state, fresh(made).state, fresh(made).topped_up_on) == ("replaced", "topped_up", ON)

    def test_a_cancelled_use_leaves_the_deposit_whole(self, inside, notified):
        assert cancel_drawdown(actor=inside, drawdown=notified, on=ON, at=AT, reason="总包已清偿").state == "cancelled"
        assert WageSecurityDeposit.objects.of(notified.project).get(pk=notified.deposit_id).left == D(300000)

    def test_the_bank_that_holds_it_tells_what_it_paid_and_another_does_not_see_it(self, inside, project, bank):
        held = make_deposit(project, institution=bank.organisation_name)
        made = make_drawdown(held, state="notified", notified_on=ON, pay_by=dt.date(2026, 11, 27))
        make_payee(made), make_payee(made)
        foreign = make_drawdown(make_deposit(project, institution="别家样例银行"))
        make_party(project, Organisation.objects.get(pk=bank.organisation_id), Part.BANK)
        teller = again(bank)
        with acting(teller):
            seen = DepositDrawdown.objects.visible_to(teller)
            assert [row.pk for row in seen] == [made.pk] and foreign.pk not in {row.pk for row in seen}
            assert pay_drawdown(actor=teller, drawdown=seen.get(), paid_on=ON, on=ON, at=AT).state == "paid"


class TestReturn:
    @pytest.fixture
    def held(self, project):
        type(project).objects.visible_to(project_actor(project)).filter(pk=project.pk).update(state="settled")
        project.refresh_from_db()
        return make_deposit(project)

    def test_the_terms_run_thirty_days_five_and_three_working_days(self, inside, held):
        refund = start_refund(actor=inside, deposit=held, announced_on=dt.date(2026, 10, 12), on=ON, at=AT)
        assert (refund.announced_until, refund.by_authority) == (dt.date(2026, 11, 11), True)
        with pytest.raises(Refused, match="公示到 2026-11-11 期满"):
            apply_refund(actor=inside, refund=refund, on=dt.date(2026, 11, 11), at=AT)
        refund = apply_refund(actor=inside, refund=refund, on=ON, at=AT)
        assert refund.review_by == dt.date(2026, 11, 27)
        refund = approve_refund(actor=inside, refund=refund, on=dt.date(2026, 11, 26), at=AT + 6 * DAY)
        assert refund.paper_by == dt.date(2026, 12, 1)
        refund = return_deposit(actor=inside, refund=refund, on=dt.date(2026, 12, 1), at=AT + 11 * DAY, paper_number="样例确认〔2026〕1号")
        assert (refund.state, fresh(held).state, fresh(held).released_on) == ("returned", "returned", dt.date(2026, 12, 1))

    def test_wages_owed_and_a_hold_stand_against_it_and_it_is_refused_in_writing_within_three_days(self, inside, held):
        refund = apply_refund(actor=inside, refund=make_refund(held), on=ON, at=AT)
        post_fact(project_id=held.project_id, region_id=held.region_id, item="arrears", value=facts.arrears(people=1, amount=D(800)), on=ON, source="样例")
        place_hold(actor=inside, project=held.project, kind="open_case", source_type="样例", source_uid="1", reason="案件未办结", at=AT)
        with pytest.raises(Refused, match="案件未办结；查实欠薪 800.00 元未清偿"):
            approve_refund(actor=inside, refund=refund, on=ON, at=AT)
        refund = refuse_refund(actor=inside, refund=refund, on=ON, at=AT, reason="有欠薪未清偿")
        assert (refund.state, refund.paper_by) == ("refused", dt.date(2026, 11, 25))
        assert apply_refund(actor=inside, refund=refund, on=ON + 10 * DAY, at=AT + 10 * DAY).state == "applied"

    def test_it_does_not_begin_before_the_works_are_finished_nor_while_the_money_is_used_nor_twice(self, inside, project, held):
        with pytest.raises(Refused, match="完工以后"):
            start_refund(actor=inside, deposit=make_deposit(make_project(project.region)), announced_on=ON, on=ON, at=AT)
        drawdown = make_drawdown(held)
        with pytest.raises(Refused, match="正在动用"):
            start_refund(actor=inside, deposit=held, announced_on=ON, on=ON, at=AT)
        cancel_drawdown(actor=inside, drawdown=drawdown, on=ON, at=AT, reason="样例原因")
        first = start_refund(actor=inside, deposit=held, announced_on=ON, on=ON, at=AT)
        with pytest.raises(Refused, match="正在办理"):
            start_refund(actor=inside, deposit=held, announced_on=ON, on=ON, at=AT)
        withdraw_refund(actor=inside, refund=first, on=ON, at=AT, reason="补充材料")
        assert start_refund(actor=inside, deposit=held, announced_on=ON, on=ON, at=AT).state == "announced"

    def test_a_contractor_promises_first_and_reviews_nothing(self, held, contractor):
        make_party(held.project, Organisation.objects.get(pk=contractor.enterprise_id), Part.GENERAL_CONTRACTOR)
        firm = again(contractor)
        with acting(firm):
            with pytest.raises(Refused, match="书面承诺"):
                start_refund(actor=firm, deposit=held, announced_on=ON, on=ON, at=AT)
            made = start_refund(actor=firm, deposit=held, announced_on=ON - 31 * DAY, promised_on=ON - 31 * DAY, on=ON, at=AT)
            made = apply_refund(actor=firm, refund=made, on=ON, at=AT)
            with pytest.raises(Refused, match="没有“审核通过”的权限"):
                approve_refund(actor=firm, refund=made, on=ON, at=AT)

    def test_the_half_yearly_sweep_finds_and_begins_what_nobody_asked_for_once(self, inside, held):
        make_deposit(make_project(held.region))  # works go on: nothing to give back
        made = sweep_deposits(actor=inside, on=ON, at=AT, start=True)
        assert (made.half_end, made.held, made.due, made.started) == (dt.date(2026, 12, 31), 2, 1, 1)
        with pytest.raises(Refused, match="这半年已经清查"):
            sweep_deposits(actor=inside, on=ON, at=AT, start=False)


def project_actor(project):
    return inside_of(project.region)


class TestStatements:
    def test_one_for_each_quarter_that_is_over_principal_and_interest_apart(self, inside, project):
        cash = make_deposit(project, form="cash", expires_on=None, is_on_demand=False)
        given = {"actor": inside, "deposit": cash, "provided_on": ON, "on": ON, "at": AT, "principal": D(300000), "interest": D("412.50")}
        made = record_statement(**given, quarter_end=dt.date(2026, 9, 30), interest_taken=D(100))
        assert (made.quarter, made.interest_taken) == ("2026 年第 3 季度", D(100))
        for day, words in ((dt.date(2026, 9, 30), "已经登记"), (dt.date(2026, 12, 31), "过去的季度"), (dt.date(2026, 8, 31), "过去的季度")):
            with pytest.raises(Refused, match=words):
                record_statement(**given, quarter_end=day)
        with pytest.raises(Refused, match="只有现金"):
            record_statement(**given | {"deposit": make_deposit(project)}, quarter_end=dt.date(2026, 6, 30))


def test_ten_projects_are_reckoned_in_as_many_queries_as_one(inside, project, tree):
    with CaptureQueriesContext(connection) as one:
        works(inside, [project], ON)
    firm = project.general_contractor
    more = [make_project(tree.county, general_contractor=firm if number % 2 else None) for number in range(9)]
    with CaptureQueriesContext(connection) as ten:
        found = works(inside, [project, *more], ON)
    assert len(ten) == len(one) and len(found) == 10
    assert {found[project.pk].others_here, found[more[0].pk].others_here} == {4, 0}
