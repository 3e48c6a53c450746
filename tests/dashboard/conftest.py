import datetime as dt

import pytest

from portal.lib import clock
from portal.tenancy.actors import system_actor
from portal.tenancy.scope import acting
from projects import facts
from projects.actions.post_fact import post_fact
from tests.make.cases import lines_of, make_case, make_lead, make_line, pay, verify
from tests.make.earlywarning import make_warning
from tests.make.projects import make_project

ON = dt.date(2026, 11, 20)
AT = clock.start_of(ON) + dt.timedelta(hours=9)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: ON)
    monkeypatch.setattr(clock, "now", lambda: AT)


@pytest.fixture
def day():
    return ON


def pay_month(project, full=True):
    value = facts.payment_month(
        month=dt.date(2026, 10, 1),
        due_on=ON,
        people=10,
        paid_people=10 if full else 9,
        net=60000,
        paid=60000 if full else 54000,
        full_paid_on=ON if full else None,
    )
    post_fact(project_id=project.pk, region_id=project.region_id, item=facts.PAYMENT_MONTH, value=value, on=ON, source="样例")


@pytest.fixture
def story(tree, county_inspector):
    """平定县: two projects, a late red and a new yellow warning, a case half paid, a lead not accepted. 盂县: one quiet project."""
    with acting(system_actor()):
        projects = [make_project(tree.county, "样例学校"), make_project(tree.county, "样例医院")]
        make_project(tree.neighbour, "样例水厂")
        pay_month(projects[0])
        pay_month(projects[1], full=False)
    with acting(county_inspector):
        make_warning(projects[0], level="red", on=ON - dt.timedelta(days=4))
        make_warning(projects[0], level="yellow", rule="T02", title="考勤与发薪不符", on=ON)
        make_warning(projects[1], level="blue", rule="T03", title="告示牌照片过期", on=ON)
        case = make_case(county_inspector, projects[0])
        verify(county_inspector, lines_of(county_inspector, case)[0], 8000)
        pay(county_inspector, verify(county_inspector, make_line(county_inspector, case), 5000), 5000)
        make_lead(county_inspector, projects[1])
    return projects
