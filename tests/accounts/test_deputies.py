"""Posts changed, ended and stood in for."""

import datetime as dt

import pytest

from portal.accounts.actions.appoint_deputy import MOST_DAYS, appoint_deputy, tell_ended
from portal.accounts.actions.change_membership import change_membership, end_membership, resume_membership
from portal.accounts.actors import actor_for, memberships_of
from portal.accounts.enums import Role
from portal.accounts.models import Membership, PortalSession, User
from portal.audit.models import Entry
from portal.jobs.models import OutboxMessage
from portal.lib import clock
from portal.lib.errors import Refused
from portal.tenancy.actors import system_actor
from tests.make import accounts

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def today() -> dt.date:
    return clock.today()


@pytest.fixture
def post(county_inspector) -> Membership:
    return Membership.objects.get(pk=county_inspector.membership_id)


@pytest.fixture
def colleague(tree):
    return accounts.actor(Role.INSPECTOR, region=tree.county, person=accounts.user("pd-second", "样例监察丁"))


def deputise(admin, post, user, today, **fields):
    span = {"valid_from": today, "valid_to": today + 7 * DAY, "reason": "外出培训"}
    return appoint_deputy(actor=admin, principal=post, user=user, on=today, **span | fields)


class TestDeputy:
    def test_the_deputy_has_the_scope_and_acts_in_both_names(self, admin, post, colleague, county_inspector, today):
        user = User.objects.get(pk=colleague.user_id)
        made = actor_for(deputise(admin, post, user, today))
        assert made.scope == county_inspector.scope and made.role == Role.INSPECTOR
        assert made.name == "样例监察丁（代样例监察甲）" and made.user_id == user.pk
        assert set(made.portfolio_of) == {user.pk, county_inspector.user_id}

    def test_it_begins_and_ends_by_itself(self, admin, post, colleague, today):
        user = User.objects.get(pk=colleague.user_id)
        made = deputise(admin, post, user, today, valid_from=today + DAY, valid_to=today + 3 * DAY)
        days = [day for day in range(6) if memberships_of(user, today + day * DAY).filter(pk=made.pk).exists()]
        assert days == [1, 2, 3]

    def test_it_ends_with_the_post_it_stands_in_for(self, admin, post, colleague, today):
        user = User.objects.get(pk=colleague.user_id)
        made = deputise(admin, post, user, today)
        end_membership(actor=admin, membership=post, last_day=today - DAY, reason="调离本县", on=today)
        assert not memberships_of(user, today).filter(pk=made.pk).exists()

    def test_a_change_of_the_post_reaches_the_deputy(self, admin, grid_officer, colleague, tree, today):
        post = Membership.objects.get(pk=grid_officer.membership_id)
        made = deputise(admin, post, User.objects.get(pk=colleague.user_id), today)
        change_membership(actor=admin, membership=post, reason="重新划片", title="", townships=[tree.other_township])
        assert actor_for(Membership.objects.get(pk=made.pk)).townships == {tree.other_township.pk}

    def test_both_are_told_at_the_beginning_and_at_the_end(self, admin, post, colleague, today):
        made = deputise(admin, post, User.objects.get(pk=colleague.user_id), today)
        assert OutboxMessage.objects.filter(kind="accounts.deputy").count() == 1
        assert tell_ended(on=made.valid_to) == 0 and tell_ended(on=made.valid_to + DAY) == 1
        tell_ended(on=made.valid_to + DAY)
        assert OutboxMessage.objects.filter(kind="accounts.deputy").count() == 2
        from portal.notices.announcements import deputy

        told = deputy(OutboxMessage.objects.filter(kind="accounts.deputy").first(), system_actor(), today)
        assert {m.user_id for m in told.to} == {post.user_id, colleague.user_id}

    @pytest.mark.parametrize(("fields", "words"), [
        ({"valid_from": -1}, "今天以前"),
        ({"valid_to": -1}, "早于起期"),
        ({"valid_to": MOST_DAYS}, "最长"),
        ({"reason": "无"}, "原因"),
    ])  # fmt: skip
    def test_what_is_wrong_is_said(self, admin, post, colleague, today, fields, words):
        changed = {name: today + value * DAY if isinstance(value, int) else value for name, value in fields.items()}
        with pytest.raises(Refused, match=words):
            deputise(admin, post, User.objects.get(pk=colleague.user_id), today, **changed)
        assert deputise(admin, post, User.objects.get(pk=colleague.user_id), today, valid_to=today + (MOST_DAYS - 1) * DAY).is_deputy

    def test_no_chain_no_firm_no_self_no_stranger(self, admin, post, colleague, contractor, today):
        user, firm = User.objects.get(pk=colleague.user_id), Membership.objects.get(pk=contractor.membership_id)
        User.objects.filter(pk=contractor.user_id).update(opened_in=admin.region_id)
        made = deputise(admin, post, user, today)
        for principal, person, words in (
            (made, post.user, "不能再请人"),
            (firm, user, "不设代理"),
            (post, post.user, "本人"),
            (post, firm.user, "政府部门"),
            (post, user, "已由他"),
        ):
            with pytest.raises(Refused, match=words):
                deputise(admin, principal, person, today)

    def test_the_three_officers_stay_apart_as_deputies_too(self, admin, auditor, today):
        post = Membership.objects.get(pk=admin.membership_id)
        with pytest.raises(Refused, match="三员分离"):
            deputise(admin, post, User.objects.get(pk=auditor.user_id), today)

    def test_an_administrator_of_another_tenant_appoints_nobody(self, post, colleague, tree, today):
        other = accounts.actor(Role.ADMIN, region=tree.other_city)
        with pytest.raises(Refused, match="其他辖区"):
            deputise(other, post, User.objects.get(pk=colleague.user_id), today)


class TestPost:
    def test_ending_a_post_kills_its_sessions_and_can_be_undone(self, admin, post, county_inspector, client_of, today):
        browser = client_of(county_inspector)
        assert browser.get("/account/rights/").status_code == 200
        end_membership(actor=admin, membership=post, last_day=today - DAY, reason="误授的任职", on=today)
        assert browser.get("/account/rights/").status_code == 302
        assert not PortalSession.objects.filter(membership_id=post.pk).exists()
        resume_membership(actor=admin, membership=post, reason="结束有误", on=today)
        assert Membership.objects.valid_on(today).filter(pk=post.pk).exists()
        assert list(Entry.objects.filter(object_uid=str(post.uid)).order_by("id").values_list("verb", flat=True)) == [
            "accounts.end_membership", "accounts.resume_membership",
        ]  # fmt: skip

    def test_a_post_ends_on_its_last_day_and_not_before(self, admin, post, today):
        end_membership(actor=admin, membership=post, last_day=today, reason="到龄退休", on=today)
        assert [Membership.objects.valid_on(day).filter(pk=post.pk).exists() for day in (today, today + DAY)] == [True, False]

    def test_nobody_ends_his_own_and_a_foreign_one_is_not_touched(self, admin, tree, today):
        own = Membership.objects.get(pk=admin.membership_id)
        with pytest.raises(Refused, match="自己"):
            end_membership(actor=admin, membership=own, last_day=today, reason="不干了吧", on=today)
        foreign = accounts.membership(Role.INSPECTOR, region=tree.other_county)
        with pytest.raises(Refused, match="其他辖区"):
            end_membership(actor=admin, membership=foreign, last_day=today, reason="不干了吧", on=today)

    def test_an_ended_post_may_be_given_again(self, admin, post, today):
        from portal.accounts.actions.grant_membership import grant_membership

        place = {"role": post.role, "organisation": post.organisation, "region": post.region}
        with pytest.raises(Refused, match="同样的任职"):
            grant_membership(actor=admin, user=post.user, on=today, **place)
        end_membership(actor=admin, membership=post, last_day=today - DAY, reason="调离又调回", on=today)
        assert grant_membership(actor=admin, user=post.user, on=today, **place).pk != post.pk
