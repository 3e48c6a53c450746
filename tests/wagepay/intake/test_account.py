"""专户流水 and the plan of labour-cost transfers."""

import datetime as dt
from decimal import Decimal

import pytest

from portal.lib.errors import Refused
from portal.tenancy.scope import acting
from projects.models import Fact
from tests.make import accounts, projects
from tests.wagepay.books import book
from tests.wagepay.doing import let_in
from wagepay.enums import EntryDirection, EntryKind, UploadKind
from wagepay.models import AccountEntry, LabourCostCycle

HEAD = ["交易日期", "收入金额", "支出金额", "余额", "对方户名", "对方账号", "摘要", "流水号"]
PLAN = ["周期月份", "应拨人工费", "约定拨付日期", "依据"]


@pytest.fixture
def account(site):
    with acting(site.inspector):
        return projects.make_account(site.project)


@pytest.fixture
def at_bank(site, account):
    with acting(accounts.again(site.contractor)) as actor:
        yield actor


def entry(day, income="", outgo="", balance="", other="", summary="", reference=""):
    return [day, income, outgo, balance, other, "1234567890", summary, reference]


def statement(account, *rows, plan=(), head=HEAD):
    sheets = [[["专用账户交易明细"], head, *rows]] if rows else []
    sheets += [[["人工费拨付计划"], PLAN, *plan]] if plan else []
    return let_in(UploadKind.ACCOUNT_ENTRIES, account.project, book(*sheets), account=account)


def rows(actor):
    return [(row.booked_on, row.direction, row.kind, row.amount) for row in AccountEntry.objects.visible_to(actor).order_by("booked_on", "amount")]


def test_flows_are_sorted_by_what_stands_beside_them(at_bank, account):
    owner = account.project.owner.name
    result = statement(
        account,
        entry(dt.date(2026, 10, 8), 300000, "", 300000, owner, "10月人工费"),
        entry(dt.date(2026, 10, 20), "", 200000, 100000, "代发工资户", "代发9月工资"),
        entry(dt.date(2026, 10, 20), "", 10.5, 99989.5, "", "手续费"),
        entry(dt.date(2026, 10, 21), 5000, "", 104989.5, "样甲", "代发退汇"),
        entry(dt.date(2026, 10, 22), "", 4000, 100989.5, "某材料商行", "钢材款"),
    )
    assert result["accepted"] and [f["code"] for f in result["findings"]] == ["other_outflow"]
    assert (result["rows"], result["income"], result["outgo"]) == (5, "305000.00", "204010.50")
    assert [kind for _, _, kind, _ in rows(at_bank)] == [
        EntryKind.LABOUR_COST, EntryKind.FEE, EntryKind.WAGES, EntryKind.RETURNED, EntryKind.OTHER_OUT,
    ]  # fmt: skip


def test_the_same_lines_in_a_longer_statement_are_not_booked_twice(at_bank, account):
    first = entry(dt.date(2026, 10, 8), 300000, "", 300000, "样例置业", "人工费")
    statement(account, first)
    statement(account, first, entry(dt.date(2026, 10, 9), 300000, "", 600000, "样例置业", "人工费"))
    assert len(rows(at_bank)) == 2


def test_one_amount_column_with_a_direction(at_bank, account):
    head = ["交易日期", "金额", "借贷标志", "摘要"]
    statement(account, [dt.date(2026, 10, 8), 500, "贷", "人工费"], [dt.date(2026, 10, 9), 200, "借", "代发工资"], head=head)
    assert [(way, amount) for _, way, _, amount in rows(at_bank)] == [(EntryDirection.IN, 500), (EntryDirection.OUT, 200)]


def test_transfers_cover_the_cycles_in_the_order_they_fell_due(at_bank, account):
    plan = [
        ["2026-09", 300000, dt.date(2026, 9, 25), "合同第12条"],
        ["2026-10", 300000, dt.date(2026, 10, 25), ""],
        ["2026-11", 300000, dt.date(2026, 11, 25), ""],
    ]
    result = statement(
        account,
        entry(dt.date(2026, 9, 24), 200000, "", "", "样例置业", "人工费"),
        entry(dt.date(2026, 10, 30), 250000, "", "", "样例置业", "人工费"),
        plan=plan,
    )
    assert result["accepted"] and result["cycles"] == 3 and result["due"] == "900000.00"
    cycles = LabourCostCycle.objects.visible_to(at_bank).order_by("month")
    assert [(c.transferred, c.full_on) for c in cycles] == [(300000, dt.date(2026, 10, 30)), (150000, None), (0, None)]


def test_the_plan_alone_is_a_file_too_and_later_money_settles_it(at_bank, account):
    assert statement(account, plan=[["2026年10月", 100000, dt.date(2026, 10, 25), ""]])["accepted"]
    statement(account, entry(dt.date(2026, 10, 20), 100000, "", "", "样例置业", "人工费"))
    assert LabourCostCycle.objects.visible_to(at_bank).get().full_on == dt.date(2026, 10, 20)
    fact = Fact.objects.visible_to(at_bank).get(item="account_month")
    assert fact.value == {"month": "2026-10", "due": "100000.00", "due_on": "2026-10-25", "transferred": "100000.00", "balance": None}


@pytest.mark.parametrize(
    ("row", "code", "severity"),
    [
        (entry("", 5), "booked_on_missing", "block"),
        (entry(dt.date(2026, 10, 8)), "amount_none", "block"),
        (entry(dt.date(2026, 10, 8), 5, 6), "amount_both", "block"),
        (entry(dt.date(2026, 10, 8), -5), "amount_negative", "block"),
        (entry(dt.date(1926, 10, 8), 5, summary="人工费"), "day_impossible", "block"),
        (entry(dt.date(2026, 12, 8), 5, summary="人工费"), "day_ahead", "warn"),
    ],
)
def test_each_fault_is_told(at_bank, account, row, code, severity):
    result = statement(account, entry(dt.date(2026, 10, 1), 1, summary="人工费"), row)
    assert (code, severity) in {(f["code"], f["severity"]) for f in result["findings"]}
    assert result["accepted"] is (severity == "warn")
    assert bool(rows(at_bank)) is (severity == "warn")


def test_a_balance_that_does_not_follow_is_asked_about(at_bank, account):
    result = statement(account, entry(dt.date(2026, 10, 1), 100, "", 100, summary="人工费"), entry(dt.date(2026, 10, 2), 50, "", 170, summary="人工费"))
    assert [(f["code"], "20.00" in f["message"]) for f in result["findings"]] == [("balance_breaks", True)]


def test_an_account_of_two_projects_needs_the_project_in_each_line(site, account):
    with acting(site.inspector):
        other = projects.make_project(site.project.region, "平定县锁簧小学", general_contractor=site.general)
        projects.make_account(other, account.bank, account_number=account.account_number.plain())
    with acting(accounts.again(site.contractor)) as actor:
        result = statement(account, entry(dt.date(2026, 10, 1), 100, summary="人工费"))
        assert [f["code"] for f in result["findings"]] == ["project_unknown"]
        head = [*HEAD, "项目编码"]
        assert statement(account, [*entry(dt.date(2026, 10, 1), 100, summary="人工费"), other.code], head=head)["accepted"]
        assert AccountEntry.objects.visible_to(actor).get().project_id == other.pk


def test_a_subcontractor_sees_nothing_of_the_account(site, account, at_bank):
    statement(account, entry(dt.date(2026, 10, 1), 100, summary="人工费"), plan=[["2026-10", 100, dt.date(2026, 10, 25), ""]])
    with acting(site.subcontractor):
        assert not AccountEntry.objects.visible_to(site.subcontractor).exists()
        assert not LabourCostCycle.objects.visible_to(site.subcontractor).exists()
        with pytest.raises(Refused, match="没有办理"):
            statement(account, entry(dt.date(2026, 10, 2), 100, summary="人工费"))


def test_account_numbers_of_others_lie_encrypted(at_bank, account):
    statement(account, entry(dt.date(2026, 10, 1), 100, summary="人工费"))
    row = AccountEntry.objects.visible_to(at_bank).get()
    assert (str(row.counterparty_number), row.counterparty_number.plain(), row.amount) == ("12******90", "1234567890", Decimal(100))
