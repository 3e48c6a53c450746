"""The desk: what each role finds, and that every figure opens to as many rows."""

import datetime as dt
import re
from decimal import Decimal

import pytest

from campaigns.actions.report_task import report_task
from campaigns.models import CampaignTask
from portal.dashboard.agenda import agenda
from portal.dashboard.desk import days_to_spring_festival, official_desk
from portal.dashboard.enterprise_desk import ROWS
from portal.lib import clock
from portal.tenancy.actors import system_actor
from portal.tenancy.models import Organisation
from portal.tenancy.scope import acting
from projects.actions.refresh_lamps import refresh_lamps
from tests.dashboard.conftest import ON
from tests.make import documents
from tests.make.accounts import actor as make_actor
from tests.make.accounts import again
from tests.make.campaigns import make_winter_drive
from tests.make.earlywarning import make_warning
from tests.make.projects import make_project
from tests.make.tenancy import participation
from tests.make.wagepay import labour_cost_cycle, project_month

DESK = "/"


def text(client, address=DESK) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


class TestOfficials:
    def test_the_inspector_finds_what_is_late_first(self, story, county_inspector, client_of):
        page = text(client_of(county_inspector))
        assert "11 月 20 日 星期五" in page and "您负责 2 个在建项目中的 0 个" in page and "距春节 78 天" in page
        assert page.index("样例规则") < page.index("考勤与发薪不符") and "已超 1 天" not in page and "剩余" in page

    def test_figures_are_those_of_today(self, story, county_inspector, day):
        with acting(county_inspector):
            desk = official_desk(county_inspector, on=day, at=clock.now())
        strip = {part["label"]: part for part in desk.strip}
        assert {label: part["value"] for label, part in strip.items()} == {
            "三日清零待办": 5, "24 小时新增预警": 2, "待受理线索": 1, "在办案件": 1, "本月追发": "0.50", "待回复函件": 0,
        }  # fmt: skip
        assert strip["三日清零待办"]["marks"] == [("red", "超期 1"), ("", "今日到期 0")]
        assert [w.level for w in desk.warnings] == ["red", "yellow", "blue"]

    def test_every_figure_opens_to_as_many_rows(self, story, county_inspector, client_of):
        client = client_of(county_inspector)
        parts = [part for part in client.get(DESK).context["desk"].strip if isinstance(part["value"], int)]
        assert len(parts) == 5
        for part in parts:
            assert client.get(part["url"]).context["table"].total == part["value"], part["label"]

    @pytest.mark.parametrize(
        ("role", "shown", "hidden"),
        [
            ("office", ("三日清零", "在办案件", "登记线索"), ("登记检查",)),
            ("leader", ("包案案件", "没有在办的包案案件"), ("三日清零", "待核实预警", "登记线索", "登记检查")),
            ("auditor", ("三日清零", "在办案件"), ("登记线索",)),
            ("admin", ("三日清零", "待核实预警"), ("在办案件", "登记线索")),
            ("department", ("待核实预警", "在办案件"), ("三日清零待办", "登记检查")),
            ("grid", ("待核实预警",), ("三日清零待办", "在办案件", "登记线索")),
        ],
    )
    def test_each_role_has_its_own(self, tree, story, client_of, role, shown, hidden):
        region = tree.city if role in ("office", "leader", "auditor", "admin") else tree.county
        fields = {"townships": [tree.township.pk]} if role == "grid" else {}
        page = text(client_of(make_actor(role, region=region, **fields)))
        assert all(words in page for words in shown)
        assert not any(words in page for words in hidden)

    def test_who_clears_nothing_finds_his_projects_the_worst_first(self, tree, story, client_of):
        page = text(client_of(make_actor("department", region=tree.county)))
        own = page[page.index("您看护的项目") :]
        assert own.index("样例学校") < own.index("样例医院")
        assert "还没有您看护的项目" in text(client_of(make_actor("grid", region=tree.county, townships=[tree.township.pk])))

    def test_a_neighbour_finds_an_empty_desk(self, story, neighbour_inspector, client_of):
        page = text(client_of(neighbour_inspector))
        assert "没有待清零的事项" in page and "没有待核实的预警" in page and "样例学校" not in page

    def test_the_desk_costs_the_same_for_one_row_and_three(self, tree, story, county_inspector, client_of, django_assert_max_num_queries):
        client = client_of(county_inspector)
        client.get(DESK)
        with django_assert_max_num_queries(45) as few:
            client.get(DESK)
        with acting(system_actor()):
            for _ in range(3):
                make_warning(make_project(tree.county))
        with django_assert_max_num_queries(len(few)):
            client.get(DESK)

    @pytest.mark.parametrize(("on", "days"), [("2026-11-20", 78), ("2027-02-05", 1), ("2027-02-06", 0), ("2027-02-07", 353)])
    def test_the_days_to_the_spring_festival(self, on, days):
        assert days_to_spring_festival(dt.date.fromisoformat(on)) == days


class TestAgenda:
    def titles(self, actor, on):
        with acting(actor):
            return [(entry.title, entry.is_over) for entry in agenda(actor, on)]

    def test_letters_tasks_and_leads_stand_by_their_days(self, tree, story, county_inspector, city_office, day):
        with acting(city_office):
            make_winter_drive(city_office, tree.city)
        with acting(county_inspector):
            sent = documents.served(county_inspector, at=clock.now() - dt.timedelta(days=3), facts=documents.INTERVIEW_FACTS | {"interview_on": day})
        found = self.titles(county_inspector, day)
        assert [title.split("：")[0] for title, _ in found] == [f"{sent.addressee_text}回复约谈函", "受理线索", "报送", "报送"]

    def test_what_is_over_says_so_and_what_is_far_is_not_there(self, tree, county_inspector, city_office):
        with acting(city_office):
            make_winter_drive(city_office, tree.city)
        assert self.titles(county_inspector, dt.date(2026, 11, 10)) == []
        assert {is_over for _, is_over in self.titles(county_inspector, dt.date(2026, 12, 1))} == {True}

    def test_what_was_handed_in_is_gone(self, tree, county_inspector, city_office, day):
        with acting(city_office):
            campaign = make_winter_drive(city_office, tree.city)
        with acting(county_inspector):
            task = CampaignTask.objects.visible_to(county_inspector).filter(campaign=campaign, owner_region=tree.county).order_by("due_on").first()
            report_task(task, actor=county_inspector, text="方案已印发。", on=day)
        assert f"报送：{task.title}" not in [title for title, _ in self.titles(county_inspector, day)]

    def test_nobody_is_reminded_of_anothers_tasks(self, tree, neighbour_inspector, city_office, auditor, day):
        with acting(city_office):
            make_winter_drive(city_office, tree.city)
        assert len(self.titles(neighbour_inspector, day)) == 2 and self.titles(auditor, day) == []


class TestEnterprises:
    def take_part(self, actor, project, part):
        with acting(system_actor()):
            participation(Organisation.objects.get(pk=actor.organisation_id), project.pk, part)
        return again(actor)

    def test_the_wage_officer_finds_what_is_due_the_late_first_and_nothing_of_after_two_weeks(self, story, contractor, client_of, day):
        """A month that is late, one that is due in fourteen days, one in fifteen; and one that is paid."""
        with acting(system_actor()):
            for month, due_on, figures in (
                (8, day - dt.timedelta(days=1), {"listed": 5, "paid_count": 3}),
                (9, day + dt.timedelta(days=14), {"attended": 4}),
                (10, day + dt.timedelta(days=15), {"attended": 4}),
                (7, day, {"listed": 5, "paid_count": 5, "full_paid_on": day}),
            ):
                project_month(story[0], month=dt.date(2026, month, 1), due_on=due_on, **figures)
        page = text(client_of(self.take_part(contractor, story[0], "general_contractor")))
        own = page[page.index("要办的") : page.index("未结预警</h2>")]
        assert own.index("发放 2026-08 工资：样例学校") < own.index("发放 2026-09 工资：样例学校")
        assert "还有 2 人没发" in own and "工资表还没有报" in own and "14 天后到期（2026-12-04）" in own and own.count("已过期") == 1
        assert "2026-10" not in own and "2026-07" not in own and "样例医院" not in page

    def test_the_wage_officer_reads_what_closes_each_warning_and_until_when(self, story, contractor, client_of):
        page = text(client_of(self.take_part(contractor, story[0], "general_contractor")))
        own = page[page.index("未结预警</h2>") :]
        assert "怎样销号：施工总承包单位补发工资" in own and "已超" in own and "考勤与发薪不符" in own and "告示牌照片过期" not in own
        assert own.index("样例规则") < own.index("考勤与发薪不符")

    def test_every_figure_of_the_wage_officer_opens_to_as_many_rows(self, story, contractor, client_of, day):
        with acting(system_actor()):
            project_month(story[0], month=dt.date(2026, 9, 1), due_on=day - dt.timedelta(days=1), attended=4)
        client = client_of(self.take_part(contractor, story[0], "general_contractor"))
        parts = [part for part in client.get(DESK).context["desk"].strip if part["unit"] != "人次"]
        assert {part["label"]: part["value"] for part in parts} == {
            "待报工资表": 1, "待总包审核": 0, "待发放": 0, "过了发薪日没有发清": 1, "未结预警": 2,
        }  # fmt: skip
        for part in parts:
            assert client.get(part["url"]).context["table"].total == part["value"], part["label"]

    def test_a_subcontractor_has_a_desk_of_its_own_people(self, story, subcontractor, client_of, day):
        with acting(system_actor()):
            project_month(story[0], month=dt.date(2026, 9, 1), due_on=day, attended=4)
        page = text(client_of(self.take_part(subcontractor, story[0], "subcontractor")))
        assert "两周内没有到期的事项" in page and "项</a>" not in page and "样例学校" in page

    def test_what_is_left_of_the_lamps_is_told_to_the_contractor(self, story, contractor, client_of, day):
        actor = self.take_part(contractor, story[0], "general_contractor")
        assert "项</a>" not in text(client_of(actor)), "nobody has judged it yet"
        with acting(system_actor()) as everybody:
            refresh_lamps(actor=everybody, on=day)
        page = text(client_of(actor))
        assert re.search(r"缺 \d+ 项|缺</span> \d+ 项", page) and f"{story[0].get_absolute_url()}#todo" in page

    def test_the_desk_counts_the_steps_the_dossier_lists_those_that_wait_for_another_too(self, story, contractor, client_of, day):
        client = client_of(self.take_part(contractor, story[0], "general_contractor"))
        with acting(system_actor()) as everybody:
            refresh_lamps(actor=everybody, on=day)
        told = next(row for row in client.get(DESK).context["desk"].projects if row.project == story[0])
        steps = [step for step, _ in client.get(story[0].get_absolute_url()).context["steps"]]
        assert any(step.waits for step in steps), "an account that is to be opened first and filed afterwards"
        assert (told.missing, told.late) == (len(steps), sum(step.is_late for step in steps))

    def test_the_desk_of_a_wage_officer_costs_the_same_for_one_row_and_three(self, story, contractor, tree, client_of, django_assert_max_num_queries):
        client = client_of(self.take_part(contractor, story[0], "general_contractor"))
        client.get(DESK)
        with django_assert_max_num_queries(45) as few:
            client.get(DESK)
        with acting(system_actor()):
            for month in (7, 8, 9):
                make_warning(story[0], rule=f"T2{month}")
                project_month(story[0], month=dt.date(2026, month, 1), due_on=ON, attended=4)
        with django_assert_max_num_queries(len(few)):
            client.get(DESK)

    def test_the_owner_finds_his_projects_and_their_warnings(self, story, owner, client_of):
        page = text(client_of(self.take_part(owner, story[0], "owner")))
        assert "样例学校" in page and "样例医院" not in page and "样例规则" in page

    def test_a_firm_of_many_projects_reads_how_many_there_are_and_finds_the_rest_in_its_list(self, story, owner, tree, client_of):
        with acting(system_actor()):
            for _ in range(ROWS):
                participation(Organisation.objects.get(pk=owner.organisation_id), make_project(tree.county).pk, "owner")
        page = text(client_of(self.take_part(owner, story[0], "owner")))
        assert f"您参与的 {ROWS + 1} 个项目" in page and f"全部 {ROWS + 1} 个" in page and len(set(re.findall(r"/projects/140321-[-0-9]+/", page))) == ROWS

    def test_the_bank_finds_projects_without_warnings(self, story, bank, client_of):
        page = text(client_of(self.take_part(bank, story[0], "bank")))
        assert "样例学校" in page and "样例规则" not in page and "未结预警" not in page, "who may not see warnings is not told that there are none"

    @pytest.mark.parametrize(("days", "transferred", "shown"), [(14, "0", True), (15, "0", False), (-30, "499999.99", True), (-30, "500000", False)])
    def test_the_owner_finds_labour_cost_that_is_due_within_two_weeks_and_has_not_come_whole(self, story, owner, client_of, day, days, transferred, shown):
        with acting(system_actor()):
            labour_cost_cycle(story[0], due_on=day + dt.timedelta(days=days), transferred=Decimal(transferred))
            labour_cost_cycle(story[0], month=dt.date(2026, 9, 1), due_on=day, due_amount=None)
        page = text(client_of(self.take_part(owner, story[0], "owner")))
        assert ("待拨人工费" in page, "，已过" in page) == (shown, shown and days < 0)

    def test_without_projects_it_says_where_they_come_from(self, owner, client_of):
        assert "还没有参与的项目" in text(client_of(owner))
