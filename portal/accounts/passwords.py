"""Password rules (GB/T 22239 8.1.4.1): length, classes, block list, history, by the tenant's figures. Used at every path that sets one."""

import datetime as dt
import re

from django.contrib.auth.hashers import check_password
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.functional import SimpleLazyObject

from portal.accounts.models import PasswordRecord, User
from portal.accounts.policies import AccountPolicy, policy_of
from portal.lib import clock, names
from portal.tenancy.models import Region

MAX_LENGTH = 128

_CLASSES = (r"[a-z]", r"[A-Z]", r"\d", r"[^A-Za-z0-9]")
_BLOCKED = (
    "password", "passw0rd", "qwerty", "123456", "111111", "abc123", "admin", "letmein", "iloveyou", "welcome",
    "qianxin", "nongmingong", "renshe", "gongzi", "欠薪", "农民工", "人社", "工资",
)  # fmt: skip
_LEAST_WORD = 4  # letters: shorter pinyin stands in half of all words
_common = SimpleLazyObject(CommonPasswordValidator)  # twenty thousand words, read when the first password is set


def rules_in_words(policy: AccountPolicy) -> str:
    """What a form says under the field."""
    parts = [f"至少 {policy.password_length} 个字符"]
    if policy.password_classes:
        parts.append(f"含大写字母、小写字母、数字、符号中的{_number(policy.password_classes)}种")
    parts.append("不含账号、地名、行业用词和常用密码")
    if policy.password_history:
        parts.append(f"不与最近 {policy.password_history} 次相同")
    return "，".join(parts) + "。"


def faults(password: str, user: User, policy: AccountPolicy) -> list[str]:
    """Everything that is wrong with a password for this person, in words."""
    found = []
    if not policy.password_length <= len(password) <= MAX_LENGTH:
        found.append(f"密码要 {policy.password_length} 到 {MAX_LENGTH} 个字符，现在 {len(password)} 个。")
    if sum(bool(re.search(pattern, password)) for pattern in _CLASSES) < policy.password_classes:
        found.append(f"密码要含大写字母、小写字母、数字、符号中的{_number(policy.password_classes)}种。")
    if _is_guessable(password, user, policy):
        found.append("密码太容易猜到：不要含账号、地名、常用密码或行业用词。")
    if user.pk and policy.password_history:
        earlier = PasswordRecord.objects.filter(user=user).values_list("password", flat=True)[: policy.password_history]
        if any(check_password(password, hashed) for hashed in earlier):
            found.append(f"不能用最近 {policy.password_history} 次用过的密码。")
    return found


def check(password: str, user: User, *, at: dt.datetime) -> None:
    """Raise ``ValidationError`` with every fault; called by forms before and by ``set_password`` in any case."""
    if found := faults(password, user, policy_of(user, on=_day(at))):
        raise ValidationError(found, code="password")


def set_password(user: User, password: str, *, at: dt.datetime, must_change: bool = False) -> None:
    """Check the rules, set the password and remember its hash; the only way a password is ever set."""
    check(password, user, at=at)
    user.set_password(password)
    user.password_changed_at = at
    user.must_change_password = must_change
    user.save()
    PasswordRecord.objects.create(user=user, password=user.password)


def has_expired(user: User, at: dt.datetime, policy: AccountPolicy) -> bool:
    """A password older than the tenant allows, or one that somebody else set, must be changed before anything else."""
    if user.must_change_password or user.password_changed_at is None:
        return True
    return bool(policy.password_days) and at - user.password_changed_at > dt.timedelta(days=policy.password_days)


def _is_guessable(password: str, user: User, policy: AccountPolicy) -> bool:
    lowered = password.lower()
    words = [*_BLOCKED, *(word.lower() for word in policy.password_blocked), *_places(user)]
    if len(user.username) >= _LEAST_WORD:
        words.append(user.username.lower())
    return lowered in _common.passwords or any(word in lowered for word in words if word)


def _places(user: User) -> set[str]:
    """Names of the places a person works for, and their pinyin: what a stranger would try first."""
    ids = set(user.memberships.values_list("region_id", flat=True)) if user.pk else set()
    found = set()
    for name in Region.objects.filter(pk__in={*ids, user.opened_in_id} - {None}).values_list("name", flat=True):
        short = name[:-1] if len(name) > 2 and name[-1] in "省市县区旗镇乡" else name
        spelled = names.sort_key(short).replace(" ", "")
        found |= {short, spelled} if len(spelled) >= _LEAST_WORD else {short}
    return found


def _day(at: dt.datetime) -> dt.date:
    return at.astimezone(clock.SHANGHAI).date()


def _number(count: int) -> str:
    return "零一两三四"[count] if 0 <= count <= 4 else str(count)
