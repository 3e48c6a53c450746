"""Outbox rows become messages to people, once, and people read them."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal.accounts.models import Membership
from portal.documents.actions.mark_overdue import mark_overdue
from portal.documents.actions.record_reply import record_reply
from portal.documents.actions.submit_instrument import send_back, submit_instrument
from portal.jobs import outbox
from portal.jobs.models import OutboxMessage
from portal.notices import announce as registry
from portal.notices.actions.deliver_messages import MOST_ATTEMPTS, deliver_messages
from portal.notices.announce import Announcement, announce
from portal.notices.models import Notice
from portal.notices.recipients import people_above, people_of_region
from portal.tenancy.actors import system_actor
from portal.tenancy.models import Organisation
from portal.tenancy.scope import Actor, acting
from tests.make import accounts, documents
from tests.make.documents import AT

pytestmark = pytest.mark.django_db


def deliver(at: dt.datetime = AT) -> dict:
    system = system_actor()
    with acting(system):
        return deliver_messages(actor=system, at=at)


@pytest.fixture
def announcers(monkeypatch):
    """A registry of the test's own."""
    monkeypatch.setattr(registry, "_ANNOUNCERS", {})


def tell(actor: Actor, kind: str = "sample.told", title: str = "三日清零今天到期", url: str = "/") -> None:
    announce(kind)(lambda message, system, on: Announcement(Membership.objects.filter(pk=actor.membership_id), title, "平定县 2 件", url))
    outbox.post(kind, "1", {})


class TestDelivery:
    def test_the_addressee_of_a_served_letter_is_told(self, county_inspector, contractor):
        company = Organisation.objects.get(pk=contractor.enterprise_id)
        with acting(county_inspector):
            made = documents.served(county_inspector, addressee=company)
        deliver()
        (told,) = Notice.objects.of(contractor)
        assert told.title == f"收到约谈函 {made.number}" and "请于 2026-01-19 前回复" in told.text and told.url == made.get_absolute_url()
        assert not Notice.objects.of(county_inspector).exists()

    def test_the_office_learns_of_the_answer_and_of_its_absence(self, county_inspector, tree):
        with acting(county_inspector):
            answered, silent = documents.served(county_inspector), documents.served(county_inspector, addressee=accounts.tenancy.enterprise("沉默样例公司"))
            record_reply(actor=county_inspector, instrument=answered, replied_on=AT.date(), text="已补足。", at=AT)
        system = system_actor(tree.county)
        with acting(system):
            mark_overdue(actor=system, at=AT + dt.timedelta(days=9))
        deliver()
        titles = {n.title for n in Notice.objects.of(county_inspector)}
        assert f"山西样例建工集团有限公司已回复 {answered.number}" in titles and f"{silent.number} 逾期未回复" in titles

    def test_a_reviewer_learns_of_a_draft_and_the_drafter_of_its_return(self, county_inspector, tree):
        organ = Organisation.objects.get(pk=county_inspector.organisation_id)
        reviewer = accounts.actor("inspector", region=tree.county, organisation=organ)
        with acting(county_inspector):
            made = submit_instrument(actor=county_inspector, instrument=documents.draft(county_inspector), at=AT)
        deliver()
        assert [told.title for told in Notice.objects.of(reviewer)] == ["约谈函待审核"] and not Notice.objects.of(county_inspector).exists()
        with acting(reviewer):
            send_back(actor=reviewer, instrument=made, reason="金额请再核对", at=AT)
        deliver()
        (told,) = Notice.objects.of(county_inspector)
        assert (told.title, told.text) == ("约谈函退回修改", "金额请再核对")

    def test_the_keeper_learns_of_a_quarantined_file_and_of_missing_contents(self, county_inspector, admin, tree):
        with acting(county_inspector):
            stored = documents.stored_file(county_inspector, name="坏.pdf", scan_state="quarantined")
        outbox.post("documents.file.quarantine", "1", {"pk": stored.pk}, stored.region_id)
        outbox.post("documents.files.alarm", "2", {"missing": 2, "halted": False, "orphans": 0})
        deliver()
        assert {told.title for told in Notice.objects.of(admin)} == {"上传的文件被隔离", "文件清理报告异常"}
        assert [told.title for told in Notice.objects.of(county_inspector)] == ["上传的文件被隔离"], "the uploader, of the file alone"

    def test_a_repeat_tells_nobody_twice(self, county_inspector, announcers):
        tell(county_inspector)
        assert deliver()["notices"] == 1
        OutboxMessage.objects.update(processed_at=None)
        deliver()
        assert Notice.objects.count() == 1

    def test_a_kind_nobody_announces_is_laid_aside(self, tree, announcers):
        outbox.post("unknown.kind", "1", {})
        assert deliver() == {"messages": 1, "notices": 0, "failed": 0}
        assert deliver()["messages"] == 0

    def test_one_that_fails_does_not_hold_up_the_others_and_is_given_up_in_the_end(self, county_inspector, announcers):
        @announce("sample.broken")
        def broken(message, actor, on):
            raise KeyError("1403211990")

        outbox.post("sample.broken", "1", {})
        tell(county_inspector)
        assert deliver() == {"messages": 1, "notices": 1, "failed": 1}
        assert deliver(AT + dt.timedelta(seconds=59))["failed"] == 0, "it waits a minute before it is tried again"
        for hour in range(1, MOST_ATTEMPTS + 2):
            deliver(AT + dt.timedelta(hours=hour))
        message = OutboxMessage.objects.get(kind="sample.broken")
        assert message.attempts == MOST_ATTEMPTS and message.processed_at is not None
        assert message.error == "builtins.KeyError", "the fault's text may hold somebody's data"

    def test_a_kind_is_announced_once(self, announcers):
        announce("sample.once")(lambda message, actor, on: None)
        with pytest.raises(ValueError, match="announced twice"):
            announce("sample.once")(lambda message, actor, on: None)


class TestRecipients:
    def test_people_of_a_node_and_of_those_above(self, county_inspector, city_office, neighbour_inspector, tree):
        own = people_of_region(tree.county.pk, ["inspector", "office"], AT.date())
        above = people_above(tree.county.pk, ["inspector", "office"], AT.date())
        assert {m.pk for m in own} == {county_inspector.membership_id}
        assert {m.pk for m in above} == {county_inspector.membership_id, city_office.membership_id}

    def test_who_has_left_is_not_told(self, county_inspector, tree):
        Membership.objects.filter(pk=county_inspector.membership_id).update(valid_to=AT.date() - dt.timedelta(days=1))
        assert not people_of_region(tree.county.pk, ["inspector"], AT.date()).exists()


class TestPages:
    def test_the_list_shows_ones_own_only(self, county_inspector, city_office, client_of, announcers):
        tell(county_inspector)
        deliver()
        assert "三日清零今天到期" in client_of(county_inspector).get("/messages/").content.decode()
        page = client_of(city_office).get("/messages/").content.decode()
        assert "三日清零今天到期" not in page and "没有消息" in page

    def test_the_bell_counts_what_is_unread(self, county_inspector, client_of, announcers):
        tell(county_inspector)
        deliver()
        browser = client_of(county_inspector)
        assert "消息 1 条未读" in browser.get("/messages/").content.decode()
        browser.post(reverse("message_read_all"))
        assert "条未读" not in browser.get("/messages/").content.decode()

    def test_opening_notes_the_time_and_leads_on(self, county_inspector, client_of, announcers):
        tell(county_inspector, url="/instruments/")
        deliver()
        notice, browser = Notice.objects.get(), client_of(county_inspector)
        url = reverse("message_open", args=[notice.uid])
        assert browser.get(url).status_code == 405, "a look changes nothing"
        assert browser.post(url).url == "/instruments/"
        notice.refresh_from_db()
        first = notice.read_at
        browser.post(url)
        notice.refresh_from_db()
        assert first is not None and notice.read_at == first

    def test_a_link_to_elsewhere_is_not_followed(self, county_inspector, client_of, announcers):
        tell(county_inspector, url="//evil.example/")
        deliver()
        assert client_of(county_inspector).post(reverse("message_open", args=[Notice.objects.get().uid])).url == "/messages/"

    def test_anothers_message_is_not_there_and_stays_unread(self, county_inspector, city_office, client_of, announcers):
        tell(county_inspector)
        deliver()
        notice, stranger = Notice.objects.get(), client_of(city_office)
        assert stranger.post(reverse("message_open", args=[notice.uid])).status_code == 404
        stranger.post(reverse("message_read_all"))
        notice.refresh_from_db()
        assert notice.read_at is None

    def test_unread_ones_can_be_shown_alone(self, county_inspector, client_of, announcers):
        tell(county_inspector)
        deliver()
        browser = client_of(county_inspector)
        browser.post(reverse("message_read_all"))
        assert "三日清零今天到期" in browser.get("/messages/").content.decode()
        assert "三日清零今天到期" not in browser.get("/messages/", {"show": "unread"}).content.decode()


class TestFinding:
    @pytest.fixture
    def three(self, county_inspector, announcers, client_of):
        for number, (kind, title) in enumerate((("sample.a", "三日清零到期"), ("sample.a", "收到约谈函"), ("cases.lead.received", "收到新线索"))):
            Notice.objects.create(membership_id=county_inspector.membership_id, outbox_id=number, kind=kind, title=title, created_at=AT)
        return client_of(county_inspector)

    def test_by_words_and_by_kind(self, three):
        found = three.get("/messages/", {"q": "收到"}).content.decode()
        assert "收到约谈函" in found and "收到新线索" in found and "三日清零到期" not in found
        found = three.get("/messages/", {"q": "收到", "kind": "cases.lead.received"}).content.decode()
        assert "收到新线索" in found and "收到约谈函" not in found
        assert "没有符合条件的消息" in three.get("/messages/", {"q": "没有这样的"}).content.decode()

    def test_the_ticked_ones_are_read_and_the_others_are_not(self, three):
        ticked = Notice.objects.get(title="收到新线索")
        answer = three.post(reverse("message_read"), {"pick": [str(ticked.uid), "'; --"], "back": "?kind=sample.a"})
        assert answer.url == "/messages/?kind=sample.a"
        assert set(Notice.objects.unread().values_list("title", flat=True)) == {"三日清零到期", "收到约谈函"}
        assert three.post(reverse("message_read"), {"back": "//evil.example/"}).url == "/messages/"

    def test_thirty_to_a_page(self, county_inspector, client_of, announcers):
        for number in range(31):
            Notice.objects.create(membership_id=county_inspector.membership_id, outbox_id=number, kind="sample.a", title=f"第{number}条", created_at=AT)
        browser = client_of(county_inspector)
        first, second = (browser.get("/messages/", {"page": number}).content.decode() for number in (1, 2))
        assert "第30条" in first and "第0条" not in first and "第0条" in second and "第 2 / 2 页" in second

    def test_the_list_costs_the_same_with_one_message_and_with_many(self, county_inspector, client_of, announcers, django_assert_num_queries):
        Notice.objects.create(membership_id=county_inspector.membership_id, outbox_id=0, kind="sample.a", title="一", created_at=AT)
        browser = client_of(county_inspector)
        browser.get("/messages/")
        with CaptureQueriesContext(connection) as one:
            browser.get("/messages/")
        for number in range(1, 6):
            Notice.objects.create(membership_id=county_inspector.membership_id, outbox_id=number, kind="sample.a", title="多", created_at=AT)
        with django_assert_num_queries(len(one)):
            browser.get("/messages/")
