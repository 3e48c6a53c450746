"""What labour cost, its supplements and the accounts' flows tell the floors below. Imported when the models are loaded."""

from portal.accounts import rights as portal_rights
from portal.interface import menu
from projects import account_parts
from wagepay import rights_funding
from wagepay.account_flows import PART

PAGES = ("wage_project_funding", "wage_progress_new", "wage_request_new", "wage_request_grant", "wage_request_refuse", "wage_request_withdraw")


def declare(room: str) -> None:
    """Called once from AppConfig.ready."""
    portal_rights.declare(rights_funding.RIGHTS, rights_funding.WORDS, room=room)
    account_parts.register(PART)
    menu.add(menu.MenuItem("资金", "wage_funding", "人工费与进度款", "report-money", "wagepay.funding", order=19, also=PAGES))
