"""The pages of deposits in a browser: what each role sees and does, filters, cost, papers, and who gets nothing."""

import datetime as dt
import json
from decimal import Decimal as D
from io import BytesIO, StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse

from portal.audit.models import Entry
from portal.documents.models import Instrument
from portal.lib import clock
from portal.lib.sheets.write import Book
from portal.notices.digest import due_of
from portal.tenancy.actors import system_actor
from portal.tenancy.models import Organisation
from portal.tenancy.scope import acting
from projects.enums import Part
from projects.models import DepositAssessment, DepositDrawdown, DepositRefund, DepositStatement, DepositSweep, WageSecurityDeposit
from tests.documents.pages import text_of
from tests.make import tenancy
from tests.make.accounts import again
from tests.make.deposits import make_decision, make_drawdown, make_payee, make_refund
from tests.make.projects import make_deposit, make_party, make_project
from tests.projects.views.helpers import count_queries

TODAY = clock.today()
DAY = dt.timedelta(days=1)
FIGURES = {
    "base_rate": "0.02", "multi_rate": "0.01", "combine": "lower", "use_annual": False, "small_exempt": True, "arrears_record": "decided",
    "arrears_date": "occurred",
}  # fmt: skip


@pytest.fixture
def made(county_inspector, tree):
    for key, value in FIGURES.items():
        tenancy.policy_row(tree.city, f"deposit.{key}", value)
    with acting(county_inspector):
        return make_project(tree.county, "青禾家园安置房二期", on=TODAY)


@pytest.fixture
def held(made, county_inspector):
    with acting(county_inspector):
        return make_deposit(made, deposited_on=TODAY - 100 * DAY, expires_on=TODAY + 400 * DAY)


def text(client, url, data=None, **more) -> str:
    return client.get(url, data or {}, **more).content.decode()


def fresh(row):
    return the(type(row), row.project, pk=row.pk)


def the(model, project, **which):
    """The one row of a project, as the portal itself reads it."""
    with acting(tenancy_actor(project)):
        return model.objects.of(project).select_related("project").get(**which)


def joined(actor, project, part):
    with acting(tenancy_actor(project)):
        make_party(project, Organisation.objects.get(pk=actor.organisation_id), part)
    return again(actor)


def tenancy_actor(project):
    return system_actor(project.region)


def kept_rows(project) -> int:
    with acting(tenancy_actor(project)):
        return DepositAssessment.objects.of(project).count()


class TestList:
    def test_three_rows_cost_what_one_costs(self, made, held, county_inspector, client_of):
        client, url = client_of(county_inspector), reverse("deposit_list")
        client.get(url)
        one = count_queries(client, url)
        with acting(county_inspector):
            make_deposit(make_project(made.region)), make_deposit(made, form="cash", expires_on=None)
        assert count_queries(client, url) == one

    @pytest.mark.parametrize(
        ("days", "changed", "standing"),
        [
            (-1, {}, "expired"), (0, {}, "month"), (30, {}, "month"), (31, {}, "soon"), (60, {}, "soon"), (61, {}, "ok"), (400, {"amount": D("299999")}, "short"),
            (400, {"state": "drawn", "drawn_amount": D(1)}, "drawn"), (400, {"state": "returned", "released_on": TODAY}, "ended"),
        ],
    )  # fmt: skip
    def test_each_stands_where_its_days_and_sums_put_it(self, made, county_inspector, client_of, days, changed, standing):
        with acting(county_inspector):
            row = make_deposit(made, deposited_on=TODAY - 500 * DAY, expires_on=TODAY + days * DAY, **changed)
        client = client_of(county_inspector)
        assert row.get_absolute_url() in text(client, reverse("deposit_list"), {"standing": standing})
        others = {"expired", "month", "soon", "ok", "short", "drawn", "exempt", "ended"} - {standing}
        assert not any(row.get_absolute_url() in text(client, reverse("deposit_list"), {"standing": other}) for other in sorted(others)[:2])

    def test_a_neighbour_sees_none_of_it_and_its_pages_are_not_there(self, held, neighbour_inspector, client_of):
        client = client_of(neighbour_inspector)
        assert held.get_absolute_url() not in text(client, reverse("deposit_list"))
        for name, uid in (("deposit", held.uid), ("deposit_replace", held.uid), ("drawdown_new", held.uid), ("deposit_assess", held.project.code)):
            assert client.get(reverse(name, args=[uid])).status_code == 404, name

    def test_it_leaves_as_a_workbook_with_full_columns(self, held, county_inspector, client_of):
        answer = client_of(county_inspector).get(reverse("deposit_export"))
        assert answer.status_code == 200 and "spreadsheet" in answer["Content-Type"]


class TestAssessing:
    def test_a_trial_keeps_nothing_and_the_decision_is_kept_with_its_paper(self, made, held, county_inspector, client_of):
        client, url = client_of(county_inspector), reverse("deposit_assess", args=[made.code])
        page = text(client, url)
        assert "应存 400,000 元" in page and "第十一条" in page and not kept_rows(made)
        tried = client.post(url, {"on": TODAY.isoformat(), "listed_on": (TODAY - DAY).isoformat(), "try": "1"}).content.decode()
        assert "应存 600,000 元" in tried and not kept_rows(made)
        kept = client.post(url, {"on": TODAY.isoformat(), "keep": "1"})
        found = the(DepositAssessment, made)
        assert kept.url == found.get_absolute_url() and "核定应存 400,000 元" in text(client, found.get_absolute_url())
        paper = text_of(client.get(reverse("deposit_assessment_print", args=[found.uid])).content)
        assert "肆拾万元整" in paper and "核定机关（章）" in paper
        assert fresh(held).required_amount == D(400000)
        draft = client.post(reverse("assessment_paper", args=[found.uid]), filled(client, reverse("assessment_paper", args=[found.uid])))
        made_paper = letter(county_inspector)
        assert draft.status_code == 302 and made_paper.kind == "deposit_storage"
        assert made_paper.attachments == ["农民工工资保证金核定单"] and "见附件" in made_paper.body

    def test_what_is_missing_is_said_instead_of_a_sum(self, county_inspector, tree, client_of):
        with acting(county_inspector):
            bare = make_project(tree.county, contract_amount=None)
        assert "施工合同额没有填写" in text(client_of(county_inspector), reverse("deposit_assess", args=[bare.code]))

    def test_a_city_tries_other_figures_and_nothing_is_saved(self, made, city_office, client_of):
        client = client_of(city_office)
        page = text(client, reverse("deposit_trial"), {"base_rate": "0.03"})
        assert "1 个的应存金额会变" in page and "600,000" in page and "400,000" in page
        assert "没有项目会变" in text(client, reverse("deposit_trial"), {"cap_amount": "90000000"})

    def test_a_contractor_reads_the_decision_about_his_works_and_makes_none(self, made, county_inspector, contractor, client_of):
        firm = joined(contractor, made, Part.GENERAL_CONTRACTOR)
        with acting(county_inspector):
            row = DepositAssessment.objects.create(
                project=made, region=made.region, on=TODAY, required=D(400000), base=D(20000000), rate=D("0.02"), assessed_by="样例", assessed_at=clock.now()
            )
        client = client_of(firm)
        assert "核定应存 400,000 元" in text(client, row.get_absolute_url())
        assert client.get(reverse("deposit_assess", args=[made.code])).status_code == 403


def letter(actor) -> Instrument:
    with acting(actor):
        return Instrument.objects.visible_to(actor).get()


def filled(client, url) -> dict:
    """A form as the page offers it."""
    form = client.get(url).context["form"]
    found = {}
    for name, field in form.fields.items():
        value = form.get_initial_for_field(field, name)
        if value not in (None, False):
            found[name] = value.isoformat() if hasattr(value, "isoformat") else value
    return found


class TestActs:
    def test_a_contractor_replaces_his_guarantee_and_asks_for_its_return(self, held, contractor, client_of, county_inspector):
        firm = joined(contractor, held.project, Part.GENERAL_CONTRACTOR)
        client = client_of(firm)
        page = text(client, held.get_absolute_url())
        assert "更换" in page and "动用" not in page.partition("<main")[2].partition("登记</h2>")[0]
        data = {"form": "bank_guarantee", "amount": "300000", "deposited_on": TODAY.isoformat(), "expires_on": (TODAY + 500 * DAY).isoformat()}
        assert client.post(reverse("deposit_replace", args=[held.uid]), data).status_code == 302
        new = the(WageSecurityDeposit, held.project, state="held")
        with acting(tenancy_actor(held.project)):
            type(held.project).objects.visible_to(tenancy_actor(held.project)).filter(pk=held.project_id).update(state="completed_unsettled")
        day = TODAY.isoformat()
        asked = client.post(reverse("refund_new", args=[new.uid]), {"announced_on": day, "places": "告示牌"})
        assert asked.status_code == 422 and "书面承诺" in asked.content.decode()
        assert client.post(reverse("refund_new", args=[new.uid]), {"announced_on": day, "promised_on": day, "places": "告示牌"}).status_code == 302
        refund = the(DepositRefund, held.project)
        page = text(client, refund.get_absolute_url())
        assert "公示 30 日" in page and "审核通过" not in page.partition("p-steps")[0].partition("<main")[2]
        assert client.post(reverse("refund_act", args=[refund.uid, "approve"]), {}).status_code != 302 or fresh(refund).state == "announced"

    def test_an_inspector_draws_with_a_list_and_every_fault_of_it_is_at_its_cell(self, held, county_inspector, client_of):
        client, url = client_of(county_inspector), reverse("drawdown_new", args=[held.uid])
        assert "本项目还没有已送达的行政处理决定书" in text(client, url)
        with acting(county_inspector):
            paper = make_decision(held.project, "样例处字1号", on=TODAY).incoming
        data = {"paper": str(paper.uid), "served_on": (TODAY - 20 * DAY).isoformat(), "comply_by": (TODAY - DAY).isoformat()}
        assert "样例处字1号" in text(client, url)
        bad = client.post(url, data | {"payees": sheet(("样例工友", "110101199003070118", "6228480010000000018", "0"))})
        assert bad.status_code == 422 and "金额要大于零" in bad.content.decode() and "D2" in bad.content.decode()
        good = sheet(("样例工友", "110101199003070118", "6299990000000000017", "800"))
        answer = client.post(url, data | {"payees": good})
        assert answer.status_code == 302, answer.content.decode()[-3000:]
        drawdown = the(DepositDrawdown, held.project)
        page = text(client, drawdown.get_absolute_url())
        assert "动用 800 元付 1 人" in page and "6299990000000000017" not in page
        assert "收文" in page and paper.get_absolute_url() in page
        refused = client.post(url, data | {"served_on": "", "payees": sheet(("样例工友", "110101199003070118", "6299990000000000017", "1"))})
        assert refused.status_code == 422 and "其他机关的决定书要填这个日期" in refused.content.decode()
        paper = reverse("drawdown_paper", args=[drawdown.uid, "deposit_payment"])
        assert client.post(paper, filled(client, paper)).status_code == 302
        draft = letter(county_inspector)
        assert draft.addressee_text == held.institution and "5个工作日内" in draft.body and draft.project_id == held.project_id
        waiting = client.post(reverse("drawdown_act", args=[drawdown.uid, "notify"]), {})
        assert waiting.status_code == 422 and "还没有签发送达" in waiting.content.decode()
        told = client.post(reverse("drawdown_act", args=[drawdown.uid, "notify"]), {"number": "样例通知1号", "served_on": TODAY.isoformat()})
        assert told.status_code == 302 and fresh(drawdown).state == "notified"

    def test_the_annex_with_whole_numbers_is_asked_for_anew_and_recorded(self, held, county_inspector, client_of):
        with acting(county_inspector):
            drawdown = make_drawdown(held)
            make_payee(drawdown)
        url = reverse("payee_list", args=[drawdown.uid])
        assert client_of(county_inspector).get(url).url.startswith("/account/confirm/reveal/")
        answer = client_of(county_inspector, "reveal").get(url)
        assert answer.content.startswith(b"%PDF")
        with acting(county_inspector):
            assert Entry.objects.filter(verb="projects.payee_list", object_uid=str(drawdown.uid)).count() == 1

    def test_the_bank_sees_what_it_holds_tells_what_it_paid_and_sends_its_statement(self, made, bank, county_inspector, client_of):
        with acting(county_inspector):
            cash = make_deposit(made, form="cash", expires_on=None, institution=bank.organisation_name, deposited_on=TODAY - 200 * DAY)
            drawdown = make_drawdown(cash, served_on=TODAY - 30 * DAY, comply_by=TODAY - 9 * DAY, state="notified", notified_on=TODAY, pay_by=TODAY + 7 * DAY)
            lost = make_payee(drawdown, name="样例工友丙")
            make_payee(drawdown)
        teller = joined(bank, made, Part.BANK)
        client = client_of(teller)
        assert cash.get_absolute_url() in text(client, reverse("deposit_list"))
        assert client.get(reverse("drawdown_new", args=[cash.uid])).status_code == 403
        pay = reverse("drawdown_act", args=[drawdown.uid, "pay"])
        assert client.post(pay, {"paid_on": TODAY.isoformat(), f"failed_{lost.pk}": "卡已注销"}).status_code == 302
        assert (fresh(drawdown).state, fresh(lost).failed_reason) == ("notified", "卡已注销")
        assert client.post(pay, {"paid_on": TODAY.isoformat()}).status_code == 302 and fresh(drawdown).state == "paid"
        url = reverse("statement_new", args=[cash.uid])
        owed = {who.role: (lambda who=who: [due.url for due in due_of(who, TODAY) if "对账单" in due.title]) for who in (teller, county_inspector)}
        with acting(teller):
            assert owed["bank"]() == [url]
        with acting(county_inspector):
            assert owed["inspector"]() == [f"{reverse('statement_list')}?finding=missing"]
        assert url in text(client, "/")
        quarter = client.get(url).context["form"].fields["quarter_end"].choices[0][0]
        data = {"quarter_end": quarter, "principal": "249999", "interest": "12.5", "provided_on": TODAY.isoformat()}
        assert client.post(url, data).status_code == 302 and the(DepositStatement, made).interest == D("12.50")
        with acting(teller):
            assert owed["bank"]() == []
        assert url not in text(client, "/"), "the desk asks for what is missing alone"
        # At the quarter's end nothing had been used yet: 300,000 should have lain there.
        assert "与登记不符" in text(client, cash.get_absolute_url())

    def test_the_sweep_and_the_scoreboard_have_their_pages(self, held, county_inspector, client_of):
        client = client_of(county_inspector)
        assert "没有该返还而未申请的保证金" in text(client, reverse("deposit_sweep"))
        assert client.post(reverse("deposit_sweep_new"), {"note": "样例"}).status_code == 302
        with acting(county_inspector):
            assert DepositSweep.objects.visible_to(county_inspector).get().note == "样例"
        assert "本级已经登记" in text(client, reverse("deposit_sweep"))
        assert held.institution in text(client, reverse("guarantor_list"))
        assert client.get(reverse("guarantor_export")).status_code == 200
        assert client.get(reverse("deposit_publication")).content.startswith(b"%PDF")

    def test_an_auditor_reads_and_does_nothing(self, held, auditor, client_of):
        client = client_of(auditor)
        page = text(client, held.get_absolute_url())
        assert "btn-primary" not in page.partition("<main")[2]
        assert client.get(reverse("drawdown_new", args=[held.uid])).status_code == 403

    def test_a_refund_runs_to_its_end_on_its_page(self, held, county_inspector, client_of):
        with acting(county_inspector):
            refund = make_refund(held, TODAY - 40 * DAY)
        client = client_of(county_inspector)
        for verb, data, state in (
            ("apply", {}, "applied"), ("refuse", {"reason": "有欠薪未清偿"}, "refused"), ("apply", {}, "applied"), ("approve", {}, "approved"),
            ("return", {"paper_number": "样例确认1号"}, "returned"),
        ):  # fmt: skip
            assert client.post(reverse("refund_act", args=[refund.uid, verb]), data).status_code == 302, verb
            assert fresh(refund).state == state and client.get(refund.get_absolute_url()).status_code == 200
        assert fresh(held).state == "returned"


def sheet(*rows) -> BytesIO:
    book = Book()
    page = book.sheet("名单")
    for number, row in enumerate((("姓名", "身份证号", "银行卡号", "金额"), *rows)):
        book.row(page, number, list(row), "text")
    file = BytesIO(book.content())
    file.name = "名单.xlsx"
    return file


def test_the_command_prints_the_contract(made, county_inspector):
    out = StringIO()
    call_command("deposit", made.code, "--date", TODAY.isoformat(), "--json", "--as", county_inspector.username, stdout=out)
    answer = json.loads(out.getvalue())
    assert (answer["required"], answer["base"], answer["rate"], answer["exempt"]) == ("400000.00", "20000000.00", "0.02000", False)
    assert all(set(step) == {"rule", "law", "effect", "source"} for step in answer["steps"])
    assert not kept_rows(made)
