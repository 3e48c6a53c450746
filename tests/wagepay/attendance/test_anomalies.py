"""Findings: just under and just over each figure, again without change, gone when the cause is gone, judged for good."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from portal.lib.errors import Refused
from portal.tenancy.actors import system_actor
from portal.tenancy.scope import acting
from tests.make import accounts
from tests.make import wagepay as make
from tests.make.projects import make_project
from tests.wagepay.attendance.devices import AT, DAY, OCTOBER, at, device, nobody, passage, told
from wagepay.actions.correct_day import correct_day
from wagepay.actions.find_anomalies import find_anomalies
from wagepay.actions.judge_anomaly import explain_anomaly, judge_anomaly
from wagepay.actions.refresh_months import refresh_months
from wagepay.attendance_words import sentence
from wagepay.enums import AnomalyKind
from wagepay.models import AttendanceFinding

pytestmark = pytest.mark.django_db
NOVEMBER = DAY.replace(day=1)


def search(site, on: dt.date = DAY) -> dict[str, int]:
    region = site.project.region
    with acting(system_actor(region)) as county:
        return find_anomalies(actor=county, region=region, on=on, at=AT)


def found(site, kind: str) -> list[AttendanceFinding]:
    with acting(site.inspector):
        return list(
            AttendanceFinding.objects.visible_to(site.inspector)
            .filter(kind=kind)
            .exclude(state="gone")
            .select_related("project")
            .order_by("project_id", "month")
        )


def worked(site, person, *days: dt.date, project=None) -> None:
    make.attendance(person, *days)
    refresh_months(project=project or site.project, months={day.replace(day=1) for day in days}, on=DAY, source="试验")


def test_an_unregistered_person_is_a_finding_until_registered(site):
    with acting(site.contractor):
        told(device(site.project), passage(nobody(), at(7)))
    search(site)
    [finding] = found(site, AnomalyKind.UNREGISTERED)
    assert (finding.project, finding.employer, finding.figures) == (site.project, site.general, {"days": 1.00, "on": [DAY.day]})


def test_one_person_on_two_sites_on_one_day_is_a_finding_of_each_site(site, tree):
    with acting(site.inspector):
        other = make_project(tree.county, "另一个项目")
        number = make.id_number()
        here, there = make.engagement(site.project, id_number=number), make.engagement(other, id_number=number)
        worked(site, here, dt.date(2026, 11, 2), dt.date(2026, 11, 3))
        worked(site, there, dt.date(2026, 11, 3), dt.date(2026, 11, 4), project=other)
    search(site)
    assert [(row.project.name, row.figures["on"]) for row in found(site, AnomalyKind.TWO_SITES)] == [(site.project.name, [3]), ("另一个项目", [3])]


def test_days_apart_on_two_sites_are_none(site, tree):
    with acting(site.inspector):
        other = make_project(tree.county, "另一个项目")
        number = make.id_number()
        worked(site, make.engagement(site.project, id_number=number), dt.date(2026, 11, 2))
        worked(site, make.engagement(other, id_number=number), dt.date(2026, 11, 3), project=other)
    search(site)
    assert found(site, AnomalyKind.TWO_SITES) == []


def test_days_after_the_exit(site):
    with acting(site.contractor):
        worked(site, make.engagement(site.project, left_on=dt.date(2026, 11, 3)), dt.date(2026, 11, 3), dt.date(2026, 11, 4))
    search(site)
    [finding] = found(site, AnomalyKind.AFTER_EXIT)
    assert finding.figures == {"days": 1, "left_on": "2026-11-03"}


@pytest.mark.parametrize(("count", "shift", "expected"), [(9, 0, 0), (10, 0, 1), (10, 1, 0)])
def test_ten_days_at_the_same_minutes(site, count, shift, expected):
    with acting(site.contractor):
        machine, person = device(site.project), make.engagement(site.project)
        days = [dt.date(2026, 11, day) for day in range(1, count + 1)]
        told(
            machine,
            *(passage(person, at(7, 1, day.day, day=day), direction="01") for day in days[1:]),
            passage(person, at(7, 1 + shift, day=days[0]), direction="01"),
        )
    search(site)
    assert len(found(site, AnomalyKind.SAME_MINUTES)) == expected


@pytest.mark.parametrize(("people", "seconds", "expected"), [(14, 1, 0), (15, 1, 1), (15, 2, 0)])
def test_fifteen_people_within_fifteen_seconds_on_one_device(site, people, seconds, expected):
    with acting(site.contractor):
        machine = device(site.project)
        told(machine, *(passage(make.engagement(site.project), at(7) + dt.timedelta(seconds=n * seconds)) for n in range(people)))
    search(site)
    findings = found(site, AnomalyKind.CROWDED)
    assert [sentence(finding) for finding in findings] == [f"同一台设备在限定秒数内有 15 人打卡，最早一次 {DAY} 07:00。"] * expected


@pytest.mark.parametrize(("count", "expected"), [(9, 0), (10, 1)])
def test_ten_days_filled_at_once_long_after(site, count, expected):
    with acting(site.contractor):
        machine, person = device(site.project), make.engagement(site.project)
        told(machine, *(passage(person, at(7, day.day, day=day)) for day in (dt.date(2026, 11, n) for n in range(1, count + 1))))
    search(site)
    rows = found(site, AnomalyKind.FILLED_AT_ONCE)
    assert len(rows) == expected
    assert not rows or rows[0].figures == {"days": 10, "people": 1, "received_on": "2026-11-20"}


def test_a_telephone_outside_the_fence_is_one_finding_however_many_it_calls(site, client_of):
    with acting(site.contractor):
        telephone = device(site.project, "PHONE", kind="phone")
        told(telephone, *(passage(make.engagement(site.project), at(7)) for _ in range(3)))
    search(site)
    [finding] = found(site, AnomalyKind.OUTSIDE_FENCE)
    assert (finding.device_id, finding.figures) == (telephone.pk, {"days": 1, "people": 3, "metres": None})
    page = client_of(site.inspector).get(reverse("wage_anomaly", args=[finding.uid])).content.decode()
    assert "1 天、3 人在围栏外打卡，没有定位" in page


@pytest.mark.parametrize(("now", "expected"), [(10, 0), (9, 1)])
def test_attendance_that_falls_by_more_than_half_within_a_week(site, now, expected):
    with acting(site.contractor):
        people = [make.engagement(site.project) for _ in range(20)]
        for place, person in enumerate(people):
            make.attendance(person, dt.date(2026, 11, 10), *([dt.date(2026, 11, 16)] if place < now else []))
    search(site)
    assert len(found(site, AnomalyKind.COLLAPSE)) == expected


def test_a_search_again_changes_nothing_and_lets_go_what_was_mended(site):
    with acting(site.contractor):
        gone = make.engagement(site.project, left_on=dt.date(2026, 11, 3))
        worked(site, gone, dt.date(2026, 11, 4))
    assert search(site)["written"] == 1
    assert search(site) == {"found": 1, "written": 0, "gone": 0, "silent": 0}
    with acting(site.contractor):
        correct_day(actor=site.contractor, person=gone, day=dt.date(2026, 11, 4), units=Decimal(0), reason="代打卡，本人已退场", at=AT)
    assert search(site)["gone"] == 1
    assert found(site, AnomalyKind.AFTER_EXIT) == []


def test_it_is_explained_by_the_employer_and_judged_by_the_inspector(site):
    with acting(site.contractor):
        worked(site, make.engagement(site.project, site.labour, left_on=dt.date(2026, 11, 3)), dt.date(2026, 11, 4))
    search(site)
    [finding] = found(site, AnomalyKind.AFTER_EXIT)
    with acting(site.subcontractor):
        explain_anomaly(actor=site.subcontractor, finding=finding, text="退场日期登记早了一天", at=AT)
        with pytest.raises(Refused, match="没有办理"):
            judge_anomaly(actor=site.subcontractor, finding=finding, state="accepted", text="属正常情况", at=AT)
    with acting(site.inspector):
        judged = judge_anomaly(actor=site.inspector, finding=finding, state="accepted", text="已看退场单", at=AT)
    assert (judged.state, judged.explained_by, judged.judged_by) == ("accepted", site.subcontractor.name, site.inspector.name)
    search(site)
    assert found(site, AnomalyKind.AFTER_EXIT)[0].state == "accepted"
    with acting(site.contractor), pytest.raises(Refused, match="核实属正常"):
        explain_anomaly(actor=site.contractor, finding=finding, text="再说明一次", at=AT)


def test_a_subcontractor_sees_the_findings_of_its_own_people_alone(site):
    with acting(site.contractor):
        worked(site, make.engagement(site.project, site.labour, left_on=dt.date(2026, 11, 3)), dt.date(2026, 11, 4))
        worked(site, make.engagement(site.project, left_on=dt.date(2026, 11, 3)), dt.date(2026, 11, 4))
    search(site)
    actor = accounts.again(site.subcontractor)
    with acting(actor):
        assert [row.employer for row in AttendanceFinding.objects.visible_to(actor)] == [site.labour]


def test_last_month_is_searched_too(site):
    with acting(site.contractor):
        worked(site, make.engagement(site.project, left_on=dt.date(2026, 10, 3)), dt.date(2026, 10, 4))
    search(site)
    assert [row.month for row in found(site, AnomalyKind.AFTER_EXIT)] == [OCTOBER]
