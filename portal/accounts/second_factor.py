"""Codes of an authenticator (RFC 6238) and of recovery: who must have them, how they are made, which one is right."""

import base64
import datetime as dt
import hmac
import secrets
from collections.abc import Iterable
from urllib.parse import quote

import segno
from django.conf import settings
from django_otp.oath import hotp

from portal.accounts.enums import TWO_FACTORS
from portal.accounts.models import Membership, SecondFactor, User
from portal.lib import crypto

ISSUER = "根治欠薪监管平台"
STEP_SECONDS, DIGITS, TOLERANCE = 30, 6, 1
SECRET_BYTES = 20
CODES = 10
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that paper and eye confuse


def is_demanded(memberships: Iterable[Membership]) -> bool:
    """Government, administrators and auditors everywhere but in the demonstration."""
    return settings.SECOND_FACTOR_DEMANDED and any(membership.role in TWO_FACTORS for membership in memberships)


def factor_of(user: User) -> SecondFactor | None:
    """The confirmed one."""
    return SecondFactor.objects.filter(user=user, confirmed_at__isnull=False).first()


def new_secret() -> str:
    return base64.b32encode(secrets.token_bytes(SECRET_BYTES)).decode()


def matching_step(factor: SecondFactor, code: str, at: dt.datetime) -> int | None:
    """The time step a code belongs to: now, one before or one after, and none that was used already."""
    key, now = base64.b32decode(factor.secret.plain()), int(at.timestamp()) // STEP_SECONDS
    for step in range(now - TOLERANCE, now + TOLERANCE + 1):
        if step > factor.last_step and hmac.compare_digest(f"{hotp(key, step, DIGITS):0{DIGITS}d}".encode(), code.encode()):
            return step
    return None


def new_codes() -> list[str]:
    """Ten codes of fifty bits: ``k7m2p-x9q4t``."""
    return ["-".join("".join(secrets.choice(_LETTERS) for _ in range(5)) for _ in range(2)) for _ in range(CODES)]


def hashed(user: User, code: str) -> bytes:
    """The keyed hash a recovery code is found by; the key is not in the database."""
    return crypto.blind("secret", f"{user.uid}|{code.lower().replace('-', '')}")


def address_of(factor: SecondFactor) -> str:
    """What the phone reads from the picture."""
    label = quote(f"{ISSUER}:{factor.user.username}")
    return f"otpauth://totp/{label}?secret={factor.secret.plain()}&issuer={quote(ISSUER)}&digits={DIGITS}&period={STEP_SECONDS}"


def picture_of(factor: SecondFactor) -> str:
    """The same as a picture inside the page."""
    return segno.make(address_of(factor), error="m", micro=False).svg_data_uri(scale=5, border=2, dark="#000", light="#fff")


def spelled(factor: SecondFactor) -> str:
    """The secret in groups of four, to be typed where no camera is."""
    secret = factor.secret.plain()
    return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
