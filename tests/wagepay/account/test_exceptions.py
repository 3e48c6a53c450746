"""专户异常支出: whose name is asked about, what lets go of it, who signs and who judges, and what nobody else sees."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from portal.accounts.enums import Role
from portal.audit.models import Entry
from portal.lib.errors import Refused
from portal.tenancy.scope import acting
from tests.make import accounts, projects, tenancy
from tests.make import wagepay as make
from tests.wagepay.books import book
from tests.wagepay.doing import AT, ON, let_in
from wagepay.actions.check_outflows import check_outflows
from wagepay.actions.judge_exception import explain_exception, judge_exception
from wagepay.congruity import congruity_of
from wagepay.enums import UploadKind
from wagepay.models import AccountEntry, EntryException
from wagepay.policies import LABOUR_SHARE
from wagepay.queries.balance import balance_of
from wagepay.queries.outflows import keep_exceptions

HEAD = ["交易日期", "收入", "支出", "余额", "对方户名", "对方账号", "摘要", "流水号"]
DAY = dt.date(2026, 11, 10)


@pytest.fixture
def account(site):
    with acting(site.inspector):
        return projects.make_account(site.project)


@pytest.fixture
def worker(site, account):
    with acting(site.contractor):
        return make.engagement(site.project, site.labour, name="样例王")


@pytest.fixture
def at_bank(site, account, worker):
    with acting(accounts.again(site.contractor)) as actor:
        yield actor


def out(amount, other="", summary="", number="", day=DAY, balance=""):
    return [day, "", amount, balance, other, number, summary, ""]


def book_lines(account, *rows):
    result = let_in(UploadKind.ACCOUNT_ENTRIES, account.project, book([HEAD, *rows]), account=account)
    assert result["accepted"], result["findings"]
    return result


def found(actor):
    return {row.amount: row.kind for row in EntryException.objects.visible_to(actor).exclude(state="gone")}


def test_each_debit_that_pays_nobody_of_the_roster_is_asked_about_and_no_other(at_bank, account, worker, site):
    book_lines(
        account,
        out(1, "样例王", "工资"),
        out(2, "改了名的人", "工资", number=worker.card.plain()),
        out(3, "", "代发9月工资"),
        out(4, "代发工资过渡户", "代发工资"),
        out(5, "", "手续费"),
        out(6, "某银行平定支行", "账户管理费"),
        out(7, "陌生人", "工资"),
        out(8, "样例王", "提现"),
        out(9, site.general.name, "工资"),
        out(10, "某材料有限公司", "钢材款"),
        out(11, "", "转账"),
        out(12, account.project.owner.name, "多拨退款"),
        [DAY, 13, "", "", "陌生人", "", "人工费", ""],
        out(14, "样 例 王", "生活费"),
    )
    assert found(at_bank) == {7: "stranger", 8: "cash", 9: "back", 10: "firm", 11: "unnamed", 12: "back"}


def test_registering_the_person_or_tying_the_debit_lets_it_go_and_a_repeat_changes_nothing(at_bank, account, site):
    book_lines(account, out(7, "陌生人", "工资"), out(10, "某材料有限公司", "钢材款"))
    assert keep_exceptions([account.project_id], ON) == {"found": 0, "gone": 0}
    make.engagement(site.project, site.labour, name="陌生人")
    AccountEntry.objects.visible_to(at_bank).filter(amount=10).update(batch_id=1)
    with acting(site.inspector):
        assert check_outflows(actor=site.inspector, region=site.project.region, on=ON) == {"found": 0, "gone": 2}
    assert found(at_bank) == {}


def test_what_was_judged_stays_judged_when_the_data_changes(at_bank, account, site):
    book_lines(account, out(7, "陌生人", "工资"))
    row = EntryException.objects.visible_to(at_bank).get()
    with acting(site.inspector):
        judge_exception(actor=site.inspector, exception=row, state="confirmed", text="款项去向不明", at=AT)
    make.engagement(site.project, site.labour, name="陌生人")
    assert keep_exceptions([account.project_id], ON) == {"found": 0, "gone": 0}
    row.refresh_from_db()
    assert (row.state, row.judged_by) == ("confirmed", site.inspector.name)


@pytest.fixture
def asked(at_bank, account):
    book_lines(account, out(12, account.project.owner.name, "多拨退款"))
    return EntryException.objects.visible_to(at_bank).get()


def test_a_refund_is_signed_for_with_the_paper_that_allowed_it(at_bank, asked):
    said = {"actor": at_bank, "exception": asked, "text": "上月多拨，按批准退回", "at": AT}
    with pytest.raises(Refused, match="批准文件"):
        explain_exception(**said, ground="refund")
    with pytest.raises(Refused, match="事由"):
        explain_exception(**said, ground="gift")
    row = explain_exception(**said, ground="refund", approval="人社函〔2026〕1号")
    assert (row.state, row.ground, row.explained_by, row.explained_at) == ("explained", "refund", at_bank.name, AT)
    assert Entry.objects.filter(verb="wagepay.explain_exception").count() == 1
    with pytest.raises(IntegrityError, match="entryexception_paper"), transaction.atomic():
        EntryException.objects.writable_by(at_bank).update(approval="")


def test_only_the_contractor_signs_and_only_the_inspector_judges(at_bank, asked, site):
    with pytest.raises(Refused, match="权限"):
        judge_exception(actor=at_bank, exception=asked, state="accepted", text="没有问题的", at=AT)
    with acting(site.inspector):
        with pytest.raises(Refused, match="权限"):
            explain_exception(actor=site.inspector, exception=asked, ground="fee", text="银行手续费", at=AT)
        with pytest.raises(Refused, match="5 个字"):
            judge_exception(actor=site.inspector, exception=asked, state="accepted", text="好", at=AT)
        judge_exception(actor=site.inspector, exception=asked, state="accepted", text="批准文件已核", at=AT)
    with pytest.raises(Refused, match="不能再办"):
        explain_exception(actor=at_bank, exception=asked, ground="fee", text="银行手续费", at=AT)


def test_in_the_browser_from_the_account_to_the_judgement(asked, site, client_of, neighbour_inspector, subcontractor):
    code = site.project.code
    contractor, inspector = client_of(site.contractor, "export"), client_of(site.inspector, "export")
    page = contractor.get(f"/wagepay/{code}/account/").content.decode()
    assert "转给参建单位" in page and "12.00" in page and f"/wagepay/exceptions/{asked.uid}/" in page
    step = f"/wagepay/exceptions/{asked.uid}/explain/"
    unsigned = contractor.post(step, {"ground": "refund", "text": "上月多拨退回", "approval": "人社函〔2026〕1号"})
    assert unsigned.status_code == 422 and "没有签名" in unsigned.content.decode()
    assert contractor.post(step, {"ground": "refund", "text": "上月多拨退回", "approval": "人社函〔2026〕1号", "signed": "on"}).status_code == 302
    assert inspector.post(f"/wagepay/exceptions/{asked.uid}/judge/", {"state": "accepted", "text": "批准文件已核"}).status_code == 302
    listed = inspector.get("/wagepay/exceptions/?state=accepted").content.decode()
    assert "多拨的人工费退回" in listed and site.contractor.name in listed
    assert contractor.get(f"/wagepay/{code}/account/export/").status_code in (200, 302)
    for path in (f"/wagepay/exceptions/{asked.uid}/", f"/wagepay/{code}/account/"):
        assert client_of(neighbour_inspector).get(path).status_code == 404
        assert client_of(site.subcontractor).get(path).status_code in (403, 404)


def test_lists_ask_the_same_number_of_questions_for_one_debit_and_for_many(at_bank, account, site, client_of):
    client = client_of(site.inspector)
    counts = []
    for lines in ((out(21, "甲商行", "料"),), tuple(out(30 + n, f"乙商行{n}", "料") for n in range(4))):
        book_lines(account, *lines)
        for path in (f"/wagepay/{site.project.code}/account/", "/wagepay/exceptions/"):
            client.get(path)
            with CaptureQueriesContext(
                connection,
            ) as queries:
                client.get(path)
            counts.append(len(queries))
    assert counts[:2] == counts[2:]


def test_the_balance_is_the_last_line_of_the_newest_day_in_whatever_order_it_was_booked(at_bank, account):
    book_lines(
        account,
        out(10, "样例王", "工资", balance=50, day=dt.date(2026, 11, 9)),
        out(20, "样例王", "工资", balance=30, day=DAY),
        out(5, "样例王", "工资", balance=25, day=DAY),
        out(15, "样例王", "工资", balance=10, day=DAY),
    )
    assert balance_of(account.project_id, ON).amount == 10
    assert balance_of(account.project_id, dt.date(2026, 11, 9)).amount == 50
    assert balance_of(account.project_id, dt.date(2026, 11, 8)) is None


@pytest.mark.parametrize(
    ("declared", "ratio", "words"),
    [(1_550, "50.0", "大体相当"), (1_547, "49.9", "明显偏低"), (4_650, "150.0", "大体相当"), (4_654, "150.1", "明显偏高")],
)
def test_the_meter_shows_its_working_and_is_asked_just_beyond_its_bounds(site, at_bank, declared, ratio, words):
    project = site.project
    project.contract_amount, project.labour_cost_share = Decimal(100_000), Decimal("0.2")
    project.started_on, project.planned_end_on, project.completed_on = ON - dt.timedelta(days=100), ON + dt.timedelta(days=100), None
    make.project_month(project, gross=Decimal(declared))
    found = congruity_of(at_bank, project, ON)
    assert (found.expected, found.progress, str(found.ratio)) == (Decimal("3100.00"), Decimal("15.5"), ratio)
    assert found.words == words and (found.since, found.until, found.days_gone) == (dt.date(2026, 10, 1), dt.date(2026, 11, 1), 31)


@pytest.mark.parametrize(
    ("field", "missing"), [("contract_amount", "合同额"), ("labour_cost_share", "占比"), ("started_on", "开工日期"), ("planned_end_on", "竣工日期")]
)
def test_the_meter_says_what_it_lacks(site, at_bank, field, missing):
    project = site.project
    project.contract_amount, project.labour_cost_share, project.labour_cost_amount = Decimal(100_000), Decimal("0.2"), None
    project.started_on, project.planned_end_on = ON - dt.timedelta(days=100), ON + dt.timedelta(days=100)
    setattr(project, field, None)
    assert missing in congruity_of(at_bank, project, ON).missing


def test_a_bank_sees_the_exceptions_of_its_own_accounts_alone(asked, site):
    keeper = accounts.actor(Role.BANK, organisation=asked.account.bank, person=accounts.user("kept", "样例银行员"))
    with acting(accounts.again(keeper)) as actor:
        assert EntryException.objects.visible_to(actor).count() == 1


def test_without_a_share_in_the_contract_the_places_own_reference_is_used_and_named(site, at_bank, tree):
    project = site.project
    project.contract_amount, project.labour_cost_share, project.labour_cost_amount = Decimal(100_000), None, None
    project.started_on, project.planned_end_on, project.completed_on = ON - dt.timedelta(days=100), ON + dt.timedelta(days=100), None
    make.project_month(project, gross=Decimal(1_550))
    tenancy.policy_row(tree.county, LABOUR_SHARE, "20", source="样例市造价文件")
    found = congruity_of(at_bank, project, ON)
    assert (found.share, found.ratio, found.words) == (Decimal(20), Decimal("50.0"), "大体相当")
    assert "样例市造价文件" in found.share_source
