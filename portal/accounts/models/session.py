"""Sessions in our own table, so that a person sees and ends his own and a changed user's die at once."""

from importlib import import_module

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models
from django.utils.crypto import salted_hmac

# Marks in what a browser says of itself -> its name; the first that is found counts, since later ones claim to be earlier ones.
BROWSERS = (("MicroMessenger", "微信"), ("QQBrowser", "QQ 浏览器"), ("Edg", "Edge"), ("Firefox", "火狐"), ("Chrome", "Chrome"), ("Safari", "Safari"))
SYSTEMS = (("HarmonyOS", "鸿蒙"), ("Android", "安卓"), ("iPhone", "iPhone"), ("Windows", "Windows"), ("Mac OS", "macOS"), ("Linux", "Linux"))


class PortalSessionManager(BaseSessionManager):
    pass


class PortalSession(AbstractBaseSession):
    """One sign-in on one machine."""

    session_key = models.CharField("会话键", max_length=40, primary_key=True)
    session_data = models.TextField("会话内容")
    expire_date = models.DateTimeField("失效时间", db_index=True)
    user_id = models.BigIntegerField("用户", null=True, db_index=True)
    membership_id = models.BigIntegerField("任职", null=True)
    address = models.CharField("网络地址", max_length=45, blank=True)
    agent = models.CharField("浏览器", max_length=120, blank=True)
    signed_in_at = models.DateTimeField("登录时间", null=True)
    seen_at = models.DateTimeField("最近活动", null=True)

    objects = PortalSessionManager()

    class Meta(AbstractBaseSession.Meta):
        abstract = False
        verbose_name = "登录会话"
        verbose_name_plural = "登录会话"

    @classmethod
    def get_session_store_class(cls):
        return import_module(settings.SESSION_ENGINE).SessionStore

    @property
    def browser(self) -> str:
        """The browser and the system in words people know; what is unknown stands as it was sent."""
        found = [next((name for mark, name in marks if mark in self.agent), "") for marks in (BROWSERS, SYSTEMS)]
        return "，".join(name for name in found if name) or self.agent

    @property
    def tag(self) -> str:
        """What pages call this session: the key itself opens it and never stands in a page."""
        return salted_hmac("portal.session", self.session_key).hexdigest()[:24]
