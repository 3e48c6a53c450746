"""Attendance in the browser: grid, person, devices, findings, the roll, papers, registering; who sees what."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from portal.lib.sheets.reader import read_workbook
from portal.tenancy.scope import acting
from tests.make import wagepay as make
from tests.wagepay.attendance.devices import DAY, at, device, nobody, passage, told
from tests.wagepay.attendance.test_anomalies import search
from tests.wagepay.attendance.test_records import PNG
from tests.wagepay.books import book
from tests.wagepay.doing import let_in
from wagepay.enums import DeviceKind, UploadKind
from wagepay.models import AttendanceDay, AttendanceFinding, Device, Engagement

pytestmark = pytest.mark.django_db
MONTH = "2026-11"


@pytest.fixture(autouse=True)
def today(settings):
    settings.PORTAL_DATE = DAY


@pytest.fixture
def filled(site):
    """Two people with days of a device, one stranger, one who left."""
    with acting(site.contractor):
        machine = device(site.project)
        people = [make.engagement(site.project, site.labour, name="样大"), make.engagement(site.project, name="样二", left_on=dt.date(2026, 11, 5))]
        told(
            machine,
            *(passage(person, at(7, day=day)) for person in people for day in (dt.date(2026, 11, 4), dt.date(2026, 11, 6))),
            passage(nobody(), at(7), name="样三"),
        )
    search(site)
    return people


def url(name: str, site, *args) -> str:
    return reverse(name, args=[site.project.code, *args])


def text(answer) -> str:
    return answer.content.decode()


class TestGrid:
    def test_people_and_days_with_who_is_not_registered(self, site, filled, client_of):
        page = text(client_of(site.contractor).get(url("wage_attendance", site, MONTH)))
        assert all(words in page for words in ("样大", "样二", "样三", "没有登记", "4 6", "考勤异常"))

    def test_a_subcontractor_sees_its_own_people_alone(self, site, filled, client_of):
        page = text(client_of(site.subcontractor).get(url("wage_attendance", site, MONTH)))
        assert "样大" in page and "样二" not in page and "样三" not in page

    def test_another_county_has_no_such_page(self, site, filled, neighbour_inspector, client_of):
        assert client_of(neighbour_inspector).get(url("wage_attendance", site, MONTH)).status_code == 404

    def test_a_grid_officer_sees_no_people(self, site, filled, grid_officer, client_of):
        assert client_of(grid_officer).get(url("wage_attendance", site, MONTH)).status_code == 403

    def test_the_number_of_queries_does_not_grow_with_the_people(self, site, filled, client_of, django_assert_max_num_queries):
        client = client_of(site.inspector)
        with acting(site.contractor):
            for _ in range(10):
                make.attendance(make.engagement(site.project), dt.date(2026, 11, 3))
        with django_assert_max_num_queries(32):
            assert client.get(url("wage_attendance", site, MONTH)).status_code == 200

    @pytest.mark.parametrize(("state", "shown", "hidden"), [("unregistered", "样三", "样大"), ("worked", "样大", "样四")])
    def test_it_is_narrowed(self, site, filled, client_of, state, shown, hidden):
        with acting(site.contractor):
            make.engagement(site.project, name="样四")
        page = text(client_of(site.contractor).get(url("wage_attendance", site, MONTH) + f"?state={state}"))
        assert shown in page and hidden not in page

    def test_the_export_is_a_workbook(self, site, filled, client_of):
        answer = client_of(site.contractor, "export").get(url("wage_attendance_export", site, MONTH))
        assert answer.status_code == 200 and answer.content[:2] == b"PK"

    @pytest.mark.parametrize("month", ["2026-13", "now"])
    def test_a_month_that_is_none_is_no_page(self, site, filled, client_of, month):
        assert client_of(site.contractor).get(url("wage_attendance", site, month)).status_code == 404


class TestTotals:
    """People of whom only the month's total on paper is known."""

    @pytest.fixture
    def total(self, site, filled):
        with acting(site.contractor):
            person = make.engagement(site.project, name="样总", entered_on=dt.date(2026, 11, 1))
            sheet = book([["姓名", "身份证号", "出勤天数"], ["样总", person.id_number.plain(), 22]])
            assert let_in(UploadKind.ATTENDANCE, site.project, sheet, month=dt.date(2026, 11, 1))["accepted"]
        return person

    def test_the_list_says_whose_total_it_is_and_how_much(self, site, total, client_of):
        page = text(client_of(site.contractor).get(url("wage_attendance", site, MONTH)))
        assert "纸质签字表的月合计 22 工日，没有逐日记录" in page and page.count("只有月合计</") == 1

    def test_the_file_has_in_words_what_the_page_shows_in_small_print(self, site, total, client_of):
        answer = client_of(site.contractor, "export").get(url("wage_attendance_export", site, MONTH))
        head, *rows = [list(row) for row in read_workbook(answer.content, "考勤.xlsx").sheets[0].rows]
        place = head.index("说明")
        assert {row[0]: row[place] for row in rows} == {"样大": "", "样二": "", "样三": "没有登记", "样总": "只有月合计（纸质签字表）"}

    def test_his_page_offers_the_whole_sheet_anew_and_no_single_day(self, site, total, client_of):
        client, path = client_of(site.contractor), url("wage_attendance_person", site, MONTH, total.uid)
        page = text(client.get(path))
        assert "出勤 22 工日（月合计）" in page and "重新导入考勤表" in page and 'name="units"' not in page
        answer = client.post(path, {"day": "2026-11-04", "units": "1", "reason": "设备断电，有手工记录"})
        assert answer.status_code == 422


class TestPerson:
    def test_days_passages_and_findings(self, site, filled, client_of):
        page = text(client_of(site.contractor).get(url("wage_attendance_person", site, MONTH, filled[1].uid)))
        assert all(words in page for words in ("2026-11-04", "07:00:00", "考勤设备", "退场后出勤"))

    def test_a_correction_is_made_and_shown(self, site, filled, client_of):
        client, path = client_of(site.contractor), url("wage_attendance_person", site, MONTH, filled[0].uid)
        assert client.post(path, {"day": "2026-11-04", "units": "0.5", "reason": "下午下雨停工"}).status_code == 302
        page = text(client.get(path))
        assert "下午下雨停工" in page and "人工更正" in page

    @pytest.mark.parametrize("fields", [{"day": "2026-10-04"}, {"units": "9"}, {"reason": "无"}])
    def test_what_is_wrong_is_said_in_the_form(self, site, filled, client_of, fields):
        data = {"day": "2026-11-04", "units": "0.5", "reason": "下午下雨停工"} | fields
        assert client_of(site.contractor).post(url("wage_attendance_person", site, MONTH, filled[0].uid), data).status_code == 422

    def test_an_inspector_reads_and_does_not_write(self, site, filled, client_of):
        client, path = client_of(site.inspector), url("wage_attendance_person", site, MONTH, filled[0].uid)
        assert "更正一天" not in text(client.get(path))
        assert client.post(path, {"day": "2026-11-04", "units": "0.5", "reason": "下午下雨停工"}).status_code == 403


class TestDevices:
    def test_a_device_is_registered_gets_a_key_and_is_retired(self, site, client_of):
        client = client_of(site.contractor, "keys")
        answer = client.post(url("wage_device_new", site), {"serial": "KQ-7", "kind": "gate", "maker": "样例", "place": "西大门"}, follow=True)
        assert "西大门" in text(answer)
        with acting(site.contractor):
            uid = Device.objects.visible_to(site.contractor).get(serial="KQ-7").uid
        shown = text(client.post(reverse("wage_device_key", args=[uid])))
        assert "请现在抄下密钥" in shown and "PK" in shown
        assert "有效" in text(client.get(reverse("wage_device", args=[uid])))
        client.post(reverse("wage_device_retire", args=[uid]), {"reason": "大门拆除"})
        assert "已停用" in text(client.get(reverse("wage_device", args=[uid])))

    def test_the_same_serial_twice_is_refused_in_words(self, site, client_of):
        with acting(site.contractor):
            device(site.project, "KQ-7")
        answer = client_of(site.contractor).post(url("wage_device_new", site), {"serial": "KQ-7", "kind": "gate", "place": "西大门"})
        assert answer.status_code == 422 and "已经登记了同一设备号" in text(answer)

    @pytest.mark.parametrize(("hours", "words"), [(47, "正常"), (49, "失联 2 天")])
    def test_the_alarm_rises_with_the_tenants_hours(self, site, client_of, hours, words):
        from portal.lib import clock

        with acting(site.contractor):
            device(site.project, last_seen_at=clock.now() - dt.timedelta(hours=hours))
        page = text(client_of(site.inspector).get(reverse("wage_devices")))
        assert words in page

    def test_a_subcontractor_does_not_look_after_devices(self, site, client_of):
        assert client_of(site.subcontractor).get(reverse("wage_devices")).status_code == 403

    def test_a_neighbour_finds_no_device(self, site, neighbour_inspector, client_of):
        with acting(site.contractor):
            machine = device(site.project)
        assert client_of(neighbour_inspector).get(reverse("wage_device", args=[machine.uid])).status_code == 404


class TestFindings:
    def test_the_list_names_what_and_who_with_a_constant_number_of_queries(self, site, filled, client_of, django_assert_max_num_queries):
        client = client_of(site.inspector)
        with django_assert_max_num_queries(30):
            page = text(client.get(reverse("wage_anomalies")))
        assert all(words in page for words in ("没有登记就出勤", "退场后出勤", "样**"))

    def test_it_is_explained_and_judged_in_the_browser(self, site, filled, client_of):
        with acting(site.inspector):
            uid = AttendanceFinding.objects.visible_to(site.inspector).get(kind="after_exit").uid
        client_of(site.contractor).post(reverse("wage_anomaly_explain", args=[uid]), {"text": "退场日期写早了"})
        client_of(site.inspector).post(reverse("wage_anomaly_judge", args=[uid]), {"state": "confirmed", "text": "本人说没有来过"})
        page = text(client_of(site.contractor).get(reverse("wage_anomaly", args=[uid])))
        assert all(words in page for words in ("退场日期写早了", "本人说没有来过", "核实属异常"))

    def test_a_neighbour_finds_none(self, site, filled, neighbour_inspector, client_of):
        with acting(site.inspector):
            uid = AttendanceFinding.objects.visible_to(site.inspector).first().uid
        assert client_of(neighbour_inspector).get(reverse("wage_anomaly", args=[uid])).status_code == 404


class TestRollPapersRegister:
    def test_the_roll_is_called(self, site, filled, client_of):
        with acting(site.contractor):
            device(site.project, "PHONE", kind=DeviceKind.PHONE, place="工地办公室")
        client, path = client_of(site.contractor), url("wage_roll_call", site)
        assert "样大" in text(client.get(path))
        answer = client.post(path, {"direction": "01", "pick": [str(filled[0].uid)]}, follow=True)
        assert "已记 1 人" in text(answer)
        with acting(site.contractor):
            assert AttendanceDay.objects.visible_to(site.contractor).filter(source="phone").count() == 1

    def test_a_signed_sheet_is_kept(self, site, filled, client_of):
        file = SimpleUploadedFile("签字表.png", PNG)
        data = {"employer": site.labour.pk, "team": "木工班", "workers": 3, "file": file}
        assert "签字考勤表" in text(client_of(site.contractor).post(url("wage_attendance_paper", site, MONTH), data, follow=True))

    def test_a_stranger_is_registered(self, site, filled, client_of):
        with acting(site.contractor):
            stranger = Engagement.objects.visible_to(site.contractor).get(registered_on=None)
        data = {"name": "样三", "employer": site.labour.pk, "contract_kind": "labour", "contract_signed_on": "2026-11-01", "entered_on": "2026-11-20"}
        answer = client_of(site.contractor).post(url("wage_register", site, stranger.uid), data, follow=True)
        assert "已实名登记" in text(answer)
