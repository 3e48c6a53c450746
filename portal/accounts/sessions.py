"""The session store over our own table, and what a session remembers."""

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

USER, MEMBERSHIP, ADDRESS, AGENT, SIGNED_IN, SEEN = "_auth_user_id", "membership_id", "address", "agent", "signed_in_at", "seen_at"
SECOND = "second_factor_at"  # when the second factor was given; absent after a password alone
STEP_UP = "step_up"  # kind of act -> when the person proved again who he is
DOUBTS = "step_up_failures"


class SessionStore(DatabaseStore):
    @classmethod
    def get_model_class(cls):
        from portal.accounts.models import PortalSession  # noqa: PLC0415  (the store is imported before the apps are loaded)

        return PortalSession

    def create_model_instance(self, data):
        row = super().create_model_instance(data)
        row.user_id = int(data[USER]) if data.get(USER) else None
        row.membership_id = data.get(MEMBERSHIP)
        row.address = data.get(ADDRESS, "")
        row.agent = data.get(AGENT, "")[:120]
        row.signed_in_at = data.get(SIGNED_IN)
        row.seen_at = data.get(SEEN)
        return row
