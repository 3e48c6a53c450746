"""A month read from end to end: a site in order is not added up, and whatever is out of order by one fen, one person or one day is."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection

from portal.tenancy.actors import system_actor
from portal.tenancy.scope import acting
from tests.make import wagepay as make
from tests.make.projects import make_party
from tests.make.tenancy import saved
from tests.wagepay.queries.test_months_from_raw import compare, from_raw
from tests.wagepay.queries.test_summaries import day
from wagepay.enums import PaymentState, SheetState
from wagepay.models import AttendanceDay, AttendanceMonth, MonthAnswer, PaymentLine, PayrollLine, PayrollSheet, WorkerMonth
from wagepay.queries.keys import keys_of
from wagepay.queries.raw_at_once import COLUMNS, laid_together, read_at_once
from wagepay.queries.summaries import refresh

OCTOBER, SEPTEMBER = make.OCTOBER, dt.date(2026, 9, 1)
DUE, NOT_DUE = dt.date(2026, 11, 21), dt.date(2026, 11, 12)
TODAY = [DUE, NOT_DUE]


class Calm:
    """Two firms, five people: each came, stands on his firm's sheet and was paid all of it at once. In September on paper, in October day by day."""

    def __init__(self, site) -> None:
        self.site, self.project = site, site.project
        self.people = [make.engagement(self.project) for _ in range(3)] + [make.engagement(self.project, site.labour) for _ in range(2)]
        self.sheets = {}
        for month in (SEPTEMBER, OCTOBER):
            for firm in (None, site.labour):
                self.sheets[month, firm] = make.sheet(self.project, firm, month=month)
            for place, person in enumerate(self.people):
                self.pay_for(month, person, 6000 + place, self.sheets[month, site.labour if place > 2 else None])
        for person in self.people:
            self.total(person, SEPTEMBER, 20)
            make.attendance(person, day(5), day(6))
            make.attendance(person, day(7), units=Decimal("0.5"))

    def pay_for(self, month, person, amount, sheet) -> None:
        make.line(sheet, person, amount)
        make.payment(person, amount, month=month, paid_on=month.replace(month=month.month + 1, day=10))

    def total(self, person, month, units) -> None:
        saved(AttendanceMonth(
            month=month, project=self.project, person=person.id_index, region=self.project.region, employer=person.employer, units=units, source="signed",
        ))  # fmt: skip

    def rows(self, model, place: int, month=OCTOBER):
        return model.objects.visible_to(self.site.contractor).filter(month=month, person=bytes(self.people[place].id_index))

    def summed(self) -> None:
        refresh(keys_of(self.project, [SEPTEMBER, OCTOBER, DUE.replace(day=1)]))


@pytest.fixture
def calm(site):
    with acting(site.contractor):
        return Calm(site)


def added_up(region_id: int, on: dt.date) -> set[dt.date]:
    """Of which months the site was added up person by person."""
    with from_raw(region_id, on, at_once=True), connection.cursor() as cursor:
        cursor.execute("SELECT month FROM pg_temp.wagepay_raw_sites WHERE month < %s", [DUE.replace(day=1)])
        return {month for (month,) in cursor.fetchall()}


def added_up_from_the_day(calm) -> None:
    """Alike on both days; October is certain before it is due, and from then on not."""
    with acting(system_actor()):
        for on in TODAY:
            compare(calm.project.region_id, on)
        assert added_up(calm.project.region_id, NOT_DUE) == set()
        assert added_up(calm.project.region_id, DUE) == {OCTOBER}


def test_a_site_in_order_is_not_added_up_whether_its_month_is_due_or_not(calm):
    with acting(calm.site.contractor):
        calm.summed()
    with acting(system_actor()):
        for on in TODAY:
            compare(calm.project.region_id, on)
            assert added_up(calm.project.region_id, on) == set()


def test_before_it_is_due_a_month_that_nobody_was_paid_for_yet_is_not_added_up(calm):
    with acting(calm.site.contractor):
        PaymentLine.objects.visible_to(calm.site.contractor).filter(month=OCTOBER).update(state=PaymentState.FAILED)
        calm.summed()
    added_up_from_the_day(calm)


def test_people_of_a_firm_without_a_sheet_are_seen_before_and_after_the_day(calm):
    with acting(calm.site.inspector):
        third = make_party(calm.project).organisation
    with acting(calm.site.contractor):
        stranger = make.engagement(calm.project, third)
        make.attendance(stranger, day(9), day(10))
        calm.summed()
    added_up_from_the_day(calm)


def one_fen_less(calm):
    calm.rows(PaymentLine, 0).update(amount=Decimal("5999.99"))


def amounts_changed_places(calm):
    calm.rows(PaymentLine, 0).update(amount=6001)
    calm.rows(PaymentLine, 1).update(amount=6000)


def in_two_parts(calm):
    calm.rows(PaymentLine, 0).update(amount=3000)
    make.payment(calm.people[0], 3000)


def paid_as_an_advance(calm):
    calm.rows(PaymentLine, 0).update(channel="advance")


def an_advance_on_the_sheet(calm):
    calm.rows(PayrollLine, 0).update(advance=Decimal("0.01"))


def sent_back_by_the_bank(calm):
    calm.rows(PaymentLine, 0).update(state=PaymentState.RETURNED)


def paid_to_somebody_else(calm):
    calm.rows(PaymentLine, 0).update(person=bytes(make.engagement(calm.project).id_index))


def paid_by_the_other_firm(calm):
    calm.rows(PaymentLine, 0).update(employer=calm.site.labour)


def every_day_taken_back(calm):
    calm.rows(AttendanceDay, 0).update(units=0)


def somebody_else_came(calm):
    calm.rows(AttendanceDay, 0).update(person=bytes(make.engagement(calm.project).id_index))


def came_for_the_other_firm(calm):
    calm.rows(AttendanceDay, 0).update(employer=calm.site.labour)


def came_and_is_on_no_sheet(calm):
    make.attendance(make.engagement(calm.project), day(9), day(10))


def known_by_days_and_by_a_total(calm):
    calm.total(calm.people[0], OCTOBER, 20)


def a_line_too_many(calm):
    make.line(calm.sheets[OCTOBER, None], make.engagement(calm.project), 500)


def a_sheet_that_does_not_count(calm):
    PayrollSheet.objects.visible_to(calm.site.contractor).filter(pk=calm.sheets[OCTOBER, None].pk).update(state=SheetState.SUPERSEDED)


def a_sum_of_nothing(calm):
    for place in range(3):
        calm.rows(PayrollLine, place).update(net=0, gross=0)
        calm.rows(PaymentLine, place).update(amount=0)


def paid_after_the_day_asked_about(calm):
    calm.rows(PaymentLine, 0).update(paid_on=DUE + dt.timedelta(days=1))


def says_he_was_not_paid(calm):
    person, project = calm.people[0], calm.project
    saved(MonthAnswer(
        region=project.region, project=project, employer=person.employer, person=bytes(person.id_index), month=OCTOBER, about="paid", agrees=False,
        at=dt.datetime(2026, 11, 12, 9, tzinfo=dt.UTC), visit_uid=project.uid, days=2, owed=6000, received=6000,
    ))  # fmt: skip


OUT_OF_ORDER = (
    one_fen_less, amounts_changed_places, in_two_parts, paid_as_an_advance, an_advance_on_the_sheet, sent_back_by_the_bank, paid_to_somebody_else,
    paid_by_the_other_firm, every_day_taken_back, somebody_else_came, came_for_the_other_firm, came_and_is_on_no_sheet, known_by_days_and_by_a_total,
    a_line_too_many, a_sheet_that_does_not_count, a_sum_of_nothing, paid_after_the_day_asked_about, says_he_was_not_paid,
)  # fmt: skip


@pytest.mark.parametrize("change", OUT_OF_ORDER, ids=lambda change: change.__name__)
def test_whatever_is_out_of_order_is_added_up_and_found_alike(calm, change):
    with acting(system_actor()):
        change(calm)
    with acting(calm.site.contractor):
        calm.summed()
    with acting(system_actor()):
        for on in TODAY:
            compare(calm.project.region_id, on)
        assert added_up(calm.project.region_id, DUE) == {OCTOBER}


def test_a_total_on_paper_that_is_missing_or_too_many_is_added_up(calm):
    with acting(calm.site.contractor):
        calm.rows(AttendanceMonth, 0, SEPTEMBER).update(units=0)
        calm.summed()
    with acting(system_actor()):
        compare(calm.project.region_id, DUE)
        assert added_up(calm.project.region_id, DUE) == {SEPTEMBER}


def test_a_sum_of_days_that_the_days_do_not_bear_out_is_no_witness(calm):
    with acting(calm.site.contractor):
        calm.summed()
    with acting(system_actor()) as system:
        people = WorkerMonth.objects.visible_to(system).filter(month=OCTOBER)
        people.filter(person=bytes(calm.people[0].id_index)).update(days=Decimal("2.0"))
        assert added_up(calm.project.region_id, DUE) == {OCTOBER}
        compare(calm.project.region_id, DUE)
        people.update(days=0)
        assert added_up(calm.project.region_id, DUE) == {OCTOBER}
        compare(calm.project.region_id, DUE)


def test_months_are_laid_together_column_by_column(calm):
    here = calm.project.region_id
    with acting(system_actor()):
        september, october, none = (read_at_once(month, [[here]])[0] for month in (SEPTEMBER, OCTOBER, dt.date(2026, 3, 1)))
        both = laid_together([september, none, october])
        assert set(both) == set(COLUMNS) and set(none.values()) == {"{}"}
        assert both["month"] == "{2026-09-01,2026-09-01,2026-10-01,2026-10-01}" and both["settled"] == "{t,t,f,f}", (
            "October has no sums yet that its days could bear out"
        )
        assert set(laid_together([]).values()) == {"{}"}
        assert read_at_once(SEPTEMBER, [[-1], [here, -2]]) == [none, september], "each part of the counties for itself"


def test_who_looks_after_another_county_reads_nothing_of_it(calm, neighbour_inspector):
    with acting(neighbour_inspector):
        assert set(read_at_once(OCTOBER, [[calm.project.region_id]])[0].values()) == {"{}"}
