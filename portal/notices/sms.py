"""The gateway for text messages. A site connects its own by an adapter with ``send``; without one nothing is sent.

The demo's adapter sends nothing: what would be sent stands on the page ``/demo/sms/``.
"""

from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from portal.lib.errors import Refused


class SmsGateway(Protocol):
    """What an adapter offers."""

    name: str

    def send(self, phone: str, text: str) -> None:
        """Hand the message to the gateway; raise ``Refused`` with the reason when it is not taken."""


class ScreenGateway:
    """Demo only: shown on a page instead of sent."""

    name = "演示页面"

    def send(self, phone: str, text: str) -> None:
        return None


class NoGateway:
    """Production without a contract for text messages."""

    name = "未配置"

    def send(self, phone: str, text: str) -> None:
        raise Refused("没有配置短信通道，请管理员在设置中配置后再发。", "no_gateway")


def gateway() -> SmsGateway:
    """The adapter of this installation (setting ``PORTAL_SMS``, a dotted path)."""
    default = "portal.notices.sms.ScreenGateway" if settings.IS_DEMO else "portal.notices.sms.NoGateway"
    return import_string(getattr(settings, "PORTAL_SMS", "") or default)()
