"""What is no inspection: visits and the number of them, 督导 of governments, self-checks, staff of townships, the pledge, the register of employers."""

import datetime as dt
import io

import openpyxl
import pytest
from django.urls import reverse

from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.lib import clock
from portal.lib.errors import Refused
from portal.notices.digest import due_of
from portal.tenancy.models import Organisation
from portal.tenancy.scope import acting
from projects.actions.assign_grid_officer import assign_grid_officer, overload_of
from projects.actions.assign_responsibility import assign_responsibility
from projects.actions.draft_pledge import draft_pledge
from projects.actions.name_township_lead import end_township_lead, name_township_lead
from projects.actions.record_patrol import record_patrol
from projects.actions.self_check import ask_self_check, confirm_self_check, send_back_self_check, submit_self_check
from projects.actions.supervise_government import record_supervision, record_supervision_reply
from projects.inspections.standing import duties_of, period_of, streets
from projects.models import GovernmentSupervisionVisit, Project, Responsibility, SelfCheck
from projects.portfolio import grid_things, move_grid
from tests.make import accounts, tenancy
from tests.make import inspections as make
from tests.make.accounts import again
from tests.make.documents import organ_of
from tests.make.projects import make_employer, make_project

DAY = dt.timedelta(days=1)
OK = [("ok", "")] * 6


@pytest.fixture
def site(county_inspector, contractor, tree) -> Project:
    with acting(county_inspector):
        firm = Organisation.objects.get(pk=contractor.organisation_id)
        return make_project(tree.county, "样例家园", general_contractor=firm, township=tree.township)


# -- visits -----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("on", "months", "first", "last"),
    [("2026-11-30", 1, "2026-11-01", "2026-11-30"), ("2026-12-31", 3, "2026-10-01", "2026-12-31"), ("2026-06-30", 6, "2026-01-01", "2026-06-30"),
     ("2026-07-01", 6, "2026-07-01", "2026-12-31"), ("2028-02-29", 1, "2028-02-01", "2028-02-29"), ("2026-05-01", 12, "2026-01-01", "2026-12-31")],
)  # fmt: skip
def test_a_period_is_a_block_of_calendar_months(on, months, first, last):
    assert period_of(dt.date.fromisoformat(on), months) == (dt.date.fromisoformat(first), dt.date.fromisoformat(last))


def test_visits_count_for_their_post_in_their_period(county_inspector, grid_officer, site, tree):
    tenancy.policy_row(tree.county, "projects.visits", [{"post": "grid_officer", "months": 1, "times": 2}, {"post": "inspector", "months": 3, "times": 1}])
    today = clock.today()
    first = period_of(today, 1)[0]

    def left():
        with acting(county_inspector):
            return {duty.post: duty.left for duty in duties_of(county_inspector, [site], today)}

    assert left() == {"grid_officer": 2, "inspector": 1}
    with acting(grid_officer):
        for on in {first, today}:
            record_patrol(actor=grid_officer, project=site, post="grid_officer", on=on, at=clock.now())
        record_patrol(actor=grid_officer, project=site, post="grid_officer", on=first - DAY, at=clock.now())  # last month's
        record_patrol(actor=grid_officer, project=site, post="township", on=today, at=clock.now())
        with pytest.raises(Refused, match="不能晚于今天"):
            record_patrol(actor=grid_officer, project=site, post="grid_officer", on=today + DAY, at=clock.now())
        with pytest.raises(Refused, match="写明人数、月份和金额"):
            record_patrol(actor=grid_officer, project=site, post="grid_officer", on=today, at=clock.now(), arrears_heard=True)
    assert left() == {"grid_officer": 2 - len({first, today}), "inspector": 1}
    with acting(county_inspector):
        organ_of(county_inspector)
        make.on_site(county_inspector, make.check(county_inspector, make_employer(tree.county, site.general_contractor), project=site))
    assert left()["inspector"] == 0  # an inspection is a visit too


def test_a_grid_officer_sees_his_own_sites_and_those_nobody_has(county_inspector, grid_officer, site, tree, client_of):
    colleague = accounts.actor(Role.GRID, region=tree.county, townships=[tree.township.pk], person=accounts.user("pd-grid-2", "样例网格乙"))
    page = reverse("project", args=[site.code])
    assert [client_of(actor).get(page).status_code for actor in (grid_officer, colleague)] == [200, 200]
    with acting(county_inspector):
        assign_grid_officer(actor=county_inspector, project=site, officer=User.objects.get(pk=grid_officer.user_id), on=clock.today())
        assert Responsibility.objects.of(site).get(post="grid_officer", until__isnull=True).name == "样例网格员"
    assert [client_of(actor).get(page).status_code for actor in (grid_officer, colleague)] == [200, 404]
    with acting(colleague), pytest.raises(Refused, match="请选本辖区"):
        record_patrol(actor=colleague, project=site, post="grid_officer", on=clock.today(), at=clock.now())


def test_a_fourth_site_is_overload_and_a_stranger_is_no_officer(county_inspector, grid_officer, tree):
    tenancy.policy_row(tree.county, "projects.projects_per_grid", 3)
    officer = User.objects.get(pk=grid_officer.user_id)
    with acting(county_inspector):
        sites = [make_project(tree.county, township=tree.township) for _ in range(4)]
        over = []
        for one in sites:
            assign_grid_officer(actor=county_inspector, project=one, officer=officer, on=clock.today())
            over.append(overload_of(county_inspector, one, officer, clock.today()))
        assert over == [0, 0, 0, 1]
        street = next(row for row in streets(county_inspector, clock.today()) if row.township == tree.township)
        assert (street.sites, street.needed, street.officers, street.short, street.unassigned) == (4, 2, 1, 1, 0)
        assert street.overloaded == ["样例网格员（4 个）"] and street.lacking == ["缺网格员 1 人", "超负荷 1 人"]
        elsewhere = make_project(tree.county, township=tree.other_township)
        with pytest.raises(Refused, match="不是“冶西镇”的网格员"):
            assign_grid_officer(actor=county_inspector, project=elsewhere, officer=officer, on=clock.today())


def test_sites_go_to_the_successor_with_what_is_open_there(county_inspector, grid_officer, site, tree):
    giver = User.objects.get(pk=grid_officer.user_id)
    heir = User.objects.get(pk=accounts.actor(Role.GRID, region=tree.county, townships=[tree.township.pk], person=accounts.user("heir", "样例继任")).user_id)
    with acting(county_inspector):
        assign_grid_officer(actor=county_inspector, project=site, officer=giver, on=clock.today())
        assert "未销号问题 0 个" in grid_things(county_inspector, giver.pk)[0].note
        assert move_grid(county_inspector, giver, heir, clock.now()) == 1
        assert Project.objects.visible_to(county_inspector).get(pk=site.pk).grid_officer == heir
        names = list(Responsibility.objects.of(site).filter(post="grid_officer").order_by("pk").values_list("name", "until"))
        assert names == [("样例网格员", clock.today()), ("样例继任", None)]


def test_streets_have_the_leaders_the_notice_asks(county_inspector, neighbour_inspector, tree):
    tenancy.policy_row(tree.county, "projects.street_leads_division", 1)
    with acting(county_inspector):
        lacking = {row.township: row.lacking for row in streets(county_inspector, clock.today())}
        assert lacking[tree.township] == ["缺处级分管领导 1 名"]
        lead = name_township_lead(actor=county_inspector, township=tree.township, rank="division", name="样例书记", since=clock.today())
        assert next(row for row in streets(county_inspector, clock.today()) if row.township == tree.township).lacking == []
        with pytest.raises(Refused, match="已经登记"):
            name_township_lead(actor=county_inspector, township=tree.township, rank="division", name="样例书记", since=clock.today())
        assert end_township_lead(actor=county_inspector, lead=lead, on=clock.today()).until == clock.today()
    with acting(neighbour_inspector), pytest.raises(Refused, match="您不负责"):
        name_township_lead(actor=neighbour_inspector, township=tree.township, rank="section", name="样例", since=clock.today())


def test_a_pledge_names_everybody_of_the_chain(county_inspector, site, client_of):
    with acting(county_inspector):
        with pytest.raises(Refused, match="至少落实 3 个"):
            draft_pledge(actor=county_inspector, project=site, at=clock.now())
        for post, name in (("county_leader", "样例县长"), ("township", "样例镇长"), ("enterprise", "样例经理")):
            assign_responsibility(actor=county_inspector, project=site, post=post, name=name, since=clock.today())
        pledge = draft_pledge(actor=county_inspector, project=site, at=clock.now())
        assert all(name in pledge.body for name in ("样例县长", "样例镇长", "样例经理", "样例劳资员", "样例家园"))
        signed = [line.partition("　签字：")[0] for line in pledge.body.splitlines() if "　签字：" in line]
        posts = {"县级包保领导：样例县长", "乡镇街道：样例镇长", "企业负责人：样例经理", "劳资专管员：样例劳资员"}
        assert posts <= set(signed), "a line to sign for each of them"
    page = client_of(county_inspector).get(reverse("project", args=[site.code])).content.decode()
    assert "拟稿，还没有签字件" in page


# -- 督导 -------------------------------------------------------------------------------------------
def test_the_office_supervises_governments_and_never_an_enterprise(city_office, county_inspector, neighbour_inspector, contractor, tree):
    at, on = clock.now(), clock.today()
    given = {"actor": city_office, "form": "stationed", "on": on, "members": "市办督导组", "seen": "台账不全", "at": at}
    with acting(city_office):
        with pytest.raises(Refused, match="对象是政府和部门"):
            record_supervision(organisation=Organisation.objects.get(pk=contractor.organisation_id), **given)
        with pytest.raises(Refused, match="请写反馈期限"):
            record_supervision(target=tree.county, asked="补齐台账", **given)
        with pytest.raises(Refused, match="要写明被督导"):
            record_supervision(**given)
        with pytest.raises(Refused, match="不在本地区"):
            record_supervision(target=tree.other_county, **given)
        visit = record_supervision(target=tree.county, asked="补齐台账", reply_by=on, **given)
        assert record_supervision_reply(actor=city_office, visit=visit, reply="已补齐", replied_on=on, at=at).replied_on == on
        with pytest.raises(Refused, match="已经反馈"):
            record_supervision_reply(actor=city_office, visit=visit, reply="再报", replied_on=on, at=at)
    for actor, seen in ((county_inspector, 1), (neighbour_inspector, 0)):
        with acting(actor):
            assert GovernmentSupervisionVisit.objects.visible_to(actor).count() == seen
            with pytest.raises(Refused, match="没有办理这一步的权限"):
                record_supervision(target=tree.county, **given | {"actor": actor})


# -- 自查 -------------------------------------------------------------------------------------------
def test_every_site_is_asked_once_answers_every_item_and_is_confirmed(county_inspector, contractor, subcontractor, site, tree, client_of):
    ask = {"actor": county_inspector, "region": tree.county, "kind": "enterprise", "title": "春节前自查", "checklist": None, "at": clock.now()}
    with acting(county_inspector):
        with pytest.raises(Refused, match="今天以后"):
            ask_self_check(due_on=clock.today(), **ask)
        [row] = ask_self_check(due_on=clock.today() + DAY, **ask)
        with pytest.raises(Refused, match="都已布置过"):
            ask_self_check(due_on=clock.today() + DAY, **ask)
    with acting(again(subcontractor)) as other:
        assert not SelfCheck.objects.visible_to(other).exists()
    with acting(again(contractor)) as firm:
        assert [due.title for due in due_of(firm, row.due_on) if "自查" in due.title] == ["报送自查：春节前自查"]
        for answers, words in ((OK[:5], "每一项都要有结论"), ([("", ""), *OK[1:]], "每一项都要有结论"), ([("part", "缺"), *OK[1:]], "写明问题和自行整改期限")):
            with pytest.raises(Refused, match=words):
                submit_self_check(actor=firm, check=row, answers=answers, problems="", at=clock.now())
    client = client_of(again(contractor))
    form = {f"verdict_{n}": "ok" for n in range(1, 7)} | {"verdict_2": "part", "problems": "2 人没签合同", "mend_by": (clock.today() + DAY).isoformat()}
    assert client.post(reverse("self_check_submit", args=[row.uid]), form).status_code == 302
    with acting(county_inspector):
        send_back_self_check(actor=county_inspector, check=row, reason="请补充名单", at=clock.now())
    assert client.post(reverse("self_check_submit", args=[row.uid]), form).status_code == 302
    with acting(county_inspector):
        done = confirm_self_check(actor=county_inspector, check=row, helped="协调业主拨付", at=clock.now())
        assert (done.state, done.problems, done.answers[1]["verdict"]) == ("confirmed", "2 人没签合同", "part")
    assert "协调业主拨付" in client.get(reverse("self_check", args=[row.uid])).content.decode()


def test_departments_look_at_themselves_and_their_units(county_inspector, industry_officer, tree):
    with acting(county_inspector):
        rows = ask_self_check(
            actor=county_inspector, region=tree.county, kind="department", title="部门自查", due_on=clock.today() + DAY, checklist=None, at=clock.now()
        )  # fmt: skip
        row = next(one for one in rows if one.organisation_id == industry_officer.organisation_id)
    with acting(industry_officer):
        done = submit_self_check(actor=industry_officer, check=row, answers=OK, problems="", units=4, at=clock.now())
        assert (done.state, done.units, done.mend_by) == ("submitted", 4, None)
        others = [one for one in rows if one.organisation_id != industry_officer.organisation_id]
        for other in others[:1]:
            with pytest.raises(Refused, match="只报送本单位"):
                submit_self_check(actor=industry_officer, check=other, answers=OK, problems="", at=clock.now())


# -- 首次检查 and the register -----------------------------------------------------------------------
@pytest.mark.parametrize(("started_ago", "told", "late"), [(15, False, False), (26, True, False), (40, True, True)])
def test_a_site_nobody_inspected_is_named_before_its_month_is_over(county_inspector, tree, started_ago, told, late):
    tenancy.policy_row(tree.county, "projects.site_check_months", 1)
    on = clock.today()
    with acting(county_inspector):
        site = make_project(tree.county, "样例新开工", started_on=on - started_ago * DAY)
        found = [due for due in due_of(county_inspector, on) if due.title == "首次实地检查：样例新开工"]
        assert ([due.is_over for due in found]) == ([late] if told else [])
        organ_of(county_inspector)
        make.on_site(county_inspector, make.check(county_inspector, make_employer(tree.county, site.general_contractor), project=site))
        assert not [due for due in due_of(county_inspector, on) if due.title.startswith("首次实地检查")]


def test_the_township_keeps_its_register(grid_officer, county_inspector, tree, client_of):
    with acting(county_inspector):
        near = make_employer(tree.county, tenancy.enterprise("样例近处厂"), township=tree.township)
        far = make_employer(tree.county, tenancy.enterprise("样例远处厂"), township=tree.other_township)
    client = client_of(grid_officer)
    form = {"table_class": "other", "township": tree.township.pk, "contact_name": "样例联系人", "contact_phone": "13800000186", "is_operating": "no"}
    page = client.post(reverse("employer_edit", args=[near.uid]), form, follow=True).content.decode()
    assert "停业、停产或搬离" in page and "138****0186" in page and clock.today().isoformat() in page
    assert client.get(reverse("employer_edit", args=[far.uid])).status_code == 404
    listed = client.get(reverse("employer_list"), {"is_operating": "false"}).content.decode()
    assert "样例近处厂" in listed and "样例远处厂" not in listed


@pytest.mark.parametrize("name", ["patrol_list", "supervision_list", "self_check_list", "responsibility"])
def test_the_pages_open_for_a_county_and_are_exported(county_inspector, grid_officer, city_office, site, tree, client_of, name):
    tenancy.policy_row(tree.county, "projects.visits", [{"post": "grid_officer", "months": 1, "times": 2}])
    with acting(grid_officer):
        record_patrol(actor=grid_officer, project=site, post="grid_officer", on=clock.today(), at=clock.now(), danger="有人反映 10 月工资没发")
    for actor in (county_inspector, city_office):
        assert client_of(actor).get(reverse(name)).status_code == 200
    assert client_of(county_inspector).get(reverse(name.replace("_list", "") + "_export")).status_code == 200


def test_townships_with_something_to_see_to_stand_first_and_the_others_in_one_line(county_inspector, site, tree, client_of):
    client = client_of(county_inspector)
    page = client.get(reverse("responsibility"))
    assert [street.township for street in page.context["streets"]] == [tree.township] and tree.other_township.name in page.context["quiet"]
    tenancy.policy_row(tree.county, "projects.street_leads_section", 1)
    first, *others = client.get(reverse("responsibility")).context["streets"]
    assert first.township == tree.township and tree.other_township in {street.township for street in others}, "where something is asked nothing is quiet"
    rows = openpyxl.load_workbook(io.BytesIO(client.get(reverse("street_export")).content)).active
    assert rows.max_row == 1 + len(others) + 1 and [cell.value for cell in rows[1]][1] == "乡镇街道"
