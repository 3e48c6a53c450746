"""A person who signs in."""

import uuid

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Count, Q

from portal.accounts.enums import AccountState
from portal.tenancy.models import Region
from portal.tenancy.scope import Actor

# The three states apart, as ``User.state`` tells them.
_IN_STATE = {
    AccountState.IN_USE.value: Q(is_active=True, password_changed_at__isnull=False),
    AccountState.INVITED.value: Q(is_active=True, password_changed_at__isnull=True),
    AccountState.SUSPENDED.value: Q(is_active=False),
}


class UserQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> "UserQuerySet":
        """The people of an administrator: with a role, now or formerly, in his regions, or whose account his tenant opened.

        A clerk of an enterprise has no region of his own: he is known where his account was opened.
        """
        here = sorted(actor.scope.read_regions)
        with_role = self.model.objects.filter(memberships__region_id__in=here).values("pk")
        return self.filter(Q(opened_in_id__in=here) | Q(pk__in=with_role))

    def in_state(self, state: str) -> "UserQuerySet":
        """Those a list shows under this state."""
        return self.filter(_IN_STATE[state])

    def counts(self) -> dict[str, int]:
        """How many there are in each state, with one query."""
        return self.aggregate(**{state: Count("pk", filter=condition) for state, condition in _IN_STATE.items()})


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    def get_by_natural_key(self, username: str) -> "User":
        return self.get(username=username.strip().lower())


class User(AbstractBaseUser):
    """Global row: one account per person, however many memberships. There is no superuser."""

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    username = models.CharField("账号", max_length=60, unique=True)
    name = models.CharField("姓名", max_length=60)
    is_active = models.BooleanField("启用", default=True)
    must_change_password = models.BooleanField("须先改密码", default=False)
    password_changed_at = models.DateTimeField("改密时间", null=True, blank=True)
    created_at = models.DateTimeField("建立时间", auto_now_add=True)
    # The tenant whose administrator opened the account; nobody's for those opened at the console.
    opened_in = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="开户辖区")
    suspended_at = models.DateTimeField("停用时间", null=True, blank=True)
    suspended_reason = models.CharField("停用原因", max_length=200, blank=True, db_default="")
    resumed_at = models.DateTimeField("重新启用时间", null=True, blank=True)

    objects = UserManager()

    USERNAME_FIELD = "username"

    class Meta:
        verbose_name = "用户"
        verbose_name_plural = "用户"
        ordering = ["username"]

    def __str__(self) -> str:
        return self.name

    @property
    def state(self) -> AccountState:
        """Suspended, or invited as long as no password was ever chosen, else in use."""
        if not self.is_active:
            return AccountState.SUSPENDED
        return AccountState.INVITED if self.password_changed_at is None else AccountState.IN_USE


class PasswordRecord(models.Model):
    """Hashes of earlier passwords, so that the last few are not used again."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name="用户")
    password = models.CharField("口令散列", max_length=200)
    created_at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        verbose_name = "历史口令"
        verbose_name_plural = "历史口令"
        ordering = ["-id"]

    def __str__(self) -> str:
        return str(self.user_id)
