"""How a request is signed: HMAC-SHA256 over method, path with query, time and the body's hash, each on a line of its own."""

import datetime as dt
import hashlib
import hmac

KEY, TIME, SIGNATURE = "X-Portal-Key", "X-Portal-Time", "X-Portal-Signature"
WINDOW = dt.timedelta(seconds=300)


def message(method: str, path: str, time: str, body: bytes) -> bytes:
    """What is signed."""
    return "\n".join((method.upper(), path, time, hashlib.sha256(body).hexdigest())).encode()


def sign(secret: str, method: str, path: str, time: str, body: bytes = b"") -> str:
    """The signature in hexadecimal."""
    return hmac.new(secret.encode(), message(method, path, time, body), hashlib.sha256).hexdigest()


def is_signed(secret: str, signature: str, method: str, path: str, time: str, body: bytes) -> bool:
    return hmac.compare_digest(sign(secret, method, path, time, body).encode(), signature.lower().encode())


def instant_of(time: str) -> dt.datetime | None:
    """Seconds since 1970, with or without a fraction; None for anything else."""
    try:
        return dt.datetime.fromtimestamp(float(time), dt.UTC) if len(time) <= 20 and time.replace(".", "", 1).isdecimal() else None
    except (ValueError, OverflowError, OSError):
        return None
