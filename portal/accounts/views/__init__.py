from portal.accounts.views.failures import csrf_failed, locked_out
from portal.accounts.views.first_admin import first_admin_page
from portal.accounts.views.incident import incident, incident_lift
from portal.accounts.views.own import change_membership, change_password, end_session, session_list
from portal.accounts.views.sign_in import sign_in_page, sign_out

__all__ = [
    "change_membership",
    "change_password",
    "csrf_failed",
    "end_session",
    "first_admin_page",
    "incident",
    "incident_lift",
    "locked_out",
    "session_list",
    "sign_in_page",
    "sign_out",
]
