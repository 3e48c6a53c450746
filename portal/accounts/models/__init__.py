from portal.accounts.models.adjustment import RightAdjustment
from portal.accounts.models.freeze import Freeze
from portal.accounts.models.membership import Membership
from portal.accounts.models.one_time_link import OneTimeLink
from portal.accounts.models.saved_view import SavedView
from portal.accounts.models.second_factor import RecoveryCode, SecondFactor
from portal.accounts.models.session import PortalSession
from portal.accounts.models.transfer import PortfolioTransfer
from portal.accounts.models.user import PasswordRecord, User
from portal.accounts.models.user_import import UserImport

__all__ = [
    "Freeze", "Membership", "OneTimeLink", "PasswordRecord", "PortalSession", "PortfolioTransfer", "RecoveryCode", "RightAdjustment", "SavedView", "SecondFactor", "User",
    "UserImport",
]  # fmt: skip
