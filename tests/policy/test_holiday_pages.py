"""A year's arrangement is entered on a page: checked by cell, confirmed, loud while it is missing, and once for all tenants."""

import datetime as dt
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from portal.audit.models import Entry
from portal.lib.calendar_seed import statutory_days
from portal.lib.errors import Refused
from portal.lib.sheets.reader import read_workbook
from portal.tenancy.actions.import_holidays import enter_holidays, import_holidays, seed_holidays
from portal.tenancy.actors import system_actor
from portal.tenancy.calendars import work_calendar
from portal.tenancy.holiday_sheet import holiday_template, read_holidays
from portal.tenancy.models import Holiday

pytestmark = pytest.mark.django_db
STATUTORY = [f"{day},法定节假日,节日" for day in sorted(statutory_days(2027))]
YEAR = "\n".join(["日期,性质,名称", *STATUTORY, "2027-10-04,调休放假,国庆节", "2027-10-09,调休上班,国庆节"])


@pytest.fixture
def browser(client_of, admin):
    seed_holidays(actor=system_actor())
    return client_of(admin)


def upload(browser, content: str | bytes = YEAR, name: str = "2027.csv", year: int = 2027):
    content = content.encode() if isinstance(content, str) else content
    return browser.post("/policy/holidays/import/", {"year": year, "source": "", "file": SimpleUploadedFile(name, content)}, follow=True)


def text(response) -> str:
    return response.content.decode()


def address(response) -> str:
    return response.redirect_chain[-1][0]


def test_a_year_is_checked_first_and_entered_on_confirmation(browser):
    checked = upload(browser)
    assert "检查通过" in text(checked) and not Holiday.objects.filter(day__year=2027, day__month=10).exists()
    assert "2027 年放假安排" in text(browser.post(address(checked), follow=True))
    assert work_calendar().is_workday(dt.date(2027, 10, 9))
    assert Holiday.objects.get(day="2027-10-04").source == "国务院办公厅关于2027年部分节假日安排的通知"
    entry = Entry.objects.get(verb="tenancy.import_holidays", actor_role="admin")
    assert entry.detail == {"years": [2027], "days": 15}


def test_the_loud_banner_goes_when_the_year_is_entered(browser):
    words = "2027 年的放假安排还没有录入"
    assert words in text(browser.get("/policy/holidays/?year=2027"))
    browser.post(address(upload(browser)))
    assert words not in text(browser.get("/policy/holidays/?year=2027"))


def test_faults_are_shown_by_cell_and_marked_in_the_workbook_and_nothing_can_be_entered(browser):
    bad = YEAR.replace("2027-10-04,调休放假", "2027-10-04,大概放假").replace("2027-10-09", "2027-10-08")
    checked = upload(browser, bad)
    page = text(checked)
    assert "性质“大概放假”不认识" in page and "2027-10-08 本来就是工作日" in page and "确认录入" not in page
    browser.post(address(checked))
    assert not Holiday.objects.filter(day__year=2027, day__month=10).exists()
    marked = browser.get(address(checked).replace("/?", "/marked/?"))
    book = read_workbook(b"".join(marked) if marked.streaming else marked.content, "marked.xlsx")
    assert "大概放假" in str(book.sheets[0].rows)


def test_what_differs_from_the_law_of_festivals_is_asked_and_not_forbidden(browser):
    without = "\n".join(line for line in YEAR.splitlines() if not line.startswith("2027-05-02"))
    checked = upload(browser, without)
    assert "2027-05-02 是法定节假日" in text(checked) and "确认录入" in text(checked)


def test_the_template_lists_the_statutory_days_and_is_accepted_as_it_is(browser):
    sheet = read_holidays(read_workbook(holiday_template(2027), "t.xlsx"), 2027)
    assert (len(sheet.rows), sheet.findings.items) == (13, [])
    assert browser.get("/policy/holidays/template/?year=2027").status_code == 200


def test_a_year_that_is_known_is_everybodys_and_no_tenants_to_change(browser, admin):
    with pytest.raises(Refused, match="各租户共用"):
        enter_holidays(actor=admin, sheet=read_holidays(read_workbook(holiday_template(2026), "t.xlsx"), 2026))
    browser.post(address(upload(browser)))
    again = upload(browser)
    assert "已经录入过" in text(again) and "确认录入" not in text(again)
    changed = YEAR.replace("2027-10-04,调休放假,国庆节\n", "")
    assert import_holidays(actor=system_actor(), content=changed.encode(), year=2027)["changed"] == 1


@pytest.mark.parametrize(("content", "name"), [(b"%PDF-1.7", "a.xlsx"), (b"PK\x03\x04broken", "a.xlsx"), (b"", "a.csv")])
def test_what_is_no_sheet_is_refused_with_words(browser, content, name):
    answer = upload(browser, content, name)
    assert answer.status_code == 422
    assert Holiday.objects.filter(day__year=2027).count() == Holiday.objects.filter(day__year=2027, day__month=1).count()


def test_only_the_administrator_enters_and_every_official_reads(client_of, county_inspector, contractor, tree):
    browser = client_of(county_inspector)
    assert browser.get("/policy/holidays/").status_code == 200
    assert browser.get("/policy/holidays/import/").status_code == 403
    assert client_of(contractor).get("/policy/holidays/").status_code == 403


def test_the_file_of_another_tenant_is_not_there(browser, client_of, tree, admin):
    from portal.accounts.enums import Role  # noqa: PLC0415
    from tests.make import accounts  # noqa: PLC0415

    at = address(upload(browser))
    other = client_of(accounts.actor(Role.ADMIN, region=tree.other_city, person=accounts.user("pds-admin", "样例管理员乙")))
    assert other.get(at).status_code == 404
    assert other.post(at).status_code == 404


def test_an_upload_as_a_workbook_reads_dates_as_dates(browser):
    import xlsxwriter  # noqa: PLC0415

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        page, form = book.add_worksheet("安排"), book.add_format({"num_format": "yyyy-mm-dd"})
        page.write_row(0, 0, ["2027年放假安排"])
        page.write_row(1, 0, ["放假日期", "类型", "节日"])
        for at, day in enumerate(sorted(statutory_days(2027)), 2):
            page.write_datetime(at, 0, dt.datetime(day.year, day.month, day.day), form)  # noqa: DTZ001  (a cell has no zone)
            page.write_row(at, 1, ["法定节假日", "节日"])
    assert "检查通过" in text(upload(browser, buffer.getvalue(), "2027.xlsx"))
