"""Messages to people, their ways out of the portal, a tenant's words for them, official notices."""

from portal.notices.models.contact import Contact, Preference
from portal.notices.models.delivery import Delivery
from portal.notices.models.notice import Notice, unread_of
from portal.notices.models.official_notice import OfficialNotice
from portal.notices.models.template import MessageTemplate

__all__ = ["OfficialNotice", "Contact", "Delivery", "MessageTemplate", "Notice", "Preference", "unread_of"]
