"""The pages of instruments, as browsers use them."""

import datetime as dt
import io

import pytest
from django.urls import reverse

from portal.audit.models import Entry
from portal.documents.models import DocumentNumber, Instrument
from portal.documents.pdf import pdf_page_count
from portal.lib import clock
from portal.tenancy.models import Organisation
from portal.tenancy.scope import Actor, acting
from tests.documents import pages
from tests.make import documents, tenancy

pytestmark = pytest.mark.django_db


def fresh(actor: Actor, pk: int) -> Instrument:
    with acting(actor):
        return Instrument.objects.visible_to(actor).get(pk=pk)


def now_draft(actor: Actor, **fields) -> Instrument:
    with acting(actor):
        return documents.draft(actor, at=clock.now(), **fields)


def now_served(actor: Actor, **fields) -> Instrument:
    with acting(actor):
        return documents.served(actor, at=clock.now(), **fields)


FORM = {f"fact_{key}": str(value) for key, value in documents.INTERVIEW_FACTS.items()}


class TestList:
    def test_it_names_title_number_and_state(self, county_inspector, client_of):
        now_served(county_inspector)
        text = client_of(county_inspector).get("/instruments/").content.decode()
        assert "关于约谈山西样例建工集团有限公司的函" in text and "平治欠办〔" in text and "已送达" in text

    def test_it_offers_the_kinds_the_tenant_uses(self, county_inspector, client_of, tree):
        browser = client_of(county_inspector)
        assert "拟约谈函" in browser.get("/instruments/").content.decode()
        assert "拟案件督办函" not in browser.get("/instruments/").content.decode()
        tenancy.policy_row(tree.county, "instruments.kinds", ["supervision_letter"])
        assert "拟案件督办函" in browser.get("/instruments/").content.decode()

    def test_it_costs_the_same_for_one_row_and_for_three(self, county_inspector, client_of, django_assert_num_queries):
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        browser = client_of(county_inspector)
        now_draft(county_inspector)
        with CaptureQueriesContext(connection) as one:
            browser.get("/instruments/")
        for number in range(2):
            now_draft(county_inspector, addressee=tenancy.enterprise(f"另一家样例公司{number}"))
        with django_assert_num_queries(len(one)):
            browser.get("/instruments/")

    @pytest.mark.parametrize("words", ["约谈", "青禾家园", "山西样例"])
    def test_it_is_searched_by_title_project_and_addressee(self, county_inspector, client_of, words):
        now_draft(county_inspector)
        browser = client_of(county_inspector)
        assert "关于约谈山西" in browser.get("/instruments/", {"q": words}).content.decode()
        assert "关于约谈山西" not in browser.get("/instruments/", {"q": "没有这个词"}).content.decode()


class TestWay:
    def test_from_the_form_to_the_reply(self, county_inspector, client_of):
        documents.organ_of(county_inspector)
        browser = client_of(county_inspector)
        answer = browser.post("/instruments/new/interview_letter/", FORM | {"addressee_text": "山西样例建工集团有限公司"})
        assert answer.status_code == 302
        with acting(county_inspector):
            made = Instrument.objects.visible_to(county_inspector).get()
        assert answer.url == made.get_absolute_url()
        page = browser.get(answer.url).content.decode()
        assert "下载送审稿" in page and reverse("instrument_issue", args=[made.uid]) in page

        due = (clock.today() + dt.timedelta(days=4)).isoformat()
        form = {
            "version": 0,
            "title": made.title,
            "addressee_text": made.addressee_text,
            "body": "一、改过\n正文。",
            "reply_due_on": due,
            "attachment_names": "名单\n\n",
        }
        assert browser.post(reverse("instrument_edit", args=[made.uid]), form).status_code == 302
        made = fresh(county_inspector, made.pk)
        assert (made.attachments, made.version, made.reply_due_on.isoformat()) == (["名单"], 1, due)

        assert "签发并编号" in browser.get(reverse("instrument_issue", args=[made.uid])).content.decode()
        browser.post(reverse("instrument_issue", args=[made.uid]))
        made = fresh(county_inspector, made.pk)
        assert made.number == f"平治欠办〔{clock.today().year}〕1号"
        assert "下载定稿" in browser.get(made.get_absolute_url()).content.decode()

        receipt = io.BytesIO(documents.picture("JPEG"))
        receipt.name = "回证.jpg"
        serve = {"method": "direct", "served_on": clock.today().isoformat(), "received_by": "孟某某", "receipt": receipt}
        browser.post(reverse("instrument_serve", args=[made.uid]), serve)
        made = fresh(county_inspector, made.pk)
        assert made.state == "served" and made.receipt_id

        browser.post(reverse("instrument_reply", args=[made.uid]), {"replied_on": clock.today().isoformat(), "text": "计划月底前补足。"})
        made = fresh(county_inspector, made.pk)
        assert made.state == "replied"
        page = browser.get(made.get_absolute_url()).content.decode()
        assert "计划月底前补足。" in page and "回证.jpg" in page
        for word in ("拟稿", "修改", "审核", "签发", "送达", "登记回复"):
            assert word in page

    def test_a_form_with_gaps_comes_back_with_what_was_typed(self, county_inspector, client_of):
        answer = client_of(county_inspector).post("/instruments/new/interview_letter/", {"fact_project": "青禾家园"})
        text = answer.content.decode()
        assert answer.status_code == 200 and "青禾家园" in text and "is-invalid" in text
        with acting(county_inspector):
            assert not Instrument.objects.visible_to(county_inspector).exists()

    def test_a_refused_step_is_said_in_words_and_changes_nothing(self, county_inspector, client_of):
        made = now_draft(county_inspector)
        Organisation.objects.filter(pk=county_inspector.organisation_id).update(document_prefixes={})
        answer = client_of(county_inspector).post(reverse("instrument_issue", args=[made.uid]), follow=True)
        assert "没有发文代字" in answer.content.decode()
        assert fresh(county_inspector, made.pk).state == "drafted"

    def test_looking_at_a_confirmation_does_nothing(self, county_inspector, client_of):
        made = now_draft(county_inspector)
        browser = client_of(county_inspector)
        for name in ("instrument_issue", "instrument_review", "instrument_withdraw"):
            assert browser.get(reverse(name, args=[made.uid])).status_code == 200
        assert fresh(county_inspector, made.pk).state == "drafted"

    def test_withdrawing_asks_why(self, county_inspector, client_of):
        made = now_served(county_inspector)
        browser, url = client_of(county_inspector), reverse("instrument_withdraw", args=[made.uid])
        assert browser.post(url, {"reason": ""}).status_code == 422
        browser.post(url, {"reason": "主送单位写错了"})
        assert fresh(county_inspector, made.pk).state == "withdrawn"
        with acting(county_inspector):
            assert DocumentNumber.objects.visible_to(county_inspector).get().void_reason == "主送单位写错了"

    def test_an_unknown_kind_is_not_found(self, county_inspector, client_of):
        assert client_of(county_inspector).get("/instruments/new/love_letter/").status_code == 404


class TestPrint:
    def test_a_draft_is_laid_out_with_its_mark(self, county_inspector, client_of):
        made = now_draft(county_inspector)
        answer = client_of(county_inspector).get(reverse("instrument_print", args=[made.uid]))
        assert answer["Content-Type"] == "application/pdf" and answer["Content-Disposition"].startswith("attachment")
        assert "送审稿" in pages.text_of(answer.content).replace(" ", "") and pdf_page_count(answer.content) >= 1

    def test_an_issued_one_is_the_frozen_file_and_the_download_is_recorded(self, county_inspector, client_of):
        made = now_served(county_inspector)
        browser, url = client_of(county_inspector), reverse("instrument_print", args=[made.uid])
        first = browser.get(url).content
        Organisation.objects.filter(pk=county_inspector.organisation_id).update(name="改了名的机关")
        assert browser.get(url).content == first
        assert Entry.objects.filter(verb="documents.instrument.print").count() == 2


class TestWhoMay:
    URLS = (
        "instrument",
        "instrument_print",
        "instrument_edit",
        "instrument_review",
        "instrument_issue",
        "instrument_serve",
        "instrument_reply",
        "instrument_withdraw",
    )

    @pytest.mark.parametrize("stranger", ["neighbour_inspector", "other_county_inspector", "contractor", "bank"])
    @pytest.mark.parametrize("name", URLS)
    def test_anothers_instrument_is_not_there(self, name, stranger, request, county_inspector, client_of):
        made = now_draft(county_inspector)
        browser, url = client_of(request.getfixturevalue(stranger)), reverse(name, args=[made.uid])
        assert browser.get(url).status_code == 404
        assert browser.post(url, {"reason": "想要撤回它"}).status_code in (404, 405)
        assert fresh(county_inspector, made.pk).state == "drafted"

    def test_who_may_look_but_not_act_is_told_so(self, county_inspector, auditor, client_of):
        made = now_draft(county_inspector)
        browser = client_of(auditor)
        page = browser.get(made.get_absolute_url())
        assert page.status_code == 200 and reverse("instrument_issue", args=[made.uid]) not in page.content.decode()
        assert browser.post(reverse("instrument_issue", args=[made.uid])).status_code == 403

    def test_the_city_reads_a_countys_letter_and_gets_no_buttons(self, county_inspector, city_office, client_of):
        made = now_draft(county_inspector)
        page = client_of(city_office).get(made.get_absolute_url()).content.decode()
        assert made.title in page and reverse("instrument_issue", args=[made.uid]) not in page

    def test_the_enterprise_answers_on_its_own_page(self, county_inspector, contractor, client_of):
        made = now_served(county_inspector, addressee=Organisation.objects.get(pk=contractor.enterprise_id))
        browser = client_of(contractor)
        page = browser.get(made.get_absolute_url()).content.decode()
        assert reverse("instrument_reply", args=[made.uid]) in page and reverse("instrument_withdraw", args=[made.uid]) not in page
        assert browser.get(reverse("instrument_print", args=[made.uid])).content.startswith(b"%PDF-")
        paper = io.BytesIO(documents.picture("PNG"))
        paper.name = "书面回复.png"
        browser.post(reverse("instrument_reply", args=[made.uid]), {"replied_on": clock.today().isoformat(), "text": "已补足。", "attachment": paper})
        done = fresh(county_inspector, made.pk)
        assert (done.state, done.reply_text) == ("replied", "已补足。") and done.reply_file_id
        with acting(county_inspector):
            url = done.reply_file.get_absolute_url()
        assert client_of(county_inspector).get(url).status_code == 200
