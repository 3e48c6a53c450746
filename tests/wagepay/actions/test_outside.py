"""Money outside the account counts with its paper; people who leave are settled within the tenant's days."""

import datetime as dt
import io
from decimal import Decimal

import pytest
from django.db import connection
from django.urls import reverse
from PIL import Image

from portal.documents.models import StoredFile
from portal.lib.errors import Refused
from portal.notices.digest import Due
from portal.tenancy.scope import acting
from tests.make import tenancy
from tests.make import wagepay as make
from tests.wagepay.doing import AT, OCTOBER
from wagepay.actions.record_outside import attach_proof, record_outside
from wagepay.enums import PaymentChannel, PaymentState, SheetState
from wagepay.models import Engagement, PaymentLine, WorkerMonth
from wagepay.queries.keys import keys_of
from wagepay.queries.summaries import refresh
from wagepay.settlements import settlements, settlements_of

ON = AT.date()
PAID_ON = dt.date(2026, 11, 5)


def paper() -> io.BytesIO:
    found = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(found, "PNG")
    found.seek(0)
    found.name = "收条.png"
    return found


@pytest.fixture
def person(at_site):
    found = make.engagement(at_site.project, name="样甲")
    sheet = make.sheet(at_site.project, state=SheetState.APPROVED)
    make.line(sheet, found, 6000, advance=Decimal(1000), net=Decimal(5000))
    return found


def enter(site, person, *, proof=None, channel=PaymentChannel.ADVANCE, amount=Decimal(1000), paid_on=PAID_ON):
    values = {"month": OCTOBER, "channel": channel, "amount": amount, "paid_on": paid_on, "note": "现金，本人签收", "proof": proof}
    return record_outside(actor=site.contractor, person=person, on=ON, at=AT, **values)


def of_october(site) -> WorkerMonth:
    return WorkerMonth.objects.visible_to(site.contractor).get(month=OCTOBER)


def test_an_allowance_reduces_what_is_owed_only_with_its_paper(at_site, person):
    line = enter(at_site, person)
    assert line.state == PaymentState.UNPROVEN
    row = of_october(at_site)
    assert (row.owed, row.advance, row.failed, row.failed_lines) == (6000, 0, 0, 0), "told, not counted, and no failure either"
    attach_proof(actor=at_site.contractor, line=line, proof=paper(), on=ON, at=AT)
    assert of_october(at_site).advance == 1000
    stored = StoredFile.objects.visible_to(at_site.contractor).get()
    assert (stored.kind, PaymentLine.objects.visible_to(at_site.contractor).get().proof_uid) == ("wagepay.proof", stored.uid)
    with pytest.raises(Refused, match="已经有凭证"):
        attach_proof(actor=at_site.contractor, line=line, proof=paper(), on=ON, at=AT)


def test_cash_with_its_paper_counts_and_stays_visible_as_outside_the_account(at_site, person):
    enter(at_site, person, proof=paper(), channel=PaymentChannel.OUTSIDE, amount=Decimal("5000.50"))
    row = of_october(at_site)
    assert (row.paid, row.paid_outside) == (0, Decimal("5000.50"))


@pytest.mark.parametrize(
    ("wrong", "words"),
    [({"channel": PaymentChannel.ACCOUNT}, "经专户发放的"), ({"amount": Decimal(0)}, "大于 0"), ({"paid_on": ON + dt.timedelta(days=1)}, "不能晚于今天")],
)
def test_what_cannot_be_is_refused_in_words(at_site, person, wrong, words):
    with pytest.raises(Refused, match=words):
        enter(at_site, person, **wrong)
    assert not PaymentLine.objects.visible_to(at_site.contractor).exists()


def test_another_firms_worker_is_not_mine_to_enter(site):
    with acting(site.contractor):
        person = make.engagement(site.project, name="样乙")
    with acting(site.subcontractor), pytest.raises(Refused, match="不归您填报"):
        record_outside(
            actor=site.subcontractor, person=person, month=OCTOBER, channel="advance", amount=Decimal(1), paid_on=PAID_ON, note="", proof=None, on=ON, at=AT
        )


def test_the_list_shows_what_has_no_paper_and_takes_it_by_the_page(site, client_of, settings):
    settings.PORTAL_DATE = ON
    with acting(site.contractor):
        person = make.engagement(site.project, name="样甲")
    client = client_of(site.contractor)
    form = {"channel": "advance", "month": "2026-10", "paid_on": "2026-11-05", "amount": "800", "note": "现金"}
    assert client.post(reverse("wage_outside_new", args=[site.project.code, person.uid]), form).status_code == 302
    with acting(site.contractor):
        line = PaymentLine.objects.visible_to(site.contractor).get()
    page = client.get(reverse("wage_outside", args=[site.project.code]) + "?state=unproven").content.decode()
    assert "没有凭证" in page and "补凭证" in page and "800.00" in page
    client.post(reverse("wage_outside_proof", args=[site.project.code, line.uid]), {"proof": paper()})
    assert "800.00" not in client.get(reverse("wage_outside", args=[site.project.code]) + "?state=unproven").content.decode()
    assert client_of(site.inspector).get(reverse("wage_outside", args=[site.project.code])).status_code == 200
    assert client_of(site.inspector).get(reverse("wage_outside_new", args=[site.project.code, person.uid])).status_code == 403


# -- settlement on leaving ------------------------------------------------------------------------
@pytest.fixture
def leaver(at_site):
    """Left on 20 October, 6,000 of October unpaid."""
    found = make.engagement(at_site.project, name="样离", left_on=dt.date(2026, 10, 20))
    make.line(make.sheet(at_site.project, state=SheetState.APPROVED), found, 6000)
    refresh(keys_of(at_site.project, [OCTOBER]))
    return found


@pytest.mark.parametrize(("on", "late"), [(dt.date(2026, 10, 23), False), (dt.date(2026, 10, 24), True)])
def test_who_leaves_is_late_after_the_tenants_days_and_no_day_sooner(at_site, leaver, on, late):
    (row,) = settlements_of(at_site.contractor, on)
    assert (row.due_on, row.open.owed, row.is_late) == (dt.date(2026, 10, 23), 6000, late)


def test_the_days_are_the_tenants_figure(at_site, leaver):
    with acting(at_site.inspector):
        tenancy.policy_row(at_site.project.region, "wagepay.settlement_days", 10)
    (row,) = settlements_of(at_site.contractor, dt.date(2026, 10, 30))
    assert (row.due_on, row.is_late) == (dt.date(2026, 10, 30), False)


def test_who_was_paid_in_full_is_settled_and_a_fen_less_is_not(at_site, leaver):
    make.payment(leaver, Decimal("5999.99"), paid_on=dt.date(2026, 10, 21))
    refresh(keys_of(at_site.project, [OCTOBER]))
    assert settlements_of(at_site.contractor, ON)[0].open.owed == Decimal("0.01")
    make.payment(leaver, Decimal("0.01"), paid_on=dt.date(2026, 10, 22))
    refresh(keys_of(at_site.project, [OCTOBER]))
    assert settlements_of(at_site.contractor, ON) == []


def test_days_without_a_sheet_are_open_too(at_site):
    found = make.engagement(at_site.project, name="样离", left_on=dt.date(2026, 10, 20))
    make.attendance(found, dt.date(2026, 10, 5))
    refresh(keys_of(at_site.project, [OCTOBER]))
    (row,) = settlements_of(at_site.contractor, ON)
    assert (row.open.owed, row.open.months_without_sheet, row.open.estimate) == (0, 1, 300)
    assert row.words == "1 个月没有列入工资表（按登记的日工资约 300.00 元）"


def test_who_left_last_is_told_however_many_left_before_him(at_site, leaver):
    """Five thousand and one who left earlier and are owed nothing."""
    given = {"uid": "gen_random_uuid()", "id_index": "decode(md5(n::text), 'hex')", "left_on": "DATE '2026-09-30'"}
    columns = [field.column for field in Engagement._meta.local_concrete_fields if not field.primary_key]
    values = ", ".join(given.get(column, column) for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO wagepay_engagement ({', '.join(columns)}) SELECT {values} FROM wagepay_engagement, generate_series(1, 5001) n WHERE id = %s",
            [leaver.pk],
        )
    (row,) = settlements_of(at_site.contractor, ON)
    assert row.person == leaver


def test_the_alarm_names_the_project_on_the_day_and_not_before(at_site, leaver):
    assert list(settlements(at_site.contractor, dt.date(2026, 10, 22))) == []
    (due,) = settlements(at_site.contractor, dt.date(2026, 10, 23))
    assert isinstance(due, Due) and "今天到期" in due.note and not due.is_over


def test_the_page_lists_them_masked_and_a_neighbour_sees_none(site, client_of, settings, neighbour_inspector):
    settings.PORTAL_DATE = ON
    with acting(site.contractor):
        found = make.engagement(site.project, name="样离离", left_on=dt.date(2026, 10, 20))
        make.line(make.sheet(site.project, state=SheetState.APPROVED), found, 6000)
        refresh(keys_of(site.project, [OCTOBER]))
    text = client_of(site.inspector).get(reverse("wage_settlements")).content.decode()
    assert "6,000.00" in text and "样离离" not in text and "超 28 天" in text
    assert "6,000.00" not in client_of(neighbour_inspector).get(reverse("wage_settlements")).content.decode()
