"""The five systems: each lamp just on either side of its limits, and the sentence that sums them up."""

import datetime as dt
from decimal import Decimal

import pytest

from portal.tenancy.scope import acting
from projects import facts
from projects.actions.post_fact import post_fact
from projects.systems import conclusion, matrix
from projects.systems.lamps import Lamp
from projects.systems.mechanism import runs_mark, together
from tests.make import tenancy
from tests.make.projects import make_account, make_boards, make_deposit, make_party, make_project

ON = dt.date(2026, 11, 20)
DAY = dt.timedelta(days=1)


@pytest.fixture
def inside(county_inspector):
    with acting(county_inspector):
        yield county_inspector


@pytest.fixture
def bare(inside, tree):
    """A project of today that has nothing yet."""
    return make_project(tree.county, contract_signed_on=None, permit_issued_on=None, wage_officer_name="", uploaded_on=None)


def lamps(project, key, on=ON):
    row = next(row for row in matrix(project, on) if row.key == key)
    return row.established, row.operating


def post(project, item, value):
    post_fact(project_id=project.pk, region_id=project.region_id, item=item, value=value, on=ON, source="样例")


def test_a_bare_project_says_honestly_what_is_not_known(bare):
    rows = matrix(bare, ON)
    assert [row.title for row in rows] == ["实名制管理", "工资专用账户", "总包代发", "工资保证金", "维权信息公示"]
    assert [row.established.mark for row in rows] == ["x", "x", "ok", "x", "x"]
    assert {row.operating.mark for row in rows} == {"none"}
    assert "合同签订日期未填" in rows[1].established.text and "许可日期未填" in rows[3].established.text
    assert conclusion(rows) == "实名制管理、工资专用账户、工资保证金、维权信息公示没有建立。"


def test_real_name_needs_officer_and_platform(inside, tree):
    neither = make_project(tree.county, wage_officer_name="", uploaded_on=None)
    one = make_project(tree.county, uploaded_on=None)
    both = make_project(tree.county, uploaded_on=ON)
    assert [lamps(p, "real_name")[0].mark for p in (neither, one, both)] == ["x", "half", "ok"]
    assert [item.text for item in lamps(neither, "real_name")[0].missing] == ["任命劳资专管员", "纳入监控预警平台"]


@pytest.mark.parametrize(
    ("on_site", "registered", "signed", "mark"),
    [(0, 0, 0, "none"), (10, 10, 10, "ok"), (10, 10, 9, "half"), (100, 100, 90, "half"), (100, 100, 89, "x"), (10, 8, 10, "x")],
)
def test_coverage_is_judged_at_nine_tenths(bare, on_site, registered, signed, mark):
    post(bare, "coverage", facts.coverage(on_site=on_site, registered=registered, with_contract=signed))
    assert lamps(bare, "real_name")[1].mark == mark


@pytest.mark.parametrize(("after", "mark", "late"), [(30, "half", False), (31, "x", True)])
def test_an_account_is_late_the_day_after_its_term(inside, tree, after, mark, late):
    signed_on = dt.date(2026, 6, 1)
    project = make_project(tree.county, contract_signed_on=signed_on)
    lamp = lamps(project, "special_account", signed_on + after * DAY)[0]
    assert (lamp.mark, lamp.missing[0].is_late, lamp.missing[0].by) == (mark, late, dt.date(2026, 7, 1))


def test_an_account_is_complete_with_agreement_filing_and_name(inside, tree):
    project = make_project(tree.county)
    account = make_account(project, agreement_on=None, filed_on=None, account_name="样例户")
    lamp = lamps(project, "special_account")[0]
    assert lamp.mark == "half" and [item.text for item in lamp.missing] == ["签订三方协议", "专户备案", "户名补上“农民工工资专用账户”"]
    account.agreement_on = account.filed_on = account.opened_on
    account.account_name = "样例农民工工资专用账户"
    account.save()
    assert lamps(project, "special_account")[0].mark == "ok"


def test_a_frozen_account_does_not_operate(inside, tree):
    project = make_project(tree.county)
    make_account(project, frozen_on=ON)
    assert lamps(project, "special_account")[1].mark == "x"
    assert lamps(project, "special_account", ON - DAY)[1].mark == "none"


@pytest.mark.parametrize(("came", "mark"), [("100", "ok"), ("99.99", "half"), ("80", "half"), ("79.99", "x"), ("0", "x")])
def test_labour_cost_is_judged_by_what_came(bare, came, mark):
    make_account(bare, opened_on=ON)
    post(bare, "account_month", facts.account_month(month=dt.date(2026, 10, 1), due=Decimal("100"), due_on=None, transferred=Decimal(came)))
    assert lamps(bare, "special_account")[1].mark == mark


def test_labour_cost_that_cannot_be_reckoned_is_not_judged(bare):
    post(bare, "account_month", facts.account_month(month=dt.date(2026, 10, 1), due=None, due_on=None, transferred=Decimal("5")))
    assert lamps(bare, "special_account")[1].mark == "none"


def test_every_subcontractor_entrusts_payment(inside, tree):
    project = make_project(tree.county)
    first, second = make_party(project), make_party(project)
    assert lamps(project, "entrusted_payment")[0].mark == "x"
    first.entrusted_agreement_on = ON
    first.save()
    assert lamps(project, "entrusted_payment")[0].mark == "half"
    second.left_on = ON
    second.save()
    assert lamps(project, "entrusted_payment")[0].mark == "ok"


@pytest.mark.parametrize(
    ("paid", "people", "due_on", "mark"),
    [("100", 10, ON - DAY, "ok"), ("99", 9, ON - DAY, "half"), ("0", 0, ON - DAY, "x"), ("0", 0, ON, "none"), ("50", 5, ON + DAY, "none")],
)
def test_wages_are_judged_after_their_day(bare, paid, people, due_on, mark):
    value = facts.payment_month(month=dt.date(2026, 10, 1), due_on=due_on, people=10, paid_people=people, net=Decimal("100"), paid=Decimal(paid))
    post(bare, "payment_month", value)
    assert lamps(bare, "entrusted_payment")[1].mark == mark


def test_somebody_who_worked_and_is_on_no_sheet_keeps_the_lamp_from_green(bare):
    sums = {"people": 11, "paid_people": 10, "net": Decimal("100"), "paid": Decimal("100"), "full_paid_on": ON, "missing": 1}
    post(bare, "payment_month", facts.payment_month(month=dt.date(2026, 10, 1), due_on=ON - DAY, **sums))
    lamp = lamps(bare, "entrusted_payment")[1]
    assert (lamp.mark, lamp.missing[0].text) == ("half", "把 1 名出勤的人列入 10 月工资表并发放")


@pytest.mark.parametrize(("left", "mark"), [(61, "ok"), (60, "half"), (0, "half"), (-1, "x")])
def test_a_guarantee_is_renewed_in_time(inside, tree, left, mark):
    project = make_project(tree.county, planned_end_on=ON)
    make_deposit(project, deposited_on=ON - 400 * DAY, expires_on=ON + left * DAY)
    assert lamps(project, "deposit")[1].mark == mark


def test_a_deposit_below_the_required_sum_is_partial(inside, tree):
    project = make_project(tree.county)
    make_deposit(project, amount=Decimal("299999.99"), required_amount=Decimal("300000"))
    assert lamps(project, "deposit")[0].mark == "half"
    make_deposit(project, amount=Decimal("0.01"), required_amount=Decimal("300000"))
    assert lamps(project, "deposit")[0].mark == "ok"


def test_a_guarantee_must_be_payable_on_demand(inside, tree):
    project = make_project(tree.county)
    make_deposit(project, is_on_demand=False)
    assert "见索即付" in lamps(project, "deposit")[1].missing[0].text


def test_an_exemption_and_cash_operate_by_themselves(inside, tree):
    exempt, cash = make_project(tree.county), make_project(tree.county)
    none = {"expires_on": None, "is_on_demand": False, "institution": "", "document_number": ""}
    make_deposit(exempt, form="exempt", amount=Decimal("0"), required_amount=None, exempt_basis="三年无欠薪", **none)
    make_deposit(cash, form="cash", **none)
    for project in (exempt, cash):
        assert [lamp.mark for lamp in lamps(project, "deposit")] == ["ok", "ok"]


def test_a_deposit_within_its_term_is_not_late(inside, tree):
    project = make_project(tree.county, permit_issued_on=dt.date(2026, 6, 1))
    assert lamps(project, "deposit", dt.date(2026, 6, 29))[0].mark == "half"
    assert lamps(project, "deposit", dt.date(2026, 6, 30))[0].mark == "x"


def test_boards_grow_stale_when_what_they_say_changes(inside, tree):
    project = make_project(tree.county, on=ON - 30 * DAY)
    make_boards(project, ("入口处", "项目部"), posted_on=ON - 20 * DAY)
    assert [lamp.mark for lamp in lamps(project, "notice_board")] == ["half", "ok"]
    project.board_facts_changed_on = ON
    assert lamps(project, "notice_board")[1].mark == "x"
    make_boards(project, ("生活区",), posted_on=ON)
    assert [lamp.mark for lamp in lamps(project, "notice_board")] == ["ok", "half"]


def test_the_sentence_names_what_does_not_work_and_what_is_late(inside, tree):
    project = make_project(tree.county, uploaded_on=ON)
    make_account(project)
    make_deposit(project)
    make_boards(project)
    assert conclusion(matrix(project, ON)) == "五项制度都已建立，实名制管理、工资专用账户、总包代发还没有运转数据。"
    value = facts.payment_month(month=dt.date(2026, 10, 1), due_on=ON - DAY, people=10, paid_people=0, net=Decimal("100"), paid=Decimal("0"))
    post(project, "payment_month", value)
    assert conclusion(matrix(project, ON)) == "总包代发建了没有真运转，1 项已超期。"


def test_a_perfect_project_is_called_so(inside, tree):
    project = make_project(tree.county, uploaded_on=ON)
    make_account(project)
    make_deposit(project)
    make_boards(project)
    make_party(project, tenancy.enterprise(), entrusted_agreement_on=ON)
    post(project, "coverage", facts.coverage(on_site=10, registered=10, with_contract=10))
    post(project, "account_month", facts.account_month(month=ON, due=Decimal("1"), due_on=None, transferred=Decimal("1")))
    post(project, "payment_month", facts.payment_month(month=ON, due_on=ON, people=1, paid_people=1, net=Decimal("1"), paid=Decimal("1")))
    assert conclusion(matrix(project, ON)) == "五项制度建立并正常运转。"


def test_the_matrix_costs_twelve_queries_however_much_hangs_on_it(inside, tree, django_assert_max_num_queries):
    project = make_project(tree.county)
    for _ in range(3):
        make_account(project)
        make_deposit(project)
        make_party(project)
    with django_assert_max_num_queries(12):
        matrix(project, ON)


def test_how_many_are_on_site_is_said_once_for_registration_and_contracts(inside, tree):
    project = make_project(tree.county)
    post(project, facts.COVERAGE, {"on_site": 23, "registered": 23, "with_contract": 21, "last_attendance_on": str(ON)})
    assert lamps(project, "real_name")[1].text == "23 人在场，全部实名登记，2 人未签劳动合同"


def test_what_only_happens_to_end_alike_is_said_whole():
    told = together([Lamp("ok", "甲，到位"), Lamp("ok", "乙，到位"), Lamp("ok", "乙，齐全"), Lamp("ok", "甲，齐全")], runs_mark)
    assert told.text == "甲，到位，乙，到位，齐全，甲，齐全"
