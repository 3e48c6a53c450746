"""Corrections, signed papers, the roll, registering a stranger, a file against what a device told."""

import datetime as dt
import io
from decimal import Decimal

import pytest

from portal.audit.models import Entry
from portal.lib.errors import Refused
from portal.tenancy.scope import acting
from tests.make import wagepay as make
from tests.wagepay.attendance.devices import AT, DAY, at, days, device, nobody, passage, told
from tests.wagepay.books import book
from tests.wagepay.doing import let_in
from wagepay.actions.call_the_roll import call_the_roll
from wagepay.actions.correct_day import correct_day
from wagepay.actions.keep_attendance_paper import keep_attendance_paper
from wagepay.actions.register_person import register_person
from wagepay.enums import DeviceKind, UploadKind
from wagepay.intake.terms import Terms
from wagepay.models import AttendanceCorrection, AttendancePaper, Engagement, ProjectMonth, WorkerMonth
from wagepay.queries.audit_sums import differences
from wagepay.queries.keys import keys_of

pytestmark = pytest.mark.django_db


def mend(site, person, units, day=DAY, reason="设备断电，有手工记录", actor=None):
    return correct_day(actor=actor or site.contractor, person=person, day=day, units=Decimal(units), reason=reason, at=AT)


class TestCorrections:
    def test_before_and_after_stand_with_who_and_why(self, at_site):
        person = make.engagement(at_site.project)
        told(device(at_site.project), passage(person, at(7)))
        row = mend(at_site, person, "0.5")
        assert (row.before, row.before_source, row.after, row.made_by, row.made_at) == (1, "device", Decimal("0.5"), at_site.contractor.name, AT)
        assert [(day.units, day.source) for day in days(at_site.project)] == [(Decimal("0.50"), "mended")]
        assert WorkerMonth.objects.visible_to(at_site.contractor).get(project=at_site.project).days == Decimal("0.5")
        assert Entry.objects.get(verb="wagepay.correct_day").detail["reason"] == "设备断电，有手工记录"

    def test_a_device_that_tells_again_does_not_undo_it(self, at_site):
        person, machine = make.engagement(at_site.project), device(at_site.project)
        mend(at_site, person, "1")
        told(machine, passage(person, at(7), direction="01"), passage(person, at(8), direction="02"))
        assert [(day.units, day.source) for day in days(at_site.project)] == [(1, "mended")]

    def test_a_day_without_record_may_be_added_and_taken_back(self, at_site):
        person = make.engagement(at_site.project)
        assert mend(at_site, person, "1").before is None
        assert mend(at_site, person, "0", reason="记错了人，更正回来").before == 1
        assert AttendanceCorrection.objects.visible_to(at_site.contractor).count() == 2
        assert differences(keys_of(at_site.project, [DAY.replace(day=1)])) == {"worker_months": 0, "project_months": 0}

    def test_a_month_known_by_its_total_alone_is_not_undone_by_one_day(self, at_site):
        person = make.engagement(at_site.project, name="样甲")
        sheet = book([["姓名", "身份证号", "出勤天数"], ["样甲", person.id_number.plain(), 22]])
        assert let_in(UploadKind.ATTENDANCE, at_site.project, sheet, month=DAY.replace(day=1))["accepted"]
        with pytest.raises(Refused, match="只有月合计（22 工日）"):
            mend(at_site, person, "1")
        assert WorkerMonth.objects.visible_to(at_site.contractor).get(project=at_site.project).days == 22
        told(device(at_site.project), passage(person, at(7)))
        assert mend(at_site, person, "0.5").before == 1, "where days are known one of them may be set right"

    @pytest.mark.parametrize(("units", "day", "reason", "words"), [
        ("1.51", DAY, "设备断电，有记录", "最多记 1.5"), ("1", DAY + dt.timedelta(days=1), "设备断电，有记录", "还没有到"), ("1", DAY, "断电", "至少 5 个字"),
        ("0", DAY, "设备断电，有记录", "一样"),
    ])  # fmt: skip
    def test_what_cannot_be_is_refused(self, at_site, units, day, reason, words):
        with pytest.raises(Refused, match=words):
            mend(at_site, make.engagement(at_site.project), units, day, reason)

    def test_a_subcontractor_sets_right_its_own_people_alone(self, site):
        with acting(site.contractor):
            own, foreign = make.engagement(site.project, site.labour), make.engagement(site.project)
        with acting(site.subcontractor):
            assert mend(site, own, "1", actor=site.subcontractor).employer == site.labour
            with pytest.raises(Refused, match="不归您填报"):
                mend(site, foreign, "1", actor=site.subcontractor)

    def test_an_inspector_changes_no_day(self, site):
        with acting(site.inspector), pytest.raises(Refused, match="没有办理"):
            mend(site, make.engagement(site.project), "1", actor=site.inspector)


class TestFileAgainstDevice:
    HEAD = [["考勤表"], ["2026年11月"], ["姓名", "身份证号", *range(1, 31)]]

    def sheet(self, person, marks: dict[int, object]) -> bytes:
        return book([*self.HEAD, [person.name, person.id_number.plain(), *(marks.get(day) for day in range(1, 31))]])

    def test_a_file_that_says_otherwise_is_asked_about_and_the_device_stays(self, at_site):
        person = make.engagement(at_site.project, name="样大")
        told(device(at_site.project), passage(person, at(7)))
        result = let_in("attendance", at_site.project, self.sheet(person, {20: 0.5, 19: 1}), month=DAY.replace(day=1))
        assert [finding["code"] for finding in result["findings"]] == ["device_differs"]
        assert [(day.day.day, day.units, day.source) for day in days(at_site.project)] == [(19, 1, "file"), (20, 1, "device")]

    def test_a_file_without_the_day_takes_back_neither_device_nor_correction(self, at_site):
        person = make.engagement(at_site.project, name="样大")
        told(device(at_site.project), passage(person, at(7)))
        mend(at_site, person, "1", dt.date(2026, 11, 18))
        let_in("attendance", at_site.project, self.sheet(person, {19: 1}), month=DAY.replace(day=1))
        assert [(day.day.day, day.units) for day in days(at_site.project)] == [(18, 1), (19, 1), (20, 1)]


class TestPapers:
    def keep(self, site, actor=None, **fields):
        image = io.BytesIO(PNG)
        values = {"project": site.project, "employer": site.labour, "month": dt.date(2026, 10, 1), "team": "钢筋班", "workers": 12} | fields
        return keep_attendance_paper(actor=actor or site.contractor, upload=image, name="签字表.png", at=AT, **values)

    def test_a_signed_sheet_is_kept_with_its_month(self, at_site):
        paper = self.keep(at_site)
        assert (paper.month, paper.workers, paper.file.kind) == (dt.date(2026, 10, 1), 12, "attendance_paper")

    def test_an_inspector_sees_it_and_a_neighbour_does_not(self, site, neighbour_inspector):
        with acting(site.contractor):
            self.keep(site)
        for actor, count in ((site.inspector, 1), (neighbour_inspector, 0)):
            with acting(actor):
                assert AttendancePaper.objects.visible_to(actor).count() == count

    def test_a_month_to_come_is_refused(self, at_site):
        with pytest.raises(Refused, match="还没有到"):
            self.keep(at_site, month=dt.date(2026, 12, 1))


class TestRoll:
    def test_those_who_are_ticked_have_their_day(self, at_site):
        device(at_site.project, "PHONE", kind=DeviceKind.PHONE)
        people = [make.engagement(at_site.project) for _ in range(3)]
        batch = call_the_roll(actor=at_site.contractor, project=at_site.project, people=people[:2], direction="01", at=AT)
        assert batch.count("accepted") == 2
        assert {bytes(day.person) for day in days(at_site.project)} == {bytes(person.id_index) for person in people[:2]}

    def test_pressed_twice_it_is_one_roll(self, at_site):
        device(at_site.project, "PHONE", kind=DeviceKind.PHONE)
        person = make.engagement(at_site.project)
        calls = [call_the_roll(actor=at_site.contractor, project=at_site.project, people=[person], direction="01", at=AT) for _ in range(2)]
        assert [call.count("accepted") for call in calls] == [1, 0]

    def test_a_subcontractor_calls_its_own_people_with_the_sites_telephone(self, site):
        with acting(site.contractor):
            device(site.project, "PHONE", kind=DeviceKind.PHONE)
            person = make.engagement(site.project, site.labour)
        with acting(site.subcontractor):
            call_the_roll(actor=site.subcontractor, project=site.project, people=[person], direction="01", at=AT)
            assert [day.employer for day in days(site.project)] == [site.labour]

    def test_without_a_telephone_in_the_register_it_is_refused(self, at_site):
        with pytest.raises(Refused, match="手机考勤点"):
            call_the_roll(actor=at_site.contractor, project=at_site.project, people=[make.engagement(at_site.project)], direction="01", at=AT)


class TestRegistering:
    def stranger(self, site) -> Engagement:
        number = nobody()
        told(device(site.project), passage(number, at(7), name="样例新工"))
        return Engagement.objects.visible_to(site.contractor).get(project=site.project, id_index=number)

    def register(self, site, stranger, employer, actor=None) -> Engagement:
        terms = Terms(
            person=b"", id_number="", name="样例新工", employer_id=employer.pk, team="钢筋班", contract_kind="labour", contract_signed_on=DAY, entered_on=DAY
        )
        return register_person(actor=actor or site.contractor, stranger=stranger, terms=terms, on=DAY, at=AT)

    def test_the_days_follow_to_the_true_employer(self, at_site):
        stranger = self.stranger(at_site)
        person = self.register(at_site, stranger, at_site.labour)
        assert (person.pk, person.registered_on, person.employer, person.team) == (stranger.pk, DAY, at_site.labour, "钢筋班")
        assert [day.employer for day in days(at_site.project)] == [at_site.labour]
        months = ProjectMonth.objects.visible_to(at_site.contractor).filter(project=at_site.project, attended__gt=0)
        assert [(month.employer, month.attended_registered) for month in months] == [(at_site.labour, 1)]
        assert differences(keys_of(at_site.project, [DAY.replace(day=1)])) == {"worker_months": 0, "project_months": 0}

    def test_twice_is_refused(self, at_site):
        person = self.register(at_site, self.stranger(at_site), at_site.general)
        with pytest.raises(Refused, match="已经登记"):
            self.register(at_site, person, at_site.general)


PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8ffff3f0005fe02fea735811e0000000049454e44ae426082"
)
