"""Whether wrong passwords have locked an account somewhere, and the words of the trail of an account."""

import datetime as dt

from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from portal.accounts.models import User


def recent_attempts() -> QuerySet[AccessAttempt]:
    """Failures within the lock's time."""
    return AccessAttempt.objects.filter(attempt_time__gte=timezone.now() - dt.timedelta(hours=settings.AXES_COOLOFF_TIME))


def is_locked(user: User) -> bool:
    """Five failures from one address within the lock's time."""
    return recent_attempts().filter(username=user.username, failures_since_start__gte=settings.AXES_FAILURE_LIMIT).exists()


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
