"""资金情况报告: the owner's and the bank's word, on the inspector's desk until somebody has looked into it."""

import datetime as dt
from decimal import Decimal

import pytest

from portal.dashboard.agenda import agenda
from portal.jobs.models import OutboxMessage
from portal.lib.errors import Refused
from portal.notices.announce import announcer_of
from portal.tenancy.actors import system_actor
from portal.tenancy.models import Organisation
from portal.tenancy.scope import acting
from projects.enums import Part
from tests.make import accounts, projects
from tests.wagepay.doing import AT, ON, picture
from wagepay.actions.report_money import answer_report, report_money
from wagepay.due import reports
from wagepay.models import MoneyReport

OCTOBER = dt.date(2026, 10, 1)
TEXT = "10 月 8 日已拨 30 万元，至今没有发放"


@pytest.fixture
def payer(site, owner):
    with acting(site.inspector):
        firm = Organisation.objects.get(pk=owner.enterprise_id)
        projects.make_party(site.project, firm, Part.OWNER)
    return accounts.again(owner)


@pytest.fixture
def keeper(site, bank):
    with acting(site.inspector):
        projects.make_account(site.project, Organisation.objects.get(pk=bank.enterprise_id))
    return accounts.again(bank)


def says(actor, site, **fields):
    values = {"month": OCTOBER, "amount": Decimal(300_000), "day": dt.date(2026, 10, 8), "text": TEXT, "proof": None, "on": ON, "at": AT}
    with acting(actor):
        return report_money(actor=actor, project=site.project, **(values | fields))


def test_each_says_what_is_its_own_to_say_and_the_inspector_finds_it_on_the_desk(site, payer, keeper):
    assert says(payer, site).kind == "owner_paid"
    assert says(keeper, site, amount=None).kind == "not_arrived"
    with acting(site.inspector):
        due = list(reports(site.inspector, ON))
        assert {entry.title for entry in agenda(site.inspector, ON)} >= {"核实：已拨人工费，总包没有发", "核实：人工费没有到账"}
    assert [row.title for row in due] == [f"核实资金情况报告：{site.project.name}"] * 2
    with acting(keeper):
        assert [row.kind for row in MoneyReport.objects.visible_to(keeper)] == ["not_arrived"]
        assert not list(reports(keeper, ON))


def test_inspectors_and_the_contractor_are_told(site, payer):
    report = says(payer, site)
    message = OutboxMessage.objects.get(kind="wagepay.money_reported")
    actor = system_actor(site.project.region)
    with acting(actor):
        told = announcer_of(message.kind)(message, actor, ON)
    uids = {member.user.uid for member in told.to}
    assert {site.inspector.uid, site.contractor.uid} <= uids and site.subcontractor.uid not in uids
    assert told.url == f"/wagepay/reports/{report.uid}/" and told.values["情况"] == TEXT and str(report.uid) == message.payload["report"]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"amount": None}, "金额"),
        ({"text": "没发"}, "写明情况"),
        ({"day": ON + dt.timedelta(days=1)}, "还没有到"),
        ({"month": dt.date(2026, 12, 1)}, "还没有到"),
    ],
)
def test_a_report_that_says_nothing_is_refused(site, payer, fields, words):
    with pytest.raises(Refused, match=words):
        says(payer, site, **fields)


def test_one_open_report_of_a_cycle_at_a_time_and_again_after_the_answer(site, payer):
    report = says(payer, site)
    with pytest.raises(Refused, match="已经报告"):
        says(payer, site)
    with acting(site.inspector):
        answered = answer_report(actor=site.inspector, report=report, verb="deny", text="总包已在 10 月 20 日发清", at=AT)
        assert (answered.state, answered.answered_by) == ("untrue", site.inspector.name)
    assert says(payer, site).state == "open"


def test_only_who_reported_takes_it_back_and_only_the_inspector_answers(site, payer, keeper):
    report = says(payer, site)
    with acting(keeper), pytest.raises(Refused, match="报告的单位"):
        answer_report(actor=keeper, report=report, verb="withdraw", text="弄错了项目", at=AT)
    with acting(payer):
        with pytest.raises(Refused, match="权限"):
            answer_report(actor=payer, report=report, verb="confirm", text="确实没有发", at=AT)
        assert answer_report(actor=payer, report=report, verb="withdraw", text="总包已经发了", at=AT).state == "withdrawn"


def test_in_the_browser_with_its_paper_and_no_other_county_sees_it(site, payer, client_of, neighbour_inspector):
    client = client_of(payer)
    assert "报告资金情况" in client.get(f"/wagepay/{site.project.code}/account/").content.decode()
    path = f"/wagepay/{site.project.code}/reports/new/"
    empty = client.post(path, {"month": "2026-10", "day": "2026-10-08", "text": TEXT})
    assert empty.status_code == 422
    answer = client.post(path, {"month": "2026-10", "amount": "300000", "day": "2026-10-08", "text": TEXT, "proof": picture("回单.png")})
    with acting(site.inspector):
        report = MoneyReport.objects.visible_to(site.inspector).get()
    assert answer.headers["Location"] == f"/wagepay/reports/{report.uid}/" and report.proof_uid
    inspector = client_of(site.inspector)
    assert "核实属实" in inspector.get(f"/wagepay/reports/{report.uid}/").content.decode()
    assert inspector.post(f"/wagepay/reports/{report.uid}/confirm/", {"text": "对照流水，确未发放"}).status_code == 302
    assert "确未发放" in client.get(f"/wagepay/reports/{report.uid}/").content.decode()
    assert "确未发放" in client_of(site.contractor).get(f"/wagepay/reports/{report.uid}/").content.decode(), "the contractor is told and reads it"
    for stranger in (neighbour_inspector, site.subcontractor):
        assert client_of(stranger).get(f"/wagepay/reports/{report.uid}/").status_code in (403, 404)
    assert client_of(neighbour_inspector).get(f"/wagepay/reports/{report.uid}/").status_code == 404
    assert inspector.get(f"/wagepay/reports/{report.uid}/burn/").status_code == 404
