"""Text messages through a gateway that a data file describes, against a real HTTP server."""

import hashlib
import hmac
import json
import socket
import time
import urllib.parse
import uuid

import pytest

from portal.lib import keys
from portal.notices.channels.base import GiveUp, Outgoing, TryAgain
from portal.notices.channels.gateway import Gateway
from portal.notices.channels.gateway_plan import BadPlan, load, parse
from tests.notices.servers import sms_gateway

MESSAGE = Outgoing(uuid.UUID(int=9), "13800138000", "到期", "【根治欠薪平台】三日清零今天到期。")
SECRET = "gateway-secret"


def plan(port: int, **changes) -> dict:
    return {
        "url": f"http://127.0.0.1:{port}/v1/send?channel=7",
        "timeout": 20,
        "headers": {"X-Time": "{time}", "X-Sign": "{sign}"},
        "json": {"mobile": "{phone}", "content": "{text}", "serial": "{id}"},
        "sign": {"over": "{phone}{time}", "algorithm": "hmac-sha256", "encoding": "hex"},
        "success": {"path": "result.code", "equals": ["0"]},
        "later": {"equals": ["BUSY"]},
    } | changes


@pytest.fixture(autouse=True)
def secret(monkeypatch):
    monkeypatch.setattr(keys, "current", lambda: type("Keys", (), {"secrets": {"sms": SECRET}})())


def fault_of(content: dict) -> TryAgain | GiveUp:
    with pytest.raises((TryAgain, GiveUp)) as caught:
        Gateway(parse(content)).send(MESSAGE)
    return caught.value


def test_the_request_is_what_the_plan_says_and_is_signed():
    with sms_gateway() as (gateway, port):
        Gateway(parse(plan(port))).send(MESSAGE)
    method, path, headers, _ = gateway.asked[0]
    assert (method, path) == ("POST", "/v1/send?channel=7")
    assert gateway.said == {"mobile": "13800138000", "content": MESSAGE.text, "serial": str(uuid.UUID(int=9))}
    assert headers["X-Sign"] == hmac.new(SECRET.encode(), f"13800138000{headers['X-Time']}".encode(), hashlib.sha256).hexdigest()


def test_a_form_and_a_query_are_filled_too():
    content = {key: value for key, value in plan(0).items() if key != "json"}
    with sms_gateway() as (gateway, port):
        Gateway(parse(content | {"url": f"http://127.0.0.1:{port}/", "form": {"to": "{phone}", "msg": "{text}"}})).send(MESSAGE)
        Gateway(parse(content | {"url": f"http://127.0.0.1:{port}/", "method": "GET", "query": {"to": "{phone}"}})).send(MESSAGE)
    assert dict(urllib.parse.parse_qsl(gateway.asked[0][3].decode())) == {"to": "13800138000", "msg": MESSAGE.text}
    assert gateway.asked[1][:2] == ("GET", "/?to=13800138000")


@pytest.mark.parametrize(
    ("status", "body", "kind", "words", "down"),
    [
        (500, b"oops", TryAgain, "出错（500）", True),
        (429, b"", TryAgain, "出错（429）", False),
        (403, b"", TryAgain, "账号和签名密钥", True),
        (200, b"<html>", TryAgain, "看不懂", False),
        (200, b'{"result": {}}', TryAgain, "看不懂", False),
        (200, b'{"result": {"code": "BUSY"}}', TryAgain, "BUSY", False),
        (200, b'{"result": {"code": "E13"}}', GiveUp, "拒发（E13）", None),
        (400, b'{"result": {"code": "0x1 13800138000"}}', GiveUp, "138****8000", None),
    ],
)
def test_each_answer_is_judged(status, body, kind, words, down):
    with sms_gateway() as (gateway, port):
        gateway.status, gateway.body = status, body
        fault = fault_of(plan(port))
    assert type(fault) is kind and words in fault.reason and getattr(fault, "down", None) == down
    assert "13800138000" not in fault.reason and SECRET not in fault.reason


def test_a_gateway_that_does_not_answer_costs_its_time_out_and_no_more():
    with sms_gateway() as (gateway, port):
        gateway.wait = 60
        begun = time.monotonic()
        fault = fault_of(plan(port, timeout=0.3))
        assert time.monotonic() - begun < gateway.wait / 2
    assert isinstance(fault, TryAgain) and fault.down and "0.3 秒内没有应答" in fault.reason


def test_nobody_listens():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        fault = fault_of(plan(probe.getsockname()[1]))
    assert isinstance(fault, TryAgain) and fault.down and "连接被拒绝" in fault.reason


def test_no_redirect_is_followed_to_another_host():
    with sms_gateway() as (inner, inner_port), sms_gateway() as (gateway, port):
        gateway.status, gateway.location = 302, f"http://127.0.0.1:{inner_port}/secret"
        fault = fault_of(plan(port))
    assert isinstance(fault, TryAgain) and inner.asked == [] and len(gateway.asked) == 1


def test_no_proxy_of_the_environment_is_asked(monkeypatch):
    with sms_gateway() as (proxy, proxy_port), sms_gateway() as (gateway, port):
        monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{proxy_port}")
        Gateway(parse(plan(port))).send(MESSAGE)
    assert proxy.asked == [] and len(gateway.asked) == 1


def test_a_text_cannot_leave_its_place():
    evil = Outgoing(MESSAGE.uid, MESSAGE.address, "", '"}\r\nX-Evil: 1 {secret} {phone}')
    with sms_gateway() as (gateway, port):
        Gateway(parse(plan(port, headers={"X-Text": "{text}"}))).send(evil)
    assert gateway.said["content"] == evil.text, "braces in a text are text"
    assert "X-Evil" not in gateway.asked[0][2] and SECRET not in str(gateway.asked)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"url": "ftp://gateway/"}, "url"),
        ({"url": "http://user:pw@gateway/"}, "url"),
        ({"url": "http://{phone}/"}, "url"),
        ({"method": "DELETE"}, "method"),
        ({"timeout": 61}, "timeout"),
        ({"json": {"to": "{mobile}"}}, "{mobile}"),
        ({"form": {"to": "1"}}, "form 和 json"),
        ({"sign": {"over": "{phone}", "algorithm": "rot13"}}, "sign"),
        ({"success": {"path": "code"}}, "success"),
    ],
)
def test_a_bad_plan_is_refused_in_words(changes, words):
    with pytest.raises(BadPlan, match=words):
        parse(plan(1, **changes))


def test_a_plan_is_read_from_its_file(tmp_path):
    file = tmp_path / "sms.json"
    file.write_text(json.dumps(plan(8443) | {"name": "市短信平台"}), "utf-8")
    assert (load(file).name, load(file).url.port, load(file).timeout) == ("市短信平台", 8443, 20)
    file.write_text("{")
    with pytest.raises(BadPlan, match="读不出来"):
        load(file)
    with pytest.raises(BadPlan, match="没有找到"):
        load(tmp_path / "other.json")
