"""The pay ledger with its eleven particulars, and the workers' slips."""

from decimal import Decimal

import pytest
from django.urls import reverse

from portal.accounts.enums import Sensitive
from portal.audit.models import Entry
from portal.lib.sheets.reader import read_workbook
from portal.tenancy.scope import acting
from tests.cast import signed_in
from tests.make import wagepay as make
from tests.wagepay.doing import AT
from wagepay.actions.make_ledger import hand_copy, make_ledger
from wagepay.enums import SheetState
from wagepay.models import LedgerCopy
from wagepay.pay_ledger import HEADS, ledger_of


@pytest.fixture
def people(site):
    with acting(site.contractor):
        return [make.engagement(site.project, name=f"样{sign}") for sign in "甲乙"]


@pytest.fixture
def sheet(site, people):
    """One is paid, the other not yet."""
    with acting(site.contractor):
        found = make.sheet(site.project, state=SheetState.APPROVED)
        make.line(found, people[0], 6000, deduction=Decimal("120.50"), days=Decimal(20), rate=Decimal(300))
        make.line(found, people[1], 5000)
        make.payment(people[0], Decimal("5879.50"), reference="LS7")
        return found


def test_the_ledger_has_the_eleven_particulars_in_full_and_tells_what_is_missing(site, sheet, people):
    with acting(site.contractor):
        ledger = ledger_of(site.contractor, sheet, AT.date())
        content, name, _ = make_ledger(actor=site.contractor, sheet=sheet, form="xlsx", purpose="监察机构检查时提供", at=AT)
    assert len(HEADS) == 11 and ledger.missing == {"支付日期": 1, "工作时间": 1, "凭证或签字": 1}
    (table,) = read_workbook(content, name).sheets
    assert [str(cell) for cell in table.rows[1]] == list(HEADS)
    first = table.rows[2]
    assert first[1] == "2026-10-01 至 2026-10-31" and first[2] == "2026-11-10" and first[4] == people[0].id_number.plain()
    assert first[5] == people[0].phone.plain() and first[7] == "工资（20.00 工日 × 300.00） 6000.00" and first[8] == "扣款 120.50"
    assert first[9] == 5879.5 and first[10] == "专户代发 LS7"
    assert table.rows[4][9] == 10879.5, "the sum to the fen"


def test_the_ledger_leaves_after_a_fresh_proof_with_a_purpose_and_on_record(site, sheet, client_of):
    address = reverse("wage_ledger", args=[sheet.uid])
    assert client_of(site.contractor).post(address, {"form": "pdf", "purpose": "监察机构检查时提供"}).status_code == 302
    client = signed_in(site.contractor, Sensitive.EXPORT)
    assert client.post(address, {"form": "pdf", "purpose": "查"}).status_code == 200 and not Entry.objects.filter(verb="wagepay.ledger").exists()
    answer = client.post(address, {"form": "pdf", "purpose": "监察机构检查时提供"})
    assert answer.content.startswith(b"%PDF")
    assert Entry.objects.get(verb="wagepay.ledger").detail["people"] == 2


def test_a_neighbour_and_a_subcontractor_of_others_get_no_papers(site, sheet, neighbour_inspector, client_of):
    for name in ("wage_ledger", "wage_payslips"):
        for actor in (neighbour_inspector, site.subcontractor):
            assert signed_in(actor, Sensitive.EXPORT).get(reverse(name, args=[sheet.uid])).status_code == 404


def test_slips_are_one_print_on_record(site, sheet, client_of):
    answer = client_of(site.contractor).get(reverse("wage_payslips", args=[sheet.uid]))
    assert answer.content.startswith(b"%PDF") and Entry.objects.filter(verb="wagepay.payslips").count() == 1
    assert "工资清单" in client_of(site.contractor).get(reverse("wage_sheet", args=[sheet.uid])).content.decode()


def test_a_replaced_version_gives_no_ledger(site, sheet, client_of):
    with acting(site.contractor):
        sheet.state = SheetState.SUPERSEDED
        sheet.save()
    answer = signed_in(site.contractor, Sensitive.EXPORT).post(reverse("wage_ledger", args=[sheet.uid]), {"form": "xlsx", "purpose": "监察机构检查时提供"})
    assert answer.status_code == 302 and not Entry.objects.filter(verb="wagepay.ledger").exists()


def test_what_was_printed_can_be_shown_as_it_was_after_the_data_changed(site, sheet, people, client_of):
    with acting(site.contractor):
        printed, _, _ = make_ledger(actor=site.contractor, sheet=sheet, form="xlsx", purpose="监察机构检查时提供", at=AT)
        people[0].name = "改了名"
        people[0].save()
        sheet.state = SheetState.SUPERSEDED
        sheet.save()
        copy = LedgerCopy.objects.visible_to(site.contractor).get()
        assert hand_copy(actor=site.contractor, copy=copy, purpose="两年后监察机构检查")[0] == printed
        assert printed not in bytes(copy.sealed) and (copy.people, copy.net) == (2, Decimal("10879.50"))
    assert Entry.objects.filter(verb="wagepay.ledger", detail__reason="两年后监察机构检查").count() == 1
    client = signed_in(site.contractor, Sensitive.EXPORT)
    page = client.get(reverse("wage_ledger", args=[sheet.uid])).content.decode()
    assert "只能看存档" in page and "监察机构检查时提供" in page
    address = reverse("wage_ledger_copy", args=[copy.uid])
    assert client.post(address, {"purpose": "查"}).status_code == 200
    assert client.post(address, {"purpose": "监察机构检查时提供"}).content == printed


def test_a_neighbour_and_another_firm_find_no_copy(site, sheet, neighbour_inspector):
    with acting(site.contractor):
        make_ledger(actor=site.contractor, sheet=sheet, form="xlsx", purpose="监察机构检查时提供", at=AT)
        address = reverse("wage_ledger_copy", args=[LedgerCopy.objects.visible_to(site.contractor).get().uid])
    assert [signed_in(actor, Sensitive.EXPORT).get(address).status_code for actor in (neighbour_inspector, site.subcontractor)] == [404, 404]
