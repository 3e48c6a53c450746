"""While the database takes no entry, no whole number leaves the portal: every page that shows one answers 503 in Chinese and shows nothing.

The refusal is the database's own: the application's right to add entries is taken away, as a broken or full trail would refuse.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.models import Lead
from portal.accounts.enums import Role, Sensitive
from portal.audit.models import Entry
from portal.audit.personal import PERSONAL
from portal.documents.actions.ask_export import approve_export, ask_export
from portal.documents.enums import ExportFormat
from portal.jobs import runner
from portal.jobs.models import Job
from portal.lib import clock
from portal.tenancy.models import Organisation
from portal.tenancy.scope import acting
from projects.actions.keep_contacts import Contact, keep_contacts
from tests import database
from tests.house.addresses import addresses
from tests.make import accounts, tenancy
from tests.make import wagepay as wages
from tests.make.cases import lines_of, make_case
from tests.make.deposits import make_drawdown, make_payee
from tests.make.documents import organ_of
from tests.make.projects import make_account, make_deposit, make_project
from tests.make.wagepay import engagement, id_number
from tests.wagepay.doing import AT
from wagepay.actions.make_batch import make_batch
from wagepay.actions.make_ledger import make_ledger
from wagepay.enums import SheetState
from wagepay.models import LedgerCopy

pytestmark = pytest.mark.django_db
BOARD_FIGURES = {
    "wagepay.minimum_wage": "1980.00",
    "projects.board_arbitration": "仲裁院，样例路1号",
    "projects.board_legal_aid": "法律援助中心，样例路3号",
    "projects.board_brigade": {"name": "平定监察大队", "phone": "0353-0000000"},
    "projects.board_supervised_by": "平定县人力资源和社会保障局",
    "projects.board_department_phones": {"housing": "0353-0000001"},
}


@dataclass(frozen=True)
class Showing:
    """One way by which a whole number reaches a person: what he sends and what he would read."""

    verb: str
    address: str
    path: str
    given: dict
    browser: Client
    numbers: tuple[str, ...]
    method: str = "post"
    status: int = 200


@contextmanager
def no_trail() -> Iterator[None]:
    """The application may not add entries, for as long as this lasts."""
    with database.server() as postgres, postgres.superuser(connection.settings_dict["NAME"]) as cursor:
        cursor.execute("REVOKE INSERT ON audit_entry FROM portal_app")
        try:
            yield
        finally:
            cursor.execute("GRANT INSERT ON audit_entry TO portal_app")


@pytest.fixture
def site(county_inspector, contractor, tree):
    with acting(county_inspector):
        general = Organisation.objects.get(pk=contractor.enterprise_id)
        return make_project(tree.county, "样例安置房", general_contractor=general)


@pytest.fixture
def person(site, county_inspector):
    with acting(county_inspector):
        return engagement(site, card=f"62170000{1:011d}")


@pytest.fixture
def case(site, county_inspector):
    with acting(county_inspector):
        return make_case(county_inspector, site, name="王某某", id_number=id_number(5), phone="13800000005")


REASON = {"reason": "核对本人身份"}


def of_lead(request, field: str) -> Showing:
    request.getfixturevalue("case")
    inspector = request.getfixturevalue("county_inspector")
    with acting(inspector):
        lead = Lead.objects.visible_to(inspector).get()
    path = reverse("lead_reveal", args=[lead.uid, field])
    return Showing("accounts.reveal", "lead_reveal", path, REASON, _browser(request, inspector), (getattr(lead, field).plain(),))


def of_line(request, field: str) -> Showing:
    case, inspector = request.getfixturevalue("case"), request.getfixturevalue("county_inspector")
    with acting(inspector):
        line = lines_of(inspector, case)[0]
    path = reverse("line_reveal", args=[case.number, line.uid, field])
    return Showing("accounts.reveal", "line_reveal", path, REASON, _browser(request, inspector), (line.id_number.plain(),))


def of_person(request, field: str) -> Showing:
    person, inspector = request.getfixturevalue("person"), request.getfixturevalue("county_inspector")
    path = reverse("wage_reveal", args=[person.project.code, person.uid, field])
    return Showing("accounts.reveal", "wage_reveal", path, REASON, _browser(request, inspector), (getattr(person, field).plain(),))


def of_template(request, field: str) -> Showing:
    person, contractor = request.getfixturevalue("person"), accounts.again(request.getfixturevalue("contractor"))
    path = reverse("wage_template", args=[person.project.code])
    given = {"employer": person.employer_id, "month": timezone.localdate().strftime("%Y-%m")}
    return Showing("wagepay.template", "wage_template", path, given, _browser(request, contractor), (person.id_number.plain(), person.card.plain()))


def of_bank_file(request, field: str) -> Showing:
    """The file for the bank of an approved sheet."""
    person, contractor = request.getfixturevalue("person"), accounts.again(request.getfixturevalue("contractor"))
    with acting(request.getfixturevalue("county_inspector")):
        account = make_account(person.project)
    with acting(contractor):
        sheet = wages.sheet(person.project, state=SheetState.APPROVED)
        wages.line(sheet, person)
        batch = make_batch(actor=contractor, sheet=sheet, account=account, at=AT)
    path = reverse("wage_batch_file", args=[batch.uid])
    return Showing("wagepay.bank_file", "wage_batch_file", path, {}, _browser(request, contractor), (person.card.plain(),))


def of_ledger(request, field: str) -> Showing:
    """The pay ledger of a sheet."""
    person, contractor = request.getfixturevalue("person"), accounts.again(request.getfixturevalue("contractor"))
    with acting(contractor):
        sheet = wages.sheet(person.project, state=SheetState.APPROVED)
        wages.line(sheet, person)
    path = reverse("wage_ledger", args=[sheet.uid])
    given = {"form": "xlsx", "purpose": "监察机构检查时提供"}
    return Showing("wagepay.ledger", "wage_ledger", path, given, _browser(request, contractor), (person.id_number.plain(), person.phone.plain()))


def of_ledger_copy(request, field: str) -> Showing:
    """A ledger that was printed before."""
    person, contractor = request.getfixturevalue("person"), accounts.again(request.getfixturevalue("contractor"))
    with acting(contractor):
        sheet = wages.sheet(person.project, state=SheetState.APPROVED)
        wages.line(sheet, person)
        make_ledger(actor=contractor, sheet=sheet, form="xlsx", purpose="监察机构检查时提供", at=AT)
        path = reverse("wage_ledger_copy", args=[LedgerCopy.objects.visible_to(contractor).get().uid])
    given = {"purpose": "监察机构检查时提供"}
    return Showing("wagepay.ledger", "wage_ledger_copy", path, given, _browser(request, contractor), (person.id_number.plain(), person.phone.plain()))


def of_export(request, field: str) -> Showing:
    """A roster in full, approved by a second person and made."""
    person, inspector = request.getfixturevalue("person"), request.getfixturevalue("county_inspector")
    request.getfixturevalue("settings").PORTAL_WAKE = "tests.jobs.wakes.wake"
    colleague = accounts.actor(Role.INSPECTOR, region=request.getfixturevalue("tree").county, person=accounts.user("pd-second", "样例监察戊"))
    with acting(inspector):
        roster = reverse("wage_roster_export", args=[person.project.code])
        asked = ask_export(actor=inspector, address=roster, form=ExportFormat.XLSX, at=timezone.now(), is_full=True, reason="核对工资卡是否本人")
    with acting(colleague):
        approve_export(actor=colleague, download=asked, at=timezone.now())
    asked.refresh_from_db()
    runner.run(Job.objects.get(uid=asked.job_uid).pk)
    path = reverse("download_file", args=[asked.uid])
    return Showing("documents.hand_out", "download_file", path, {}, _browser(request, inspector), ())


def of_payees(request, field: str) -> Showing:
    """The annex of a payment notice with the cards to be paid."""
    person, inspector = request.getfixturevalue("person"), request.getfixturevalue("county_inspector")
    with acting(inspector):
        drawdown = make_drawdown(make_deposit(person.project))
        make_payee(drawdown)
    path = reverse("payee_list", args=[drawdown.uid])
    return Showing("projects.payee_list", "payee_list", path, {}, _browser(request, inspector), (), "get")


def of_board(request, field: str) -> Showing:
    """A board's print with the whole telephones of those who answer for the site."""
    tree, inspector = request.getfixturevalue("tree"), request.getfixturevalue("county_inspector")
    tenancy.authority(tree.county, "平定县住房和城乡建设局", industries=("housing",))
    for key, value in BOARD_FIGURES.items():
        tenancy.policy_row(tree.county, key, value, valid_from=dt.date(2026, 1, 1))
    with acting(inspector):
        project = make_project(tree.county)
        officer = Contact("样例专管员", "13800000186")
        keep_contacts(actor=inspector, project=project, officer=officer, parties={}, on=clock.today(), at=timezone.now())
    path = reverse("board_print", args=[project.code])
    return Showing("projects.print_board", "board_print", path, {}, _browser(request, inspector), (officer.phone,), "get")


def of_letter(request, field: str) -> Showing:
    """The certificate of a special wage account, which names its whole number; the draft is led to."""
    site, inspector = request.getfixturevalue("site"), request.getfixturevalue("county_inspector")
    organ_of(inspector)
    with acting(inspector):
        account = make_account(site)
    given = {
        "fact_project": site.name, "fact_enterprise": "样例", "fact_bank": "样例银行", "fact_account_name": account.account_name,
        "fact_opened_on": "2026-01-01", "addressee_text": "样例县人民法院",
    }  # fmt: skip
    path = reverse("account_letter", args=[site.code, account.uid, "account_certificate"])
    return Showing("accounts.reveal", "account_letter", path, given, _browser(request, inspector), (account.account_number.plain(),), status=302)


def _browser(request, actor) -> Client:
    return request.getfixturevalue("client_of")(actor, *Sensitive.values)


WAYS: tuple[tuple[Callable, str], ...] = (
    (of_lead, "id_number"), (of_lead, "phone"), (of_line, "id_number"),
    (of_person, "id_number"), (of_person, "phone"), (of_person, "card"), (of_template, ""),
    (of_bank_file, ""), (of_ledger, ""), (of_ledger_copy, ""), (of_export, ""), (of_payees, ""), (of_board, ""), (of_letter, ""),
)  # fmt: skip


@pytest.mark.parametrize(("way", "field"), WAYS, ids=[f"{way.__name__}-{field}".strip("-") for way, field in WAYS])
def test_a_number_whose_entry_the_database_refuses_is_not_shown(way, field, request):
    showing = way(request, field)
    before = Entry.objects.count()
    with no_trail():
        answer = getattr(showing.browser, showing.method)(showing.path, showing.given)
    page = answer.content.decode("utf-8", "replace")
    assert (answer.status_code, answer["Content-Type"]) == (503, "text/html; charset=utf-8")
    assert "暂时不能办理" in page and "内容没有显示也没有保存" in page and "编号" in page
    assert not any(number in page for number in showing.numbers)
    assert "audit_entry" not in page and "permission" not in page
    assert Entry.objects.count() == before
    shown = getattr(showing.browser, showing.method)(showing.path, showing.given)
    assert shown.status_code == showing.status, "the same request goes through as soon as the trail takes entries again"
    assert showing.verb in Entry.objects.order_by("-pk").values_list("verb", flat=True)[: Entry.objects.count() - before]
    if showing.status == 200 and shown["Content-Type"].startswith("text/html"):
        assert all(number in shown.content.decode() for number in showing.numbers)


def test_the_ways_above_are_all_ways(request):
    """Every verb of unmasked numbers and every address that asks for a proof before showing one."""
    names = {"of_lead": "lead_reveal", "of_line": "line_reveal", "of_person": "wage_reveal", "of_payees": "payee_list", "of_letter": "account_letter"}
    assert {names[way.__name__] for way, _ in WAYS if way.__name__ in names} == {
        address.name for address in addresses() if address.page and address.page.step_up == Sensitive.REVEAL
    }
    ways = {"accounts.reveal", "wagepay.template", "wagepay.bank_file", "wagepay.ledger", "documents.hand_out", "projects.payee_list", "projects.print_board"}
    assert set(PERSONAL) - {"wagepay.open_person_paper"} == ways, "a scan is handed out like every file, see tests/wagepay/views/test_kept_files.py"
