"""A notice to many: who it goes to, who has read it, who is reminded, and that nobody else opens it."""

import datetime as dt
from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from portal.accounts.enums import Role
from portal.accounts.models import Membership
from portal.audit.models import Entry
from portal.lib import clock
from portal.lib.errors import Refused
from portal.notices.actions.confirm_official_notice import confirm_official_notice
from portal.notices.actions.send_official_notice import PAUSE, Words, remind_official_notice, send_official_notice
from portal.notices.audience import people
from portal.notices.models import Contact, Delivery, Notice, OfficialNotice
from portal.tenancy.models import Organisation
from portal.tenancy.scope import Actor, acting
from tests.make import accounts, projects
from tests.make.documents import AT

pytestmark = pytest.mark.django_db
WORDS = Words("关于报送冬季行动方案的通知", "请各县（区）于 1 月 20 日前报送。")
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


def send(office: Actor, *to: Actor, words: Words = WORDS) -> OfficialNotice:
    with acting(office):
        rows = Membership.objects.filter(pk__in=[actor.membership_id for actor in to])
        return send_official_notice(actor=office, words=words, to=rows, audience="县（区）监察员", at=AT)


def notice_of(actor: Actor) -> Notice:
    return Notice.objects.of(actor).filter(round=0).get()


class TestAudience:
    def test_roles_in_chosen_regions_and_never_oneself(self, city_office, county_inspector, neighbour_inspector, other_county_inspector, tree):
        with acting(city_office):
            found = people(
                city_office, AT.date(), roles=[Role.INSPECTOR, Role.OFFICE], region_ids=[tree.city.pk, tree.county.pk, tree.other_county.pk], enterprise_ids=[]
            )
            assert {m.pk for m in found} == {county_inspector.membership_id}, "another city's people are not within reach"

    def test_only_enterprises_of_ones_own_projects_can_be_named(self, county_inspector, contractor, client_of, tree):
        browser, address = client_of(county_inspector), reverse("official_notice_new")
        asked = {"title": "请参会", "text": "明天九点。", "enterprises": "named", "names": contractor.organisation_name}
        assert "参建企业里没有" in browser.post(address, asked).content.decode()
        with acting(county_inspector):
            projects.make_project(tree.county, general_contractor=Organisation.objects.get(pk=contractor.enterprise_id))
        assert browser.post(address, asked).status_code == 302
        assert notice_of(contractor).title == "请参会"

    def test_nobody_chosen_and_half_a_choice_are_explained(self, city_office, client_of, tree):
        browser, address = client_of(city_office), reverse("official_notice_new")
        assert "选择要发给谁" in browser.post(address, {"title": "甲", "text": "乙", "enterprises": "none"}).content.decode()
        assert "要一起选" in browser.post(address, {"title": "甲", "text": "乙", "enterprises": "none", "regions": [tree.county.pk]}).content.decode()

    def test_a_number_of_a_person_is_not_sent_round(self, city_office, county_inspector):
        with pytest.raises(Refused, match="手机号"):
            send(city_office, county_inspector, words=Words("通知", "联系 13800138000"))


class TestReceipts:
    def test_the_sender_sees_who_has_read_it_and_when(self, city_office, county_inspector, neighbour_inspector, client_of):
        official_notice = send(city_office, county_inspector, neighbour_inspector)
        client_of(county_inspector).post(reverse("message_open", args=[notice_of(county_inspector).uid]))
        page = client_of(city_office).get(reverse("official_notice", args=[official_notice.uid])).content.decode()
        assert "样例监察甲" in page and "未读 1" in page
        unread = client_of(city_office).get(reverse("official_notice", args=[official_notice.uid]), {"read": "no"}).content.decode()
        assert "样例监察乙" in unread and "样例监察甲" not in unread.split("<tbody>")[1]

    def test_a_signature_is_asked_for_and_the_first_one_counts(self, city_office, county_inspector, client_of):
        send(city_office, county_inspector, words=Words("约谈通知", "请到场。", needs_receipt=True, receipt_by=AT.date()))
        notice, browser = notice_of(county_inspector), client_of(county_inspector)
        address = reverse("official_notice_confirm", args=[notice.official_notice_key])
        assert "签收</button>" in browser.get(notice.url).content.decode()
        browser.post(address)
        first = notice_of(county_inspector).confirmed_at
        browser.post(address)
        assert first is not None and notice_of(county_inspector).confirmed_at == first
        assert Entry.objects.filter(verb="notices.sign_official_notice").count() == 1

    def test_only_who_has_not_read_it_is_reminded_and_at_most_once_an_hour(self, city_office, county_inspector, neighbour_inspector):
        official_notice = send(city_office, county_inspector, neighbour_inspector)
        Notice.objects.of(county_inspector).update(read_at=AT)
        with acting(city_office):
            with pytest.raises(Refused, match="一小时"):
                remind_official_notice(official_notice, actor=city_office, at=AT + PAUSE - dt.timedelta(seconds=1))
            assert remind_official_notice(official_notice, actor=city_office, at=AT + PAUSE) == 1
        assert Notice.objects.filter(round=1).get().membership_id == neighbour_inspector.membership_id
        reminder = Notice.objects.of(neighbour_inspector).get(round=1)
        assert reminder.title == f"请阅：{WORDS.title}" and reminder.kind == "notices.official_notice_reminder"

    def test_a_official_notice_read_by_its_reminder_is_read(self, city_office, county_inspector, client_of):
        official_notice = send(city_office, county_inspector)
        with acting(city_office):
            remind_official_notice(official_notice, actor=city_office, at=AT + PAUSE)
        client_of(county_inspector).post(reverse("message_open", args=[Notice.objects.get(round=1).uid]))
        assert not Notice.objects.unread().exists()
        with acting(city_office), pytest.raises(Refused, match="都已阅读"):
            remind_official_notice(official_notice, actor=city_office, at=AT + PAUSE * 2)

    def test_the_receipts_are_exported(self, city_office, county_inspector, client_of):
        official_notice = send(city_office, county_inspector)
        answer = client_of(city_office).get(reverse("official_notice_export", args=[official_notice.uid]))
        assert answer.status_code == 200 and answer["Content-Type"].startswith("application/vnd.openxml")

    def test_it_goes_out_by_the_ways_the_recipient_confirmed(self, city_office, county_inspector):
        Contact.objects.create(user_id=county_inspector.user_id, channel="email", address="wang@example.cn", confirmed_at=AT)
        send(city_office, county_inspector)
        assert Delivery.objects.get().subject == WORDS.title


class TestIsolation:
    def test_only_recipients_open_it(self, city_office, county_inspector, neighbour_inspector, other_county_inspector, client_of):
        send(city_office, county_inspector)
        url = notice_of(county_inspector).url
        assert "1 月 20 日前" in client_of(county_inspector).get(url).content.decode()
        for stranger in (neighbour_inspector, other_county_inspector):
            assert client_of(stranger).get(url).status_code == 404
            assert client_of(stranger).post(f"{url}confirm/").status_code == 404

    def test_the_key_opens_the_one_row_and_writes_nothing(self, city_office, county_inspector):
        official_notice = send(city_office, county_inspector)
        other = send(city_office, county_inspector, words=Words("另一份", "乙"))
        reader = replace(county_inspector, scope=replace(county_inspector.scope, intake_projects=frozenset([official_notice.reading_key])))
        with acting(reader):
            assert list(OfficialNotice.objects.visible_to(reader)) == [official_notice]
            assert not OfficialNotice.objects.visible_to(reader).filter(pk=other.pk).exists()
            assert not OfficialNotice.objects.writable_by(reader).filter(pk=official_notice.pk).exists()

    def test_the_senders_page_is_not_there_for_another_city(self, city_office, county_inspector, other_county_inspector, client_of):
        official_notice = send(city_office, county_inspector)
        browser = client_of(other_county_inspector)
        for name in ("official_notice", "official_notice_export", "official_notice_remind"):
            assert browser.get(reverse(name, args=[official_notice.uid])).status_code == 404
        assert WORDS.title not in browser.get(reverse("official_notice_list")).content.decode()

    def test_who_was_not_written_to_signs_nothing(self, city_office, county_inspector, neighbour_inspector):
        official_notice = send(city_office, county_inspector)
        with acting(neighbour_inspector), pytest.raises(Refused, match="没有发给您"):
            confirm_official_notice(official_notice, actor=neighbour_inspector, at=AT)

    def test_an_enterprise_reads_the_attachment_through_its_own_message(self, county_inspector, contractor, subcontractor, client_of, tree):
        with acting(county_inspector):
            projects.make_project(tree.county, general_contractor=Organisation.objects.get(pk=contractor.enterprise_id))
        asked = {
            "title": "请查收", "text": "见附件。", "enterprises": "all", "needs_receipt": "on",
            "receipt_by": clock.today().isoformat(), "attachment": SimpleUploadedFile("通知.png", PNG, "image/png"),
        }  # fmt: skip
        assert client_of(county_inspector).post(reverse("official_notice_new"), asked).status_code == 302
        notice = notice_of(contractor)
        answer = client_of(contractor).get(f"{notice.url}attachment/")
        assert answer.status_code == 200 and answer.content[:4] == b"\x89PNG"
        assert Entry.objects.filter(verb="notices.attachment").exists()
        assert client_of(subcontractor).get(f"{notice.url}attachment/").status_code == 404


def test_who_may_not_send_may_not(industry_officer, county_inspector, client_of):
    assert client_of(industry_officer).get(reverse("official_notice_new")).status_code == 403
    with pytest.raises(Refused, match="权限"):
        send(accounts.again(industry_officer), county_inspector)
