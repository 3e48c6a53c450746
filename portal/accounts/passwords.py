"""Password rules (GB/T 22239 8.1.4.1): length, classes, block list, history. Used at every path that sets one."""

import datetime as dt
import re

from django.contrib.auth.hashers import check_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from portal.accounts.models import PasswordRecord, User

MIN_LENGTH, MAX_LENGTH, CLASSES, HISTORY = 10, 128, 3, 5
EXPIRES_AFTER = dt.timedelta(days=90)

_CLASSES = (r"[a-z]", r"[A-Z]", r"\d", r"[^A-Za-z0-9]")
_BLOCKED = (
    "password", "passw0rd", "qwerty", "123456", "111111", "abc123", "admin", "letmein", "iloveyou", "welcome",
    "qianxin", "nongmingong", "renshe", "gongzi", "欠薪", "农民工", "人社", "工资",
)  # fmt: skip


class LengthAndClasses:
    """At least ten characters of three of the four classes."""

    def validate(self, password: str, user: User | None = None) -> None:
        if not MIN_LENGTH <= len(password) <= MAX_LENGTH:
            raise ValidationError(f"密码要 {MIN_LENGTH} 到 {MAX_LENGTH} 个字符，现在 {len(password)} 个。", code="length")
        if sum(bool(re.search(pattern, password)) for pattern in _CLASSES) < CLASSES:
            raise ValidationError("密码要含大写字母、小写字母、数字、符号中的三种。", code="classes")

    def get_help_text(self) -> str:
        return f"至少 {MIN_LENGTH} 个字符，含大写字母、小写字母、数字、符号中的三种。"


class BlockList:
    """No common password, no word of the trade, not the account's own name."""

    def validate(self, password: str, user: User | None = None) -> None:
        lowered = password.lower()
        words = _BLOCKED + ((user.username.lower(),) if user and len(user.username) >= 4 else ())
        if any(word in lowered for word in words):
            raise ValidationError("密码太容易猜到：不要含账号、常用密码或行业用词。", code="blocked")

    def get_help_text(self) -> str:
        return "不要含账号、常用密码或行业用词。"


class History:
    """None of the last five."""

    def validate(self, password: str, user: User | None = None) -> None:
        if user is None or user.pk is None:
            return
        earlier = PasswordRecord.objects.filter(user=user).values_list("password", flat=True)[:HISTORY]
        if any(check_password(password, hashed) for hashed in earlier):
            raise ValidationError(f"不能用最近 {HISTORY} 次用过的密码。", code="history")

    def get_help_text(self) -> str:
        return f"不能用最近 {HISTORY} 次用过的密码。"


def set_password(user: User, password: str, *, at: dt.datetime, must_change: bool = False) -> None:
    """Check the rules, set the password and remember its hash; the only way a password is ever set."""
    validate_password(password, user)
    user.set_password(password)
    user.password_changed_at = at
    user.must_change_password = must_change
    user.save()
    PasswordRecord.objects.create(user=user, password=user.password)


def has_expired(user: User, at: dt.datetime) -> bool:
    """A password older than ninety days, or one that somebody else set, must be changed before anything else."""
    if user.must_change_password or user.password_changed_at is None:
        return True
    return at - user.password_changed_at > EXPIRES_AFTER
