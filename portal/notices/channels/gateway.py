"""Text messages through an HTTP gateway that a data file describes.

It speaks to the configured host alone: the address is fixed before a message is seen, no redirect is followed, no proxy
of the environment is used, and of an answer no more than 64 KB are read.
"""

import base64
import hashlib
import hmac
import http.client
import json
import ssl
import time
import urllib.parse
from collections.abc import Mapping
from typing import Any

from portal.lib import keys, mask
from portal.notices.channels.base import GiveUp, Outgoing, TryAgain
from portal.notices.channels.gateway_plan import Plan
from portal.notices.wording import fill

SECRET = "sms"
MOST_BYTES = 64 * 1024
OUR_FAULT = (401, 403, 404, 405)


class Gateway:
    """One request for each message."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.carrier = plan.name

    def send(self, message: Outgoing) -> None:
        status, body = self._exchange(*self._request(message))
        self._judge(status, body)

    def close(self) -> None:
        return None

    def _request(self, message: Outgoing) -> tuple[str, bytes | None, dict[str, str]]:
        """Target, body and headers; what people wrote stands in values only."""
        plan = self.plan
        secret = keys.current().secrets.get(SECRET, "")
        values = {"phone": message.address, "text": message.text, "time": str(int(time.time())), "id": str(message.uid), "secret": secret, "sign": ""}
        if plan.sign:
            values["sign"] = _signature(plan.sign, fill(plan.sign["over"], values), secret)
        query = urllib.parse.parse_qsl(plan.url.query) + list(_filled(plan.query, values).items())
        target = plan.url.path or "/"
        if query:
            target += "?" + urllib.parse.urlencode(query)
        headers = {name: _one_line(text) for name, text in _filled(plan.headers, values).items()}
        body = None
        if plan.form:
            body = urllib.parse.urlencode(_filled(plan.form, values)).encode()
            headers.setdefault("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
        elif plan.body is not None:
            body = json.dumps(_filled(plan.body, values), ensure_ascii=False).encode()
            headers.setdefault("Content-Type", "application/json; charset=utf-8")
        return target, body, headers

    def _exchange(self, target: str, body: bytes | None, headers: dict[str, str]) -> tuple[int, bytes]:
        connection = self._connection()
        try:
            connection.request(self.plan.method, target, body=body, headers=headers)
            answer = connection.getresponse()
            return answer.status, answer.read(MOST_BYTES)
        except TimeoutError as fault:
            raise TryAgain(f"短信网关 {self.plan.timeout:g} 秒内没有应答。", down=True) from fault
        except ssl.SSLError as fault:
            raise TryAgain("短信网关的证书没有通过验证，请检查配置文件的 url 和 ca。", down=True) from fault
        except (OSError, http.client.HTTPException) as fault:
            why = "连接被拒绝" if isinstance(fault, ConnectionRefusedError) else "连接中断"
            raise TryAgain(f"连不上短信网关 {self.plan.url.hostname}（{why}）。", down=True) from fault
        finally:
            connection.close()

    def _connection(self) -> http.client.HTTPConnection:
        url, timeout = self.plan.url, self.plan.timeout
        if url.scheme == "https":
            return http.client.HTTPSConnection(url.hostname, url.port, timeout=timeout, context=ssl.create_default_context(cafile=self.plan.ca or None))
        return http.client.HTTPConnection(url.hostname, url.port, timeout=timeout)

    def _judge(self, status: int, body: bytes) -> None:
        if status in OUR_FAULT or 300 <= status < 400:
            raise TryAgain(f"短信网关不接受本平台的请求（{status}），请检查网关地址、账号和签名密钥。", down=True)
        if status >= 500 or status in (408, 429):
            raise TryAgain(f"短信网关出错（{status}）。", down=status != 429)
        try:
            said = _at(json.loads(body), self.plan.success["path"])
        except (ValueError, LookupError, TypeError):
            raise TryAgain(f"看不懂短信网关的回执（{status}）：没有字段 {self.plan.success['path']}。") from None
        if said in self.plan.success["equals"]:
            return
        shown = mask.in_text(said)[:40]
        if said in self.plan.later.get("equals", ()):
            raise TryAgain(f"短信网关暂时不收（{shown}）。")
        raise GiveUp(f"短信网关拒发（{shown}）。")


def _filled(part: Any, values: Mapping[str, str]) -> Any:
    if isinstance(part, dict):
        return {name: _filled(value, values) for name, value in part.items()}
    if isinstance(part, list):
        return [_filled(value, values) for value in part]
    return fill(part, values) if isinstance(part, str) else part


def _one_line(text: str) -> str:
    """A header cannot be continued by what somebody wrote, and speaks ASCII."""
    return urllib.parse.quote(" ".join(text.split()), safe=" !\"#$&'()*+,/:;<=>?@[]^`{|}~%")


def _signature(sign: Mapping[str, str], text: str, secret: str) -> str:
    algorithm = sign["algorithm"]
    if algorithm.startswith("hmac-"):
        found = hmac.digest(secret.encode(), text.encode(), algorithm.removeprefix("hmac-"))
    else:
        found = hashlib.new(algorithm, text.encode()).digest()
    encoding = sign.get("encoding", "hex")
    if encoding == "base64":
        return base64.b64encode(found).decode()
    return found.hex().upper() if encoding == "HEX" else found.hex()


def _at(answer: Any, path: str) -> str:
    """The value of a dotted path; ``data.0.code`` counts in lists."""
    for part in path.split("."):
        answer = answer[int(part)] if isinstance(answer, list) else answer[part]
    if isinstance(answer, dict | list) or answer is None:
        raise LookupError(path)
    return str(answer).lower() if isinstance(answer, bool) else str(answer)
