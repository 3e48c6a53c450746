"""A campaign started from its template for the dates of a year."""

import datetime as dt

import pytest

from campaigns.actions.start_campaign import start_campaign
from campaigns.models import CampaignTask
from portal.lib.errors import Refused
from portal.tenancy.scope import acting
from tests.make.campaigns import make_safe_wage_drive, make_winter_drive
from tests.make.tenancy import authority


def test_the_safe_wage_drive_has_its_period_goal_and_a_task_for_each_county(tree, city_office):
    with acting(city_office):
        campaign = make_safe_wage_drive(city_office, tree.city)
        tasks = CampaignTask.objects.visible_to(city_office).filter(campaign=campaign, title__contains="选树")
        counties = set(tasks.values_list("owner_region", flat=True))
    assert (campaign.starts_on, campaign.ends_on, campaign.report_due_on) == (dt.date(2026, 4, 30), dt.date(2026, 9, 30), dt.date(2026, 10, 10))
    assert campaign.goals == {"safe_wage_min": 5}
    assert counties == {tree.county.pk, tree.neighbour.pk, tree.zone.pk}


def test_the_winter_drive_ends_on_the_eve_of_the_spring_festival_and_has_two_stages(tree, city_office):
    with acting(city_office):
        campaign = make_winter_drive(city_office, tree.city)
    assert campaign.ends_on == dt.date(2027, 2, 5)
    assert [(s["starts_on"], s["ends_on"]) for s in campaign.stages] == [("2026-11-09", "2026-11-30"), ("2026-12-01", "2027-02-05")]
    assert campaign.goals == {"clear_state_by": "2026-12-31", "clear_all_by": "2027-02-05"}


def test_the_same_campaign_is_not_started_twice_in_a_year(tree, city_office):
    with acting(city_office):
        make_winter_drive(city_office, tree.city)
        with pytest.raises(Refused, match="已启动"):
            make_winter_drive(city_office, tree.city)


def test_a_county_reads_its_citys_campaign_and_starts_none(tree, city_office, county_inspector, other_county_inspector):
    with acting(city_office):
        campaign = make_safe_wage_drive(city_office, tree.city)
    with acting(county_inspector):
        assert type(campaign).objects.visible_to(county_inspector).filter(pk=campaign.pk).exists()
        with pytest.raises(Refused, match="权限"):
            make_winter_drive(county_inspector, tree.county)
    with acting(other_county_inspector):
        assert not type(campaign).objects.visible_to(other_county_inspector).exists()


def test_a_start_so_late_that_a_stage_would_not_fit_is_refused(tree, city_office):
    with acting(city_office), pytest.raises(Refused, match="排不进行动期内"):
        make_winter_drive(city_office, tree.city, starts_on=dt.date(2026, 12, 10))


def test_a_late_start_shortens_the_first_stage(tree, city_office):
    with acting(city_office):
        campaign = make_winter_drive(city_office, tree.city, starts_on=dt.date(2026, 11, 20))
    assert campaign.stages[0]["starts_on"] == "2026-11-20"


def test_the_report_of_the_winter_drive_is_due_five_working_days_after_its_end(tree, city_office):
    """The calendar of the test knows no holidays of 2027: five weekdays after Friday 5 February."""
    with acting(city_office):
        assert make_winter_drive(city_office, tree.city).report_due_on == dt.date(2027, 2, 12)


def test_a_drive_begun_out_of_season_asks_for_its_report_after_its_end(tree, city_office):
    with acting(city_office):
        campaign = make_safe_wage_drive(city_office, tree.city, starts_on=dt.date(2026, 10, 8))
        due = {task.due_on for task in CampaignTask.objects.visible_to(city_office).filter(campaign=campaign, title__startswith="书面报告")}
    assert (campaign.ends_on, campaign.report_due_on, due) == (dt.date(2027, 9, 30), dt.date(2027, 10, 10), {dt.date(2027, 10, 10)})


def test_a_task_of_departments_goes_to_each_member_department_of_the_city(tree, city_office):
    housing = authority(tree.city, "阳泉市住房和城乡建设局", ("housing",))
    authority(tree.county, "平定县住房和城乡建设局", ("housing",))
    with acting(city_office):
        campaign = make_safe_wage_drive(city_office, tree.city)
        owners = [task.owner for task in CampaignTask.objects.visible_to(city_office).filter(campaign=campaign, owner__isnull=False).select_related("owner")]
    assert owners == [housing]


def test_an_unknown_template_is_refused(tree, city_office):
    with acting(city_office), pytest.raises(Refused, match="没有专项行动模板"):
        start_campaign(actor=city_office, region=tree.city, template="nothing", starts_on=dt.date(2026, 11, 9))


@pytest.mark.parametrize(("on", "stage"), [("2026-11-08", "未开始"), ("2026-11-09", "进行中"), ("2027-02-05", "进行中"), ("2027-02-06", "已结束")])
def test_the_stage_is_a_matter_of_the_day(tree, city_office, on, stage):
    with acting(city_office):
        assert make_winter_drive(city_office, tree.city).stage_on(dt.date.fromisoformat(on)) == stage
