"""Text messages: shown in the demo, refused in words where no gateway is."""

import pytest
from django.db import connection

from portal.notices.actions.send_sms import send_sms
from portal.notices.models import SmsMessage, SmsState
from tests.make.documents import AT

pytestmark = pytest.mark.django_db
PHONE = "13800138000"


def test_the_demo_writes_what_it_would_send_and_shows_it_masked(county_inspector, client_of):
    made = send_sms(phone=PHONE, text="验证码 112233，5 分钟内有效。", kind="code", at=AT)
    assert (made.state, made.adapter) == (SmsState.SENT, "演示页面")
    page = client_of(county_inspector).get("/demo/sms/").content.decode()
    assert "验证码 112233" in page and "138****8000" in page and PHONE not in page


def test_the_number_lies_encrypted_in_the_database(db):
    send_sms(phone=PHONE, text="一条", kind="code", at=AT)
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone, notices_smsmessage::text FROM notices_smsmessage")
        sealed, row = cursor.fetchone()
    assert PHONE.encode() not in bytes(sealed) and PHONE not in row


def test_without_a_gateway_the_message_stays_with_the_reason(settings):
    settings.PORTAL_SMS = "portal.notices.sms.NoGateway"
    made = send_sms(phone=PHONE, text="一条", kind="code", at=AT)
    assert made.state == SmsState.FAILED and "没有配置短信通道" in SmsMessage.objects.get().error


def test_the_page_is_not_there_in_production(county_inspector, client_of, settings):
    settings.IS_DEMO = False
    assert client_of(county_inspector).get("/demo/sms/").status_code == 404
