"""Papers, freezes and the closing of a special wage account."""

import datetime as dt
import io
from decimal import Decimal

import pytest
from django.utils import timezone

from portal.audit.models import Entry
from portal.lib.errors import Refused
from portal.tenancy.models import Organisation
from portal.tenancy.scope import acting
from projects import facts
from projects.actions.change_site_state import change_site_state
from projects.actions.close_account import agree_closing, close_account, withdraw_closing
from projects.actions.keep_paper import keep_paper
from projects.actions.lift_hold import lift_hold
from projects.actions.parties import join
from projects.actions.place_hold import place_hold
from projects.actions.post_fact import post_fact
from projects.actions.record_freeze import record_freeze, record_thaw
from projects.actions.start_closing import start_closing
from projects.actions.update_project import update_project
from projects.closing_checks import obstacles
from projects.closing_path import steps
from projects.enums import Part
from projects.enums_accounts import ClosingReason, ClosingState, PaperKind
from projects.models import AccountClosing, AccountFreeze, ProjectPaper, SpecialWageAccount
from projects.systems import matrix
from tests.make.accounts import again
from tests.make.documents import picture
from tests.make.projects import make_account, make_project

ON = dt.date(2026, 11, 20)
DAY = dt.timedelta(days=1)
AT = timezone.make_aware(dt.datetime(2026, 11, 20, 10))


@pytest.fixture
def site(county_inspector, tree):
    with acting(county_inspector):
        yield make_project(tree.county)


@pytest.fixture
def account(site):
    return make_account(site)


def scan():
    return io.BytesIO(picture())


def keep(actor, project, kind=PaperKind.NO_ARREARS, **fields):
    given = {"upload": scan(), "name": "承诺书.jpg", "dated_on": ON, "on": ON, "at": AT} | fields
    return keep_paper(actor=actor, project=project, kind=kind, **given)


def complete(actor, project, on=ON - 60 * DAY):
    return change_site_state(actor=actor, project=project, verb="complete", on=on, at=AT)


def publish(actor, account, **fields):
    given = {"reason": ClosingReason.COMPLETED, "notice_on": ON - 40 * DAY, "places": "大门", "on": ON, "at": AT} | fields
    account.project.refresh_from_db()
    return start_closing(actor=actor, account=account, **given)


def test_a_newer_paper_of_a_kind_replaces_the_older_and_leaves_it_in_the_record(site, county_inspector):
    first = keep(county_inspector, site)
    second = keep(county_inspector, site, number="承〔2026〕2号")
    papers = ProjectPaper.objects.visible_to(county_inspector).filter(project=site)
    assert [paper.pk for paper in papers.in_force()] == [second.pk] and papers.get(pk=first.pk).replaced_at == AT
    assert second.file.name == "无拖欠承诺书.jpg" and Entry.objects.filter(verb="projects.keep_paper").count() == 2


def test_an_owner_and_a_bank_hand_in_their_own_papers_only(site, account, county_inspector, owner, bank, contractor):
    firm = Organisation.objects.get(pk=owner.organisation_id)
    update_project(actor=county_inspector, project=site, version=site.version, on=ON, at=AT, owner=firm)
    owner = again(owner)
    with acting(owner):
        site.refresh_from_db()
        assert keep(owner, site, PaperKind.SUPPLEMENT).file.enterprise_id == owner.enterprise_id
        with pytest.raises(Refused, match="由施工总承包单位或主管部门上传"):
            keep(owner, site, PaperKind.NO_ARREARS)


@pytest.mark.parametrize(
    ("fields", "match"),
    [({"frozen_on": ON + DAY}, "不能晚于今天"), ({"frozen_on": dt.date(2020, 1, 1)}, "不能早于开户日期"), ({"amount": Decimal(0)}, "大于 0")],
)
def test_a_freeze_that_cannot_be_is_refused(account, county_inspector, fields, match):
    with pytest.raises(Refused, match=match):
        record_freeze(actor=county_inspector, account=account, **({"frozen_on": ON, "organ": "样例法院", "on": ON, "at": AT} | fields))
    assert not AccountFreeze.objects.visible_to(county_inspector).exists()


def test_a_freeze_puts_the_lamp_out_until_it_is_lifted(account, site, county_inspector):
    def lamp():
        return next(row for row in matrix(site, ON) if row.key == "special_account").operating

    freeze = record_freeze(actor=county_inspector, account=account, frozen_on=ON - DAY, organ="样例县人民法院", document_number="样例执1号", on=ON, at=AT)
    assert lamp().mark == "x" and "被冻结" in lamp().text
    with pytest.raises(Refused, match="还没有解除"):
        record_freeze(actor=county_inspector, account=account, frozen_on=ON, organ="样例税务局", on=ON, at=AT)
    with pytest.raises(Refused, match="不能早于冻结日期"):
        record_thaw(actor=county_inspector, freeze=freeze, thawed_on=ON - 2 * DAY, on=ON)
    record_thaw(actor=county_inspector, freeze=freeze, thawed_on=ON, on=ON)
    assert lamp().mark == "none"
    with pytest.raises(Refused, match="已于"):
        record_thaw(actor=county_inspector, freeze=freeze, thawed_on=ON, on=ON)


def test_another_bank_has_no_say_about_the_account(account, site, bank, county_inspector):
    join(project=site, organisation=Organisation.objects.get(pk=bank.organisation_id), part=Part.BANK, on=ON)
    other = again(bank)
    with acting(other):
        assert not SpecialWageAccount.objects.visible_to(other).filter(pk=account.pk).exists()
        with pytest.raises(Refused, match="不在本行开立"):
            record_freeze(actor=other, account=account, frozen_on=ON, organ="样例法院", on=ON, at=AT)


def test_a_running_project_closes_its_account_for_another_bank_only(account, site, county_inspector):
    with pytest.raises(Refused, match="完工后才能以完工为由"):
        publish(county_inspector, account)
    assert publish(county_inspector, account, reason=ClosingReason.BANK_CHANGED).state == ClosingState.PUBLISHED


def test_the_notice_hangs_for_thirty_days_and_not_one_less(account, site, county_inspector):
    complete(county_inspector, site)
    keep(county_inspector, site)
    closing = publish(county_inspector, account, notice_on=ON - 30 * DAY)  # Wednesday 21 October + 30 = Friday 20 November
    assert closing.notice_until == ON
    with pytest.raises(Refused, match="还有 1 天"):
        agree_closing(actor=county_inspector, closing=closing, on=ON, at=AT)
    assert agree_closing(actor=county_inspector, closing=closing, on=ON + DAY, at=AT + DAY).state == ClosingState.AGREED


def test_nothing_is_agreed_to_while_anything_is_open(account, site, county_inspector):
    complete(county_inspector, site)
    closing = publish(county_inspector, account)
    freeze = record_freeze(actor=county_inspector, account=account, frozen_on=ON, organ="样例法院", on=ON, at=AT)
    place_hold(actor=county_inspector, project=site, kind="open_case", source_type="cases.Case", source_uid="1", reason="案件 1 没有办结", at=AT)
    post_fact(project_id=site.pk, region_id=site.region_id, item="arrears", value=facts.arrears(people=3, amount=Decimal("9000")), on=ON, source="案件")
    with pytest.raises(Refused) as refused:
        agree_closing(actor=county_inspector, closing=closing, on=ON, at=AT)
    for words in ("没有上传无拖欠承诺书", "还在冻结中", "案件 1 没有办结", "查实欠薪 3 人"):
        assert words in refused.value.reason, words
    keep(county_inspector, site)
    record_thaw(actor=county_inspector, freeze=freeze, thawed_on=ON, on=ON)
    lift_hold(actor=county_inspector, project=site, kind="open_case", source_uid="1", at=AT)
    post_fact(project_id=site.pk, region_id=site.region_id, item="arrears", value=facts.arrears(people=0, amount=Decimal(0)), on=ON, source="案件")
    assert agree_closing(actor=county_inspector, closing=closing, on=ON, at=AT).agreed_by == county_inspector.name


def test_a_bank_sees_the_papers_of_its_own_accounts_alone(account, site, county_inspector, bank):
    join(project=site, organisation=Organisation.objects.get(pk=bank.organisation_id), part=Part.BANK, on=ON)
    own = make_account(site, bank=Organisation.objects.get(pk=bank.organisation_id))
    keep(county_inspector, site, PaperKind.TRI_PARTY, subject_uid=account.uid)
    keep(county_inspector, site)
    mine = keep(county_inspector, site, PaperKind.TRI_PARTY, subject_uid=own.uid)
    officer = again(bank)
    with acting(officer):
        assert [paper.pk for paper in ProjectPaper.objects.visible_to(officer)] == [mine.pk]


def test_an_unpaid_month_of_one_fen_keeps_the_account_open(account, site, county_inspector):
    complete(county_inspector, site)
    keep(county_inspector, site)
    closing = publish(county_inspector, account)

    def month(paid, full_paid_on=None):
        sums = {"people": 1, "paid_people": 1, "net": Decimal("100"), "paid": Decimal(paid), "full_paid_on": full_paid_on}
        value = facts.payment_month(month=dt.date(2026, 9, 1), due_on=dt.date(2026, 10, 20), **sums)
        post_fact(project_id=site.pk, region_id=site.region_id, item="payment_month", value=value, on=ON, source="工资表")

    month("99.99")
    with pytest.raises(Refused, match="9 月工资还差"):
        agree_closing(actor=county_inspector, closing=closing, on=ON, at=AT)
    held = {"actor": county_inspector, "project": site, "kind": "unpaid_month", "source_uid": f"{site.uid}:2026-09", "at": AT}
    place_hold(**held, source_type="wagepay.ProjectMonth", reason="2026-09 工资没有发清，差 0.01 元")
    assert obstacles(closing, on=ON, at=AT) == ["2026-09 工资没有发清，差 0.01 元"], "one month is named once"
    lift_hold(**held)
    month("60.00", full_paid_on=ON)
    assert obstacles(closing, on=ON, at=AT) == [], "the rest was paid by other proven ways"
    month("100.00")
    assert agree_closing(actor=county_inspector, closing=closing, on=ON, at=AT).state == ClosingState.AGREED


def test_what_arises_after_the_agreement_stops_the_bank(account, site, county_inspector):
    complete(county_inspector, site)
    keep(county_inspector, site)
    closing = agree_closing(actor=county_inspector, closing=publish(county_inspector, account), on=ON, at=AT)
    place_hold(actor=county_inspector, project=site, kind="lawsuit", source_type="cases.Case", source_uid="2", reason="有仲裁", at=AT)
    with pytest.raises(Refused, match="同意之后又有了新情况"):
        close_account(actor=county_inspector, closing=closing, closed_on=ON, on=ON, at=AT)
    lift_hold(actor=county_inspector, project=site, kind="lawsuit", source_uid="2", at=AT)
    done = close_account(actor=county_inspector, closing=closing, closed_on=ON, on=ON, at=AT, balance=Decimal("12.30"))
    account.refresh_from_db()
    assert (done.state, done.balance, account.closed_on) == (ClosingState.CLOSED, Decimal("12.30"), ON)
    with pytest.raises(Refused, match="已于"):
        publish(county_inspector, account)


def test_the_contractor_publishes_and_the_authority_agrees(account, site, county_inspector, contractor):
    firm = Organisation.objects.get(pk=contractor.organisation_id)
    update_project(actor=county_inspector, project=site, version=site.version, on=ON, at=AT, general_contractor=firm)
    site.refresh_from_db()
    complete(county_inspector, site)
    builder = again(contractor)
    with acting(builder):
        keep(builder, site)
        closing = publish(builder, account)
        with pytest.raises(Refused, match="没有“同意销户”的权限"):
            agree_closing(actor=builder, closing=closing, on=ON, at=AT)
        withdraw_closing(actor=builder, closing=closing, reason="有工友提出异议", at=AT)
        assert publish(builder, account).pk != closing.pk
    assert AccountClosing.objects.visible_to(county_inspector).filter(state=ClosingState.WITHDRAWN).count() == 1


def test_the_closing_line_leads_from_step_to_step(account, site, county_inspector):
    def marks(on=ON):
        site.refresh_from_db()
        return [step.state for step in steps(county_inspector, site, on, AT)]

    assert marks()[0] == "now" and "done" not in marks()[:6]
    complete(county_inspector, site)
    assert marks()[:4] == ["done", "done", "now", "todo"]
    closing = publish(county_inspector, account)
    keep(county_inspector, site)
    assert marks()[:6] == ["done", "done", "done", "done", "now", "todo"]
    change_site_state(actor=county_inspector, project=site, verb="settle", on=ON, at=AT)
    agree_closing(actor=county_inspector, closing=closing, on=ON, at=AT)
    close_account(actor=county_inspector, closing=closing, closed_on=ON, on=ON, at=AT)
    assert marks()[:7] == ["done"] * 7
    last = steps(county_inspector, site, ON, AT)[-1]
    assert "2029-11-20" in last.text and last.words == "保存中"
