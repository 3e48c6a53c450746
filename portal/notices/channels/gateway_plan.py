"""How an SMS gateway is spoken to, as data: a JSON file that the operator writes from the gateway's own manual.

    {"name": "市大数据局短信网关",
     "url": "https://sms.example.gov.cn/v1/send", "method": "POST", "timeout": 10, "ca": "",
     "headers": {"X-App": "wages", "X-Time": "{time}", "X-Sign": "{sign}"},
     "query": {}, "form": {}, "json": {"mobile": "{phone}", "content": "{text}", "serial": "{id}"},
     "sign": {"over": "{phone}{text}{time}", "algorithm": "hmac-sha256", "encoding": "hex"},
     "success": {"path": "result.code", "equals": ["0", "OK"]},
     "later": {"equals": ["BUSY"]}}

``{phone} {text} {time} {id} {sign} {secret}`` are filled in values only: never in the host or the path. The secret comes
from the key file (``secrets.sms``).
"""

import json
import urllib.parse
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from portal.notices.wording import places

NAMES = ("phone", "text", "time", "id", "sign", "secret")
METHODS = ("POST", "GET", "PUT")
ALGORITHMS = ("hmac-sha256", "hmac-sha1", "hmac-md5", "sha256", "md5")
ENCODINGS = ("hex", "HEX", "base64")
LONGEST = 60


class BadPlan(Exception):
    """The file cannot be used; the text says why and how to mend it."""


@dataclass(frozen=True)
class Plan:
    """A file that has passed every check."""

    name: str
    url: urllib.parse.SplitResult
    method: str
    timeout: float
    ca: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    query: dict[str, str] = field(default_factory=dict)
    form: dict[str, str] = field(default_factory=dict)
    body: Any = None
    sign: dict[str, str] = field(default_factory=dict)
    success: dict[str, Any] = field(default_factory=dict)
    later: dict[str, Any] = field(default_factory=dict)


def load(path: Path) -> Plan:
    """Read and check the file."""
    try:
        content = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise BadPlan(f"没有找到短信网关配置文件 {path}（PORTAL_SMS_GATEWAY）。") from None
    except (OSError, ValueError) as fault:
        raise BadPlan(f"短信网关配置文件 {path} 读不出来（{type(fault).__name__}），应是 UTF-8 的 JSON。") from None
    if not isinstance(content, dict):
        raise BadPlan(f"短信网关配置文件 {path} 应是一个 JSON 对象。")
    return parse(content)


def parse(content: dict) -> Plan:
    """Check every part before the first message is trusted to it."""
    url = urllib.parse.urlsplit(str(content.get("url", "")))
    _need(url.scheme in ("https", "http") and url.hostname and not url.username, "url 应写成 https://主机/路径 的样子，不带账号。")
    _need(not places(url.geturl()), "url 里不能有 {…}，号码和内容只能放在 query、form、json 或 headers 的值里。")
    method = str(content.get("method", "POST")).upper()
    _need(method in METHODS, f"method 只能是 {'、'.join(METHODS)}。")
    _need(not ("form" in content and "json" in content), "form 和 json 只能写一个。")
    timeout = content.get("timeout", 10)
    _need(isinstance(timeout, int | float) and 0 < timeout <= LONGEST, f"timeout 是秒数，大于 0、不超过 {LONGEST}。")
    sign = content.get("sign", {})
    _need(
        not sign or (sign.get("algorithm") in ALGORITHMS and sign.get("encoding", "hex") in ENCODINGS and "over" in sign),
        "sign 要有 over、algorithm、encoding。",
    )
    success = content.get("success", {})
    _need(bool(success.get("path")) and _texts(success.get("equals")), "success 要写明 path（回执里的字段，如 result.code）和 equals（成功时的值）。")
    for part in (content.get(name) for name in ("headers", "query", "form", "json", "sign")):
        for text in _leaves(part):
            unknown = [name for name in places(text) if name not in NAMES]
            _need(not unknown, f"没有 {{{unknown[0] if unknown else ''}}} 这个字段，可以用的是 {'、'.join(f'{{{name}}}' for name in NAMES)}。")
    return Plan(
        name=str(content.get("name") or url.hostname), url=url, method=method, timeout=float(timeout), ca=str(content.get("ca", "")),
        headers=content.get("headers", {}), query=content.get("query", {}), form=content.get("form", {}), body=content.get("json"),
        sign=sign, success=success, later=content.get("later", {}),
    )  # fmt: skip


def _need(fulfilled: Any, reason: str) -> None:
    if not fulfilled:
        raise BadPlan(f"短信网关配置：{reason}")


def _texts(found: Any) -> bool:
    return isinstance(found, list) and bool(found) and all(isinstance(text, str) for text in found)


def _leaves(part: Any) -> list[str]:
    if isinstance(part, dict):
        return [text for value in part.values() for text in _leaves(value)]
    if isinstance(part, list):
        return [text for value in part for text in _leaves(value)]
    return [part] if isinstance(part, str) else []
