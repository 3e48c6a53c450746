"""A small sum in words after failed sign-ins: slows a script down, needs no picture, no sound and no script of ours.

The answer stays in the session; it is asked once and dies after some minutes. Guessing is stopped by the lockout, not by this.
"""

import datetime as dt
import secrets

from axes.handlers.proxy import AxesProxyHandler
from django.db.models import Sum
from django.http import HttpRequest

from portal.accounts import client
from portal.accounts.locks import door_of, recent_attempts
from portal.lib.text import compact

KEY = "captcha"
LIVES = dt.timedelta(minutes=10)
# Failures within the lock's time after which the sum is asked: of one account, or of one address behind which many clerks sit.
OF_ACCOUNT, OF_ADDRESS = 2, 10
_DIGITS = "零一二三四五六七八九"


def is_asked(request: HttpRequest, username: str) -> bool:
    """Whether this account or this address has failed too often lately. Where the lock is shut already there is nothing to work out."""
    if not AxesProxyHandler.is_allowed(request, {"username": username}):
        return False
    lately = recent_attempts(door_of(request))
    return _failures(lately.filter(username=username)) >= OF_ACCOUNT or _failures(lately.filter(ip_address=client.address(request))) >= OF_ADDRESS


def new_question(request: HttpRequest, at: dt.datetime) -> str:
    """Put another sum into the session; its text is for the page."""
    first, second = 11 + secrets.randbelow(60), 2 + secrets.randbelow(8)
    plus = secrets.randbelow(2) == 0
    request.session[KEY] = {"answer": first + second if plus else first - second, "until": (at + LIVES).isoformat()}
    return f"{in_words(first)}{'加' if plus else '减'}{in_words(second)}等于几？"


def is_right(request: HttpRequest, answer: str, at: dt.datetime) -> bool:
    """Compare and forget: right or wrong, the same sum is never asked twice."""
    asked = request.session.pop(KEY, None)
    if not asked or at > dt.datetime.fromisoformat(asked["until"]):
        return False
    return compact(answer) == str(asked["answer"])


def in_words(number: int) -> str:
    """11 to 99 in Chinese: 三十七."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones or not tens else "")


def _failures(attempts) -> int:
    return attempts.aggregate(total=Sum("failures_since_start"))["total"] or 0
