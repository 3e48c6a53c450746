"""E-mail against a real server: with and without TLS and a password, refused for now and for ever, and not there at all."""

import socket
import uuid
from email import message_from_bytes, policy

import pytest

from portal.env import Mail
from portal.lib import keys
from portal.notices.channels.base import GiveUp, Outgoing, TryAgain
from portal.notices.channels.mail import MailServer
from tests.notices.servers import PASSWORD, REFUSED, TEMPORARY, USER, mail_server

SENDER = "根治欠薪平台 <notice@example.gov.cn>"


def outgoing(address: str = "wang@example.cn", subject: str = "三日清零今天到期") -> Outgoing:
    return Outgoing(uuid.UUID(int=7), address, subject, "平定县 2 件，请登录平台办理。")


def server(port: int, *, host: str = "127.0.0.1", user: str = "", security: str = "none", ca: str = "") -> MailServer:
    return MailServer(Mail(host, port, user, security, SENDER, ca, 3))


@pytest.fixture
def password(monkeypatch):
    """The mailbox's password stands in the key file."""
    content = type("Keys", (), {"secrets": {"mail": PASSWORD}})()
    monkeypatch.setattr(keys, "current", lambda: content)


def fault_of(channel: MailServer, message: Outgoing) -> TryAgain | GiveUp:
    with pytest.raises((TryAgain, GiveUp)) as caught:
        channel.send(message)
    return caught.value


def test_a_letter_arrives_whole_under_the_deliverys_own_number():
    with mail_server() as (post, port):
        server(port).send(outgoing())
    (envelope,) = post.taken
    letter = message_from_bytes(envelope.content, policy=policy.default)
    assert envelope.rcpt_tos == ["wang@example.cn"] and envelope.mail_from == "notice@example.gov.cn"
    assert (letter["Subject"], letter["Message-ID"]) == ("三日清零今天到期", f"<{uuid.UUID(int=7)}@example.gov.cn>")
    assert letter["Auto-Submitted"] == "auto-generated" and "平定县 2 件" in letter.get_content()


def test_one_connection_serves_a_whole_run():
    with mail_server() as (post, port):
        channel = server(port)
        for _ in range(3):
            channel.send(outgoing())
        channel.close()
    assert len(post.taken) == 3 and len(post.peers) == 1


@pytest.mark.parametrize("security", ["starttls", "ssl"])
def test_under_tls_with_the_right_password_it_is_taken(tmp_path, password, security):
    with mail_server(tmp_path, auth=True, starttls=security == "starttls") as (post, port):
        server(port, host="localhost", user=USER, security=security, ca=str(tmp_path / "ca.pem")).send(outgoing())
    assert len(post.taken) == 1


def test_a_certificate_nobody_vouches_for_is_refused(tmp_path, password):
    with mail_server(tmp_path, auth=True) as (post, port):
        fault = fault_of(server(port, host="localhost", user=USER, security="starttls"), outgoing())
    assert isinstance(fault, TryAgain) and fault.down and "证书" in fault.reason and post.taken == []


def test_a_wrong_password_is_told_without_the_password(tmp_path, monkeypatch):
    content = type("Keys", (), {"secrets": {"mail": "wrong-secret"}})()
    monkeypatch.setattr(keys, "current", lambda: content)
    with mail_server(tmp_path, auth=True) as (_, port):
        fault = fault_of(server(port, host="localhost", user=USER, security="starttls", ca=str(tmp_path / "ca.pem")), outgoing())
    assert isinstance(fault, TryAgain) and fault.down and "账号或密码" in fault.reason and "wrong-secret" not in fault.reason


def test_a_server_without_tls_is_told_so():
    with mail_server() as (_, port):
        fault = fault_of(server(port, security="starttls"), outgoing())
    assert isinstance(fault, TryAgain) and fault.down and "PORTAL_MAIL_SECURITY" in fault.reason


def test_what_is_refused_for_now_is_tried_again_and_what_is_refused_for_ever_is_not():
    with mail_server() as (post, port):
        channel = server(port)
        later, never = fault_of(channel, outgoing(TEMPORARY)), fault_of(channel, outgoing(REFUSED))
        channel.send(outgoing())
    assert isinstance(later, TryAgain) and not later.down and "451" in later.reason
    assert isinstance(never, GiveUp) and "550" in never.reason
    assert len(post.taken) == 1, "the line is opened anew after a refusal"


def test_nobody_listens():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        fault = fault_of(server(probe.getsockname()[1]), outgoing())
    assert isinstance(fault, TryAgain) and fault.down and "连接被拒绝" in fault.reason


def test_a_line_break_in_a_title_makes_no_header():
    with mail_server() as (post, port):
        server(port).send(outgoing(subject="到期\nBcc: all@example.cn"))
    letter = message_from_bytes(post.taken[0].content, policy=policy.default)
    assert letter["Bcc"] is None and letter["Subject"] == "到期 Bcc: all@example.cn" and post.taken[0].rcpt_tos == ["wang@example.cn"]
