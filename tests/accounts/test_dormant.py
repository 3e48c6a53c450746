"""Accounts nobody uses are suspended after the tenant's days, and the administrator is told; nobody is locked out of his own tenant."""

import datetime as dt

import pytest
from django.utils import timezone

from portal.accounts.actions.suspend_dormant import suspend_dormant
from portal.accounts.enums import Role
from portal.accounts.models import PortalSession, User
from portal.accounts.tasks import nightly
from portal.audit.models import Entry
from portal.jobs.models import OutboxMessage
from portal.notices.actions.deliver_messages import deliver_messages
from portal.notices.models import Notice
from portal.schedule import SCHEDULE
from portal.tenancy.actors import system_actor
from portal.tenancy.scope import acting
from tests.make import accounts, tenancy

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def heard(actor, days: float, **more) -> User:
    """Last signed in so many days ago."""
    User.objects.filter(pk=actor.user_id).update(created_at=NOW - dt.timedelta(days=900), last_login=NOW - dt.timedelta(days=days), **more)
    return User.objects.get(pk=actor.user_id)


def run(at: dt.datetime = NOW) -> dict:
    operator = system_actor()
    with acting(operator):
        return suspend_dormant(actor=operator, at=at)


def suspended() -> set[str]:
    return set(User.objects.filter(is_active=False).values_list("username", flat=True))


def test_ninety_days_are_too_long_and_a_second_less_is_not(county_inspector, neighbour_inspector):
    heard(county_inspector, 90)
    heard(neighbour_inspector, 90 - 1 / 86400)
    assert run() == {"suspended": 1}
    assert suspended() == {"pd-inspector"}
    user = User.objects.get(username="pd-inspector")
    assert user.suspended_reason == "90 天没有登录，系统自动停用"
    assert Entry.objects.get(verb="accounts.suspend").actor_name == "系统"


def test_how_long_is_the_tenants_figure_and_zero_is_never(tree, county_inspector, neighbour_inspector, other_county_inspector):
    tenancy.policy_row(tree.county, "accounts.dormant_days", 30)
    tenancy.policy_row(tree.neighbour, "accounts.dormant_days", 0)
    for actor in (county_inspector, neighbour_inspector, other_county_inspector):
        heard(actor, 31)
    run()
    assert suspended() == {"pd-inspector"}
    heard(neighbour_inspector, 800)
    run()
    assert suspended() == {"pd-inspector"}


def test_who_was_never_here_counts_from_the_day_he_was_entered_and_who_came_back_from_that_day(county_inspector, neighbour_inspector):
    heard(county_inspector, 0)
    User.objects.filter(username="pd-inspector").update(last_login=None, created_at=NOW - dt.timedelta(days=91))
    heard(neighbour_inspector, 200, resumed_at=NOW - dt.timedelta(days=3))
    run()
    assert suspended() == {"pd-inspector"}


def test_a_repeat_changes_nothing_and_tells_nobody_twice(county_inspector, admin):
    heard(county_inspector, 91)
    assert [run()["suspended"], run()["suspended"]] == [1, 0]
    assert OutboxMessage.objects.filter(kind="accounts.dormant").count() == 1


def test_the_administrators_are_told_whom(county_inspector, neighbour_inspector, other_county_inspector, admin, tree):
    county_admin = accounts.actor(Role.ADMIN, region=tree.county)
    heard(county_inspector, 91)
    heard(neighbour_inspector, 91)
    run()
    operator = system_actor()
    with acting(operator):
        deliver_messages(actor=operator, at=timezone.now())
    told = {(notice.membership_id, notice.text) for notice in Notice.objects.all()}
    assert told == {
        (county_admin.membership_id, "pd-inspector"),
        (admin.membership_id, "pd-inspector"),
        (admin.membership_id, "yx-inspector"),
    }
    assert {notice.title for notice in Notice.objects.all()} == {"1 个账号长期没有登录，已自动停用"}


def test_the_last_administrator_of_a_tenant_stays(admin, tree):
    heard(admin, 400)
    assert run() == {"suspended": 0}
    accounts.actor(Role.ADMIN, region=tree.city)
    assert run() == {"suspended": 1}


def test_it_is_on_the_timetable_and_sweeps_sessions_that_have_run_out(client_of, county_inspector):
    assert "accounts.nightly" in {entry.task for entry in SCHEDULE}
    client_of(county_inspector)
    PortalSession.objects.update(expire_date=NOW - dt.timedelta(seconds=1))
    assert nightly(None, system_actor()) == {"suspended": 0, "files": 0, "sessions": 1}
