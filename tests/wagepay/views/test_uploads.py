"""From a workbook to a receipt in a browser, without JavaScript."""

import datetime as dt
import io
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from portal.audit.models import Entry
from portal.jobs.models import Job
from portal.jobs.runner import run
from portal.lib.sheets.reader import read_workbook
from portal.tenancy.models import Organisation
from portal.tenancy.scope import acting
from projects.enums import Part
from tests.make import wagepay as make
from tests.make.accounts import again
from tests.make.projects import make_party
from tests.wagepay.books import book
from tests.wagepay.doing import AT, OCTOBER, ON, payroll_rows
from wagepay.actions import receive_upload as receiving
from wagepay.actions.decide_sheet import approve_sheet
from wagepay.actions.make_template import make_template
from wagepay.actions.refresh_months import refresh_months
from wagepay.enums import SheetState, UploadState
from wagepay.models import Engagement, PayrollLine, PayrollSheet, RememberedMapping, Upload, UploadContent

SAMPLES = Path(__file__).parents[2] / "samples"


@pytest.fixture
def on(settings):
    settings.PORTAL_DATE = dt.date(2026, 11, 20)


@pytest.fixture
def people(site):
    with acting(site.contractor):
        return [make.engagement(site.project, name=f"样{sign}", daily_rate=Decimal(300)) for sign in "甲乙丙"]


@pytest.fixture
def browser(site, client_of, on):
    return client_of(site.contractor)


def send(browser, site, content: bytes, name="工资表.xlsx", kind="payroll", **data):
    address = reverse("wage_upload", args=[site.project.code, kind])
    fields = {"employer": site.general.pk, "month": "2026-10"} if kind == "payroll" else {}
    return browser.post(address, fields | data | {"file": SimpleUploadedFile(name, content)})


def newest(site) -> Upload:
    with acting(site.contractor):
        return Upload.objects.visible_to(site.contractor).first()


def page(browser, upload, name="wage_upload_page", query=""):
    response = browser.get(reverse(name, args=[upload.uid]) + query)
    assert response.status_code == 200
    return response.content.decode()


def test_the_first_page_offers_template_figures_and_the_employers(browser, site, people):
    text = browser.get(reverse("wage_upload", args=[site.project.code, "payroll"]) + "?month=2026-10").content.decode()
    assert "2026 年 10 月工资表" in text and "下载模板（带出 3 人）" in text and site.labour.name in text and "条例第三十一条" in text


def test_a_bad_workbook_shows_every_fault_at_its_cell_and_saves_nothing(browser, site, people):
    response = send(browser, site, (SAMPLES / "02_bad_rows.xlsx").read_bytes(), "02_bad_rows.xlsx", employer=site.labour.pk)
    upload = newest(site)
    assert response.url == reverse("wage_upload_page", args=[upload.uid])
    text = page(browser, upload)
    for cell in ("C4", "C5", "C6", "F7", "K8", "K9", "K10", "I11", "J11", "B12"):
        assert f">{cell}<" in text, cell
    assert "不改不能提交" in text and "保障农民工工资支付条例" in text and "disabled" in text
    warnings = page(browser, upload, query="?severity=warn")
    for cell in ("C13", "H15"):
        assert f">{cell}<" in warnings, cell
    with acting(site.contractor):
        assert not PayrollSheet.objects.visible_to(site.contractor).exists()
        assert Engagement.objects.visible_to(site.contractor).count() == 3


def test_pages_of_an_upload_never_hold_a_full_number(browser, site, people):
    send(
        browser,
        site,
        book(payroll_rows(people)[:-1] + [[9, "样错", people[2].id_number.plain()[:-1] + "Y", "", "", 20, 300, 6000, 0, 6000, people[2].card.plain(), ""]]),
    )
    text = page(browser, newest(site))
    assert people[2].id_number.plain()[:17] not in text and people[2].card.plain() not in text
    assert people[2].id_number.plain()[:4] + "*" in text


def test_the_marked_workbook_comes_back_with_a_list_of_the_faults(browser, site, people):
    send(browser, site, (SAMPLES / "05_wrong_total.xlsx").read_bytes(), employer=site.labour.pk)
    response = browser.get(reverse("wage_upload_marked", args=[newest(site).uid]))
    assert "attachment" in response.headers["Content-Disposition"]
    names = zipfile.ZipFile(io.BytesIO(response.content)).namelist()
    assert "xl/worksheets/sheet1.xml" in names and any("comments" in name for name in names)


def test_a_mended_workbook_is_confirmed_and_gets_a_receipt(browser, site, people):
    send(browser, site, book(payroll_rows(people)))
    upload = newest(site)
    assert upload.state == UploadState.READY and "下一步" in page(browser, upload)
    text = page(browser, upload, "wage_upload_confirm")
    assert "提交 3 人、18,000 元" in text and "钢筋班" in text
    response = browser.post(reverse("wage_upload_confirm", args=[upload.uid]), {"signed": "on"}, follow=True)
    upload = newest(site)
    assert upload.state == UploadState.ACCEPTED and upload.receipt_number in response.content.decode()
    with acting(site.contractor):
        assert PayrollLine.objects.visible_to(site.contractor).count() == 3


def test_warnings_must_be_acknowledged_by_name(browser, site, people):
    rows = payroll_rows(people)
    rows.append([4, "样生", make.id_number(321), "木工", "木工班", 10, 300, 3000, 0, 3000, make.card_number(321), "示例银行"])
    send(browser, site, book(rows))
    upload = newest(site)
    address = reverse("wage_upload_confirm", args=[upload.uid])
    text = browser.post(address, {"signed": "on"}).content.decode()
    assert "没有实名登记（1 处：B7）" in text and "还没有确认" in text
    assert newest(site).state == UploadState.READY
    browser.post(address, {"signed": "on", "acknowledged": ["not_on_roster"]})
    assert newest(site).state == UploadState.ACCEPTED


def test_without_the_workers_signatures_nothing_is_submitted(browser, site, people):
    send(browser, site, book(payroll_rows(people)))
    text = browser.post(reverse("wage_upload_confirm", args=[newest(site).uid]), {}).content.decode()
    assert "工人本人没有签字的，不能提交" in text and newest(site).state == UploadState.READY


def test_the_same_file_again_leads_to_its_first_receipt(browser, site, people):
    send(browser, site, book(payroll_rows(people)))
    first = newest(site)
    browser.post(reverse("wage_upload_confirm", args=[first.uid]), {"signed": "on"})
    response = send(browser, site, book(payroll_rows(people)))
    assert response.url == reverse("wage_upload_page", args=[first.uid]) and newest(site).uid == first.uid


def test_after_approval_the_page_asks_for_the_reason_of_the_correction(browser, site, people):
    send(browser, site, book(payroll_rows(people)))
    browser.post(reverse("wage_upload_confirm", args=[newest(site).uid]), {"signed": "on"})
    with acting(site.contractor):
        approve_sheet(actor=site.contractor, sheet=PayrollSheet.objects.visible_to(site.contractor).get(), at=AT)
    send(browser, site, book(payroll_rows(people[:2])))
    address = reverse("wage_upload_confirm", args=[newest(site).uid])
    assert "这个月已经有一张工资表" in page(browser, newest(site), "wage_upload_confirm")
    assert "请写明更正的原因" in browser.post(address, {"signed": "on"}).content.decode()
    browser.post(address, {"signed": "on", "note": "样丙本月没有出工，误列"})
    with acting(site.contractor):
        sheet = PayrollSheet.objects.visible_to(site.contractor).first()
        assert (sheet.is_correction, sheet.note, sheet.state) == (True, "样丙本月没有出工，误列", SheetState.SUBMITTED)


def test_data_that_changed_after_the_check_is_judged_again_at_the_confirmation(browser, site, people):
    send(browser, site, book(payroll_rows(people)))
    upload = newest(site)
    with acting(site.contractor):
        make.attendance(people[0], *[dt.date(2026, 10, n) for n in range(1, 6)])
        make.worker_month(people[0], days=5, is_registered=True, has_contract=True)
    response = browser.post(reverse("wage_upload_confirm", args=[upload.uid]), {"signed": "on"}, follow=True)
    assert "还有提示没有确认" in response.content.decode() and newest(site).state == UploadState.READY


def test_wrong_columns_are_corrected_by_hand_and_remembered_for_the_firm(browser, site, people):
    rows = payroll_rows(people)
    rows[2] = ["序号", "姓名", "身份证号码", "工种", "班组", "出勤天数", "日工资标准(元)", "甲栏", "扣款", "实发工资", "银行卡号", "开户银行"]
    send(browser, site, book(rows))
    upload = newest(site)
    assert upload.state == UploadState.BLOCKED and "没有找到“应发工资”这一列" in page(browser, upload)
    letters = {field: letter for field, letter in upload.mapping.items()} | {"gross": "H"}
    browser.post(reverse("wage_upload_mapping", args=[upload.uid]), letters)
    assert newest(site).state == UploadState.READY
    with acting(site.contractor):
        assert RememberedMapping.objects.visible_to(site.contractor).get().mapping["gross"] == "H"
    rows[4][5] = 21
    rows[4][7] = rows[4][9] = 6300
    send(browser, site, book(rows))
    assert newest(site).state == UploadState.READY and newest(site).uid != upload.uid


def test_a_mapping_to_no_column_says_so(browser, site, people):
    send(browser, site, book(payroll_rows(people)))
    upload = newest(site)
    response = browser.post(reverse("wage_upload_mapping", args=[upload.uid]), upload.mapping | {"gross": "7"}, follow=True)
    assert response.status_code == 200 and newest(site).state in (UploadState.REFUSED, UploadState.READY)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("工资表.pdf", b"%PDF-1.4", "不收“工资表.pdf”这种文件"),
        ("工资表.xlsx", b"", "文件是空的"),
        ("工资表.xlsx", b"not a workbook", "另存为"),
    ],
)
def test_a_file_that_is_no_workbook_is_refused_in_words(browser, site, people, name, content, words):
    response = send(browser, site, content, name)
    text = response.content.decode() if response.status_code == 200 else page(browser, newest(site))
    assert words in text


def test_a_large_file_is_checked_by_a_worker_while_the_page_waits(browser, site, people, monkeypatch):
    monkeypatch.setattr("wagepay.views.uploads.SMALL", 10)
    send(browser, site, book(payroll_rows(people)))
    upload = newest(site)
    assert upload.state == UploadState.RECEIVED
    text = page(browser, upload)
    assert "正在核对" in text and "hx-get" in text and "刷新" in text
    job = Job.objects.get(kind=receiving.CHECK_JOB, key=str(upload.uid))
    assert run(job.pk) == "done"
    part = browser.get(reverse("wage_upload_page", args=[upload.uid]), headers={"HX-Request": "true"})
    assert part.headers["HX-Refresh"] == "true" and newest(site).state == UploadState.READY


def test_an_abandoned_file_loses_its_contents_and_keeps_its_trace(browser, site, people):
    send(browser, site, book(payroll_rows(people)))
    upload = newest(site)
    browser.post(reverse("wage_upload_abandon", args=[upload.uid]))
    assert newest(site).state == UploadState.ABANDONED
    with acting(site.contractor):
        assert not UploadContent.objects.visible_to(site.contractor).filter(upload=upload).exists()
    assert "没有入库" in page(browser, upload)
    assert browser.get(reverse("wage_upload_marked", args=[upload.uid])).status_code == 404


def test_an_accepted_file_cannot_be_abandoned(browser, site, people):
    send(browser, site, book(payroll_rows(people)))
    upload = newest(site)
    browser.post(reverse("wage_upload_confirm", args=[upload.uid]), {"signed": "on"})
    browser.post(reverse("wage_upload_abandon", args=[upload.uid]))
    assert newest(site).state == UploadState.ACCEPTED


def test_a_subcontractor_uploads_for_itself_and_sees_no_other_firms_files(browser, site, people, client_of):
    send(browser, site, book(payroll_rows(people)))
    theirs = client_of(site.subcontractor)
    assert theirs.get(reverse("wage_upload_page", args=[newest(site).uid])).status_code == 404
    text = theirs.get(reverse("wage_upload", args=[site.project.code, "payroll"])).content.decode()
    assert site.labour.name in text and f">{site.general.name}</option>" not in text
    refused = send(theirs, site, book(payroll_rows(people)))
    assert refused.status_code == 200, "an employer that is not offered is an error of the form"


def test_a_subcontractor_s_attendance_is_its_own_from_the_file_to_the_receipt(browser, site, people, client_of):
    """The form of a sheet of the whole site asks for no firm: whoever is there for his own people alone has none but himself."""
    with acting(site.contractor):
        own = make.engagement(site.project, site.labour, name="样丁")
    his = client_of(site.subcontractor)
    content = book([["2026年10月考勤表"], ["姓名", "身份证号", "出勤天数"], ["样丁", own.id_number.plain(), 20]])
    answer = send(his, site, content, "考勤表.xlsx", kind="attendance", month="2026-10")
    upload = newest(site)
    assert answer.headers["Location"] == reverse("wage_upload_page", args=[upload.uid]) and upload.employer == site.labour
    assert "核对" in page(his, upload)
    assert his.post(reverse("wage_upload_confirm", args=[upload.uid]), {}).status_code == 302
    assert newest(site).receipt_number in page(his, upload)
    assert "考勤表.xlsx" in browser.get(reverse("wage_upload", args=[site.project.code, "attendance"])).content.decode(), "the site sees what its firms send"
    assert send(his, site, content, "考勤表.xlsx", kind="attendance", month="2026-10").headers["Location"] == reverse("wage_upload_page", args=[upload.uid])


@pytest.mark.parametrize(("kind", "status"), [("receipts", 403), ("account_entries", 403), ("roster", 200), ("nonsense", 404)])
def test_kinds_a_subcontractor_has_no_right_to_are_refused(site, client_of, on, kind, status):
    assert client_of(site.subcontractor).get(reverse("wage_upload", args=[site.project.code, kind])).status_code == status


def test_the_template_holds_the_roster_and_its_download_is_recorded(browser, site, people):
    address = reverse("wage_template", args=[site.project.code])
    with acting(site.contractor):
        make.attendance(people[0], dt.date(2026, 10, 5), dt.date(2026, 10, 6))
        refresh_months(project=site.project, months=[OCTOBER], on=ON, source="测试")
    assert browser.get(address).status_code == 200 and not Entry.objects.filter(verb="wagepay.template").exists()
    response = browser.post(address, {"employer": site.general.pk, "month": "2026-10"})
    rows = read_workbook(response.content, "模板.xlsx").sheets[0].rows
    cells = {cell for row in rows for cell in row}
    assert {row[1]: row[5] for row in rows[3:6]} == {people[0].name: 2.0, people[1].name: "", people[2].name: ""}
    assert {people[0].id_number.plain(), people[0].card.plain(), people[0].name} <= cells
    assert Entry.objects.get(verb="wagepay.template").detail["people"] == 3


def test_the_filled_template_comes_in_without_a_fault(browser, site, people):
    with acting(site.contractor):
        content = make_template(actor=site.contractor, project=site.project, employer=site.general, month=OCTOBER)
    rows = [list(row) for row in read_workbook(content, "模板.xlsx").sheets[0].rows]
    for row in rows[3:6]:
        row[5], row[7], row[8], row[9] = 20, 6000, 0, 6000
    rows[26] = ["合计", "", "", "", "", 60, "", 18000, 0, 18000]
    send(browser, site, book(rows))
    assert newest(site).state == UploadState.READY


@pytest.mark.parametrize(("who", "part", "own"), [("owner", Part.OWNER, "account_entries"), ("bank", Part.BANK, "receipts")])
def test_owner_and_bank_open_no_workbook_but_of_the_kinds_they_send_themselves(browser, site, people, client_of, request, who, part, own):
    actor = request.getfixturevalue(who)
    with acting(site.inspector):
        make_party(site.project, Organisation.objects.get(pk=actor.enterprise_id), part)
    send(browser, site, book(payroll_rows(people)))
    upload = newest(site)
    stranger, address = client_of(actor), reverse("wage_month", args=[site.project.code, "2026-10"])
    for name in ("wage_upload_page", "wage_upload_marked", "wage_upload_mapping", "wage_upload_confirm", "wage_upload_abandon"):
        assert stranger.get(reverse(name, args=[upload.uid])).status_code == 404, name
    for path in (address, reverse("wage_project", args=[site.project.code])):
        assert str(upload.uid) not in page_of(stranger, path) and str(upload.uid) in page_of(browser, path)
    with acting(again(actor)) as now:
        assert not UploadContent.objects.visible_to(now).exists()
    with acting(site.contractor):
        Upload.objects.visible_to(site.contractor).filter(pk=upload.pk).update(kind=own)
    with acting(again(actor)) as now:
        assert Upload.objects.visible_to(now).get() == upload


def page_of(browser, path: str) -> str:
    response = browser.get(path)
    assert response.status_code == 200
    return response.content.decode()
