"""The rules about the special account and about silence on real rows."""

import datetime as dt
from decimal import Decimal

import pytest

from portal.lib.rules import Affected
from portal.tenancy.actors import system_actor
from portal.tenancy.scope import acting
from projects.enums import Part
from tests.make import wagepay as make
from tests.make.projects import make_account, make_party, make_project
from tests.make.tenancy import saved
from tests.wagepay.rules.scenes import OCTOBER, SEPTEMBER, found, level, told
from wagepay.models import AccountEntry, AttendanceFinding, EntryException, MoneyReport, ProjectMonth
from wagepay.rules import w05_labour_cost_late, w06_labour_cost_short, w08_balance_low, w10_account_outflow, w20_silence, w64_builder_funds, w66_money_reported

ON = dt.date(2026, 11, 5)


@pytest.fixture
def project(tree):
    with acting(system_actor()):
        yield make_project(tree.county)


def entry(project, account, booked_on, balance, number=1, amount=1):
    return saved(AccountEntry(
        month=booked_on.replace(day=1), project=project, line_key=f"entry-{booked_on:%m%d}-{number:04d}".encode(), account=account, region=project.region,
        booked_on=booked_on, direction="in", kind="labour_cost", amount=amount, balance=balance, reference=f"R{number:04d}",
    ))  # fmt: skip


# -- W06 --------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("transferred", "rules"), [("9999.99", {"W05"}), ("10000.00", {"W06"}), ("99999.99", {"W06"}), ("100000.00", set())])
def test_a_cycle_is_either_not_transferred_or_short_never_both(project, transferred, rules):
    full = {"full_on": dt.date(2026, 10, 20)} if transferred == "100000.00" else {}
    make.labour_cost_cycle(project, SEPTEMBER, due_amount=100000, due_on=dt.date(2026, 10, 25), transferred=Decimal(transferred), **full)
    assert {rule.CODE for rule in (w05_labour_cost_late, w06_labour_cost_short) if found(rule, project, ON)} == rules


def test_two_low_cycles_in_a_row_are_red_and_a_good_one_between_breaks_the_row(project):
    for number, came in ((6, 50000), (7, 90000), (8, 50000), (9, 59999)):
        make.labour_cost_cycle(project, dt.date(2026, number, 1), due_amount=100000, due_on=dt.date(2026, number + 1, 25), transferred=came)
    rows = {hit.evidence["month"]: hit for hit in found(w06_labour_cost_short, project, ON)}
    assert {name: hit.evidence["low_cycles"] for name, hit in rows.items()} == {"2026-06": 1, "2026-07": 0, "2026-08": 2, "2026-09": 2}
    assert level(w06_labour_cost_short, rows["2026-09"].evidence) == "red"
    head, words, _ = told(w06_labour_cost_short, rows["2026-09"])
    assert head == "9 月人工费只到账 60.0%，还差 40,001 元" and "连续 2 个周期低于 60%" in words


# -- W08 --------------------------------------------------------------------------------------------
def past(project, *nets):
    for back, net in enumerate(nets):
        make.project_month(
            project,
            month=dt.date(2026, 9 - back, 1),
            due_on=dt.date(2026, 10 - back, 20),
            listed=10,
            net=net,
            owed=net,
            paid=net,
            full_paid_on=dt.date(2026, 10 - back, 20),
        )


def coming(project, **fields):
    make.project_month(project, month=OCTOBER, due_on=dt.date(2026, 11, 20), attended=10, **fields)


@pytest.mark.parametrize(("balance", "hits"), [("60000.00", 0), ("59999.99", 1)])
def test_the_balance_is_held_against_the_last_month_to_the_fen(project, balance, hits):
    past(project, 60000, 30000)
    coming(project)
    entry(project, make_account(project), dt.date(2026, 11, 1), Decimal(balance))
    rows = found(w08_balance_low, project, ON)
    assert len(rows) == hits
    for hit in rows:
        assert (hit.evidence["gap"], hit.evidence["basis"], hit.evidence["days_left"]) == ("0.01", "上月工资表", 15) and told(w08_balance_low, hit)


def test_the_mean_of_three_months_and_the_sheet_itself_count_where_they_are_greater(project):
    past(project, 30000, 60000, 60000)
    entry(project, make_account(project), dt.date(2026, 11, 1), Decimal(49000))
    coming(project)
    assert found(w08_balance_low, project, ON)[0].evidence["needed"] == "50000.00"
    coming_sheet = make.ProjectMonth.objects.of(project).filter(month=OCTOBER)
    coming_sheet.update(listed=10, owed=70000, paid=5000)
    (hit,) = found(w08_balance_low, project, ON)
    assert (hit.evidence["needed"], hit.evidence["basis"]) == ("65000.00", "已报工资表未发部分")


def test_the_newest_balance_counts_and_of_one_day_that_which_nothing_follows(project):
    past(project, 60000)
    coming(project)
    account = make_account(project)
    for number, (day, amount, balance) in enumerate(((30, 1, 0), (2, 9990, 10000), (2, 10000, 20000), (2, 10, 10), (6, 70000, 90000))):
        entry(project, account, dt.date(2026, 10 if day == 30 else 11, day), balance, number, amount)
    (hit,) = found(w08_balance_low, project, ON)
    assert (hit.evidence["balance"], hit.evidence["balance_on"]) == ("20000.00", "2026-11-02"), "what is booked after the day is not known on it"
    assert level(w08_balance_low, hit.evidence) == "yellow"
    assert level(w08_balance_low, hit.evidence | {"days_left": 10}) == "red"


def test_without_any_balance_nothing_is_said(project):
    past(project, 60000)
    coming(project)
    assert found(w08_balance_low, project, ON) == []


# -- W10 --------------------------------------------------------------------------------------------
def asked(project, kind, amount, state="open", number=1):
    fields = {"month": OCTOBER, "booked_on": dt.date(2026, 10, 9), "found_on": dt.date(2026, 10, 10), "line_key": f"debit-{number:010d}".encode()}
    return saved(
        EntryException(region=project.region, project=project, account=make_account(project), kind=kind, amount=Decimal(amount), state=state, **fields)
    )


@pytest.mark.parametrize(
    ("kind", "amount", "wanted"), [("firm", "1000.00", "blue"), ("firm", "1000.01", "red"), ("cash", "8000", "red"), ("unnamed", "8000", "yellow")]
)
def test_money_that_left_the_account_for_no_worker(project, kind, amount, wanted):
    asked(project, kind, amount)
    (hit,) = found(w10_account_outflow, project, ON)
    assert (hit.month, level(w10_account_outflow, hit.evidence)) == (OCTOBER, wanted) and told(w10_account_outflow, hit)


def test_what_the_inspector_accepted_is_the_exception_list_and_what_he_confirmed_stays(project):
    asked(project, "firm", "5000", "accepted", 1)
    asked(project, "firm", "6000", "gone", 2)
    assert found(w10_account_outflow, project, ON) == []
    asked(project, "stranger", "7000.07", "confirmed", 3)
    (hit,) = found(w10_account_outflow, project, ON)
    assert (hit.evidence["entries"], hit.evidence["amount"]) == (1, "7000.07") and "收款人不在花名册 1 笔" in told(w10_account_outflow, hit)[1]
    assert found(w10_account_outflow, project, dt.date(2026, 10, 8)) == [], "on the day before it had not happened"


# -- W20 --------------------------------------------------------------------------------------------
def attended_last(project, day):
    make.project_month(project, month=day.replace(day=1), due_on=dt.date(2026, 12, 20), attended=10, last_attendance_on=day)


@pytest.mark.parametrize(
    ("day", "silent", "wanted"),
    [(dt.date(2026, 10, 29), None, None), (dt.date(2026, 10, 28), 8, "blue"), (dt.date(2026, 10, 21), 15, "blue"), (dt.date(2026, 10, 20), 16, "yellow")],
)
def test_days_without_anybody_at_work(project, day, silent, wanted):
    attended_last(project, day)
    rows = found(w20_silence, project, ON)
    assert [hit.evidence["silent_days"] for hit in rows] == ([silent] if silent else [])
    for hit in rows:
        assert level(w20_silence, hit.evidence) == wanted and told(w20_silence, hit)


@pytest.mark.parametrize(("changes", "hits"), [({"state": "stopped"}, 0), ({"site_kind": "linear"}, 0), ({"site_kind": "closed"}, 1)])
def test_stopped_and_open_sites_are_exempt(project, changes, hits):
    attended_last(project, dt.date(2026, 10, 1))
    type(project)._base_manager.filter(pk=project.pk).update(**changes)
    assert len(found(w20_silence, project, ON)) == hits


@pytest.mark.parametrize(("day", "hits"), [(dt.date(2026, 10, 1), 0), (dt.date(2026, 9, 30), 1)])
def test_an_account_without_a_new_flow_for_more_than_a_cycle(project, day, hits):
    attended_last(project, dt.date(2026, 11, 4))
    entry(project, make_account(project), day, 1)
    rows = found(w20_silence, project, ON)
    assert len(rows) == hits
    for hit in rows:
        assert (hit.evidence["flow_days"], hit.evidence["silent_days"], level(w20_silence, hit.evidence)) == (36, None, "yellow") and told(w20_silence, hit)


def test_a_collapse_that_the_night_found_is_a_question_too(project):
    attended_last(project, dt.date(2026, 11, 4))
    figures = {"before": 70, "after": 20, "until": "2026-11-04"}
    saved(AttendanceFinding(region=project.region, project=project, month=dt.date(2026, 11, 1), kind="collapse", subject="site", found_on=ON, figures=figures))
    (hit,) = found(w20_silence, project, ON)
    assert (level(w20_silence, hit.evidence), told(w20_silence, hit)[0]) == ("blue", "在建项目出勤骤降")


# -- W66 --------------------------------------------------------------------------------------------
REPORTED = dt.datetime(2026, 10, 25, 1, tzinfo=dt.UTC)


def report(project, kind="owner_paid", **fields):
    plain = {
        "month": SEPTEMBER,
        "amount": 300000 if kind == "owner_paid" else None,
        "day": dt.date(2026, 10, 8),
        "text": "至今没有发放",
        "made_by": "样例经办",
        "made_at": REPORTED,
    }
    who = project.owner if kind == "owner_paid" else project.general_contractor
    return saved(MoneyReport(region=project.region, project=project, organisation=who, kind=kind, **(plain | fields)))


def answered(row, state, on=dt.datetime(2026, 10, 30, 1, tzinfo=dt.UTC)):
    MoneyReport._base_manager.filter(pk=row.pk).update(state=state, answered_at=on)


@pytest.mark.parametrize(("on", "hits"), [(dt.date(2026, 10, 24), 0), (dt.date(2026, 10, 25), 1)])
def test_a_report_is_a_warning_from_its_own_day_on(project, on, hits):
    report(project)
    assert len(found(w66_money_reported, project, on)) == hits


def test_what_the_owner_says_is_red_once_it_is_found_true_and_ends_with_the_wages(project):
    make.project_month(project, month=SEPTEMBER, due_on=dt.date(2026, 10, 20), listed=10, paid_count=7, short_count=3, short_amount=Decimal("18000.50"))
    row = report(project)
    (hit,) = found(w66_money_reported, project, ON)
    head, words, steps = told(w66_money_reported, hit)
    assert level(w66_money_reported, hit.evidence) == "yellow" and len(steps) == 2
    assert head == "建设单位报告 9 月已拨 300,000 元，总包没有发" and words.endswith("还有 3 人没有发够，差 18,000.50 元，还没有核实。")
    assert w66_money_reported.affected(hit.evidence) == Affected(3, Decimal("18000.50"))
    answered(row, "true")
    (hit,) = found(w66_money_reported, project, ON)
    assert level(w66_money_reported, hit.evidence) == "red" and told(w66_money_reported, hit)[1].endswith("监察员已核实属实。")
    (before,) = found(w66_money_reported, project, dt.date(2026, 10, 29))
    assert level(w66_money_reported, before.evidence) == "yellow", "a day before the answer it was not yet known"
    ProjectMonth._base_manager.filter(project=project).update(short_count=0, short_amount=0, full_paid_on=ON)
    assert found(w66_money_reported, project, ON) == []


@pytest.mark.parametrize("state", ["untrue", "withdrawn"])
def test_what_was_not_so_ends_the_warning_on_the_day_of_the_answer(project, state):
    answered(report(project), state)
    assert found(w66_money_reported, project, ON) == []
    assert len(found(w66_money_reported, project, dt.date(2026, 10, 29))) == 1


@pytest.mark.parametrize(
    ("cycle", "state", "hits"),
    [
        (None, "open", 1),  # the books know nothing of the cycle
        ({"due_on": ON, "transferred": 0}, "open", 1),  # not late yet by the books
        ({"due_on": dt.date(2026, 10, 10), "transferred": 0}, "open", 0),  # W05 tells it
        ({"due_on": dt.date(2026, 10, 10), "transferred": 50000}, "open", 0),  # W06 tells it
        ({"due_on": dt.date(2026, 10, 10), "transferred": 100000, "full_on": ON}, "open", 1),  # bank and books contradict each other
        ({"due_on": dt.date(2026, 10, 10), "transferred": 100000, "full_on": ON}, "true", 0),  # found true, and the money came
    ],
)
def test_the_banks_word_stands_where_the_books_do_not_tell_it_already(project, cycle, state, hits):
    if cycle:
        make.labour_cost_cycle(project, SEPTEMBER, due_amount=100000, **cycle)
    row = report(project, "not_arrived")
    if state == "true":
        answered(row, state)
    rows = found(w66_money_reported, project, ON)
    assert len(rows) == hits
    for hit in rows:
        assert told(w66_money_reported, hit)[0] == "银行报告 9 月人工费没有到账" and level(w66_money_reported, hit.evidence) == "yellow"


# -- W64 --------------------------------------------------------------------------------------------
class TestBuilderFunds:
    """Labour cost of a government's project: 80,000 from the owner, the rest from the firm that builds."""

    @pytest.fixture
    def works(self, project):
        type(project)._base_manager.filter(pk=project.pk).update(is_government_invested=True)
        make_party(project, project.general_contractor, Part.GENERAL_CONTRACTOR)
        return project, make_account(project)

    def came(self, works, amount, *, day=ON, number=1, kind="labour_cost", firm=None):
        project, account = works
        row = entry(project, account, day, None, number=number, amount=amount)
        name = firm or project.general_contractor.name
        AccountEntry._base_manager.filter(project_id=project.pk, line_key=row.line_key).update(kind=kind, counterparty=name)

    @pytest.mark.parametrize(("amount", "wanted"), [("19999.99", "blue"), ("20000.00", "yellow")])
    def test_a_fifth_of_what_came_is_yellow(self, works, amount, wanted):
        self.came(works, Decimal(amount))
        self.came(works, Decimal(100000) - Decimal(amount), number=2, firm=works[0].owner.name)
        (hit,) = found(w64_builder_funds, works[0], ON)
        assert level(w64_builder_funds, hit.evidence) == wanted and hit.evidence["entries"] == 1
        head, words, _ = told(w64_builder_funds, hit)
        assert "由施工单位转入" in head and works[0].general_contractor.name in words and works[0].owner.name in words

    @pytest.mark.parametrize(("back", "hits"), [(90, 1), (91, 0)])
    def test_it_looks_back_ninety_days(self, works, back, hits):
        self.came(works, 5000, day=ON - dt.timedelta(days=back))
        assert len(found(w64_builder_funds, works[0], ON)) == hits

    def test_only_labour_cost_of_a_government_project_from_a_builder_counts(self, works, project):
        self.came(works, 5000, kind="other_in")
        self.came(works, 5000, number=2, firm=project.owner.name)
        assert found(w64_builder_funds, project, ON) == []
        self.came(works, 5000, number=3, firm=f" {project.general_contractor.name} ")
        assert len(found(w64_builder_funds, project, ON)) == 1
        type(project)._base_manager.filter(pk=project.pk).update(is_government_invested=False)
        assert found(w64_builder_funds, project, ON) == []
