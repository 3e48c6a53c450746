"""A machine that signs its requests."""

import time

from django.test import Client

from portal.api.actions.issue_key import Issued
from portal.api.signing import sign


def headers(issued: Issued, path: str, *, method: str = "GET", at: float | None = None, body: bytes = b"") -> dict[str, str]:
    moment = f"{time.time() if at is None else at:.3f}"
    return {
        "X-Portal-Key": issued.key.code,
        "X-Portal-Time": moment,
        "X-Portal-Signature": sign(issued.secret, method, path, moment, body),
    }


def get(issued: Issued, path: str, **fields):
    return Client().get(path, headers=headers(issued, path, **fields))
