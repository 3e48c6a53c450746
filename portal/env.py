"""What the environment decides, read once and checked before anything else runs."""

import datetime as dt
import os
import urllib.parse
from dataclasses import dataclass
from pathlib import Path

DEMO_SECRET = "demo-only-secret-never-used-in-production-0000"
ROOT = Path(__file__).resolve().parent.parent


class BadEnvironment(SystemExit):
    """A variable is wrong; the text says which and how to mend it."""


@dataclass(frozen=True)
class Mail:
    """The server that takes our e-mail; ``host`` empty: none is configured. The password lies in the key file."""

    host: str
    port: int
    user: str
    security: str
    sender: str
    ca: str
    timeout: int


@dataclass(frozen=True)
class Env:
    name: str
    database_url: str
    database_owner_url: str
    database_audit_url: str
    redis_url: str
    var: Path
    keys: Path
    port: int
    date: dt.date | None
    secret: str
    hosts: tuple[str, ...]
    public_url: str
    trusted_proxies: int
    clamd: str
    seal: str
    seal_url: str
    seal_secret: str
    health_token: str
    mail: Mail
    sms_gateway: str

    @property
    def is_production(self) -> bool:
        return self.name == "production"

    @property
    def embedded_database(self) -> bool:
        return not self.database_url


def read() -> Env:
    """Read and check the environment variables of docs/operations."""
    get = os.environ.get
    database_url = get("DATABASE_URL", "")
    name = get("PORTAL_ENV") or ("production" if database_url else "demo")
    if name not in ("demo", "production"):
        raise BadEnvironment(f"PORTAL_ENV 只能是 demo 或 production，现在是“{name}”。")
    date = _date(get("PORTAL_DATE"), name)
    var = Path(get("PORTAL_VAR") or ROOT / "var").absolute()
    secret = get("PORTAL_SECRET", "")
    if name == "production" and (len(secret) < 32 or secret == DEMO_SECRET):
        raise BadEnvironment("生产环境必须设置自己的 PORTAL_SECRET（至少 32 个字符）。生成：python3 -c 'import secrets; print(secrets.token_urlsafe(48))'")
    hosts = tuple(h for h in get("PORTAL_HOSTS", "").split(",") if h)
    return Env(
        name=name,
        database_url=database_url,
        database_owner_url=get("DATABASE_OWNER_URL", ""),
        database_audit_url=get("DATABASE_AUDIT_URL", ""),
        redis_url=get("REDIS_URL", ""),
        var=var,
        keys=Path(get("PORTAL_KEYS") or var / "keys.json"),
        port=int(get("PORTAL_PORT") or 8000),
        date=date,
        secret=secret or DEMO_SECRET,
        hosts=hosts,
        public_url=_public_url(get("PORTAL_PUBLIC_URL", ""), hosts if name == "production" else ()),
        trusted_proxies=int(get("PORTAL_TRUSTED_PROXIES") or 0),
        clamd=_address("PORTAL_CLAMD", get("PORTAL_CLAMD", ""), ("tcp", "unix"), "unix:/run/clamav/clamd.ctl"),
        seal=get("PORTAL_SEAL", ""),
        seal_url=_address("PORTAL_SEAL_URL", get("PORTAL_SEAL_URL", ""), ("https", "http"), "https://seal.example.gov.cn/sign"),
        seal_secret=get("PORTAL_SEAL_SECRET", ""),
        health_token=get("PORTAL_HEALTH_TOKEN", ""),
        mail=_mail(),
        sms_gateway=get("PORTAL_SMS_GATEWAY", ""),
    )


PORTS = {"none": 25, "starttls": 587, "ssl": 465}


def _mail() -> Mail:
    """The variables of the mail server; a host without a sender's address would be refused by every server."""
    get = os.environ.get
    host, security, sender = get("PORTAL_MAIL_HOST", ""), get("PORTAL_MAIL_SECURITY") or "starttls", get("PORTAL_MAIL_FROM", "")
    if security not in PORTS:
        raise BadEnvironment(f"PORTAL_MAIL_SECURITY 只能是 none、starttls 或 ssl，现在是“{security}”。")
    if host and "@" not in sender:
        raise BadEnvironment("设置了 PORTAL_MAIL_HOST 就要在 PORTAL_MAIL_FROM 写明发件地址，例如 根治欠薪平台 <notice@example.gov.cn>。")
    port = int(get("PORTAL_MAIL_PORT") or PORTS[security])
    return Mail(host, port, get("PORTAL_MAIL_USER", ""), security, sender, get("PORTAL_MAIL_CA", ""), int(get("PORTAL_MAIL_TIMEOUT") or 10))


def _public_url(text: str, hosts: tuple[str, ...]) -> str:
    """Where people outside reach the portal, for printed codes and messages; without the variable https at the first host."""
    if not text:
        return f"https://{hosts[0]}" if hosts else ""
    parts = urllib.parse.urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.path.strip("/") or parts.query:
        raise BadEnvironment(f"PORTAL_PUBLIC_URL 应写成 https://域名 的样子，不带路径，现在是“{text}”。")
    return f"{parts.scheme}://{parts.netloc}"


def _address(variable: str, text: str, schemes: tuple[str, ...], example: str) -> str:
    """Empty, or an address of one of the schemes."""
    if text and urllib.parse.urlsplit(text).scheme not in schemes:
        raise BadEnvironment(f"{variable} 应写成 {example} 的样子，现在是“{text}”。")
    return text


def _date(text: str | None, name: str) -> dt.date | None:
    if not text:
        return None
    if name == "production":
        raise BadEnvironment("生产环境不能设置 PORTAL_DATE。")
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise BadEnvironment(f"PORTAL_DATE 应写成 2026-11-20 的样子，现在是“{text}”。") from None


def database(url: str) -> dict:
    """Django's DATABASES entry for ``postgresql://user:password@host:port/name?host=/socket``."""
    parts = urllib.parse.urlsplit(url)
    query = dict(urllib.parse.parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": urllib.parse.unquote(parts.path.lstrip("/")),
        "USER": urllib.parse.unquote(parts.username or ""),
        "PASSWORD": urllib.parse.unquote(parts.password or ""),
        "HOST": query.pop("host", None) or parts.hostname or "",
        "PORT": str(parts.port or query.pop("port", "") or ""),
        "OPTIONS": query,
    }
