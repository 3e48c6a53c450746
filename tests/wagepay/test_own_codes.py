"""The code to a worker's phone: the same for known and unknown numbers, limited, short-lived, good once."""

import datetime as dt

import pytest

from portal.audit.models import Entry
from portal.jobs.models import Job
from portal.lib import crypto
from portal.lib.errors import Refused
from portal.notices.models import Delivery
from portal.tenancy.actors import system_actor
from portal.tenancy.scope import acting
from tests.make import projects
from tests.make import wagepay as make
from tests.wagepay.owning import digits
from wagepay.actions.ask_own_code import MOST_A_DAY, MOST_BY_ADDRESS, ask_own_code
from wagepay.actions.end_own_visit import end_own_visit, forget_own
from wagepay.actions.open_own_visit import MOST_TRIES, WHERE, WHOSE, WRONG, open_own_visit
from wagepay.actions.send_own_code import send_own_code
from wagepay.models import OwnCode, OwnVisit
from wagepay.own_actor import actor_of, visit_of

AT = dt.datetime(2026, 11, 25, 2, tzinfo=dt.UTC)
PHONE, NOBODYS = "13900008888", "13900007777"
MINUTE, SECOND = dt.timedelta(minutes=1), dt.timedelta(seconds=1)


@pytest.fixture
def worker(site):
    with acting(site.contractor):
        return make.engagement(site.project, phone=PHONE)


def ask(phone: str = PHONE, at: dt.datetime = AT, address: str = "10.0.0.1") -> str:
    return str(ask_own_code(phone=phone, address=address, at=at))


def sent(phone: str = PHONE, at: dt.datetime = AT) -> str:
    uid = ask(phone, at)
    send_own_code(actor=system_actor(), uid=uid, at=at)
    return uid


def test_a_known_number_gets_six_digits_and_an_unknown_one_nothing(worker):
    sent()
    assert Delivery.objects.count() == 1
    assert Delivery.objects.get().address.plain() == PHONE
    assert len(digits()) == 6
    sent(NOBODYS)
    assert Delivery.objects.count() == 1


def test_what_is_kept_of_a_request_is_the_same_for_both_and_no_number(worker):
    ask()
    ask(NOBODYS)
    rows = list(OwnCode.objects.order_by("pk"))
    assert [(row.code_index, row.expires_at, row.tries, row.used_at) for row in rows] == [(None, None, 0, None)] * 2
    assert [bytes(row.phone_index) for row in rows] == [crypto.blind("phone", PHONE), crypto.blind("phone", NOBODYS)]
    assert [set(job.payload) for job in Job.objects.filter(kind="wagepay.own_code")] == [{"code"}] * 2


def test_asking_costs_the_same_statements_for_a_known_and_an_unknown_number(worker, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for phone in (PHONE, NOBODYS):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            ask(phone)
        counts.append([query["sql"].split()[0] for query in queries])
    assert counts[0] == counts[1]


def test_the_code_is_sent_once_however_often_the_job_runs(worker):
    uid = sent()
    send_own_code(actor=system_actor(), uid=uid, at=AT)
    assert Delivery.objects.count() == 1


@pytest.mark.parametrize(("after", "opens"), [(5 * MINUTE, True), (5 * MINUTE + SECOND, False)])
def test_a_code_holds_for_five_minutes(worker, after, opens):
    uid = sent()
    assert (open_own_visit(uid=uid, digits=digits(), at=AT + after).visit is not None) is opens


def test_a_code_is_good_once(worker):
    uid = sent()
    assert open_own_visit(uid=uid, digits=digits(), at=AT).visit is not None
    again = open_own_visit(uid=uid, digits=digits(), at=AT)
    assert (again.visit, again.reason) == (None, WRONG)


@pytest.mark.parametrize(("wrong", "opens"), [(MOST_TRIES - 1, True), (MOST_TRIES, False)])
def test_after_five_wrong_tries_the_right_one_opens_nothing(worker, wrong, opens):
    uid = sent()
    other = "000000" if digits() != "000000" else "111111"
    for _ in range(wrong):
        assert open_own_visit(uid=uid, digits=other, at=AT).reason == WRONG
    assert (open_own_visit(uid=uid, digits=digits(), at=AT).visit is not None) is opens


def test_an_unknown_number_a_forged_request_and_a_wrong_code_are_told_the_same(worker):
    known, unknown = sent(), sent(NOBODYS)
    other = "000000" if digits() != "000000" else "111111"
    for uid in (known, unknown, str(worker.uid)):
        assert open_own_visit(uid=uid, digits=other, at=AT) == open_own_visit(uid=known, digits=other, at=AT)


def test_a_code_of_another_request_opens_nothing(worker):
    first = sent()
    before = digits()
    sent(at=AT + 2 * MINUTE)
    if before != digits():
        assert open_own_visit(uid=first, digits=digits(), at=AT + 2 * MINUTE).reason == WRONG


@pytest.mark.parametrize(("after", "refused"), [(60 * SECOND - SECOND, True), (60 * SECOND, False)])
def test_one_number_asks_once_a_minute(worker, after, refused):
    ask()
    if refused:
        with pytest.raises(Refused, match="一分钟"):
            ask(at=AT + after)
    else:
        ask(at=AT + after)


@pytest.mark.parametrize("phone", [PHONE, NOBODYS])
def test_one_number_asks_five_times_a_day_known_or_not(worker, phone):
    for n in range(MOST_A_DAY):
        ask(phone, AT + n * 10 * MINUTE)
    with pytest.raises(Refused, match="一天最多"):
        ask(phone, AT + dt.timedelta(hours=23))
    ask(phone, AT + dt.timedelta(hours=24))


def test_one_address_asks_for_a_site_of_people_and_not_for_more(worker):
    for n in range(MOST_BY_ADDRESS):
        ask(f"1380000{n:04d}")
    with pytest.raises(Refused, match="这个网络"):
        ask("13811110000")
    ask("13811110000", address="10.0.0.2")
    ask("13811110001", at=AT + 10 * MINUTE)


def test_two_people_with_one_phone_say_the_last_four_of_their_number(site, worker):
    with acting(site.contractor):
        mate = make.engagement(site.project, phone=PHONE)
    uid = sent()
    asked = open_own_visit(uid=uid, digits=digits(), at=AT)
    assert (asked.visit, asked.asks_last4, asked.reason) == (None, True, WHOSE)
    assert open_own_visit(uid=uid, digits=digits(), last4="0000", at=AT).visit is None
    opened = open_own_visit(uid=uid, digits=digits(), last4=mate.id_number.plain()[-4:].lower(), at=AT)
    assert bytes(opened.visit.person) == bytes(mate.id_index)


def test_with_a_wrong_code_nobody_learns_that_a_phone_has_two_people(site, worker):
    with acting(site.contractor):
        make.engagement(site.project, phone=PHONE)
    uid = sent()
    other = "000000" if digits() != "000000" else "111111"
    told = open_own_visit(uid=uid, digits=other, at=AT)
    assert (told.asks_last4, told.regions, told.reason) == (False, [], WRONG)


def test_who_worked_in_two_counties_says_which_and_sees_that_one(worker, neighbour_inspector, tree):
    with acting(neighbour_inspector):
        make.engagement(projects.make_project(tree.neighbour, "盂县样例工地"), phone=PHONE, id_number=worker.id_number.plain())
    uid = sent()
    asked = open_own_visit(uid=uid, digits=digits(), at=AT)
    assert (asked.reason, {region.pk for region in asked.regions}) == (WHERE, {tree.county.pk, tree.neighbour.pk})
    opened = open_own_visit(uid=uid, digits=digits(), region_id=tree.neighbour.pk, at=AT)
    assert opened.visit.region_id == tree.neighbour.pk


def test_a_visit_ends_absolutely_and_by_leaving(worker):
    opened = open_own_visit(uid=sent(), digits=digits(), at=AT)
    assert visit_of(opened.key, AT + dt.timedelta(minutes=20) - SECOND) == opened.visit
    assert visit_of(opened.key, AT + dt.timedelta(minutes=20)) is None
    assert visit_of(opened.key[:-1], AT) is None
    end_own_visit(actor=actor_of(opened.visit), visit=opened.visit, at=AT + SECOND)
    assert visit_of(opened.key, AT + 2 * SECOND) is None


def test_sending_and_entering_are_recorded_without_a_number(worker):
    open_own_visit(uid=sent(), digits=digits(), at=AT)
    entries = Entry.objects.filter(verb__startswith="wagepay.own").order_by("pk")
    assert [entry.verb for entry in entries] == ["wagepay.own_code", "wagepay.own_visit"]
    assert {entry.region_id for entry in entries} == {worker.region_id}
    assert not any(PHONE in str(entry.detail) or digits() in str(entry.detail) for entry in entries)


def test_hashes_are_forgotten_when_no_limit_counts_them_any_more(worker):
    open_own_visit(uid=sent(), digits=digits(), at=AT)
    assert forget_own(at=AT + dt.timedelta(days=2)) == {"codes": 0, "visits": 0}
    assert forget_own(at=AT + dt.timedelta(days=2, minutes=21)) == {"codes": 1, "visits": 1}
    assert OwnCode.objects.count() == OwnVisit.objects.count() == 0
