"""What devices tell: every row answered, none lost, none counted twice; strangers counted and lit."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from portal.audit.models import Entry
from portal.lib.errors import Refused
from portal.tenancy.scope import acting
from tests.make import wagepay as make
from tests.wagepay.attendance.devices import AT, DAY, at, days, device, nobody, passage, told
from wagepay.actions.take_punches import MOST_ROWS
from wagepay.enums import DeviceKind
from wagepay.models import Device, Engagement, ProjectMonth, Punch, WorkerMonth
from wagepay.queries.audit_sums import differences
from wagepay.queries.keys import keys_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def gate(at_site) -> Device:
    return device(at_site.project)


@pytest.fixture
def person(at_site) -> Engagement:
    return make.engagement(at_site.project, at_site.labour)


NOVEMBER = DAY.replace(day=1)


def states(batch) -> list[str]:
    return [answer.state for answer in batch.answers]


def codes(batch) -> list[list[str]]:
    return [[note["code"] for note in answer.notes] for answer in batch.answers]


def assert_sums_are_right(project, month: dt.date = NOVEMBER) -> None:
    """What was added up is what a count of the raw rows gives."""
    assert differences(keys_of(project, [month])) == {"worker_months": 0, "project_months": 0}


class TestDays:
    def test_a_way_in_and_out_is_one_day_of_the_employer_with_its_hours(self, at_site, gate, person):
        batch = told(gate, passage(person, at(7, 2), direction="01"), passage(person, at(18, 32), direction="02"))
        assert states(batch) == ["accepted", "accepted"]
        [row] = days(at_site.project)
        assert (row.day, row.units, row.hours, row.source, row.employer_id) == (DAY, 1, Decimal("11.50"), "device", at_site.labour.pk)
        assert_sums_are_right(at_site.project)

    @pytest.mark.parametrize(("out", "units"), [((10, 59), "0.5"), ((11, 0), "1")])
    def test_less_than_four_hours_are_half_a_day_and_four_are_a_whole_one(self, at_site, gate, person, out, units):
        told(gate, passage(person, at(7), direction="01"), passage(person, at(*out), direction="02"))
        assert days(at_site.project)[0].units == Decimal(units)

    def test_without_a_way_out_the_day_is_whole(self, at_site, gate, person):
        told(gate, passage(person, at(7), direction="01"), passage(person, at(7, 1), direction="01"))
        assert days(at_site.project)[0].units == 1

    @pytest.mark.parametrize(("hour", "day"), [(3, DAY - dt.timedelta(days=1)), (4, DAY)])
    def test_a_night_shift_belongs_to_the_day_it_began(self, at_site, gate, person, hour, day):
        told(gate, passage(person, at(hour, 0)))
        assert days(at_site.project)[0].day == day

    def test_the_way_out_in_a_later_batch_completes_the_day(self, at_site, gate, person):
        told(gate, passage(person, at(7), direction="01"))
        told(gate, passage(person, at(9), direction="02"))
        [row] = days(at_site.project)
        assert (row.units, row.hours) == (Decimal("0.5"), Decimal("2.00"))
        assert_sums_are_right(at_site.project)


class TestOnce:
    def test_the_same_batch_again_changes_nothing(self, at_site, gate, person):
        rows = [passage(person, at(7), sequence="1"), passage(person, at(18), sequence="2")]
        told(gate, *rows)
        before = (Punch.objects.visible_to(at_site.contractor).count(), [(d.units, d.hours) for d in days(at_site.project)])
        batch = told(gate, *rows, when=AT + dt.timedelta(minutes=5))
        assert states(batch) == ["duplicate", "duplicate"]
        assert (Punch.objects.visible_to(at_site.contractor).count(), [(d.units, d.hours) for d in days(at_site.project)]) == before

    def test_without_a_number_the_content_tells_the_record(self, at_site, gate, person):
        row = passage(person, at(7), direction="01")
        assert states(told(gate, row, row)) == ["accepted", "duplicate"]
        assert states(told(gate, row)) == ["duplicate"]
        assert states(told(gate, replace(row, direction="02"))) == ["accepted"]

    def test_a_number_used_for_another_record_is_not_taken_silently(self, at_site, gate, person):
        told(gate, passage(person, at(7), sequence="9"))
        batch = told(gate, passage(person, at(8), sequence="9"))
        assert (states(batch), codes(batch)) == (["refused"], [["sequence_reused"]])

    def test_two_devices_may_use_the_same_numbers(self, at_site, gate, person):
        other = device(at_site.project, "KQ-02")
        told(gate, passage(person, at(7), sequence="1"))
        assert states(told(other, passage(person, at(7, 5), sequence="1"))) == ["accepted"]


class TestLateAndOutOfOrder:
    def test_records_out_of_order_make_the_same_days(self, at_site, gate, person):
        told(gate, passage(person, at(18), direction="02"))
        told(gate, passage(person, at(7), direction="01"))
        assert days(at_site.project)[0].hours == 11

    @pytest.mark.parametrize(("back", "late"), [(dt.timedelta(hours=24), False), (dt.timedelta(hours=24, seconds=1), True)])
    def test_a_record_over_a_day_old_is_taken_and_said_to_be_late(self, at_site, gate, person, back, late):
        batch = told(gate, passage(person, AT - back))
        assert states(batch) == ["accepted"]
        assert ("late" in codes(batch)[0]) is late

    def test_a_record_of_last_month_reaches_last_months_sums(self, at_site, gate, person):
        told(gate, passage(person, at(8, day=dt.date(2026, 10, 9))))
        assert ProjectMonth.objects.visible_to(at_site.contractor).get(project=at_site.project, month=dt.date(2026, 10, 1)).attended == 1
        assert_sums_are_right(at_site.project, dt.date(2026, 10, 1))

    @pytest.mark.parametrize(("ahead", "state"), [(dt.timedelta(hours=24), "accepted"), (dt.timedelta(hours=24, seconds=1), "refused")])
    def test_a_record_of_the_day_after_tomorrow_cannot_be(self, at_site, gate, person, ahead, state):
        assert states(told(gate, passage(person, AT + ahead))) == [state]

    @pytest.mark.parametrize(("ahead", "noted"), [(120, False), (121, True)])
    def test_a_clock_that_is_ahead_is_noticed(self, at_site, gate, person, ahead, noted):
        batch = told(gate, passage(person, AT + dt.timedelta(seconds=ahead)))
        assert ("clock_ahead" in codes(batch)[0]) is noted

    def test_what_the_devices_clock_says_is_kept_beside_ours(self, at_site, gate):
        batch = told(gate, device_time=AT + dt.timedelta(seconds=301))
        gate.refresh_from_db()
        assert (batch.skew, gate.skew_seconds, gate.last_seen_at, gate.last_punch_at) == (301, 301, AT, None)

    def test_a_month_that_has_no_place_is_refused_by_its_row(self, at_site, gate, person):
        batch = told(gate, passage(person, at(8, day=dt.date(2016, 3, 1))), passage(person, at(8)))
        assert (states(batch), codes(batch)[0]) == (["refused", "accepted"], ["month_closed"])


class TestPeople:
    def test_an_unregistered_person_is_recorded_and_lit(self, at_site, gate):
        number = nobody()
        batch = told(gate, passage(number, at(7), name="样例新工"))
        assert (states(batch), codes(batch)) == (["accepted"], [["not_registered"]])
        stranger = Engagement.objects.visible_to(at_site.contractor).get(project=at_site.project, id_index=number)
        assert (stranger.name, stranger.registered_on, stranger.source, stranger.employer) == ("样例新工", None, "attendance", at_site.general)
        month = ProjectMonth.objects.visible_to(at_site.contractor).get(project=at_site.project)
        assert (month.attended, month.attended_registered) == (1, 0)

    def test_a_stranger_who_comes_again_stays_one_person(self, at_site, gate):
        number = nobody()
        told(gate, passage(number, at(7)))
        told(gate, passage(number, at(7, day=DAY - dt.timedelta(days=1))))
        assert Engagement.objects.visible_to(at_site.contractor).filter(project=at_site.project).count() == 1
        assert WorkerMonth.objects.visible_to(at_site.contractor).get(project=at_site.project).days == 2

    def test_after_the_exit_the_day_counts_and_is_noted(self, at_site, gate):
        gone = make.engagement(at_site.project, left_on=DAY - dt.timedelta(days=1))
        assert codes(told(gate, passage(gone, at(7)))) == [["after_exit"]]
        assert WorkerMonth.objects.visible_to(at_site.contractor).get(project=at_site.project).days_outside == 1
        assert_sums_are_right(at_site.project)

    def test_a_number_that_names_nobody_is_refused_with_the_reason(self, at_site, gate, person):
        wrong = person.id_number.plain()[:-1] + ("0" if person.id_number.plain()[-1] != "0" else "1")
        batch = told(gate, passage(wrong, at(7)), passage(person, at(7)))
        assert states(batch) == ["refused", "accepted"]
        assert "校验位" in batch.answers[0].notes[0]["text"]


class TestFence:
    @pytest.fixture
    def telephone(self, at_site) -> Device:
        with acting(at_site.inspector):
            at_site.project.latitude, at_site.project.longitude = Decimal("37.800000"), Decimal("113.630000")
            at_site.project.save(update_fields=["latitude", "longitude"])
        return device(at_site.project, "PHONE", kind=DeviceKind.PHONE)

    @pytest.mark.parametrize(("north", "outside"), [(0.0044, False), (0.0046, True)])  # 489 and 511 metres
    def test_outside_the_fence_is_taken_and_marked(self, at_site, telephone, person, north, outside):
        batch = told(telephone, passage(person, at(7), latitude=37.8 + north, longitude=113.63))
        assert states(batch) == ["accepted"]
        assert ("outside_fence" in codes(batch)[0]) is outside
        assert Punch.objects.visible_to(at_site.contractor).get().is_outside is outside
        assert days(at_site.project)[0].source == "phone"

    def test_without_a_position_it_is_taken_and_marked(self, at_site, telephone, person):
        assert codes(told(telephone, passage(person, at(7)))) == [["no_position"]]

    def test_a_gate_needs_no_position(self, at_site, gate, person):
        assert codes(told(gate, passage(person, at(7)))) == [[]]


def test_a_retired_device_is_not_heard(at_site, gate, person):
    gate.retired_on = DAY
    gate.save()
    with pytest.raises(Refused, match="已停用"):
        told(gate, passage(person, at(7)))


@pytest.mark.parametrize(("rows", "ok"), [(MOST_ROWS, True), (MOST_ROWS + 1, False)])
def test_a_batch_has_a_limit(at_site, gate, person, rows, ok):
    readings = [passage(person, at(7, 0, 0) - dt.timedelta(seconds=n)) for n in range(rows)]
    if ok:
        assert told(gate, *readings).count("accepted") == rows
    else:
        with pytest.raises(Refused, match="1000"):
            told(gate, *readings)


def test_a_batch_leaves_one_entry_and_an_empty_one_none(at_site, gate, person):
    told(gate)
    told(gate, passage(person, at(7)), passage(nobody(), at(7)))
    [entry] = Entry.objects.filter(verb="wagepay.punches")
    assert (entry.detail["rows"], entry.detail["accepted"]) == (2, 2)
