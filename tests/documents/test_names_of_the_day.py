"""A paper calls everybody by the name of its own day: two papers, and a firm that got another name between them."""

import datetime as dt
import io
from decimal import Decimal

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from pypdf import PdfReader

from portal.documents import storage
from portal.documents.actions.draft_instrument import draft_instrument
from portal.documents.actions.issue_instrument import issue_instrument
from portal.documents.actions.revise_draft import revise_draft
from portal.documents.layout import instrument_context
from portal.lib.clock import start_of
from portal.lib.errors import Refused
from portal.tenancy.actions.rename_organisation import rename_organisation
from portal.tenancy.actors import system_actor
from portal.tenancy.models import Organisation
from portal.tenancy.scope import acting
from tests.make import documents, tenancy, wagepay
from tests.make.accounts import again
from tests.make.projects import make_employer, make_inspection, make_party, make_project
from wagepay.actions.make_template import make_template

pytestmark = pytest.mark.django_db
OLD, NEW = "样例建工有限公司", "样例城建集团有限公司"
RENAMED = dt.date(2026, 6, 15)
BEFORE, AFTER = dt.date(2026, 6, 10), dt.date(2026, 6, 20)


def noon(day: dt.date) -> dt.datetime:
    return start_of(day) + dt.timedelta(hours=12)


def renamed(organisation: Organisation, name: str = NEW) -> None:
    rename_organisation(actor=system_actor(), organisation=organisation, name=name, on=RENAMED, document="市监变更〔2026〕1号", today=AFTER)


def draft(actor, firm: Organisation, on: dt.date):
    firm.refresh_from_db()
    given = documents.INTERVIEW_FACTS | {"enterprise": firm.name, "interview_on": dt.date(2026, 7, 1), "reply_by": dt.date(2026, 7, 1)}
    return draft_instrument(actor=actor, kind="interview_letter", addressees={"enterprise": firm}, facts=given, at=noon(on))


def text_of(instrument) -> str:
    pages = PdfReader(io.BytesIO(storage.read(instrument.pdf_sha256))).pages
    return "".join("".join(page.extract_text().split()) for page in pages)


@pytest.fixture
def firm(db) -> Organisation:
    return tenancy.enterprise(OLD)


def test_two_letters_each_bear_the_name_of_their_day(county_inspector, firm):
    documents.organ_of(county_inspector)
    with acting(county_inspector):
        first = issue_instrument(actor=county_inspector, instrument=draft(county_inspector, firm, BEFORE), at=noon(BEFORE))
    renamed(firm)
    with acting(county_inspector):
        second = issue_instrument(actor=county_inspector, instrument=draft(county_inspector, firm, AFTER), at=noon(AFTER))
        first.refresh_from_db()
        assert OLD in text_of(first) and NEW not in text_of(first)
        assert NEW in text_of(second) and OLD not in text_of(second)


class TestDraftedBeforeSignedAfter:
    @pytest.fixture
    def waiting(self, county_inspector, firm):
        documents.organ_of(county_inspector)
        with acting(county_inspector):
            made = draft(county_inspector, firm, BEFORE)
        renamed(firm)
        return made

    def sign(self, actor, made, on):
        with acting(actor):
            return issue_instrument(actor=actor, instrument=made, at=noon(on))

    def test_the_day_before_the_old_name_is_the_right_one(self, county_inspector, waiting):
        assert self.sign(county_inspector, waiting, RENAMED - dt.timedelta(days=1)).number

    def test_from_the_day_of_the_new_name_on_the_draft_must_be_mended(self, county_inspector, waiting):
        with pytest.raises(Refused, match=f"“{OLD}”已于 2026-06-15 更名为“{NEW}”"):
            self.sign(county_inspector, waiting, RENAMED)
        with acting(county_inspector):
            assert not type(waiting).objects.visible_to(county_inspector).get(pk=waiting.pk).number, "no number is used up"

    def test_another_firm_whose_name_contains_it_keeps_its_own(self, county_inspector, waiting):
        other = tenancy.enterprise("建工")
        rename_organisation(actor=system_actor(), organisation=other, name="另一家", on=RENAMED, document="市监变更〔2026〕2号", today=AFTER)
        texts = {field: getattr(waiting, field).replace(OLD, f"{NEW}（原{OLD}）") for field in ("title", "addressee_text", "body")}
        with acting(county_inspector):
            made = revise_draft(actor=county_inspector, instrument=waiting, version=waiting.version, at=noon(AFTER), **texts)
        assert self.sign(county_inspector, made, AFTER).number, "“建工” stands in the text as a part of another name"

    @pytest.mark.parametrize("name", [NEW, f"{NEW}（原{OLD}）"])
    def test_mended_it_is_signed(self, county_inspector, waiting, name):
        texts = {field: getattr(waiting, field).replace(OLD, name) for field in ("title", "addressee_text", "body")}
        with acting(county_inspector):
            made = revise_draft(actor=county_inspector, instrument=waiting, version=waiting.version, at=noon(AFTER), **texts)
        assert self.sign(county_inspector, made, AFTER).number


def test_a_slip_that_prints_its_facts_is_drafted_anew(tree, county_inspector, firm):
    documents.organ_of(county_inspector)
    tenancy.policy_row(tree.county, "instruments.kinds", ["transfer_slip"])
    facts = {"lead": "XS-1", "source": "来电", "received_on": BEFORE, "enterprise": OLD, "findings": "拖欠工资。", "reply_by": dt.date(2026, 7, 1)}
    units = {"township": tenancy.authority(tree.township), "industry": tenancy.housing_department(tree.county)}
    with acting(county_inspector):
        made = draft_instrument(actor=county_inspector, kind="transfer_slip", addressees=units, facts=facts, at=noon(BEFORE))
    renamed(firm)
    with acting(county_inspector), pytest.raises(Refused, match="请撤回后重新拟稿"):
        issue_instrument(actor=county_inspector, instrument=made, at=noon(AFTER))
    with acting(county_inspector):
        again_drafted = draft_instrument(
            actor=county_inspector, kind="transfer_slip", addressees=units, facts=facts | {"enterprise": NEW, "received_on": AFTER}, at=noon(AFTER)
        )
        assert NEW in text_of(issue_instrument(actor=county_inspector, instrument=again_drafted, at=noon(AFTER)))


def test_the_head_is_the_organs_name_of_the_papers_day(county_inspector, firm):
    organ = documents.organ_of(county_inspector)
    was = organ.name
    with acting(county_inspector):
        first = draft(county_inspector, firm, BEFORE)
    renamed(organ, "平定县人力资源和社会保障局新名")
    with acting(county_inspector):
        second = draft(county_inspector, firm, AFTER)
        heads = [instrument_context(type(row).objects.visible_to(county_inspector).get(pk=row.pk), draft=True)["letterhead"].name for row in (first, second)]
    assert heads == [was, "平定县人力资源和社会保障局新名"]


def test_the_payroll_of_a_month_bears_the_name_at_its_end(tree, firm, contractor):
    with acting(system_actor()):
        project = make_project(tree.county, general_contractor=Organisation.objects.get(pk=contractor.enterprise_id))
        make_party(project, firm)
        wagepay.engagement(project, employer=firm, daily_rate=Decimal("300.00"))
    renamed(firm)
    firm.refresh_from_db()
    texts = []
    for month in (dt.date(2026, 5, 1), dt.date(2026, 6, 1)):
        with acting(again(contractor)) as actor:
            book = load_workbook(io.BytesIO(make_template(actor=actor, project=project, employer=firm, month=month)))
        texts.append("".join(str(cell.value) for row in book.worksheets[0].iter_rows(max_row=6) for cell in row))
    assert OLD in texts[0] and NEW not in texts[0]
    assert NEW in texts[1] and OLD not in texts[1]


def test_checks_are_listed_and_exported_by_the_name_of_their_day(tree, firm, county_inspector, client_of):
    with acting(system_actor()):
        employer = make_employer(tree.county, firm)
        checks = [make_inspection(employer, on=day) for day in (BEFORE, AFTER)]
    renamed(firm)
    client = client_of(county_inspector)
    for check, name in zip(checks, (OLD, NEW), strict=True):
        assert name in client.get(reverse("inspection", args=[check.uid])).content.decode()
    page = client.get(reverse("inspection_list")).content.decode()
    assert page.count(OLD) >= 1 and page.count(NEW) >= 1


def test_the_register_of_papers_names_the_organ_of_their_day(county_inspector, firm):
    organ = documents.organ_of(county_inspector)
    was = organ.name
    with acting(county_inspector):
        made = issue_instrument(actor=county_inspector, instrument=draft(county_inspector, firm, BEFORE), at=noon(BEFORE))
    renamed(organ, "新名")
    with acting(county_inspector):
        found = type(made).objects.visible_to(county_inspector).prefetch_related("organ__former_names").get(pk=made.pk)
        assert found.organ_name == was
