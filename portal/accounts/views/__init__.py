from portal.accounts.views.failures import csrf_failed, locked_out

__all__ = ["csrf_failed", "locked_out"]
