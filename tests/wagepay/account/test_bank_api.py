"""Banks over the wire: receipts and booked lines, signed, judged as files are, idempotent, for one's own accounts alone."""

import json

import pytest
from django.test import Client

from portal.tenancy.models import Organisation
from portal.tenancy.scope import acting
from tests.api.signed import headers
from tests.api.test_keys import issue
from tests.make import projects
from tests.make import wagepay as make
from wagepay.models import AccountEntry, EntryException, PaymentLine, Upload

RECEIPTS, ENTRIES = "/api/payments/receipts/", "/api/account/entries/"


@pytest.fixture
def account(site, bank):
    with acting(site.inspector):
        return projects.make_account(site.project, Organisation.objects.get(pk=bank.enterprise_id))


@pytest.fixture
def worker(site):
    with acting(site.contractor):
        worker = make.engagement(site.project, site.labour, name="样例王")
        make.line(make.sheet(site.project, site.labour, state="approved"), worker)
    return worker


@pytest.fixture
def key(site, admin, account):
    return issue(admin, site.project.region, account.bank, verbs=["wagepay.receipts", "wagepay.entries"])


def send(key, path, body):
    data = json.dumps(body).encode()
    return Client(raise_request_exception=False).post(path, data, content_type="application/json", headers=headers(key, path, method="POST", body=data))


def receipt(worker, **fields):
    row = {"payee": worker.name, "card_number": worker.card.plain(), "amount": "6000.00", "paid_on": "2026-11-10", "state": "success", "reference": "R1"}
    return row | fields


def batch(site, *rows):
    return {"project": site.project.code, "month": "2026-10", "receipts": list(rows)}


def entry(**fields):
    row = {"booked_on": "2026-11-10", "direction": "out", "amount": "12.00", "counterparty": "某材料有限公司", "summary": "料款", "reference": "E1"}
    return row | fields


def test_receipts_are_taken_once_and_a_later_return_changes_the_line(site, worker, key):
    first = send(key, RECEIPTS, batch(site, receipt(worker)))
    assert first.status_code == 200 and first.json()["accepted"] and first.json()["receipt"].startswith("DF-")
    again = send(key, RECEIPTS, batch(site, receipt(worker)))
    assert again.json()["receipt"] == first.json()["receipt"]
    send(key, RECEIPTS, batch(site, receipt(worker, state="returned", reason="账号不存在")))
    with acting(site.inspector):
        line = PaymentLine.objects.visible_to(site.inspector).get()
        assert (line.state, line.reason_code, line.amount) == ("returned", "number", 6000)
        assert Upload.objects.visible_to(site.inspector).accepted().filter(uploaded_by__startswith="接口").count() == 2


def test_one_wrong_row_keeps_the_whole_batch_out_and_is_named(site, worker, key):
    answer = send(key, RECEIPTS, batch(site, receipt(worker), receipt(worker, payee="陌生人", card_number=make.card_number(), reference="R2")))
    assert answer.status_code == 422
    body = answer.json()
    assert (body["accepted"], body["receipt"]) == (False, None)
    assert [(row["row"], row["code"]) for row in body["findings"] if row["severity"] == "block"] == [(2, "payee_unknown")]
    with acting(site.inspector):
        assert not PaymentLine.objects.visible_to(site.inspector).exists()


def test_booked_lines_are_known_by_their_number_and_strangers_are_lit_not_refused(site, account, key):
    body = {
        "account": account.account_number.plain(),
        "entries": [entry(balance="88.00"), entry(direction="in", amount="100.00", summary="人工费", reference="E2")],
    }
    assert send(key, ENTRIES, body).json()["accepted"]
    assert (
        send(key, ENTRIES, {**body, "entries": [*body["entries"], entry(amount="1.00", summary="手续费", counterparty="", reference="E3")]}).status_code == 200
    )
    with acting(site.inspector):
        assert AccountEntry.objects.visible_to(site.inspector).count() == 3
        assert [row.kind for row in EntryException.objects.visible_to(site.inspector)] == ["firm"]


@pytest.mark.parametrize(
    ("path", "body"),
    [
        (RECEIPTS, {}),
        (RECEIPTS, {"project": "X", "month": "2026-13", "receipts": []}),
        (ENTRIES, {"account": "1", "entries": [{"amount": "much"}]}),
        (ENTRIES, {"account": "1", "entries": [1, None]}),
        (ENTRIES, []),
    ],
)
def test_a_body_that_is_no_batch_is_refused_in_words(key, path, body):
    answer = send(key, path, body)
    assert (answer.status_code, set(answer.json())) == (400, {"detail", "code"})


def test_a_key_speaks_for_its_own_bank_and_county_alone(site, account, worker, admin, key):
    stranger = issue(admin, site.project.region, site.labour, verbs=["wagepay.receipts", "wagepay.entries"])
    body = {"account": account.account_number.plain(), "entries": [entry()]}
    assert (send(stranger, ENTRIES, body).status_code, send(stranger, ENTRIES, body).json()["code"]) == (404, "no_account")
    assert send(stranger, RECEIPTS, batch(site, receipt(worker))).json()["code"] == "no_project"
    mute = issue(admin, site.project.region, account.bank, verbs=["wagepay.receipts"])
    assert send(mute, ENTRIES, body).status_code == 403
    assert send(key, RECEIPTS, {**batch(site, receipt(worker)), "project": "999999-2026-1"}).status_code == 404
