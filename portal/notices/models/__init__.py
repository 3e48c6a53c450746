"""Messages to people, and the text messages of the demo."""

from portal.notices.models.notice import Notice, unread_of
from portal.notices.models.sms import SmsMessage, SmsState

__all__ = ["Notice", "SmsMessage", "SmsState", "unread_of"]
