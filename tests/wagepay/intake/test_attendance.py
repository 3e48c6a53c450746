"""考勤表 in its three shapes, withdrawn days, people nobody registered."""

import datetime as dt
from decimal import Decimal

import pytest

from tests.make import wagepay as make
from tests.wagepay.books import book
from tests.wagepay.doing import OCTOBER, let_in
from wagepay.enums import AttendanceSource, PersonSource, UploadKind
from wagepay.models import AttendanceDay, AttendanceMonth, Engagement, ProjectMonth, WorkerMonth


@pytest.fixture
def people(at_site):
    return [make.engagement(at_site.project, name=f"样{sign}") for sign in "甲乙丙"]


def grid(*rows, days=31, title="平定县冠山学校改造2026年10月考勤表", head=("姓名", "身份证号码")):
    return book([[title], ["序号", *head, *range(1, days + 1), "出勤天数"], *rows])


def marks(*days, sign="√"):
    return [sign if day in days else "" for day in range(1, 32)]


def import_grid(at_site, *rows, **options):
    return let_in(UploadKind.ATTENDANCE, at_site.project, grid(*rows, **options))


def worked(at_site):
    return {(bytes(a.person), a.day.day): a.units for a in AttendanceDay.objects.visible_to(at_site.contractor).worked()}


def test_a_grid_gives_one_row_per_worker_and_day(at_site, people):
    result = import_grid(
        at_site, [1, "样甲", people[0].id_number.plain(), *marks(5, 6, 7), 3], [2, "样乙", people[1].id_number.plain(), *marks(5, sign=0.5), 0.5]
    )
    assert result["accepted"] and result["days"] == "3.50" and result["shape"] == "days"
    first, second = (bytes(p.id_index) for p in people[:2])
    assert worked(at_site) == {(first, 5): 1, (first, 6): 1, (first, 7): 1, (second, 5): Decimal("0.5")}
    month = ProjectMonth.objects.visible_to(at_site.contractor).get(month=OCTOBER)
    assert (month.attended, month.attended_2days, month.attended_days, month.day_mask) == (2, 1, Decimal("3.50"), 0b1110000)


def test_names_alone_do_where_only_one_person_of_the_site_has_the_name(at_site, people):
    content = book([["2026年10月考勤表"], ["序号", "姓名", *range(1, 32)], [1, "样甲", *marks(5)], [2, "样丁", *marks(6)]])
    result = let_in(UploadKind.ATTENDANCE, at_site.project, content)
    assert not result["accepted"]
    assert [f["code"] for f in result["findings"]] == ["person_unknown"]
    assert let_in(UploadKind.ATTENDANCE, at_site.project, book([["2026年10月考勤表"], ["序号", "姓名", *range(1, 32)], [1, "样甲", *marks(5)]]))["accepted"]


def test_a_corrected_file_takes_days_back_and_keeps_other_people(at_site, people):
    import_grid(at_site, [1, "样甲", people[0].id_number.plain(), *marks(5, 6, 7), 3], [2, "样乙", people[1].id_number.plain(), *marks(5), 1])
    import_grid(at_site, [1, "样甲", people[0].id_number.plain(), *marks(5, 8), 2])
    first, second = (bytes(p.id_index) for p in people[:2])
    assert worked(at_site) == {(first, 5): 1, (first, 8): 1, (second, 5): 1}
    assert AttendanceDay.objects.visible_to(at_site.contractor).count() == 5, "withdrawn days stay as rows of 0 units"
    assert WorkerMonth.objects.visible_to(at_site.contractor).get(person=first).days == 2


def test_an_empty_row_takes_all_days_of_the_person_back_but_not_those_of_a_device(at_site, people):
    import_grid(at_site, [1, "样甲", people[0].id_number.plain(), *marks(5, 6), 2])
    AttendanceDay.objects.writable_by(at_site.contractor).filter(day=dt.date(2026, 10, 6)).update(source=AttendanceSource.DEVICE)
    import_grid(at_site, [1, "样甲", people[0].id_number.plain(), *marks(), ""])
    assert worked(at_site) == {(bytes(people[0].id_index), 6): 1}


def test_a_list_with_a_row_for_each_day_with_hours(at_site, people):
    number = people[0].id_number.plain()
    content = book([["姓名", "身份证号", "考勤日期", "工时"], ["样甲", number, dt.date(2026, 10, 5), 8], ["样甲", number, "2026-11-03", 4]])
    result = let_in(UploadKind.ATTENDANCE, at_site.project, content)
    assert result["accepted"] and result["months"] == ["2026-10", "2026-11"]
    rows = AttendanceDay.objects.visible_to(at_site.contractor).order_by("day")
    assert [(row.day, row.units, row.hours) for row in rows] == [(dt.date(2026, 10, 5), 1, 8), (dt.date(2026, 11, 3), Decimal("0.5"), 4)]


def test_month_totals_count_until_single_days_are_known(at_site, people):
    number = people[0].id_number.plain()
    totals = book([["2026年10月考勤汇总"], ["序号", "姓名", "身份证号码", "出勤天数"], [1, "样甲", number, 22.5]])
    assert let_in(UploadKind.ATTENDANCE, at_site.project, totals)["shape"] == "totals"
    assert AttendanceMonth.objects.visible_to(at_site.contractor).get().units == Decimal("22.5")
    assert WorkerMonth.objects.visible_to(at_site.contractor).get().days == Decimal("22.50")
    import_grid(at_site, [1, "样甲", number, *marks(5, 6), 2])
    assert WorkerMonth.objects.visible_to(at_site.contractor).get().days == 2


def test_somebody_on_no_roster_is_recorded_and_lit(at_site, people):
    stranger = make.id_number(812)
    result = import_grid(at_site, [1, "样生", stranger, *marks(5, 6, 7), 3])
    assert result["accepted"] and [f["code"] for f in result["findings"]] == ["not_on_roster"]
    row = Engagement.objects.visible_to(at_site.contractor).get(id_index=make.person_of(stranger))
    assert (row.source, row.registered_on, row.id_number) == (PersonSource.ATTENDANCE, None, stranger)
    month = WorkerMonth.objects.visible_to(at_site.contractor).get()
    assert (month.is_registered, month.has_contract) == (False, False)


def test_days_after_exit_are_flagged_and_counted(at_site):
    gone = make.engagement(at_site.project, name="样走", left_on=dt.date(2026, 10, 10))
    result = import_grid(at_site, [1, "样走", gone.id_number.plain(), *marks(9, 12, 13), 3])
    assert [f["code"] for f in result["findings"]] == ["after_exit"]
    assert WorkerMonth.objects.visible_to(at_site.contractor).get().days_outside == 2


@pytest.mark.parametrize(
    ("row", "options", "code"),
    [
        (["样甲", *marks(5, sign="甲")], {}, "day_mark"),
        (["样甲", *marks(5)], {"title": "考勤表"}, "month_unknown"),
        (["样甲", *marks(31)], {"title": "2026年9月考勤表"}, "day_absent"),
    ],
)
def test_what_cannot_be_read_blocks(at_site, people, row, options, code):
    result = import_grid(at_site, [1, row[0], people[0].id_number.plain(), *row[1:]], **options)
    assert not result["accepted"] and code in {f["code"] for f in result["findings"]}
    assert worked(at_site) == {}


def test_another_total_than_the_days_is_asked_about(at_site, people):
    result = import_grid(at_site, [1, "样甲", people[0].id_number.plain(), *marks(5, 6), 20])
    assert result["accepted"] and [f["code"] for f in result["findings"]] == ["total_differs"]


def test_a_worker_of_a_subcontractor_stays_its_worker(at_site):
    theirs = make.engagement(at_site.project, at_site.labour, name="样分")
    import_grid(at_site, [1, "样分", theirs.id_number.plain(), *marks(5), 1])
    assert AttendanceDay.objects.visible_to(at_site.contractor).get().employer_id == at_site.labour.pk
