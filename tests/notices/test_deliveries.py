"""Messages on their way out: claimed before they are sent, tried again later and later, given up, and never sent by two at once."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal.accounts.models import Membership, User
from portal.audit.models import Entry
from portal.jobs import outbox
from portal.jobs.models import OutboxMessage
from portal.lib.errors import Refused
from portal.notices import announce as registry
from portal.notices.actions import send_deliveries as sending
from portal.notices.actions.deliver_messages import deliver_messages
from portal.notices.actions.retry_deliveries import drop_deliveries, retry_deliveries, retry_message
from portal.notices.actions.send_deliveries import LEASE_SECONDS, send_deliveries
from portal.notices.actions.set_preferences import set_preferences
from portal.notices.announce import Announcement, announce
from portal.notices.backoff import LONGEST, MOST_ATTEMPTS, wait_after
from portal.notices.channels.base import GiveUp, TryAgain
from portal.notices.enums import ChannelKey, DeliveryState, When
from portal.notices.models import Contact, Delivery, Notice
from portal.tenancy.actors import system_actor
from portal.tenancy.scope import Actor, acting
from tests.make import accounts
from tests.make.documents import AT

pytestmark = pytest.mark.django_db
KIND = "earlywarning.assigned"
PHONE = "13800138000"


class Channel:
    """A way out that does what the test says and keeps what it was given."""

    carrier = "试验通道"

    def __init__(self, *faults: Exception | None) -> None:
        self.faults, self.given, self.closed = list(faults), [], 0

    def send(self, message) -> None:
        self.given.append(message)
        fault = self.faults.pop(0) if self.faults else None
        if fault is not None:
            raise fault

    def close(self) -> None:
        self.closed += 1


@pytest.fixture
def through(monkeypatch):
    """Function: every delivery goes through this channel."""

    def use(channel: Channel) -> Channel:
        monkeypatch.setattr(sending, "channel_of", lambda key: channel)
        return channel

    return use


@pytest.fixture
def announcers(monkeypatch):
    monkeypatch.setattr(registry, "_ANNOUNCERS", {})


def contact(actor: Actor, channel: str, address: str) -> Contact:
    return Contact.objects.create(user_id=actor.user_id, channel=channel, address=address, confirmed_at=AT)


def tell(*actors: Actor, key: str = "1", kind: str = KIND, title: str = "张三交您承办：专户余额不够") -> None:
    """Post a message and deliver it inside the portal."""
    if registry.announcer_of(kind) is None:
        announce(kind)(lambda message, system, on: Announcement(Membership.objects.filter(pk__in=message.payload["to"]), title, "样例花园", "/warnings/"))
    outbox.post(kind, key, {"to": [actor.membership_id for actor in actors]}, actors[0].region_id)
    system = system_actor()
    with acting(system):
        deliver_messages(actor=system, at=AT)


def send(at: dt.datetime = AT) -> dict[str, int]:
    return send_deliveries(now=lambda: at)


class TestWhoGetsWhat:
    def test_a_confirmed_address_gets_the_message_and_a_pending_one_does_not(self, county_inspector, neighbour_inspector, announcers):
        contact(county_inspector, ChannelKey.EMAIL, "Wang@Example.CN")
        Contact.objects.create(user_id=neighbour_inspector.user_id, channel=ChannelKey.EMAIL, pending="li@example.cn")
        tell(county_inspector, neighbour_inspector)
        (made,) = Delivery.objects.all()
        assert Notice.objects.count() == 2 and made.address.plain() == "wang@example.cn" and str(made.address) == "w***@example.cn"
        assert (made.subject, made.region_id, made.state) == ("张三交您承办：专户余额不够", county_inspector.region_id, DeliveryState.WAITING)

    def test_a_text_message_goes_out_for_urgent_kinds_only_unless_asked_for(self, county_inspector, announcers):
        contact(county_inspector, ChannelKey.SMS, PHONE)
        tell(county_inspector)
        assert not Delivery.objects.exists()
        tell(county_inspector, kind="clearance.escalated", title="发督办函：工资没发")
        assert "发督办函" in Delivery.objects.get().text and "样例花园" not in Delivery.objects.get().text
        set_preferences(actor=county_inspector, chosen={(KIND, ChannelKey.SMS): When.NOW})
        tell(county_inspector, key="2")
        assert Delivery.objects.count() == 2

    def test_a_choice_is_kept_and_a_mandatory_kind_cannot_be_silenced(self, county_inspector, announcers):
        contact(county_inspector, ChannelKey.EMAIL, "wang@example.cn")
        set_preferences(actor=county_inspector, chosen={("earlywarning.opened", ChannelKey.EMAIL): When.NEVER})
        tell(county_inspector, kind="earlywarning.opened", title="新增预警 3 条")
        assert not Delivery.objects.exists() and Notice.objects.count() == 1, "inside the portal it always arrives"
        with pytest.raises(Refused, match="必须接收"):
            set_preferences(actor=county_inspector, chosen={(KIND, ChannelKey.EMAIL): When.NEVER})
        tell(county_inspector)
        assert Delivery.objects.count() == 1

    def test_an_outbox_message_told_twice_makes_one_notice_and_one_delivery(self, county_inspector, announcers):
        contact(county_inspector, ChannelKey.EMAIL, "wang@example.cn")
        tell(county_inspector)
        OutboxMessage.objects.update(processed_at=None)
        tell(county_inspector)
        assert (Notice.objects.count(), Delivery.objects.count()) == (1, 1)

    def test_a_number_that_came_into_the_words_does_not_leave(self, county_inspector, announcers):
        contact(county_inspector, ChannelKey.EMAIL, "wang@example.cn")
        tell(county_inspector, title=f"反映人电话 {PHONE}")
        assert PHONE not in Notice.objects.get().title + Delivery.objects.get().text and "138****8000" in Delivery.objects.get().text

    def test_many_recipients_cost_no_more_queries_than_one(self, county_inspector, neighbour_inspector, city_office, announcers, django_assert_max_num_queries):
        for actor, name in ((county_inspector, "a"), (neighbour_inspector, "b"), (city_office, "c")):
            contact(actor, ChannelKey.EMAIL, f"{name}@example.cn")
        with django_assert_max_num_queries(32):
            tell(county_inspector, neighbour_inspector, city_office)
        assert Delivery.objects.count() == 3


class TestSending:
    @pytest.fixture
    def waiting(self, county_inspector, announcers) -> Delivery:
        contact(county_inspector, ChannelKey.EMAIL, "wang@example.cn")
        tell(county_inspector)
        return Delivery.objects.get()

    def test_what_was_taken_is_sent_once(self, waiting, through):
        channel = through(Channel())
        assert send() == {"sent": 1, "later": 0, "dead": 0} and send() == {"sent": 0, "later": 0, "dead": 0}
        waiting.refresh_from_db()
        assert (waiting.state, waiting.sent_at, waiting.carrier, len(channel.given)) == (DeliveryState.SENT, AT, "试验通道", 1)
        assert channel.closed == 1 and channel.given[0].uid == waiting.uid

    def test_a_failure_waits_twice_as_long_each_time_and_the_last_one_is_the_end(self, waiting, through):
        through(Channel(*[TryAgain("邮件服务器暂时不收（451）。")] * MOST_ATTEMPTS))
        at = AT
        for attempt in range(1, MOST_ATTEMPTS):
            assert send(at)["later"] == 1
            waiting.refresh_from_db()
            assert waiting.next_at - at == wait_after(attempt) and waiting.attempts == attempt
            assert send(waiting.next_at - dt.timedelta(seconds=1)) == {"sent": 0, "later": 0, "dead": 0}
            at = waiting.next_at
        assert send(at)["dead"] == 1
        waiting.refresh_from_db()
        assert waiting.state == DeliveryState.DEAD and waiting.error == "邮件服务器暂时不收（451）。"

    def test_the_wait_has_a_longest(self):
        assert [wait_after(n).total_seconds() / 60 for n in (1, 2, 3, 7, 8, 9)] == [1, 2, 4, 64, 120, 120] and wait_after(60) == LONGEST

    def test_a_dead_address_is_given_up_at_once(self, waiting, through):
        through(Channel(GiveUp("邮件服务器拒收（550），请核对邮箱地址。")))
        assert send()["dead"] == 1

    def test_a_channel_that_is_down_is_left_alone_for_this_run(self, waiting, neighbour_inspector, through):
        contact(neighbour_inspector, ChannelKey.EMAIL, "li@example.cn")
        tell(neighbour_inspector, key="2")
        channel = through(Channel(TryAgain("连不上", down=True)))
        assert send() == {"sent": 0, "later": 1, "dead": 0} and len(channel.given) == 1
        assert Delivery.objects.get(attempts=0).state == DeliveryState.WAITING, "the second was not even claimed"

    def test_a_fault_of_ours_is_told_without_its_text(self, waiting, through):
        through(Channel(ValueError("wang@example.cn")))
        assert send()["later"] == 1
        waiting.refresh_from_db()
        assert "ValueError" in waiting.error and "wang" not in waiting.error

    def test_who_was_killed_after_claiming_loses_nothing(self, waiting, through):
        class Killed(BaseException):
            """Nothing of the worker's runs after this."""

        channel = through(Channel(Killed()))
        with pytest.raises(Killed):
            send()
        assert send(AT + dt.timedelta(seconds=LEASE_SECONDS - 1))["sent"] == 0, "somebody may still be at it"
        assert send(AT + dt.timedelta(seconds=LEASE_SECONDS + 1))["sent"] == 1
        assert [message.uid for message in channel.given] == [waiting.uid] * 2, "sent again under the same number"

    def test_a_worker_that_was_overtaken_writes_no_outcome(self, waiting, through):
        class Slow(Channel):
            def send(self, message) -> None:
                Delivery.objects.filter(pk=waiting.pk).update(fence=99)
                super().send(message)

        through(Slow(GiveUp("迟到的结论")))
        assert send() == {"sent": 0, "later": 0, "dead": 0}
        waiting.refresh_from_db()
        assert waiting.state == DeliveryState.WAITING and waiting.error == ""


class TestFailuresPage:
    @pytest.fixture
    def dead(self, county_inspector, announcers, through) -> Delivery:
        contact(county_inspector, ChannelKey.EMAIL, "wang@example.cn")
        tell(county_inspector)
        through(Channel(GiveUp("邮件服务器拒收（550），请核对邮箱地址。")))
        send()
        return Delivery.objects.get()

    def test_the_administrator_sees_the_reason_and_the_masked_address(self, dead, admin, client_of):
        page = client_of(admin).get(reverse("delivery_list"), {"state": "dead"}).content.decode()
        assert "拒收（550）" in page and "w***@example.cn" in page and "wang@example.cn" not in page

    def test_it_is_sent_again_with_a_full_set_of_attempts(self, dead, admin, client_of, through):
        through(Channel())
        client_of(admin).post(reverse("delivery_retry"), {"pick": [str(dead.uid), "not-a-uid"]})
        dead.refresh_from_db()
        assert (dead.state, dead.attempts) == (DeliveryState.WAITING, 0)
        assert send(dead.next_at)["sent"] == 1
        assert Entry.objects.filter(verb="notices.retry", object_uid=str(dead.uid)).exists()

    def test_giving_up_can_be_taken_back(self, dead, admin):
        with acting(admin):
            assert drop_deliveries(actor=admin, uids=[dead.uid], at=AT) == 1
            with pytest.raises(Refused, match="已经变了"):
                drop_deliveries(actor=admin, uids=[dead.uid], at=AT)
            assert retry_deliveries(actor=admin, uids=[dead.uid], at=AT) == 1

    def test_an_administrator_of_another_city_sees_and_changes_nothing(self, dead, tree, client_of):
        stranger = accounts.actor("admin", region=tree.other_city)
        browser = client_of(stranger)
        assert "拒收（550）" not in browser.get(reverse("delivery_list")).content.decode()
        browser.post(reverse("delivery_retry"), {"pick": [str(dead.uid)]})
        dead.refresh_from_db()
        assert dead.state == DeliveryState.DEAD

    def test_others_have_no_such_page(self, county_inspector, client_of):
        assert client_of(county_inspector).get(reverse("delivery_list")).status_code == 403

    def test_the_list_costs_the_same_with_one_row_and_with_three(self, dead, admin, client_of, django_assert_num_queries):
        browser = client_of(admin)
        browser.get(reverse("delivery_list"))
        with CaptureQueriesContext(connection) as one:
            browser.get(reverse("delivery_list"))
        for number in range(2):
            Delivery.objects.create(
                channel="sms", kind=KIND, address=PHONE, region_id=dead.region_id, subject=f"第{number}", text="一", next_at=AT, created_at=AT
            )
        with django_assert_num_queries(len(one)):
            browser.get(reverse("delivery_list"))

    def test_a_message_that_was_laid_aside_is_told_again(self, admin, county_inspector, announcers, client_of):
        OutboxMessage.objects.create(
            kind=KIND, key="x", payload={}, region_id=county_inspector.region_id, processed_at=AT, error="builtins.KeyError", attempts=5
        )
        page = client_of(admin).get(reverse("delivery_list")).content.decode()
        assert "程序出错，已记入日志" in page and "KeyError" not in page
        message = OutboxMessage.objects.get()
        with acting(admin):
            retry_message(actor=admin, message_id=message.pk)
            with pytest.raises(Refused):
                retry_message(actor=admin, message_id=message.pk)
        message.refresh_from_db()
        assert message.processed_at is None and message.attempts == 0

    def test_the_address_lies_encrypted_in_the_database(self, dead):
        with connection.cursor() as cursor:
            cursor.execute("SELECT d::text FROM notices_delivery d UNION ALL SELECT c::text FROM notices_contact c")
            assert not any("wang" in row for (row,) in cursor.fetchall())

    def test_the_demo_shows_what_it_would_have_sent(self, dead, county_inspector, neighbour_inspector, client_of, settings):
        shown = client_of(county_inspector).get("/demo/sms/").content.decode()
        assert "w***@example.cn" in shown and "张三交您承办" in shown
        assert "张三交您承办" not in client_of(neighbour_inspector).get("/demo/sms/").content.decode()
        settings.IS_DEMO = False
        assert client_of(county_inspector).get("/demo/sms/").status_code == 404

    def test_the_owner_of_the_account_is_named(self, dead):
        assert dead.to_name == User.objects.get(username="pd-inspector").name
