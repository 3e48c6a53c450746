"""A person who signs in."""

import uuid

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


class UserManager(BaseUserManager):
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

    objects = UserManager()

    USERNAME_FIELD = "username"

    class Meta:
        verbose_name = "用户"
        verbose_name_plural = "用户"
        ordering = ["username"]

    def __str__(self) -> str:
        return self.name


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
