"""Mending in the grid, closing a month, comparing versions, signing: in a browser without JavaScript."""

import datetime as dt
import io
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image

from portal.audit.models import Entry
from portal.lib.sheets.reader import read_workbook
from portal.tenancy.scope import acting
from tests.make import wagepay as make
from tests.wagepay.books import book
from tests.wagepay.doing import AT, OCTOBER, ON, let_in, payroll_rows
from wagepay.actions.decide_sheet import approve_sheet
from wagepay.actions.refresh_months import refresh_months
from wagepay.actions.upload_parts import mends_of
from wagepay.enums import UploadKind, UploadState
from wagepay.models import MonthClosing, PayrollSheet, SignedScan, Upload


@pytest.fixture
def on(settings):
    settings.PORTAL_DATE = dt.date(2026, 11, 20)


@pytest.fixture
def people(site):
    with acting(site.contractor):
        found = [make.engagement(site.project, name=f"样{sign}", daily_rate=Decimal(300)) for sign in "甲乙丙"]
        for person in found:
            make.attendance(person, *(dt.date(2026, 10, day) for day in range(1, 21)))
        refresh_months(project=site.project, months=[OCTOBER], on=ON, source="测试")
    return found


@pytest.fixture
def browser(site, client_of, on):
    return client_of(site.contractor)


def let(site, rows, month=OCTOBER):
    with acting(site.contractor):
        let_in(UploadKind.PAYROLL, site.project, book(rows), month=month, employer=site.general)
        return PayrollSheet.objects.visible_to(site.contractor).filter(month=month).order_by("-version").first()


def paid(site, people):
    sheet = let(site, payroll_rows(people))
    with acting(site.contractor):
        approve_sheet(actor=site.contractor, sheet=sheet, at=AT)
        for person in people:
            make.payment(person)
        refresh_months(project=site.project, months=[OCTOBER], on=ON, source="测试")
    return sheet


@pytest.fixture
def faulty(browser, site, people) -> Upload:
    """Sent with a wrong net in J5 and an identity number that lacks a digit in C6."""
    rows = payroll_rows(people)
    rows[4][9] = 5999
    rows[5][2] = rows[5][2][:-1]
    fields = {"employer": site.general.pk, "month": "2026-10", "file": SimpleUploadedFile("工资表.xlsx", book(rows))}
    browser.post(reverse("wage_upload", args=[site.project.code, "payroll"]), fields)
    return again(site)


def again(site) -> Upload:
    with acting(site.contractor):
        return Upload.objects.visible_to(site.contractor).first()


def mend(browser, upload, **fields):
    response = browser.post(reverse("wage_upload_mend", args=[upload.uid]), fields, follow=True)
    assert response.status_code == 200
    return response.content.decode()


class TestMending:
    def test_the_grid_has_a_field_for_every_cell_of_a_faulty_row_and_shows_no_number(self, browser, faulty, people):
        text = browser.get(reverse("wage_upload_page", args=[faulty.uid])).content.decode()
        for name in ("c-J5", "c-C6", "c-H5"):
            assert f'name="{name}"' in text
        assert 'value="5,999.00"' in text and people[2].id_number.plain()[:17] not in text
        assert "改为 6,000.00" in text and f"带入 {people[2].id_number.plain()[-4:]}" in text

    def test_typing_into_the_grid_mends_and_checks_again(self, browser, site, faulty, people):
        text = mend(browser, faulty, **{"c-J5": "6000", "c-C6": people[2].id_number.plain(), "c-H5": "6,000.00", "c-C5": ""})
        assert "改了 2 处" in text and "网页上的改动" in text and again(site).state == UploadState.READY
        with acting(site.contractor):
            assert [kept.mend.cell for kept in mends_of(again(site))] == ["J5", "C6"]

    def test_every_row_can_be_shown_and_mended_also_one_without_a_finding(self, browser, site, faulty, people):
        page = reverse("wage_upload_page", args=[faulty.uid])
        few, whole = (browser.get(page + query).content.decode() for query in ("", "?all=1"))
        assert 'href="?all=1"' in few and 'name="c-E4"' not in few
        assert 'name="c-E4"' in whole and "全部 3 行" in whole and people[0].id_number.plain() not in whole
        assert "没有改动" in mend(browser, faulty, **{"all": "1", "c-C4": ""}), "a number that stays hidden stays as it is"
        text = mend(browser, faulty, **{"all": "1", "c-E4": "二班"})
        assert "改了 1 处" in text and "只看有问题的" in text, "and the page of all rows is shown again"
        with acting(site.contractor):
            assert [kept.mend.cell for kept in mends_of(again(site))] == ["E4"]

    @pytest.mark.parametrize("asked", ["0", "99999", "-1", "x", "٣", ""])
    def test_a_page_of_rows_that_is_not_there_is_the_nearest_or_none(self, browser, faulty, asked):
        assert browser.get(reverse("wage_upload_page", args=[faulty.uid]), {"all": asked}).status_code == 200

    def test_one_button_puts_in_what_follows_from_the_other_cells(self, browser, site, faulty):
        assert "改了 1 处" in mend(browser, faulty, use="J5")
        assert "改了 1 处" in mend(browser, faulty, use="C6")
        assert again(site).state == UploadState.READY

    def test_a_cell_nobody_offered_a_value_for_is_left_alone(self, browser, site, faulty):
        assert "没有改动" in mend(browser, faulty, use="H5") and again(site).state == UploadState.BLOCKED

    def test_a_row_is_struck_and_everything_can_be_undone(self, browser, site, faulty):
        assert "改了 2 处" in mend(browser, faulty, use="", strike=["5", "6"])
        assert again(site).summary["rows"] == 1
        assert "恢复为上传的原表" in mend(browser, faulty, undo="1")
        assert again(site).summary["rows"] == 3

    def test_the_receipt_keeps_the_changes(self, browser, site, faulty, people):
        mend(browser, faulty, use="J5")
        mend(browser, faulty, use="C6")
        address = reverse("wage_upload_confirm", args=[faulty.uid])
        form = browser.get(address).context["form"]
        response = browser.post(
            address,
            {"signed": "on", "acknowledged": [code for code, _ in form.fields["acknowledged"].choices] if "acknowledged" in form.fields else []},
            follow=True,
        )
        text = response.content.decode()
        assert "网页上的改动" in text and "J5" in text and people[2].id_number.plain() not in text

    def test_another_firm_mends_nothing(self, faulty, client_of, site, other_county_inspector):
        assert client_of(other_county_inspector).post(reverse("wage_upload_mend", args=[faulty.uid]), {"use": "J5"}).status_code in (403, 404)


class TestClosing:
    def test_the_month_page_leads_through_closing_and_opening_again(self, browser, site, people):
        paid(site, people)
        month = reverse("wage_month", args=[site.project.code, "2026-10"])
        assert reverse("wage_close", args=[site.project.code, "2026-10"]) in browser.get(month).content.decode()
        text = browser.post(reverse("wage_close", args=[site.project.code, "2026-10"]), {"note": ""}, follow=True).content.decode()
        with acting(site.contractor):
            closing = MonthClosing.objects.visible_to(site.contractor).get()
        assert closing.receipt_number in text and "已结账" in text
        assert reverse("wage_upload", args=[site.project.code, "payroll"]) + "?month=2026-10" not in text
        reopen = reverse("wage_reopen", args=[closing.uid])
        assert browser.post(reopen, {"reason": "错"}).status_code == 422
        text = browser.post(reopen, {"reason": "样甲的工日少记一天"}, follow=True).content.decode()
        assert "重新开账：样甲的工日少记一天" in text and reverse("wage_close", args=[site.project.code, "2026-10"]) in text

    def test_a_month_that_is_not_paid_says_what_is_missing(self, browser, site, people):
        let(site, payroll_rows(people))
        address = reverse("wage_close", args=[site.project.code, "2026-10"])
        text = browser.get(address).content.decode()
        assert "还不能结账" in text and "总包还没有审核" in text and ">结账</button>" not in text
        assert browser.post(address, {"note": ""}).status_code == 422

    def test_a_file_for_a_closed_month_is_refused_with_the_way_out(self, browser, site, people):
        paid(site, people)
        browser.post(reverse("wage_close", args=[site.project.code, "2026-10"]), {"note": ""})
        fields = {"employer": site.general.pk, "month": "2026-10", "file": SimpleUploadedFile("工资表.xlsx", book(payroll_rows(people[:2])))}
        response = browser.post(reverse("wage_upload", args=[site.project.code, "payroll"]), fields, follow=True)
        assert "已结账" in response.content.decode() and "重新开账" in response.content.decode()

    def test_a_subcontractor_closes_nothing(self, site, people, client_of, on):
        assert client_of(site.subcontractor).get(reverse("wage_close", args=[site.project.code, "2026-10"])).status_code in (403, 404)

    def test_the_inspector_may_open_the_month_again(self, browser, site, people, client_of):
        paid(site, people)
        browser.post(reverse("wage_close", args=[site.project.code, "2026-10"]), {"note": ""})
        with acting(site.contractor):
            closing = MonthClosing.objects.visible_to(site.contractor).get()
        response = client_of(site.inspector).post(reverse("wage_reopen", args=[closing.uid]), {"reason": "责令更正样乙的工资"}, follow=True)
        assert "责令更正样乙的工资" in response.content.decode()


class TestVersions:
    def test_the_page_says_who_came_who_went_and_by_how_much(self, browser, site, people):
        let(site, payroll_rows(people))
        rows = payroll_rows(people[:2])
        rows[3][5], rows[3][7], rows[3][9] = 21, 6300, 6300
        sheet = let(site, rows)
        text = browser.get(reverse("wage_sheet_changes", args=[sheet.uid])).content.decode()
        assert "18,000.00 → 12,300.00" in text and "工日 20.00 → 21.00" in text and "样*" in text and "样丙" not in text
        assert reverse("wage_sheet_changes", args=[sheet.uid]) in browser.get(reverse("wage_sheet", args=[sheet.uid])).content.decode()

    def test_before_submitting_it_is_told_how_the_new_version_differs(self, browser, site, people):
        let(site, payroll_rows(people))
        fields = {"employer": site.general.pk, "month": "2026-10", "file": SimpleUploadedFile("工资表.xlsx", book(payroll_rows(people[:2])))}
        browser.post(reverse("wage_upload", args=[site.project.code, "payroll"]), fields)
        text = browser.get(reverse("wage_upload_confirm", args=[again(site).uid])).content.decode()
        assert "减少 1 人" in text and "6,000.00 元" in text

    def test_the_first_version_has_nothing_to_compare_with(self, browser, site, people):
        sheet = let(site, payroll_rows(people))
        assert "没有可以比较的版本" in browser.get(reverse("wage_sheet_changes", args=[sheet.uid])).content.decode()

    def test_the_number_of_queries_does_not_grow_with_the_rows(self, browser, site, people):
        let(site, payroll_rows(people))
        sheet = let(site, payroll_rows(people[:1]))
        address = reverse("wage_sheet_changes", args=[sheet.uid])
        with CaptureQueriesContext(connection) as first:
            browser.get(address)
        sheet = let(site, payroll_rows([people[1]]))
        with CaptureQueriesContext(connection) as second:
            browser.get(reverse("wage_sheet_changes", args=[sheet.uid]))
        assert len(first) == len(second)


class TestLastMonth:
    def test_this_months_sheet_is_made_of_last_months_in_one_step(self, browser, site, people):
        let(site, payroll_rows(people[:2]))
        with acting(site.contractor):
            make.attendance(people[0], *(dt.date(2026, 11, day) for day in range(1, 8)))
            people[1].left_on = dt.date(2026, 10, 31)
            people[1].save()
            refresh_months(project=site.project, months=[dt.date(2026, 11, 1)], on=ON, source="测试")
        response = browser.post(reverse("wage_template", args=[site.project.code]), {"employer": site.general.pk, "month": "2026-11", "source": "last"})
        rows = read_workbook(response.content, "a.xlsx").sheets[0].rows
        assert [(row[1], row[5]) for row in rows[3:5]] == [("样甲", 7.0), ("样丙", "")]
        assert rows[3][2] == people[0].id_number.plain() and rows[3][10] == people[0].card.plain()

    def test_without_a_sheet_of_last_month_the_form_says_so(self, browser, site, people):
        response = browser.post(reverse("wage_template", args=[site.project.code]), {"employer": site.general.pk, "month": "2026-11", "source": "last"})
        assert "2026-10 没有工资表" in response.content.decode()

    def test_another_card_and_another_rate_are_asked_about_and_who_is_missing_is_told(self, browser, site, people):
        let(site, payroll_rows(people))
        rows = payroll_rows(people[:2], month=dt.date(2026, 11, 1))
        rows[3][6], rows[3][7], rows[3][9] = 310, 6200, 6200
        rows[4][10] = make.card_number()
        with acting(site.contractor):
            found = let_in(UploadKind.PAYROLL, site.project, book(rows), month=dt.date(2026, 11, 1), employer=site.general, dry_run=True)
        codes = {(finding["code"], finding["cell"].split("!")[1]) for finding in found["findings"]}
        assert {("rate_changed", "G4"), ("card_changed", "K5")} <= codes
        assert any("1 人上月在工资表上" in note["message"] for note in found["notes"])


class TestSigning:
    def test_the_printed_sheet_names_its_version_and_the_print_is_recorded(self, browser, site, people):
        sheet = let(site, payroll_rows(people))
        response = browser.get(reverse("wage_sheet_signature", args=[sheet.uid]))
        assert response.content.startswith(b"%PDF") and response["Content-Type"] == "application/pdf"
        assert Entry.objects.filter(verb="wagepay.signature").exists()

    def picture(self) -> SimpleUploadedFile:
        stream = io.BytesIO()
        Image.new("L", (60, 80), 255).save(stream, "PNG")
        return SimpleUploadedFile("签字.png", stream.getvalue())

    def test_the_signed_pages_are_bound_to_their_version(self, browser, site, people):
        sheet = let(site, payroll_rows(people))
        response = browser.post(reverse("wage_scan_new", args=[sheet.uid]), {"file": self.picture(), "signed_on": "2026-11-05", "signed": "3"}, follow=True)
        text = response.content.decode()
        with acting(site.contractor):
            scan = SignedScan.objects.visible_to(site.contractor).get()
        assert scan.sheet_id == sheet.pk and reverse("wage_scan", args=[scan.uid]) in text
        pages = browser.get(reverse("wage_scan", args=[scan.uid]))
        assert pages.status_code == 200 and "attachment" in pages["Content-Disposition"] and Entry.objects.filter(verb="wagepay.open_scan").exists()
        newer = let(site, payroll_rows(people[:2]))
        assert "本版还没有签字扫描件" in browser.get(reverse("wage_sheet", args=[newer.uid])).content.decode()

    @pytest.mark.parametrize(("fields", "words"), [({"signed": "4"}, "1 到 3"), ({"signed_on": "2026-11-21"}, "不能晚于今天")])
    def test_what_cannot_be_is_refused(self, browser, site, people, fields, words):
        sheet = let(site, payroll_rows(people))
        data = {"file": self.picture(), "signed_on": "2026-11-20", "signed": "3"} | fields
        assert words in browser.post(reverse("wage_scan_new", args=[sheet.uid]), data).content.decode()

    def test_the_pages_lie_sealed_and_another_firm_of_the_site_sees_none(self, browser, site, people, client_of):
        sheet = let(site, payroll_rows(people))
        browser.post(reverse("wage_scan_new", args=[sheet.uid]), {"file": self.picture(), "signed_on": "2026-11-05", "signed": "3"})
        with acting(site.contractor):
            scan = SignedScan.objects.visible_to(site.contractor).get()
        assert b"PNG" not in bytes(scan.sealed)
        assert client_of(site.subcontractor).get(reverse("wage_scan", args=[scan.uid])).status_code == 404


def test_a_team_sheet_is_split_by_days_into_the_template_and_comes_back_with_its_control(site, client_of):
    """Two of a team with 20 and 10 days share 1,000.01; the workbook that comes out goes in again as it is."""
    with acting(site.contractor):
        people = [make.engagement(site.project, name=f"样{sign}", team="砌筑班") for sign in "甲乙"]
        for person, days in zip(people, (20, 10), strict=True):
            make.worker_month(person, days=days)
    client = client_of(site.contractor)
    pieces = book([["班组", "分项工程", "单位", "工程量", "单价"], ["砌筑班", "砌砖", "立方米", 1, 1000.01]])
    given = {"employer": site.general.pk, "month": "2026-10", "source": "roster", "pieces": SimpleUploadedFile("计件.xlsx", pieces)}
    answer = client.post(f"/wagepay/{site.project.code}/template/", given)
    sheets = {sheet.name: sheet for sheet in read_workbook(answer.content, "模板.xlsx").sheets}
    assert [row[7] for row in sheets["工资支付表"].rows[3:5]] == [666.67, 333.34]
    assert list(sheets["计件单"].rows[1][:2]) == ["砌筑班", "砌砖"]
    wrong = {**given, "pieces": SimpleUploadedFile("计件.xlsx", book([["班组", "分项工程", "单位", "工程量", "单价"], ["没有的班", "砌砖", "立方米", 1, 10]]))}
    assert "本月没有考勤" in client.post(f"/wagepay/{site.project.code}/template/", wrong).content.decode()
