from portal.accounts.models.freeze import Freeze
from portal.accounts.models.membership import Membership
from portal.accounts.models.session import PortalSession
from portal.accounts.models.user import PasswordRecord, User

__all__ = ["Freeze", "Membership", "PasswordRecord", "PortalSession", "User"]
