"""One's own addresses: given, confirmed by a code, taken back; nothing goes to an address nobody confirmed."""

import datetime as dt
import re

import pytest
from django.urls import reverse

from portal.audit.models import Entry
from portal.jobs.models import Job
from portal.lib.errors import Refused
from portal.notices.actions.confirm_contact import MOST_TRIES, confirm_contact
from portal.notices.actions.remove_contact import remove_contact
from portal.notices.actions.request_code import MOST_A_DAY, PAUSE, VALID, request_code
from portal.notices.actions.send_deliveries import CODE, WIPED, send_deliveries
from portal.notices.enums import ChannelKey, When
from portal.notices.models import Contact, Delivery, Preference
from tests.make.documents import AT

pytestmark = pytest.mark.django_db
PHONE, EMAIL = "13800138000", "wang@example.cn"


def code_of(contact: Contact) -> str:
    text = Delivery.objects.filter(kind=CODE).latest("pk").text
    return re.search(r"验证码 (\d{6})", text)[1]


def ask(actor, address: str = PHONE, channel: str = ChannelKey.SMS, at: dt.datetime = AT) -> Contact:
    return request_code(actor=actor, channel=channel, address=address, at=at)


def test_an_address_is_in_force_when_its_code_has_come_back(county_inspector):
    contact = ask(county_inspector, "+86 138-0013-8000")
    assert contact.address is None and Job.objects.filter(kind="notices.send").exists()
    confirm_contact(actor=county_inspector, channel=ChannelKey.SMS, code=f" {code_of(contact)} ", at=AT + VALID)
    contact.refresh_from_db()
    assert (contact.address.plain(), contact.pending, contact.confirmed_at) == (PHONE, None, AT + VALID)
    assert "138****8000" in str(Entry.objects.get(verb="notices.confirm_contact").detail)


def test_the_confirmed_address_stays_in_force_until_the_new_one_is(county_inspector):
    confirm_contact(actor=county_inspector, channel="sms", code=code_of(ask(county_inspector)), at=AT)
    contact = ask(county_inspector, "13900139000", at=AT + PAUSE)
    assert contact.address.plain() == PHONE and contact.pending.plain() == "13900139000"
    with pytest.raises(Refused, match="已经确认过"):
        ask(county_inspector, at=AT + PAUSE * 2)


def test_a_code_ends_after_ten_minutes_and_is_used_once(county_inspector):
    code = code_of(ask(county_inspector))
    with pytest.raises(Refused, match="过期"):
        confirm_contact(actor=county_inspector, channel="sms", code=code, at=AT + VALID + dt.timedelta(seconds=1))
    confirm_contact(actor=county_inspector, channel="sms", code=code, at=AT)
    with pytest.raises(Refused, match="没有待确认"):
        confirm_contact(actor=county_inspector, channel="sms", code=code, at=AT)


def test_after_five_wrong_codes_the_right_one_opens_nothing(county_inspector, client_of):
    contact = ask(county_inspector)
    right = code_of(contact)
    wrong = "000000" if right != "000000" else "111111"
    browser, address = client_of(county_inspector), reverse("contact_confirm", args=["sms"])
    Contact.objects.update(code_sent_at=dt.datetime.now(dt.UTC))
    for _ in range(MOST_TRIES):
        browser.post(address, {"code": wrong})
    contact.refresh_from_db()
    assert contact.code_tries == MOST_TRIES, "a wrong code counts although the page refuses it"
    browser.post(address, {"code": right})
    contact.refresh_from_db()
    assert contact.address is None


def test_codes_come_a_minute_apart_and_five_a_day(county_inspector):
    ask(county_inspector)
    with pytest.raises(Refused, match="一分钟后"):
        ask(county_inspector, at=AT + PAUSE - dt.timedelta(seconds=1))
    for number in range(1, MOST_A_DAY):
        ask(county_inspector, at=AT + PAUSE * number)
    with pytest.raises(Refused, match="明天再试"):
        ask(county_inspector, at=AT + PAUSE * MOST_A_DAY)
    remove_contact(actor=county_inspector, channel="sms")
    with pytest.raises(Refused, match="明天再试"):
        ask(county_inspector, at=AT + PAUSE * (MOST_A_DAY + 1))
    assert ask(county_inspector, at=AT + dt.timedelta(days=1)).codes_that_day == 1


@pytest.mark.parametrize(
    ("channel", "address", "words"), [("sms", "1380013800", "少 1 位"), ("email", "wang.example.cn", "邮箱地址"), ("email", "a@b", "邮箱")]
)
def test_what_is_no_address_is_refused(county_inspector, channel, address, words):
    with pytest.raises(Refused, match=words):
        ask(county_inspector, address, channel)


def test_a_code_is_not_kept_once_it_is_out(county_inspector, settings, monkeypatch):
    ask(county_inspector)
    monkeypatch.setattr(
        "portal.notices.actions.send_deliveries.channel_of", lambda key: type("C", (), {"carrier": "x", "send": lambda *a: None, "close": lambda *a: None})()
    )
    settings.IS_DEMO = False
    send_deliveries(now=lambda: AT)
    assert Delivery.objects.get(kind=CODE).text == WIPED


def test_without_a_gateway_in_production_nothing_is_offered(county_inspector, client_of, settings):
    page = client_of(county_inspector).get(reverse("message_settings")).content.decode()
    assert "发验证码" in page
    settings.IS_DEMO = False
    assert "没有开通邮件和短信" in client_of(county_inspector).get(reverse("message_settings")).content.decode()
    assert client_of(county_inspector).post(reverse("contact_code", args=["sms"]), {"address": PHONE}).status_code == 404


def test_the_page_goes_from_address_to_code_to_confirmed(contractor, client_of):
    browser, home = client_of(contractor), reverse("message_settings")
    browser.post(reverse("contact_code", args=["email"]), {"address": EMAIL})
    page = browser.get(home).content.decode()
    assert "w***@example.cn" in page and EMAIL not in page
    browser.post(reverse("contact_confirm", args=["email"]), {"code": code_of(Contact.objects.get())})
    assert "已确认" in browser.get(home).content.decode()
    browser.post(reverse("contact_remove", args=["email"]))
    assert Contact.objects.get().address is None


def test_choices_are_kept_and_only_what_differs_is_written(county_inspector, client_of):
    browser, home = client_of(county_inspector), reverse("message_settings")
    browser.post(
        home, {"earlywarning.opened|email": "digest", "earlywarning.opened|sms": "never", "unknown|email": "never", "cases.lead.received|email": "bad"}
    )
    (kept,) = Preference.objects.all()
    assert (kept.kind, kept.channel, kept.when) == ("earlywarning.opened", "email", When.DIGEST)
    assert '<option value="digest" selected>' in browser.get(home).content.decode()
    browser.post(home, {"earlywarning.opened|email": "now"})
    assert not Preference.objects.exists()
