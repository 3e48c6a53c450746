"""A subcontractor's papers: opened by the general contractor who answers for them, by no other firm, and never without a trace."""

import io
from decimal import Decimal

import pytest
from django.urls import reverse
from pypdf import PdfWriter

from portal.accounts.enums import Role
from portal.audit.log import record
from portal.audit.models import Entry
from portal.tenancy.scope import acting
from tests.make import accounts, projects, tenancy
from tests.make import wagepay as make
from tests.wagepay.doing import AT, OCTOBER, ON, picture
from wagepay.actions.ask_elsewhere import ask_elsewhere
from wagepay.actions.keep_attendance_paper import keep_attendance_paper
from wagepay.actions.keep_person_papers import keep_person_paper
from wagepay.actions.record_outside import record_outside
from wagepay.enums import PersonPaperKind
from wagepay.own_viewings import own_viewings


def _scan() -> io.BytesIO:
    """A page as a scanner sends it."""
    stream, writer = io.BytesIO(), PdfWriter()
    writer.add_blank_page(200, 200)
    writer.write(stream)
    stream.seek(0)
    return stream


@pytest.fixture
def on(settings):
    settings.PORTAL_DATE = ON


@pytest.fixture
def kept(site, on):
    """Name of the address -> its arguments; everything was sent in by the subcontractor about its own man."""
    with acting(site.subcontractor) as actor:
        person = make.engagement(site.project, site.labour)
        paper = keep_attendance_paper(
            actor=actor, project=site.project, employer=site.labour, month=OCTOBER, team="木工班", workers=6, upload=picture("签字.png"), name="签字.png", at=AT
        )
        contract = keep_person_paper(actor=actor, person=person, kind=PersonPaperKind.CONTRACT, upload=picture("合同.png"), name="合同.png", at=AT)
        given = {"month": OCTOBER, "channel": "advance", "amount": Decimal(500), "paid_on": ON, "note": "", "proof": picture("借条.png")}
        line = record_outside(actor=actor, person=person, on=ON, at=AT, **given)
    addresses = {
        "wage_attendance_file": [paper.uid],
        "wage_person_file": [contract.uid],
        "wage_outside_file": [site.project.code, line.uid],
    }
    return person, {name: reverse(name, args=args) for name, args in addresses.items()}


VERBS = {"wage_attendance_file": "wagepay.open_paper", "wage_person_file": "wagepay.open_person_paper", "wage_outside_file": "wagepay.open_proof"}


@pytest.mark.parametrize("name", VERBS)
def test_the_general_contractor_opens_it_and_the_opening_is_recorded(kept, site, client_of, name):
    answer = client_of(site.contractor).get(kept[1][name])
    assert answer.status_code == 200 and answer.content and "attachment" in answer["Content-Disposition"]
    entry = Entry.objects.get(verb=VERBS[name])
    assert entry.actor_uid == site.contractor.uid and kept[0].name not in str(entry.detail)


@pytest.fixture
def other_subcontractor(site):
    """Another firm of the same site."""
    firm = tenancy.enterprise("另一样例劳务有限公司")
    clerk = accounts.actor(Role.SUBCONTRACTOR, organisation=firm, person=accounts.user("subcontractor-b", "另一劳资员"))
    with acting(site.inspector):
        projects.make_party(site.project, firm)
    return accounts.again(clerk)


def test_its_sender_and_the_inspector_open_it_and_no_other_firm_of_the_site_nor_the_next_county(
    kept, site, client_of, other_subcontractor, neighbour_inspector
):
    for actor, status in ((site.subcontractor, 200), (site.inspector, 200), (other_subcontractor, 404), (neighbour_inspector, 404)):
        browser = client_of(actor)
        assert [browser.get(address).status_code for address in kept[1].values()] == [status] * 3, actor.role


def test_the_worker_reads_who_opened_his_contract(kept, site, client_of):
    person, addresses = kept
    client_of(site.contractor).get(addresses["wage_person_file"])
    with acting(site.inspector):
        viewings = own_viewings(site.inspector, bytes(person.id_index))
    assert [one.what for one in viewings] == ["打开了您的合同或用工协议扫描件"]


def test_the_worker_reads_who_asked_where_else_he_is_registered(kept, site):
    person, _ = kept
    with acting(site.inspector) as inspector:
        ask_elsewhere(actor=inspector, person=person, reason="核对重复登记")
        (seen,) = own_viewings(inspector, bytes(person.id_index))
    assert (seen.what, seen.reason) == ("查了您在几个其他县区登记过", "核对重复登记")


def test_a_file_nobody_scanned_says_so_to_the_contractor_and_goes_back_to_its_sender(site, on, client_of):
    with acting(site.subcontractor) as actor:
        person = make.engagement(site.project, site.labour)
        contract = keep_person_paper(actor=actor, person=person, kind=PersonPaperKind.CONTRACT, upload=_scan(), name="合同.pdf", at=AT)
    address = reverse("wage_person_file", args=[contract.uid])
    blocked = client_of(site.contractor).get(address)
    assert blocked.status_code == 409 and "病毒扫描" in blocked.content.decode()
    assert client_of(site.subcontractor).get(address).status_code == 200
    assert Entry.objects.filter(verb="wagepay.open_person_paper").count() == 1


def test_the_pages_of_the_site_lead_there(kept, site, client_of):
    browser = client_of(site.contractor)
    person, addresses = kept
    month = reverse("wage_attendance", args=[site.project.code, f"{OCTOBER:%Y-%m}"])
    roster = reverse("wage_person", args=[site.project.code, person.uid])
    outside = reverse("wage_outside", args=[site.project.code])
    for page, name in ((month, "wage_attendance_file"), (roster, "wage_person_file"), (outside, "wage_outside_file")):
        assert addresses[name] in browser.get(page).content.decode(), page


def test_the_worker_reads_of_ledgers_and_bank_files_he_stands_in_and_of_no_others(site, on):
    """A ledger's entry is the sheet's and a bank file's the batch's: both are his where a line of his is on them."""
    with acting(site.contractor) as actor:
        person, stranger = make.engagement(site.project), make.engagement(site.project)
        own, other = make.sheet(site.project), make.sheet(site.project, site.labour)
        make.line(own, person)
        make.worker_month(person, OCTOBER, is_listed=True)
        for sheet in (own, other):
            record(actor, "wagepay.ledger", sheet, detail={"reason": "核对"})
    with acting(site.inspector):
        seen = own_viewings(site.inspector, bytes(person.id_index))
        assert [one.what for one in seen] == ["导出了工资支付台账，上面有您的号码"]
        assert own_viewings(site.inspector, bytes(stranger.id_index)) == []
