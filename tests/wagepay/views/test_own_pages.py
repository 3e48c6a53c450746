"""A worker's own pages in his browser: what he reads, what he says, where it is seen."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.models import Lead
from portal.audit.models import Entry
from portal.tenancy.actors import own_actor, system_actor
from portal.tenancy.scope import acting
from tests.cases.pages import key_on
from tests.make import wagepay as make
from tests.wagepay.books import book
from tests.wagepay.doing import OCTOBER, let_in, payroll_rows
from tests.wagepay.owning import ask, digits, enter
from wagepay.enums import UploadKind
from wagepay.models import MonthAnswer, OwnVisit, PayrollSheet
from wagepay.own_months import own_month
from wagepay.queries.keys import keys_of
from wagepay.queries.summaries import refresh

PHONE = "13900008888"
MONTH = reverse("own_month", args=["2026-10"])


@pytest.fixture(autouse=True)
def on(settings):
    settings.PORTAL_DATE = dt.date(2026, 11, 25)


@pytest.fixture
def people(site):
    """October: twenty days each; one was paid in full, ours got 1,000."""
    with acting(site.contractor):
        people = [
            make.engagement(site.project, name=f"样{sign}", daily_rate=Decimal(300), phone=phone) for sign, phone in (("甲", "13900001111"), ("乙", PHONE))
        ]
        for person in people:
            make.attendance(person, *[dt.date(2026, 10, n) for n in range(1, 21)])
        let_in(UploadKind.PAYROLL, site.project, book(payroll_rows(people)), month=OCTOBER, employer=site.general)
        make.payment(people[0], 6000)
        make.payment(people[1], 1000)
        refresh(keys_of(site.project, [OCTOBER]))
    return people


@pytest.fixture
def worker(people) -> Client:
    return enter(Client(), PHONE)


def say(client: Client, site, about: str, agrees: str, **more):
    fields = {"project": site.project.code, "employer": site.general.pk, "about": about, "agrees": agrees}
    return client.post(reverse("own_answer", args=["2026-10"]), fields | more, follow=True)


def answers() -> list[MonthAnswer]:
    with acting(system_actor()) as actor:
        return list(MonthAnswer.objects.visible_to(actor).order_by("pk"))


def test_an_unknown_number_gets_the_same_pages(people):
    for phone in (PHONE, "13900007777"):
        page = Client().get(ask(Client(), phone))
        assert page.status_code == 200
        assert "号码在花名册上的，一分钟内收到短信" in page.content.decode()


def test_he_reads_his_month_in_plain_words(worker):
    text = worker.get(reverse("own_pay")).content.decode()
    assert "收到 1,000 元，还差 5,000 元" in text
    page = worker.get(MONTH).content.decode()
    assert "出勤 20 个工" in page
    assert "6,000.00 元" in page
    assert "工资表说应得 6,000 元，记录里发了 1,000 元。" in page
    assert page.count('<td class="on">') == 20


def test_no_page_shows_a_whole_number_or_another_person(worker, people):
    for name, args in (("own_pay", ()), ("own_month", ("2026-10",)), ("own_contracts", ()), ("own_viewed", ())):
        page = worker.get(reverse(name, args=args)).content.decode()
        for person in people:
            for number in (person.id_number, person.phone, person.card):
                assert number.plain() not in page, name
        assert "样甲" not in page, name


def test_a_month_without_rows_of_his_is_not_there(worker):
    assert worker.get(reverse("own_month", args=["2026-09"])).status_code == 404
    assert worker.get(reverse("own_month", args=["2026-13"])).status_code == 404


@pytest.mark.parametrize("name", ["own_contracts", "own_viewed"])
def test_without_a_visit_every_page_leads_to_the_phone_number(people, name):
    answer = Client().get(reverse(name))
    assert (answer.status_code, answer.headers["Location"]) == (302, "/t/pay/")
    assert Client().get(MONTH).headers["Location"] == "/t/pay/"


def test_after_its_time_the_same_browser_sees_nothing(worker):
    OwnVisit.objects.update(ends_at=dt.datetime(2026, 11, 24, tzinfo=dt.UTC))
    assert worker.get(MONTH).status_code == 302
    assert "手机号" in worker.get(reverse("own_pay")).content.decode()


def test_leaving_closes_the_visit_also_for_who_kept_the_cookie(worker):
    kept = worker.cookies["portal_own"].value
    worker.post(reverse("own_leave"))
    other = Client()
    other.cookies["portal_own"] = kept
    assert other.get(MONTH).status_code == 302


def test_the_key_is_out_of_reach_of_scripts(people):
    client = enter(Client(), PHONE)
    cookie = client.cookies["portal_own"]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", 20 * 60)
    assert OwnVisit.objects.filter(key_index=cookie.value.encode()).count() == 0


def test_his_word_is_kept_with_the_figures_he_saw(worker, site):
    page = say(worker, site, "paid", "no", note="还差五千").content.decode()
    assert "单位看不到" in page
    assert "说：没收到或不够。您写的：还差五千" in page
    said = answers()[0]
    assert (said.agrees, said.note, said.owed, said.received, said.days) == (False, "还差五千", Decimal("6000.00"), Decimal("1000.00"), Decimal("20.00"))
    with acting(site.inspector) as actor:
        sheet = PayrollSheet.objects.visible_to(actor).get()
    assert (said.sheet_uid, said.sheet_version, said.receipt_number) == (sheet.uid, 1, sheet.receipt_number)
    assert Entry.objects.filter(verb="wagepay.answer_month", region_id=site.project.region_id).count() == 1


def test_another_word_is_another_row_and_the_same_one_is_not(worker, site):
    for agrees in ("no", "no", "yes"):
        say(worker, site, "paid", agrees)
    assert [row.agrees for row in answers()] == [False, True]


@pytest.mark.parametrize(("before", "kept"), [(19, 20), (20, 20)])
def test_twenty_answers_a_day_are_enough(worker, site, before, kept):
    for number in range(before):
        say(worker, site, "paid", "no", note=f"第 {number} 次")
    say(worker, site, "paid", "yes")
    assert len(answers()) == kept


def test_he_cannot_speak_of_a_site_or_employer_he_was_not_at(worker, site):
    answer = worker.post(
        reverse("own_answer", args=["2026-10"]), {"project": site.project.code, "employer": site.labour.pk, "about": "paid", "agrees": "no"}, follow=True
    )
    assert "没有找到这个月的记录" in answer.content.decode()
    assert answers() == []


def test_the_inspector_reads_it_on_the_persons_page_and_beside_the_reconciliation(worker, site, people, client_of):
    say(worker, site, "paid", "no", note="还差五千")
    inspector = client_of(site.inspector)
    for name, args in (("wage_person", (site.project.code, people[1].uid)), ("wage_reconcile", (site.project.code, "2026-10"))):
        page = inspector.get(reverse(name, args=args)).content.decode()
        assert "没收到或不够" in page and "还差五千" in page, name
    say(worker, site, "paid", "yes")
    assert "工友本人说不对的" not in inspector.get(reverse("wage_reconcile", args=[site.project.code, "2026-10"])).content.decode()


def test_the_contractor_does_not_read_what_he_says_of_the_money(worker, site, people, client_of):
    say(worker, site, "paid", "no", note="还差五千")
    page = client_of(site.contractor).get(reverse("wage_person", args=[site.project.code, people[1].uid])).content.decode()
    assert "还差五千" not in page and "本人的说法" not in page


def test_the_link_of_a_sheet_leads_through_the_code_to_its_month_and_his_word_counts_for_it(people, site, client_of):
    with acting(site.inspector) as actor:
        sheet = PayrollSheet.objects.visible_to(actor).get()
    client = Client()
    first = client.get(reverse("own_sheet", args=[sheet.uid]))
    assert first.headers["Location"] == f"/t/pay/?s={sheet.uid}"
    enter(client, PHONE, f"?s={sheet.uid}")
    assert client.get(reverse("own_sheet", args=[sheet.uid])).headers["Location"] == MONTH
    say(client, site, "sheet", "no", note="少了两个工")
    page = client_of(site.contractor).get(reverse("wage_confirmations", args=[sheet.uid])).content.decode()
    assert "少了两个工" in page and "样乙" not in page
    assert '<div class="k">还没有说</div><div class="v">1<' in page


def test_the_link_of_a_sheet_he_is_not_on_tells_him_nothing_of_it(worker, site):
    with acting(site.contractor):
        other = make.sheet(site.project, site.labour)
    page = worker.get(reverse("own_sheet", args=[other.uid]), follow=True).content.decode()
    assert "这张工资表上没有您" in page


def test_who_saw_his_numbers_stands_there_with_unit_and_reason(worker, site, people, client_of):
    inspector = client_of(site.inspector, "reveal")
    for person, reason in ((people[1], "核对他的工资卡"), (people[0], "核对另一个人的")):
        inspector.post(reverse("wage_reveal", args=[site.project.code, person.uid, "card"]), {"reason": reason})
    page = worker.get(reverse("own_viewed")).content.decode()
    assert "看了您的工资卡号" in page and "核对他的工资卡" in page
    assert "核对另一个人的" not in page
    assert "样例监察甲" not in page


def test_contradicting_offers_a_complaint_with_what_is_known(worker, site):
    page = say(worker, site, "paid", "no").content.decode()
    url = page.split('class="go alt low" href="')[1].split('"')[0].replace("&amp;", "&")
    form = worker.get(url).content.decode()
    assert 'value="2026-10" checked' in form or 'value="2026-10" id="id_months_0" checked' in form
    assert 'value="5000.00"' in form
    assert "用我登记的姓名和号码：样乙 139****8888" in form and PHONE not in form


def test_a_complaint_as_registered_carries_the_numbers_of_the_roster(worker, site, people):
    url = reverse("complaint", args=[_token(site)])
    fields = {"key": key_on(worker.get(url).content.decode()), "months": ["2026-10"], "group": "one", "as_registered": "on"}
    assert worker.post(url, fields).status_code == 200
    with acting(site.inspector) as actor:
        lead = Lead.objects.visible_to(actor).get()
    assert (lead.name, lead.phone.plain(), lead.id_number.plain()) == ("样乙", PHONE, people[1].id_number.plain())


def test_without_a_visit_the_complaint_page_offers_nobody(people, site):
    url = reverse("complaint", args=[_token(site)])
    client = Client()
    page = client.get(url).content.decode()
    assert "用我登记的" not in page
    client.post(url, {"key": key_on(page), "months": ["2026-10"], "group": "one", "as_registered": "on"})
    with acting(site.inspector) as actor:
        assert Lead.objects.visible_to(actor).get().name == ""


def _token(site) -> str:
    from projects.tokens import complaint_token

    return complaint_token(site.project)


def test_the_months_cost_the_same_queries_for_one_and_for_three(worker, site, people):
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert worker.get(reverse("own_pay")).status_code == 200
        return len(queries)

    before = count()
    with acting(site.contractor):
        for month in (dt.date(2026, 8, 1), dt.date(2026, 9, 1)):
            make.worker_month(people[1], month=month, days=3)
    assert count() == before


def test_the_keys_of_the_large_tables_find_his_rows(people, site):
    """Month, site and person together: no plan reads a county's month to show one person's."""
    ours = people[1]
    with acting(own_actor(ours.region_id, bytes(ours.id_index), frozenset([site.project.pk]))) as actor, connection.cursor() as cursor:
        with CaptureQueriesContext(connection) as queries:
            assert own_month(actor, OCTOBER)
        cursor.execute("SET LOCAL enable_seqscan = off")
        for table in ("wagepay_payrollline", "wagepay_paymentline", "wagepay_attendanceday"):
            (sql,) = (query["sql"] for query in queries.captured_queries if f'FROM "{table}"' in query["sql"])
            cursor.execute(f"EXPLAIN {sql}")
            conditions = [line for (line,) in cursor.fetchall() if "Index Cond" in line]
            assert any("month =" in line and "project_id =" in line and "person =" in line for line in conditions), (table, conditions)


def test_a_wrong_code_is_said_on_the_page_and_the_form_stays(people):
    client = Client()
    page = ask(client, PHONE)
    answer = client.post(page, {"code": "12"})
    assert answer.status_code == 422 and "验证码是 6 位数字" in answer.content.decode()
    wrong = "000000" if digits() != "000000" else "111111"
    assert "验证码不对，或者已经过期" in client.post(page, {"code": wrong}).content.decode()


def test_he_keeps_his_own_slip_and_nobody_elses(worker, people):
    answer = worker.get(reverse("own_payslip", args=["2026-10"]))
    assert answer.content.startswith(b"%PDF") and "attachment" in answer.headers["Content-Disposition"]
    assert worker.get(reverse("own_payslip", args=["2026-09"])).status_code == 404
    assert Client().get(reverse("own_payslip", args=["2026-10"])).status_code in (302, 404)
