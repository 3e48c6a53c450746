"""The morning's digest: one message with what is due today, once, at the tenant's hour."""

import datetime as dt

import pytest
from django.urls import reverse

from portal.jobs.models import Job
from portal.lib import clock
from portal.notices import digest
from portal.notices.actions.send_digest import plan_digests, send_digests
from portal.notices.actions.set_preferences import set_preferences
from portal.notices.digest import Due, due_of
from portal.notices.enums import When
from portal.notices.models import Contact, Delivery, Notice
from portal.tenancy.models import Jurisdiction, Organisation, PolicyRow
from portal.tenancy.scope import acting
from tests.make import documents, tenancy
from tests.make.documents import AT

pytestmark = pytest.mark.django_db
DAY = AT.date()


@pytest.fixture
def tellers(monkeypatch):
    """A registry of the test's own: everybody of 平定县 has one thing due and one overdue."""
    found: list = []
    monkeypatch.setattr(digest, "_TELLERS", found)
    return found


def two(region_id: int):
    def tell(actor, on):
        if actor.region_id == region_id:
            yield Due("受理线索：样例公司", "今天到期", "/leads/1/")
            yield Due("案件 1 办结", "昨天到期", "/cases/1/", True)

    return tell


def tenant_of(region) -> Jurisdiction:
    return Jurisdiction.objects.create(region=region, name=region.name, leading_group="领导小组", office=tenancy.authority(region))


class TestHour:
    def test_just_before_the_hour_nothing_and_at_the_hour_once(self, tree):
        tenant_of(tree.city)
        at = clock.start_of(DAY)
        PolicyRow.objects.create(region=tree.city, key=digest.HOUR, value=7, source="试", valid_from=DAY)
        plan_digests(at=at + dt.timedelta(hours=6, minutes=59))
        assert not Job.objects.filter(kind="notices.digest_of").exists()
        for minutes in (0, 10, 120):
            plan_digests(at=at + dt.timedelta(hours=7, minutes=minutes))
        keys = set(Job.objects.filter(kind="notices.digest_of").values_list("key", flat=True))
        assert keys == {f"{tree.city.pk}:{DAY}", f"enterprises:{DAY}"}

    def test_the_usual_hour_is_eight(self, tree):
        tenant_of(tree.city)
        at = clock.start_of(DAY)
        assert plan_digests(at=at + dt.timedelta(hours=7, minutes=59)) == 0 and plan_digests(at=at + dt.timedelta(hours=8)) == 1


class TestMessage:
    def test_one_message_holds_everything_and_a_repeat_adds_none(self, tree, county_inspector, neighbour_inspector, tellers):
        tellers.append(two(tree.county.pk))
        assert send_digests(region_id=tree.city.pk, on=DAY, at=AT)["told"] == 1
        assert send_digests(region_id=tree.city.pk, on=DAY, at=AT)["told"] == 0
        notice = Notice.objects.get()
        assert notice.membership_id == county_inspector.membership_id and notice.title == "今天要办 2 件，其中超期 1 件"
        assert [line["title"] for line in notice.lines] == ["案件 1 办结", "受理线索：样例公司"]

    def test_who_has_nothing_due_gets_nothing(self, tree, neighbour_inspector, tellers):
        tellers.append(two(tree.county.pk))
        assert send_digests(region_id=tree.city.pk, on=DAY, at=AT) == {"people": 1, "told": 0}

    def test_a_county_that_is_a_tenant_itself_is_not_told_with_its_city(self, tree, county_inspector, neighbour_inspector, tellers):
        tenant_of(tree.city)
        tenant_of(tree.county)
        assert send_digests(region_id=tree.city.pk, on=DAY, at=AT)["people"] == 1
        assert send_digests(region_id=tree.county.pk, on=DAY, at=AT)["people"] == 1

    def test_messages_put_off_come_with_it_and_not_by_themselves(self, tree, county_inspector, tellers):
        Contact.objects.create(user_id=county_inspector.user_id, channel="email", address="wang@example.cn", confirmed_at=AT)
        set_preferences(actor=county_inspector, chosen={("cases.lead.received", "email"): When.DIGEST})
        Notice.objects.create(membership_id=county_inspector.membership_id, outbox_id=1, kind="cases.lead.received", title="收到新线索", created_at=AT)
        send_digests(region_id=tree.city.pk, on=DAY, at=AT + dt.timedelta(hours=1))
        assert "收到新线索（未读消息）" in Delivery.objects.get().text

    def test_the_page_shows_the_lines_with_their_links_to_their_owner_alone(self, tree, county_inspector, neighbour_inspector, tellers, client_of):
        tellers.append(two(tree.county.pk))
        send_digests(region_id=tree.city.pk, on=DAY, at=AT)
        url = reverse("message_digest", args=[DAY.isoformat()])
        assert 'href="/cases/1/"' in client_of(county_inspector).get(url).content.decode()
        assert client_of(neighbour_inspector).get(url).status_code == 404
        assert client_of(county_inspector).get("/messages/digest/no-day/").status_code == 404


def test_letters_are_told_on_their_last_day_and_not_the_day_before(county_inspector, contractor):
    with acting(county_inspector):
        made = documents.served(county_inspector, addressee=Organisation.objects.get(pk=contractor.enterprise_id))
    last = made.reply_due_on
    with acting(county_inspector):
        assert not [due for due in due_of(county_inspector, last - dt.timedelta(days=1)) if made.number in due.title]
        (today,) = [due for due in due_of(county_inspector, last) if made.number in due.title]
        (late,) = [due for due in due_of(county_inspector, last + dt.timedelta(days=1)) if made.number in due.title]
    assert (today.note, today.is_over, late.is_over) == ("今天到期", False, True)
