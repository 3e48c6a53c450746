"""What a task asks for is handed in by its own unit."""

import datetime as dt

import pytest

from campaigns.actions.report_task import report_task
from campaigns.models import CampaignTask, TaskReport
from campaigns.queries.progress import goal_words, progress
from portal.audit.models import Entry
from portal.lib.errors import Refused
from portal.tenancy.scope import acting
from tests.make.accounts import actor as make_actor
from tests.make.campaigns import make_safe_wage_drive
from tests.make.documents import stored_file
from tests.make.tenancy import authority

ON = dt.date(2026, 10, 9)
TEXT = "已对全部在建项目逐一核查，形成清单。"


def task_of(actor, campaign, **wanted) -> CampaignTask:
    with acting(actor):
        return CampaignTask.objects.visible_to(actor).filter(campaign=campaign, **wanted).order_by("id").first()


def hand_in(task, actor, text=TEXT, on=ON, file=None) -> TaskReport:
    with acting(actor):
        return report_task(task, actor=actor, text=text, on=on, file=file)


def test_the_county_hands_in_and_its_progress_tells(tree, safe_wage, county_inspector, city_office):
    hand_in(task_of(county_inspector, safe_wage, owner_region=tree.county), county_inspector)
    with acting(city_office):
        lines = {line.region: line for line in progress(safe_wage, actor=city_office, on=dt.date(2026, 10, 12))}
    assert (lines[tree.county].tasks, lines[tree.county].reported, lines[tree.county].late) == (5, 1, 4)
    assert (lines[tree.neighbour].reported, lines[tree.neighbour].late) == (0, 5)


def test_a_task_is_late_after_its_last_day(tree, safe_wage, city_office):
    with acting(city_office):
        late = [{x.region: x.late for x in progress(safe_wage, actor=city_office, on=dt.date(2026, *day))}[tree.county] for day in ((9, 30), (10, 1), (10, 11))]
    assert late == [0, 4, 5]


def test_nobody_hands_in_for_another_unit(tree, safe_wage, county_inspector, neighbour_inspector):
    with pytest.raises(Refused, match="不是您单位的"):
        hand_in(task_of(county_inspector, safe_wage, owner_region=tree.neighbour), county_inspector)


def test_a_department_hands_in_its_own_summary(tree, city_office):
    housing = authority(tree.city, "阳泉市住房和城乡建设局", ("housing",))
    officer = make_actor("department", region=tree.city, organisation=housing)
    with acting(city_office):
        campaign = make_safe_wage_drive(city_office, tree.city)
    assert hand_in(task_of(officer, campaign, owner=housing), officer).region_id == tree.city.pk
    with pytest.raises(Refused, match="不是您单位的"):
        hand_in(task_of(officer, campaign, owner_region=tree.county), officer)


def test_handing_in_again_mends_the_report_and_the_log_keeps_the_former_text(tree, safe_wage, county_inspector):
    task = task_of(county_inspector, safe_wage, owner_region=tree.county)
    with acting(county_inspector):
        file = stored_file(county_inspector)
    first = hand_in(task, county_inspector, file=file)
    again = hand_in(task, county_inspector, text="补充：另有两个项目已约谈。", on=ON + dt.timedelta(days=3))
    assert (again.pk, again.on, again.file_id) == (first.pk, ON, file.pk)
    assert Entry.objects.filter(verb="campaigns.report_task").order_by("-id").first().detail["before"] == TEXT


def test_an_empty_report_is_refused(tree, safe_wage, county_inspector):
    with pytest.raises(Refused, match="开展情况"):
        hand_in(task_of(county_inspector, safe_wage, owner_region=tree.county), county_inspector, text="  ")


@pytest.mark.parametrize(("reached", "words"), [(4, "差 1"), (5, "完成"), (6, "超额")])
def test_exactly_the_goal_is_done_neither_praised_nor_criticised(reached, words):
    assert goal_words(reached, 5) == words
