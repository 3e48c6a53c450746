"""The ways out of the portal of this installation: e-mail and text messages, each behind one interface.

In-portal messages need none: the row is the message. In the demonstration, what is not configured is shown on a page.
"""

from pathlib import Path

from django.conf import settings

from portal.lib.errors import Refused
from portal.notices.channels.base import Channel, GiveUp, Outgoing, TryAgain
from portal.notices.channels.gateway import Gateway
from portal.notices.channels.gateway_plan import BadPlan, load
from portal.notices.channels.mail import MailServer
from portal.notices.channels.screen import Screen
from portal.notices.enums import ChannelKey

__all__ = ["Channel", "GiveUp", "Outgoing", "TryAgain", "channel_of", "is_offered"]


def is_offered(key: str) -> bool:
    """Whether this installation sends by it at all."""
    return settings.IS_DEMO or bool(settings.PORTAL_MAIL.host if key == ChannelKey.EMAIL else settings.PORTAL_SMS_GATEWAY)


def channel_of(key: str) -> Channel:
    """The channel, ready to send; refused with the advice what to configure."""
    if key == ChannelKey.EMAIL and settings.PORTAL_MAIL.host:
        return MailServer(settings.PORTAL_MAIL)
    if key == ChannelKey.SMS and settings.PORTAL_SMS_GATEWAY:
        try:
            return Gateway(load(Path(settings.PORTAL_SMS_GATEWAY)))
        except BadPlan as fault:
            raise Refused(str(fault), "bad_gateway") from fault
    if settings.IS_DEMO:
        return Screen()
    raise Refused(f"本平台没有配置{ChannelKey(key).label}，请联系系统管理员。", "no_channel")
