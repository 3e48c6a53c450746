"""The key file: the secrets that turn stored numbers back into plain ones. It never lies in the database or its backup.

JSON, mode 0600, owned by the user that runs the portal::

    {"format": 1, "cipher": "sm4-gcm",
     "data":  {"current": 2, "keys": {"1": "<base64, 32 bytes>", "2": "…"}},
     "blind": {"current": 1, "keys": {"1": "<base64, 32 bytes>"}},
     "seal":  {"current": 1, "keys": {"1": "<base64, 32 bytes>"}},
     "secrets": {"sms": "what the gateway gave us", "mail": "the mailbox's password"}}

A new data key is added under the next number and made ``current``; old values stay readable. In the demo the file is
made on first use and marked as such; production wants a file of its own and refuses a demo's. ``seal`` keys the chain
over the audit trail and is never taken out; a file from before it has one derived from its first index key. ``secrets``
is optional: what other systems gave us to prove who we are.
"""

import base64
import binascii
import contextlib
import functools
import json
import os
import secrets
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

KEY_BYTES = 32
CIPHERS = ("sm4-gcm", "aes-256-gcm")
_ADVICE = "生成密钥文件：python -m portal.lib.keys 文件路径"


class BadKeys(Exception):
    """The key file cannot be used; the text says why and how to mend it, and never shows a key."""


@dataclass(frozen=True)
class Ring:
    """One family of keys with the number of the one in use."""

    current: int
    keys: Mapping[int, bytes] = field(repr=False)


@dataclass(frozen=True, eq=False)
class KeyFile:
    """A key file that has passed every check."""

    cipher: str
    data: Ring
    blind: Ring
    seal: Ring
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)


def current() -> KeyFile:
    """The keys of this process, from ``settings.PORTAL_KEYS``; read once. Call it at start so that a bad file stops the boot."""
    return _cached(Path(settings.PORTAL_KEYS), settings.PORTAL_ENV == "production")


@functools.lru_cache(maxsize=4)
def _cached(path: Path, production: bool) -> KeyFile:
    if not production and not path.exists():
        create(path, demo=True)
    return load(path, production=production)


def load(path: Path, *, production: bool) -> KeyFile:
    """Read and check a key file."""
    try:
        mode = path.stat().st_mode & 0o777
        content = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise BadKeys(f"没有找到密钥文件 {path}。{_ADVICE}；已有备份的请恢复原文件，换成新文件后旧数据无法解密。") from None
    except (OSError, ValueError) as error:
        raise BadKeys(f"密钥文件 {path} 读不出来（{type(error).__name__}），请检查文件权限和内容是否完整。") from None
    if mode & 0o077:
        raise BadKeys(f"密钥文件 {path} 的权限是 {mode:04o}，其他人可以读到。请执行：chmod 600 {path}")
    keys = _parse(content, path)
    if production and content.get("demo"):
        raise BadKeys(f"密钥文件 {path} 是演示环境自动生成的，生产环境不能使用。{_ADVICE}")
    return keys


def _parse(content: object, path: Path) -> KeyFile:
    if not isinstance(content, dict) or content.get("format") != 1:
        raise BadKeys(f"密钥文件 {path} 不是本系统的格式（format 应为 1）。{_ADVICE}")
    if content.get("cipher") not in CIPHERS:
        raise BadKeys(f"密钥文件 {path} 的 cipher 只能是 {' 或 '.join(CIPHERS)}。")
    data, blind = (_ring(content, name, path) for name in ("data", "blind"))
    seal = _ring(content, "seal", path) if "seal" in content else Ring(1, {1: derive(blind.keys[min(blind.keys)], "seal", KEY_BYTES)})
    every = [*data.keys.values(), *blind.keys.values(), *seal.keys.values()]
    if len(set(every)) != len(every):
        raise BadKeys(f"密钥文件 {path} 里有重复的密钥，数据密钥、索引密钥和封存密钥必须各不相同。{_ADVICE}")
    return KeyFile(content["cipher"], data, blind, seal, _secrets(content, path))


def _secrets(content: dict, path: Path) -> Mapping[str, str]:
    found = content.get("secrets", {})
    if not isinstance(found, dict) or not all(isinstance(text, str) and text for text in found.values()):
        raise BadKeys(f"密钥文件 {path} 的 secrets 应写成 名称: 文字 的样子，文字不能为空。")
    return found


def _ring(content: dict, name: str, path: Path) -> Ring:
    try:
        part = content[name]
        keys = {int(number): base64.b64decode(text, validate=True) for number, text in part["keys"].items()}
        in_use = int(part["current"])
    except (KeyError, TypeError, ValueError, AttributeError, binascii.Error):
        raise BadKeys(f"密钥文件 {path} 的 {name} 部分不完整。{_ADVICE}") from None
    if in_use not in keys or not all(0 < number < 65536 for number in keys):
        raise BadKeys(f"密钥文件 {path} 的 {name} 部分没有编号为 current 的密钥，或编号不在 1 至 65535 之间。")
    for number, key in keys.items():
        if len(key) != KEY_BYTES:
            raise BadKeys(f"密钥文件 {path} 的 {name} 第 {number} 号密钥长 {len(key)} 字节，应为 {KEY_BYTES} 字节。")
        if len(set(key)) < 16:
            raise BadKeys(f"密钥文件 {path} 的 {name} 第 {number} 号密钥不是随机数。{_ADVICE}")
    return Ring(in_use, keys)


def create(path: Path, *, demo: bool = False, cipher: str = CIPHERS[0]) -> None:
    """Write a file with fresh random keys, mode 0600; an existing file is never touched, whoever comes first wins."""
    fresh = {name: {"current": 1, "keys": {"1": base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()}} for name in ("data", "blind", "seal")}
    content = {"format": 1, "cipher": cipher, **({"demo": True} if demo else {}), **fresh}
    path = path.resolve()  # a link leads to where the file is to lie
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=".keys-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            json.dump(content, stream, indent=2)
            stream.flush()
            os.fsync(stream.fileno())
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
    finally:
        os.unlink(draft)


def add(path: Path) -> int:
    """Add a fresh data key under the next number and make it the current one; the old ones stay for reading. Returns the number."""
    path = path.resolve()
    content = json.loads(path.read_text("utf-8"))
    ring = content["data"]
    number = max(int(key) for key in ring["keys"]) + 1
    ring["keys"][str(number)] = base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()
    ring["current"] = number
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=".keys-")
    with os.fdopen(handle, "w", encoding="utf-8") as stream:
        json.dump(content, stream, indent=2)
        stream.flush()
        os.fsync(stream.fileno())
    os.chown(draft, path.stat().st_uid, path.stat().st_gid)
    os.replace(draft, path)
    _cached.cache_clear()
    return number


def derive(key: bytes, purpose: str, length: int) -> bytes:
    """A key of its own for one cipher or one index, so that none can be joined with another."""
    return HKDF(SHA256(), length, salt=b"wage-payment-portal", info=purpose.encode()).derive(key)


if __name__ == "__main__":
    import sys

    create(Path(sys.argv[1]))
    load(Path(sys.argv[1]), production=True)
    print(f"密钥文件 {sys.argv[1]} 可用。请另存一份到离线介质，丢失后数据无法恢复。")
