"""When wrong passwords lock an account on a machine, whether one is locked, and the words of the trail of an account.

Before the password is right nobody is anybody: one figure holds for every name, known or not, the strictest that any tenant
has in force. With figures of a person's own tenant the lock itself would tell whose account a name is.
"""

import datetime as dt
from dataclasses import dataclass

from axes.models import AccessAttempt
from django.db.models import QuerySet, Sum
from django.http import HttpRequest
from django.utils import timezone

from portal.accounts.models import User
from portal.accounts.policies import AccountPolicy
from portal.lib import clock
from portal.tenancy.models import PolicyRow

FAILURES, MINUTES = "accounts.lock_failures", "accounts.lock_minutes"


@dataclass(frozen=True)
class Door:
    """After how many failures from one machine the sign-in is locked, and for how long."""

    failures: int
    minutes: int

    @property
    def time(self) -> dt.timedelta:
        return dt.timedelta(minutes=self.minutes)


def door(on: dt.date, *, proposed: PolicyRow | None = None) -> Door:
    """The figures in force for everybody, with one query; with a row that nobody has saved yet in place of its region's own."""
    national = AccountPolicy.of(None, on=on)
    rows = [row for row in PolicyRow.objects.in_force(on).filter(key__in=(FAILURES, MINUTES)) if not _gives_way(row, proposed)]
    values = [(row.key, row.value) for row in (*rows, *([proposed] if proposed else [])) if row.value is not None]
    failures = [value for key, value in values if key == FAILURES]
    minutes = [value for key, value in values if key == MINUTES]
    return Door(min([national.lock_failures, *failures]), max([national.lock_minutes, *minutes]))


def _gives_way(row: PolicyRow, proposed: PolicyRow | None) -> bool:
    return proposed is not None and (row.region_id, row.key) == (proposed.region_id, proposed.key)


def door_of(request: HttpRequest) -> Door:
    """The figures of this request, read once."""
    if not hasattr(request, "door"):
        request.door = door(clock.today())
    return request.door


def failure_limit(request: HttpRequest, credentials: dict | None = None) -> int:
    """Asked by the lock at each attempt (``AXES_FAILURE_LIMIT``)."""
    return door_of(request).failures


def lock_time(request: HttpRequest) -> dt.timedelta:
    """Asked by the lock at each attempt (``AXES_COOLOFF_TIME``)."""
    return door_of(request).time


def recent_attempts(found: Door) -> QuerySet[AccessAttempt]:
    """Failures within the lock's time."""
    return AccessAttempt.objects.filter(attempt_time__gte=timezone.now() - found.time)


def is_locked(user: User) -> bool:
    """As many failures from one address within the lock's time as lock it."""
    found = door(clock.today())
    by_address = recent_attempts(found).filter(username=user.username).values("ip_address").annotate(failures=Sum("failures_since_start"))
    return by_address.filter(failures__gte=found.failures).exists()


WORDS = {
    "accounts.add_user": "开通账号",
    "accounts.change_password": "本人修改密码",
    "accounts.choose_password": "本人用链接设密码",
    "accounts.edit_user": "修改姓名、职务",
    "accounts.end_session": "本人结束一次登录",
    "accounts.end_sessions": "结束全部登录",
    "accounts.link_invite": "发邀请链接",
    "accounts.link_reset": "重置密码",
    "accounts.recovery_code": "用恢复码登录",
    "accounts.recovery_codes": "生成恢复码",
    "accounts.reset_second_factor": "重置二次验证",
    "accounts.resume": "重新启用",
    "accounts.second_factor": "动态码",
    "accounts.second_factor_off": "停用二次验证",
    "accounts.second_factor_on": "启用二次验证",
    "accounts.sign_in": "登录",
    "accounts.step_up": "再次确认身份",
    "accounts.suspend": "停用账号",
    "accounts.switch": "切换任职",
    "accounts.unlock": "解除锁定",
}
