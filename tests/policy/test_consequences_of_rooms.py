"""What each room tells of a changed figure: who and what would be touched, counted at the threshold, and nothing of it is written."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import timezone

from earlywarning.actions.run_clearance import run_clearance
from earlywarning.models import ClearanceItem
from portal.accounts.enums import Role
from portal.accounts.models import PortalSession, User
from portal.audit.models import Entry
from portal.documents.models import StoredFile
from portal.external.actions.ask_external import Asking, ask_external
from portal.external.enums import StepKind
from portal.lib import clock
from portal.lib.clock import start_of
from portal.tenancy.actors import system_actor
from portal.tenancy.consequences import Change, consequences
from portal.tenancy.models import PolicyRow, Region
from portal.tenancy.policies import declared
from portal.tenancy.scope import acting
from projects import facts
from projects.actions.post_fact import post_fact
from tests.make import accounts, cases, documents, wagepay
from tests.make.campaigns import make_safe_wage_drive
from tests.make.earlywarning import make_warning
from tests.make.projects import make_project
from tests.make.tenancy import authority, policy_row

pytestmark = pytest.mark.django_db
ON = dt.date(2026, 11, 20)


def proposed(region, key, value) -> Change:
    row = PolicyRow(region=region, key=key, value=value, source="草案一号", certainty="A", valid_from=ON)
    return Change(declared()[key], row, (region, *Region.objects.subtree(region).counties().exclude(pk=region.pk)), ON)


def told(actor, region, key, value):
    with acting(actor):
        return consequences(actor, proposed(region, key, value))


# -- wages --------------------------------------------------------------------------------------
def paid(project, gross: str, days: int, month: dt.date = dt.date(2026, 10, 1)):
    person = wagepay.engagement(project)
    return wagepay.worker_month(person, month=month, is_listed=True, listed_days=days, gross=Decimal(gross))


def test_a_minimum_wage_tells_which_lines_of_which_projects_fall_below_it(tree, admin):
    with acting(system_actor()):
        first, second = make_project(tree.county, "甲工程"), make_project(tree.neighbour, "乙工程")
        paid(first, "999.99", 10)  # 2,175 元 a month are 100 元 a day
        paid(first, "1000.00", 10)
        paid(second, "500.00", 10, month=dt.date(2026, 9, 1))
        paid(second, "500.00", 10, month=dt.date(2026, 8, 1))  # older than three months
    (found,) = told(admin, tree.city, "wagepay.minimum_wage", "2175")
    assert "2026-09 以来的工资表，现有 0 条被指出，改后 2 条，涉及 2 个项目" in found.text
    assert sorted(found.rows) == [("平定县", "甲工程", 0, 1), ("盂县", "乙工程", 0, 1)]
    policy_row(tree.city, "wagepay.minimum_wage", "2175")
    (found,) = told(admin, tree.city, "wagepay.minimum_wage", "2175.21")  # still 100.00 by the day
    assert "现有 2 条被指出，改后 2 条，涉及 0 个项目" in found.text


def test_a_large_amount_is_what_lies_above_it(tree, admin):
    with acting(system_actor()):
        project = make_project(tree.county)
        paid(project, "30000.00", 20)
        paid(project, "30000.01", 20)
    (found,) = told(admin, tree.city, "wagepay.large_amount", "30000")
    assert "现有 0 条被指出，改后 1 条" in found.text


# -- clocks -------------------------------------------------------------------------------------
def test_open_cases_keep_their_day_and_show_what_a_provinces_term_would_be(tree, admin):
    with acting(system_actor()) as actor:
        case = cases.make_case(actor, make_project(tree.county))
    (found,) = told(admin, tree.city, "cases.more_case_terms", ["D17b"])
    assert "在办案件 1 件的期限不变" in found.text and "有 1 件的期限会不同" in found.text
    assert found.rows[0][0].startswith(case.number)
    assert found.rows[0][3] == "2026-12-21", "thirty days end on a Sunday"


def test_the_moment_of_starting_is_told_for_leads_and_for_cases(tree, admin):
    with acting(system_actor()) as actor:
        project = make_project(tree.county)
        cases.make_lead(actor, project)
        cases.make_case(actor, project)
    titles = [found.title for found in told(admin, tree.city, "deadlines.start_moments", {"D15": "next_workday", "D18a": "next_workday"})]
    assert titles == ["线索受理期限", "案件办理期限"]


def test_a_ladder_tells_the_steps_the_next_run_would_take(tree, admin):
    with acting(system_actor()):
        make_warning(make_project(tree.county), level="red", on=ON - dt.timedelta(days=4))  # one day over its three
    ladder = [{"day": 3, "action": "约谈", "owner": "局长", "level": ""}]
    found, replayed = told(admin, tree.city, "clearance.ladder", ladder)
    assert "有 1 件的步骤会不同" in found.text
    assert found.rows[0][3] == "约谈（局长）" and "报领导小组办公室" in found.rows[0][2]
    assert "演练" in replayed.title and ("第 3 日", "约谈（局长）", 0, 1) in replayed.rows
    run_clearance(on=ON, at=start_of(ON), today=ON)
    found, _ = told(admin, tree.city, "clearance.ladder", ladder)
    assert "有 0 件的步骤会不同" in found.text, "steps taken are not taken again"
    with acting(system_actor()) as actor:
        assert ClearanceItem.objects.visible_to(actor).get().step == 3


def test_a_ladder_with_letters_nobody_has_put_in_use_is_told(tree, admin):
    ladder = [{"day": 5, "action": "督办", "owner": "办公室", "level": "", "letter": "supervision_letter"}]
    assert [found.text for found in told(admin, tree.city, "clearance.ladder", ladder)][-1].startswith("督办函没有启用")
    policy_row(tree.city, "instruments.kinds", ["supervision_letter"])
    assert len(told(admin, tree.city, "clearance.ladder", ladder)) == 2


def test_letters_that_wait_keep_their_day(tree, admin, city_office):
    with acting(city_office):
        documents.served(city_office, at=start_of(ON) + dt.timedelta(hours=9))
    (found,) = told(admin, tree.city, "instruments.reply_days.interview_letter", 7)
    assert "等待回复的文书 1 件的期限不变" in found.text and "有 1 件的期限会不同" in found.text
    (found,) = told(admin, tree.city, "instruments.reply_days.transfer_slip", 7)
    assert "等待回复的文书 0 件" in found.text, "another kind's days touch no interview letter"
    (found,) = told(admin, tree.city, "instruments.reply_calendar", "working")
    assert "有 1 件的期限会不同" in found.text


# -- papers and files ---------------------------------------------------------------------------
def test_drafts_of_a_kind_that_is_switched_off_are_counted(tree, admin, city_office):
    with acting(city_office):
        documents.draft(city_office)
    found = told(admin, tree.city, "instruments.kinds", ["supervision_letter"])[0]
    rows = {row[1:] for row in found.rows if row[0] == "阳泉市"}
    assert rows == {("约谈函", "停用", 1), ("案件督办函", "启用", 0)}
    (found,) = told(admin, tree.city, "instruments.second_person", value=True)
    assert "未审核的稿件 1 份" in found.text and found.rows == [(city_office.name, 1)]
    (found,) = told(admin, tree.city, "instruments.addressee.interview_letter", "owner")
    assert "在办的约谈函 1 份主送不变" in found.text


def test_a_default_unit_that_nobody_bears_is_told_before_it_is_saved(tree, admin):
    brigade = authority(tree.county, "平定县劳动保障监察大队")
    (found,) = told(admin, tree.county, "instruments.handling_unit", brigade.name)
    assert found.rows == [("平定县", "按案件的承办单位", brigade.name)]
    (found,) = told(admin, tree.county, "instruments.handling_unit", "没有的大队")
    assert found.rows == [("平定县", "按案件的承办单位", "没有登记“没有的大队”，要手工选")]


def test_sizes_and_quotas_are_held_against_the_files_that_are_there(tree, admin, county_inspector):
    with acting(county_inspector):
        stored = documents.stored_file(county_inspector, at=start_of(ON) + dt.timedelta(hours=9))
        StoredFile.objects.visible_to(county_inspector).filter(pk=stored.pk).update(size=2 * 1024 * 1024)
    (found,) = told(admin, tree.county, "files.max_mb", 2)
    assert found.rows == [("平定县", 0, 0)], "exactly the limit is allowed"
    (found,) = told(admin, tree.county, "files.max_mb", 1)
    assert found.rows == [("平定县", 0, 1)]
    (found,) = told(admin, tree.county, "files.user_daily_mb", 1)
    assert found.rows == [("平定县", 0, 1)]
    (found,) = told(admin, tree.county, "files.tenant_gb", 1)
    assert found.text.startswith("0 个辖区") and found.rows[0][0] == "平定县"
    (found,) = told(admin, tree.county, "files.unscanned_readers", "entitled")
    assert "现有未扫描的文件" in found.text
    (found,) = told(admin, tree.county, "files.retention_years.general", 4)
    assert "已存的其他材料 1 个，其中 1 个按新年限要存得更久" in found.text


def test_an_external_step_that_the_new_level_would_not_allow_is_named(tree, admin, city_office):
    with acting(city_office):
        asking = Asking(kind=StepKind.DEPOSIT, title="返还保证金", authority="阳泉市人社局", place=tree.city, asked_on=ON, due_on=ON)
        ask_external(actor=city_office, asking=asking, region=tree.city, at=start_of(ON))
    (found,) = told(admin, tree.city, "authority.deposit_keeper_level", "province")
    assert "1 件照常等待，其中 1 件按新的层级要另找机关" in found.text
    assert found.rows == [("返还保证金", "阳泉市人社局", ON.isoformat())]


# -- people -------------------------------------------------------------------------------------
def test_passwords_that_would_be_too_old_are_counted_and_not_named(tree, admin, county_inspector):
    changed = start_of(ON) - dt.timedelta(days=60)
    User.objects.update(password_changed_at=start_of(ON))
    User.objects.filter(pk=county_inspector.user_id).update(password_changed_at=changed)
    (found,) = told(admin, tree.county, "accounts.password_days", 60)
    assert found.rows == [("平定县", 0, 0)], "sixty days are not over on the sixtieth"
    (found,) = told(admin, tree.county, "accounts.password_days", 59)
    assert found.rows == [("平定县", 0, 1)] and "1 人登录时要先改密码" in found.text
    (found,) = told(admin, tree.county, "accounts.password_days", 0)
    assert found.rows == [("平定县", 0, 0)], "nothing expires any more"


def test_dormant_accounts_are_counted_as_the_nightly_run_would(tree, admin, county_inspector):
    quiet = start_of(ON) - dt.timedelta(days=45)
    User.objects.filter(pk=county_inspector.user_id).update(created_at=quiet, last_login=quiet)
    (found,) = told(admin, tree.county, "accounts.dormant_days", 44)
    assert found.rows == [("平定县", 0, 1)]
    (found,) = told(admin, tree.county, "accounts.dormant_days", 46)
    assert found.rows == [("平定县", 0, 0)]


def test_sessions_links_and_rules_are_told_by_number(tree, admin, county_inspector, client_of):
    client_of(county_inspector)
    PortalSession.objects.update(expire_date=start_of(ON) + dt.timedelta(days=1))
    (found,) = told(admin, tree.county, "accounts.idle_minutes", 10)
    assert "现有登录会话 1 个" in found.text
    (found,) = told(admin, tree.county, "accounts.password_length", 12)
    assert "1 个在用账号" in found.text
    (found,) = told(admin, tree.county, "accounts.link_hours", 24)
    assert "还没有用的链接 0 个" in found.text


def test_hours_with_many_revealed_numbers_are_counted_above_the_limit(tree, admin, county_inspector):
    for _ in range(3):
        Entry.objects.create(actor_uid=county_inspector.uid, actor_name="样例", verb="accounts.reveal", region_id=tree.county.pk)
    today = clock.today()
    with acting(admin):
        for most, hours in ((3, 0), (2, 1)):
            row = PolicyRow(region=tree.county, key="accounts.reveals_an_hour", value=most, source="草案一号", certainty="A", valid_from=today)
            (found,) = consequences(admin, Change(declared()[row.key], row, (tree.county,), timezone.localdate() + dt.timedelta(days=1)))
            assert found.rows == [("平定县", 0, hours)]


# -- campaigns and grids ------------------------------------------------------------------------
def test_a_goal_of_titles_tells_what_is_asked_of_each_county(tree, admin, city_office):
    with acting(city_office):
        make_safe_wage_drive(city_office, tree.city, starts_on=dt.date(2026, 11, 1))
    (found,) = told(admin, tree.city, "campaigns.safe_projects_regions", ["140321"])
    assert {(row[0], row[2], row[3]) for row in found.rows} == {
        ("平定县", "5 个", "5 个"), ("盂县", "5 个", "不考核"), ("阳泉高新技术产业开发区", "5 个", "不考核"),
    }  # fmt: skip
    assert "改后考核 1 个县（区），按已认定的数有 1 个没有达到" in found.text


def test_a_share_of_money_tells_which_projects_would_meet_it(tree, admin):
    with acting(system_actor()):
        project = make_project(tree.county, "甲工程")
        value = facts.account_month(month=ON, due=Decimal("100000.00"), due_on=ON, transferred=Decimal("90000.00"))
        post_fact(project_id=project.pk, region_id=tree.county.pk, item="account_month", value=value, on=ON, source="样例")
    (found,) = told(admin, tree.city, "campaigns.funds_in_place_min", "0.9")
    assert found.rows == [("甲工程", "没有比对", "达到")]
    (found,) = told(admin, tree.city, "campaigns.funds_in_place_min", "0.91")
    assert found.rows == [("甲工程", "没有比对", "没有达到")]


def test_the_sites_of_an_officer_tell_which_townships_would_be_short(tree, admin, grid_officer):
    with acting(system_actor()):
        for _ in range(4):
            make_project(tree.county, township=tree.township)
    (found,) = told(admin, tree.county, "projects.projects_per_grid", 4)
    assert found.rows == [("冠山镇", 4, 1, "没有规定", "1")] and "有 0 个乡镇街道不够" in found.text
    (found,) = told(admin, tree.county, "projects.projects_per_grid", 3)
    assert found.rows == [("冠山镇", 4, 1, "没有规定", "2")] and "1 个乡镇街道不够，共缺 1 人" in found.text


def test_another_tenants_people_and_projects_are_in_nobody_elses_counts(tree, admin):
    accounts.actor(Role.INSPECTOR, region=tree.other_county)
    with acting(system_actor()):
        project = make_project(tree.other_county)
        paid(project, "1.00", 10)
    (found,) = told(admin, tree.city, "wagepay.minimum_wage", "2175")
    assert "改后 0 条" in found.text
    (found,) = told(admin, tree.county, "accounts.password_length", 12)
    assert "0 个在用账号" in found.text
