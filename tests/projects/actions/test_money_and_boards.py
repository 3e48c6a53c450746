"""Accounts, deposits, boards, inspectors and responsible people."""

import datetime as dt
from decimal import Decimal

import pytest

from portal.accounts.enums import Role
from portal.audit.models import Entry
from portal.lib.errors import Refused
from portal.tenancy.models import Participation
from portal.tenancy.scope import acting
from projects.actions.assign_inspector import assign_inspector
from projects.actions.assign_responsibility import assign_responsibility
from projects.actions.open_special_wage_account import open_special_wage_account
from projects.actions.put_up_board import put_up_board
from projects.actions.record_account_filing import record_account_filing
from projects.actions.store_deposit import store_deposit
from projects.models import Responsibility, RightsNoticeBoard, SpecialWageAccount
from tests.make import accounts, tenancy
from tests.make.projects import make_account, make_project

ON = dt.date(2026, 11, 20)
DAY = dt.timedelta(days=1)
NUMBER = "1405 0166 8800 0000 7731"


@pytest.fixture
def site(county_inspector, tree):
    with acting(county_inspector):
        yield make_project(tree.county)


def open_account(actor, project, **fields):
    fields = {"bank": tenancy.bank(), "account_number": NUMBER, "account_name": "样例农民工工资专用账户", "opened_on": ON} | fields
    return open_special_wage_account(actor=actor, project=project, on=ON, **fields)


def test_the_bank_of_an_account_sees_the_project(site, county_inspector, bank):
    from portal.tenancy.models import Organisation

    open_account(county_inspector, site, bank=Organisation.objects.get(pk=bank.organisation_id))
    assert Participation.objects.filter(organisation_id=bank.organisation_id, project_id=site.pk, part="bank").exists()
    bank = accounts.again(bank)
    with acting(bank):
        assert SpecialWageAccount.objects.visible_to(bank).by_number("14050166880000007731").get().project == site


def test_the_number_is_sealed_and_found_however_it_is_typed(site, county_inspector):
    account = open_account(county_inspector, site)
    assert str(account.account_number) == "1405************7731" and account.tail == "尾号 7731"
    found = SpecialWageAccount.objects.visible_to(county_inspector)
    assert found.by_number("1405-0166-8800-0000-7731").exists() and not found.by_number("14050166880000007732").exists()
    entry = Entry.objects.get(verb="projects.open_account")
    assert "14050166880000007731" not in str(entry.detail)


@pytest.mark.parametrize(
    ("fields", "match"),
    [
        ({"account_number": "1234567"}, "8 至 32 位"),
        ({"account_number": "12345678A"}, "8 至 32 位"),
        ({"account_number": "1" * 33}, "8 至 32 位"),
        ({"opened_on": ON + DAY}, "不能晚于今天"),
    ],
)
def test_what_cannot_be_an_account_is_refused(site, county_inspector, fields, match):
    with pytest.raises(Refused, match=match):
        open_account(county_inspector, site, **fields)


@pytest.mark.parametrize("number", ["12345678", "1" * 32])
def test_account_numbers_of_eight_to_thirty_two_digits_pass(site, county_inspector, number):
    assert open_account(county_inspector, site, account_number=number).pk


def test_an_account_is_registered_once_per_project_and_may_serve_two(site, county_inspector, tree):
    open_account(county_inspector, site)
    with pytest.raises(Refused, match="已经登记在本项目下"):
        open_account(county_inspector, site)
    assert open_account(county_inspector, make_project(tree.county)).pk


def test_a_company_is_no_bank(site, county_inspector):
    with pytest.raises(Refused, match="不是银行"):
        open_account(county_inspector, site, bank=tenancy.enterprise())


def test_a_badly_named_account_is_recorded_and_lit(site, county_inspector):
    assert open_account(county_inspector, site, account_name="样例一般户").has_proper_name is False


def test_filing_is_dated_once(site, county_inspector):
    account = make_account(site, filed_on=None)
    with pytest.raises(Refused, match="不能晚于今天"):
        record_account_filing(actor=county_inspector, account=account, filed_on=ON + DAY, on=ON)
    with pytest.raises(Refused, match="备案日期不能早于开户日期"):
        record_account_filing(actor=county_inspector, account=account, filed_on=account.opened_on - DAY, on=ON)
    assert record_account_filing(actor=county_inspector, account=account, filed_on=ON, on=ON).filed_on == ON
    with pytest.raises(Refused, match="已于 2026-11-20 备案"):
        record_account_filing(actor=county_inspector, account=account, filed_on=ON, on=ON)


def test_only_the_authority_files(site, contractor):
    account = make_account(site, filed_on=None)
    with pytest.raises(Refused, match="没有办理这一步的权限"):
        record_account_filing(actor=contractor, account=account, filed_on=ON, on=ON)


@pytest.mark.parametrize(
    ("fields", "match"),
    [
        ({"form": "cash", "amount": Decimal("0")}, "大于 0"),
        ({"form": "bank_guarantee", "amount": Decimal("1")}, "要填有效期"),
        ({"form": "insurance", "amount": Decimal("1"), "expires_on": ON - DAY}, "有效期不能早于存储日期"),
        ({"form": "exempt"}, "免存要写明依据"),
        ({"form": "cash", "amount": Decimal("1"), "deposited_on": ON + DAY}, "不能晚于今天"),
        ({"form": "gold", "amount": Decimal("1")}, "方式"),
    ],
)
def test_a_deposit_that_is_none_is_refused(site, county_inspector, fields, match):
    with pytest.raises(Refused, match=match):
        store_deposit(actor=county_inspector, project=site, on=ON, **({"deposited_on": ON} | fields))


def test_a_deposit_keeps_what_its_form_needs(site, county_inspector):
    made = store_deposit(
        actor=county_inspector, project=site, form="cash", amount=Decimal("0.01"), deposited_on=ON, on=ON, expires_on=ON, is_on_demand=True, exempt_basis="x"
    )
    assert (made.expires_on, made.is_on_demand, made.exempt_basis) == (None, False, "")
    exempt = store_deposit(actor=county_inspector, project=site, form="exempt", amount=Decimal("5"), deposited_on=ON, on=ON, exempt_basis="三年无欠薪")
    assert exempt.amount == 0


def test_a_new_board_takes_the_place_of_the_old(site, county_inspector):
    first = put_up_board(actor=county_inspector, project=site, place="大门", posted_on=ON - DAY, on=ON)
    put_up_board(actor=county_inspector, project=site, place="大门", posted_on=ON, on=ON)
    first.refresh_from_db()
    assert first.removed_on == ON
    assert RightsNoticeBoard.objects.of(site).filter(removed_on__isnull=True).count() == 1
    with pytest.raises(Refused, match="不能更早"):
        put_up_board(actor=county_inspector, project=site, place="大门", posted_on=ON - DAY, on=ON)
    with pytest.raises(Refused, match="不能晚于今天"):
        put_up_board(actor=county_inspector, project=site, place="食堂", posted_on=ON + DAY, on=ON)


def test_an_inspector_of_the_place_answers_for_the_project(site, county_inspector, neighbour_inspector):
    from portal.accounts.models import User

    own, stranger = (User.objects.get(pk=actor.user_id) for actor in (county_inspector, neighbour_inspector))
    assert assign_inspector(actor=county_inspector, project=site, inspector=own, on=ON).inspector == own
    with pytest.raises(Refused, match="不是“平定县”的劳动保障监察员"):
        assign_inspector(actor=county_inspector, project=site, inspector=stranger, on=ON)
    assert assign_inspector(actor=county_inspector, project=site, inspector=None, on=ON).inspector is None


def test_an_inspector_whose_membership_has_ended_is_not_named(site, county_inspector, tree):
    person = accounts.user()
    accounts.membership(Role.INSPECTOR, region=tree.county, person=person, valid_to=ON - DAY)
    with pytest.raises(Refused):
        assign_inspector(actor=county_inspector, project=site, inspector=person, on=ON)


def test_who_is_responsible_changes_hands_on_a_day(site, county_inspector):
    for name, since in (("样例甲", ON - DAY), ("样例乙", ON)):
        assign_responsibility(actor=county_inspector, project=site, post="county_leader", name=name, since=since, phone="13800000186")
    rows = Responsibility.objects.of(site).order_by("id").values_list("name", "until")
    assert list(rows) == [("样例甲", ON), ("样例乙", None)]
