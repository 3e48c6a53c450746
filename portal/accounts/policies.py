"""Figures of passwords, sessions and accounts that a tenant may set, and how those of a person are found."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any, Self

from portal.accounts.models import User
from portal.tenancy.models import Region
from portal.tenancy.policies import PolicyKey, PolicySet

PREFIX = "accounts."
_IDENTITY = "GB/T 22239-2019 第 8.1.4.1 条 a）项：身份标识唯一，鉴别信息有复杂度要求并定期更换"
_SESSION = "GB/T 22239-2019 第 8.1.4.1 条 b）项：登录失败处理、结束会话、超时自动退出"
_ACCOUNTS = "GB/T 22239-2019 第 8.1.4.2 条 c）项：及时删除或停用多余的、过期的账户"
_NUMBERS = "个人信息保护法第 51 条：合理确定个人信息处理的操作权限"
_VALUE = "；数值为平台建议"
_AT_THE_DOOR = "只能从严。密码输对以前不知道是谁，登录页对所有账号一律取各租户中最严的一个，从锁定快慢看不出账号有没有、属于哪里。"

POLICIES = (
    PolicyKey("accounts.password_length", "密码最短长度", int, "个字符", 10, _IDENTITY + _VALUE, "P", least=8, most=64),
    PolicyKey("accounts.password_classes", "密码含大写、小写、数字、符号中的几种", int, "种", 3, _IDENTITY + _VALUE, "P", least=0, most=4),
    PolicyKey("accounts.password_days", "密码有效天数（0 为不过期）", int, "日", 90, _IDENTITY + _VALUE, "P", least=0, most=365),
    PolicyKey("accounts.password_history", "不得重复最近几次用过的密码", int, "次", 5, _IDENTITY + _VALUE, "P", least=0, most=24),
    PolicyKey("accounts.password_blocked", "密码中不得出现的词（辖区名和单位名之外另加的）", list, "词", [], _IDENTITY + _VALUE, "P"),
    PolicyKey("accounts.lock_failures", "连续输错几次密码锁定", int, "次", 5, _SESSION + _VALUE, "P", _AT_THE_DOOR, least=3, most=5),
    PolicyKey("accounts.lock_minutes", "锁定多久", int, "分钟", 15, _SESSION + _VALUE, "P", _AT_THE_DOOR, least=15, most=60),
    PolicyKey("accounts.idle_minutes", "多久没有操作自动退出", int, "分钟", 30, _SESSION + _VALUE, "P", least=5, most=120),
    PolicyKey("accounts.session_hours", "一次登录最长多久", int, "小时", 12, _SESSION + _VALUE, "P", least=1, most=24),
    PolicyKey("accounts.step_up_minutes", "敏感操作前再次确认身份的有效时间", int, "分钟", 5, _SESSION + _VALUE, "P", least=1, most=30),
    PolicyKey("accounts.link_hours", "邀请和重置密码链接的有效时间", int, "小时", 72, _IDENTITY + _VALUE, "P", least=1, most=336),
    PolicyKey("accounts.dormant_days", "多久没有登录自动停用（0 为不停用）", int, "日", 90, _ACCOUNTS + _VALUE, "P", least=0, most=730),
    PolicyKey("accounts.reveals_an_hour", "一人一小时内最多查看完整号码", int, "个", 60, _NUMBERS + _VALUE, "P", least=1, most=1000),
)  # fmt: skip


@dataclass(frozen=True)
class AccountPolicy:
    """The figures in force for a person at one place."""

    password_length: int
    password_classes: int
    password_days: int
    password_history: int
    password_blocked: tuple[str, ...]
    lock_failures: int
    lock_minutes: int
    idle_minutes: int
    session_hours: int
    step_up_minutes: int
    link_hours: int
    dormant_days: int
    reveals_an_hour: int

    @classmethod
    def of(cls, region: Region | None, *, on: dt.date) -> Self:
        """What the region has set, else what holds for the whole country."""
        found = PolicySet(region, on, prefix=PREFIX) if region else {}
        return cls(**{key.key.removeprefix(PREFIX): _value(key, found[key.key].value if found else None) for key in POLICIES})

    @classmethod
    def strictest(cls, policies: Iterable["AccountPolicy"]) -> Self:
        """Of several places the stricter figure each time; 0 stands for no limit at all."""
        found = list(policies)
        if len(found) == 1:
            return found[0]
        return cls(**{field.name: _stricter(field.name, [getattr(policy, field.name) for policy in found]) for field in fields(cls)})


def _value(key: PolicyKey, value: Any) -> Any:
    value = key.default if value is None else value
    if isinstance(value, list):
        return tuple(str(word) for word in value)
    return value


def _stricter(name: str, values: list[Any]) -> Any:
    if name == "password_blocked":
        return tuple(dict.fromkeys(word for value in values for word in value))
    if name in ("password_length", "password_classes", "password_history", "lock_minutes"):
        return max(values)
    return min((value for value in values if value), default=0)


def policy_of(user: User, *, on: dt.date) -> AccountPolicy:
    """The strictest of all places a person has a role at; of an enterprise's clerk those of the tenant that opened his account."""
    ids = set()
    if user.pk:
        ids = {pk for pk in user.memberships.valid_on(on).values_list("region_id", flat=True) if pk}
    places = list(Region.objects.filter(pk__in=ids | ({user.opened_in_id} if user.opened_in_id else set())))
    return AccountPolicy.strictest(AccountPolicy.of(place, on=on) for place in places or [None])
