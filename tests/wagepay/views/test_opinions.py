"""监理意见: who gives it, who reads it, what it can never be, and who is told of an objection."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.accounts.enums import Role
from portal.audit.models import Entry
from portal.jobs.models import OutboxMessage
from portal.lib import clock
from portal.lib.errors import Refused
from portal.notices.announce import announcer_of
from portal.tenancy.actors import system_actor
from portal.tenancy.models import Organisation
from portal.tenancy.scope import acting
from projects.enums import Part
from projects.models import Project
from tests.make import accounts, tenancy
from tests.make.accounts import again
from tests.make.projects import ON, make_party, make_project
from tests.make.wagepay import project_month
from wagepay.actions.give_opinion import give_opinion
from wagepay.enums import OpinionMatter, OpinionVerdict
from wagepay.models import SupervisorOpinion
from wagepay.pay_months import wage_month

pytestmark = pytest.mark.django_db
MONTH = dt.date(2026, 10, 1)
OBJECTION = "架子班 12 日起未见人，考勤表仍记出勤。"


@pytest.fixture
def site(tree, county_inspector, contractor) -> Project:
    with acting(county_inspector):
        return make_project(tree.county, general_contractor=Organisation.objects.get(pk=contractor.organisation_id))


@pytest.fixture
def supervisor(site, county_inspector):
    actor = accounts.actor(Role.SUPERVISOR, organisation=tenancy.enterprise("示例工程监理有限公司"), person=accounts.user("supervisor", "样例监理"))
    with acting(county_inspector):
        make_party(site, Organisation.objects.get(pk=actor.organisation_id), Part.SUPERVISOR)
    return again(actor)


def says(actor, site, *, month=MONTH, matter=OpinionMatter.ATTENDANCE, verdict=OpinionVerdict.OBJECTS, text=OBJECTION) -> SupervisorOpinion:
    with acting(actor):
        return give_opinion(actor=actor, project=site, month=month, matter=matter, verdict=verdict, text=text, on=ON, at=timezone.now())


def address(site, end: str = "") -> str:
    return f"/wagepay/{site.code}/2026-10/{end}"


def test_it_stands_on_the_months_page_with_who_and_when_and_in_the_trail(site, supervisor, client_of):
    client = client_of(supervisor)
    assert "填写监理意见" in client.get(address(site)).content.decode()
    answer = client.post(address(site, "opinion/"), {"matter": "attendance", "verdict": "objects", "text": OBJECTION})
    assert answer.status_code == 302 and answer.headers["Location"] == address(site)
    page = client.get(address(site)).content.decode()
    assert OBJECTION in page and "有异议" in page and "示例工程监理有限公司 样例监理" in page
    entry = Entry.objects.get(verb="wagepay.give_opinion")
    assert (entry.object_uid, entry.detail["to"], entry.detail["month"]) == (str(site.uid), "有异议", "2026-10")


def test_an_objection_says_what_is_wrong_and_agreeing_needs_no_words(site, supervisor, client_of):
    client = client_of(supervisor)
    for text in ("", "不对啊啊"):
        answer = client.post(address(site, "opinion/"), {"matter": "payroll", "verdict": "objects", "text": text})
        assert answer.status_code == 422 and "至少 5 个字" in answer.content.decode()
    assert client.post(address(site, "opinion/"), {"matter": "payroll", "verdict": "objects", "text": "少发了八人"}).status_code == 302
    assert client.post(address(site, "opinion/"), {"matter": "payroll", "verdict": "agrees", "text": ""}).status_code == 302
    with acting(supervisor):
        assert [str(row) for row in SupervisorOpinion.objects.visible_to(supervisor)] == ["2026-10 工资支付无异议", "2026-10 工资支付有异议"]


def test_the_act_and_the_database_refuse_an_objection_without_words(site, supervisor):
    with pytest.raises(Refused, match="至少 5 个字"):
        says(supervisor, site, text=" 不对  ")
    with acting(supervisor), pytest.raises(IntegrityError, match="opinion_says_why"), transaction.atomic():
        SupervisorOpinion(
            project=site, region_id=site.region_id, organisation_id=supervisor.organisation_id, month=MONTH, matter="payroll", verdict="objects", text="",
            made_by="样例", made_at=timezone.now(),
        ).save(force_insert=True)  # fmt: skip


def test_a_month_that_has_begun_may_be_judged_and_one_that_has_not_may_not(site, supervisor):
    assert says(supervisor, site, month=dt.date(2026, 11, 1)).month == dt.date(2026, 11, 1)
    with pytest.raises(Refused, match="还没有到"):
        says(supervisor, site, month=dt.date(2026, 12, 1))


def test_only_the_supervisor_of_the_site_gives_one(site, supervisor, contractor, county_inspector, client_of, tree):
    for actor in (again(contractor), county_inspector):
        assert client_of(actor).get(address(site, "opinion/")).status_code == 403
        with pytest.raises(Refused, match="权限"):
            says(actor, site)
    stranger = accounts.actor(Role.SUPERVISOR, organisation=tenancy.enterprise("样例监理咨询有限公司"))
    assert client_of(stranger).get(address(site, "opinion/")).status_code == 404
    with pytest.raises(Refused, match="只能查看"):
        says(stranger, site)


def test_who_watches_the_site_reads_it_and_who_is_there_for_his_own_people_or_elsewhere_does_not(
    site, supervisor, contractor, subcontractor, county_inspector, neighbour_inspector, client_of
):
    with acting(county_inspector):
        make_party(site, Organisation.objects.get(pk=subcontractor.organisation_id), Part.SUBCONTRACTOR)
    says(supervisor, site)
    for actor in (again(contractor), county_inspector):
        assert OBJECTION in client_of(actor).get(address(site)).content.decode()
    page = client_of(again(subcontractor)).get(address(site))
    assert page.status_code == 200 and OBJECTION not in page.content.decode() and "监理意见" not in page.content.decode()
    assert client_of(neighbour_inspector).get(address(site)).status_code == 404
    with acting(neighbour_inspector):
        assert not SupervisorOpinion.objects.visible_to(neighbour_inspector).exists()


def test_the_inspectors_and_the_contractor_are_told_of_an_objection_and_of_nothing_else(site, supervisor, contractor, county_inspector, neighbour_inspector):
    says(supervisor, site, verdict=OpinionVerdict.AGREES, text="")
    assert not OutboxMessage.objects.filter(kind="wagepay.opinion.objected").exists()
    says(supervisor, site)
    message = OutboxMessage.objects.get(kind="wagepay.opinion.objected")
    with acting(system_actor()) as actor:
        told = announcer_of(message.kind)(message, actor, ON)
    assert {row.user_id for row in told.to} == {county_inspector.user_id, contractor.user_id}
    assert told.values["意见"] == OBJECTION and told.url == address(site)


def test_it_is_never_changed_and_what_was_said_stays_when_a_further_one_is_given(site, supervisor):
    first = says(supervisor, site)
    says(supervisor, site, verdict=OpinionVerdict.AGREES, text="已核实，工人已转场。")
    with acting(supervisor):
        rows = list(SupervisorOpinion.objects.visible_to(supervisor))
        assert [row.verdict for row in rows] == ["agrees", "objects"] and rows[1].pk == first.pk


def test_the_page_of_the_month_costs_the_same_for_one_and_for_three(site, supervisor, client_of):
    client, counts = client_of(supervisor), []
    for more in (1, 2):
        for _ in range(more):
            says(supervisor, site)
        with CaptureQueriesContext(connection) as queries:
            client.get(address(site))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_desk_asks_for_last_months_opinion_until_it_is_given(site, supervisor, contractor, county_inspector, client_of):
    month = wage_month(clock.today())
    with acting(county_inspector):
        project_month(site, month=month, attended=12)
    client = client_of(supervisor)
    assert "待填监理意见" in client.get("/").content.decode()
    says(supervisor, site, month=month)
    assert "待填监理意见" not in client.get("/").content.decode()


def test_the_supervisors_desk_lists_his_sites_and_no_persons_page_opens_to_him(site, supervisor, client_of):
    client = client_of(supervisor)
    assert site.name in client.get("/").content.decode()
    assert client.get(f"/wagepay/{site.code}/roster/").status_code == 403
    assert client.get(address(site, "reconcile/")).status_code == 403
