"""What a change would do is reckoned by the rooms before it is saved, and nothing of it happens."""

import datetime as dt
from decimal import Decimal

import pytest

from earlywarning.actions.scan import scan
from earlywarning.models import ClearanceItem, EarlyWarning
from portal.lib import clock
from portal.tenancy.actors import system_actor
from portal.tenancy.consequences import Change, consequences
from portal.tenancy.models import PolicyRow, Region
from portal.tenancy.policies import declared
from portal.tenancy.scope import acting
from projects.rules import w01_account_missing
from tests.make.earlywarning import make_warning
from tests.make.projects import make_deposit, make_project
from tests.make.tenancy import policy_row

pytestmark = pytest.mark.django_db
ON = dt.date(2026, 11, 20)
AT = dt.datetime(2026, 11, 20, 6, tzinfo=dt.UTC)


def proposed(region, key, value) -> Change:
    row = PolicyRow(region=region, key=key, value=value, source="草案一号", certainty="A", valid_from=ON)
    return Change(declared()[key], row, (region, *Region.objects.subtree(region).counties().exclude(pk=region.pk)), ON)


def told(actor, change):
    with acting(actor):
        return consequences(actor, change)


@pytest.fixture
def late_project(tree):
    """Thirty days after the contract end on Monday 30 November: ten days ahead, blue by the default figure."""
    with acting(system_actor()):
        return make_project(tree.county, "样例学校", on=ON, contract_signed_on=dt.date(2026, 10, 31))


def test_a_smaller_threshold_withdraws_and_the_default_raises(tree, admin, late_project):
    scan((w01_account_missing,), on=ON, at=AT)
    (told_,) = told(admin, proposed(tree.city, "rules.W01.blue_days", 9))
    assert "新增 0 条，撤回 1 条，变更级别 0 条" in told_.text
    assert told_.rows == [("平定县", "样例学校", "蓝", "无")]
    policy_row(tree.city, "rules.W01.blue_days", 9)
    scan((w01_account_missing,), on=ON, at=AT)
    (told_,) = told(admin, proposed(tree.city, "rules.W01.blue_days", 10))
    assert "新增 1 条，撤回 0 条" in told_.text


def test_a_rehearsal_writes_nothing(tree, admin, late_project):
    scan((w01_account_missing,), on=ON, at=AT)
    with acting(system_actor()) as actor:
        before = list(EarlyWarning.objects.visible_to(actor).values())
    told(admin, proposed(tree.city, "rules.W01.blue_days", 9))
    with acting(system_actor()) as actor:
        assert list(EarlyWarning.objects.visible_to(actor).values()) == before
    assert not PolicyRow.objects.exists()


def test_a_value_that_changes_nothing_has_no_consequence(tree, admin, late_project):
    assert told(admin, proposed(tree.city, "rules.W01.blue_days", 10)) == []


def test_a_county_with_its_own_figure_is_left_out(tree, admin, late_project):
    policy_row(tree.county, "rules.W01.blue_days", 9)
    scan((w01_account_missing,), on=ON, at=AT)
    (told_,) = told(admin, proposed(tree.city, "rules.W01.blue_days", 12))
    assert "新增 0 条，撤回 0 条" in told_.text


def test_terms_under_way_stay_and_are_shown_as_they_would_be(tree, admin, late_project):
    with acting(system_actor()):
        make_warning(late_project, level="red", on=ON)
    (told_,) = told(admin, proposed(tree.city, "clearance.days_red", 5))
    assert "现有待清零 1 件的期限不变" in told_.text and "有 1 件的期限会不同" in told_.text
    assert told_.rows[0][2:] == ("2026-11-23", "2026-11-25")
    with acting(system_actor()) as actor:
        assert ClearanceItem.objects.visible_to(actor).get().due_on == dt.date(2026, 11, 23)


def test_a_base_rate_tells_which_sums_change_and_who_has_not_stored_yet(tree, admin):
    with acting(system_actor()):
        make_project(tree.county, "没有存的", on=ON, contract_amount=Decimal("20000000.00"))
        make_deposit(make_project(tree.county, "已经存的", on=ON, contract_amount=Decimal("10000000.00")))
    policy_row(tree.city, "deposit.use_annual", False)
    (told_,) = told(admin, proposed(tree.city, "deposit.base_rate", "0.02"))
    assert "应存额有 2 个会变，其中还没有存的 1 个" in told_.text
    assert told_.rows == [("没有存的", "20,000,000.00", "未录入", "400,000.00", "未存"), ("已经存的", "10,000,000.00", "未录入", "200,000.00", "已存")]
    policy_row(tree.city, "deposit.base_rate", "0.02")
    (told_,) = told(admin, proposed(tree.city, "deposit.base_rate", "0.015"))
    assert told_.rows[0][2:4] == ("400,000.00", "300,000.00")
    assert "合计由 600,000.00 元变为 450,000.00 元" in told_.text


def test_every_figure_of_the_deposits_is_reckoned_by_the_engine_itself(tree, admin):
    for key, value in (("base_rate", "0.02"), ("use_annual", False), ("small_exempt", True), ("multi_rate", "0.01"), ("combine", "lower")):
        policy_row(tree.city, f"deposit.{key}", value)
    with acting(system_actor()):
        make_project(tree.county, "小的", on=ON, contract_amount=Decimal("3500000.00"))
        make_project(tree.county, "大的", on=ON, contract_amount=Decimal("500000000.00"))
    (small,) = told(admin, proposed(tree.city, "deposit.small_amount", "4000000"))
    assert small.rows == [("小的", "3,500,000.00", "70,000.00", "免存", "未存")]
    (cap,) = told(admin, proposed(tree.city, "deposit.cap_amount", "3000000"))
    assert cap.rows == [("大的", "500,000,000.00", "10,000,000.00", "3,000,000.00", "未存")]
    bands = [{"from_wan": 0, "rate_bp": 100, "cap_wan": 0}]
    (banded,) = told(admin, proposed(tree.city, "deposit.bands", bands))
    assert "应存额有 2 个会变" in banded.text


def test_the_preview_page_shows_what_the_rooms_tell(client_of, tree, admin):
    with acting(system_actor()):
        make_project(tree.county, "没有存的", on=clock.today(), contract_amount=Decimal("20000000.00"))
    policy_row(tree.city, "deposit.use_annual", False)
    given = {"value": "0.02", "source": "晋人社发〔2026〕2号", "certainty": "A", "valid_from": "2026-01-01", "reason": "省里公布比例"}
    page = client_of(admin).post("/policy/of/deposit.base_rate/edit/", given).content.decode()
    assert "没有存的" in page and "400,000.00" in page
