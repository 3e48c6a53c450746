"""Where the steps of a remedy are taken: the page of each act, for those who have its verb. Rooms above add the pages of theirs."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from portal.accounts.rights import may
from portal.tenancy.scope import Actor
from projects.models import Project


@dataclass(frozen=True)
class ActLink:
    """``takes`` says how the page learns what the step is about: a part of its address, all of it, a query parameter, or not at all."""

    verb: str
    page: str
    takes: str = ""  # "" | path | own | a name of the query


_LINKS: dict[str, ActLink] = {}


def register(act: str, link: ActLink) -> None:
    """Called in a room's ``AppConfig.ready``."""
    if _LINKS.setdefault(act, link) != link:
        raise ValueError(f"the page of the act {act} is declared twice")


def link_of(actor: Actor, project: Project, act: str, target: str = "") -> str:
    """The address, empty where the actor may not take the step or no page does."""
    link = _LINKS.get(act)
    if link is None or not may(actor, link.verb):
        return ""
    if link.takes == "own":  # the thing has an address of its own, apart from the project's
        return reverse(link.page, args=[target]) if target else ""
    if link.takes == "path":
        return reverse(link.page, args=[project.code, target]) if target else ""
    address = reverse(link.page, args=[project.code])
    return f"{address}?{urlencode({link.takes: target})}" if link.takes and target else address


OWN = {
    "contacts": ActLink("projects.contacts", "project_contacts"),
    "update": ActLink("projects.update", "project_edit"),
    "open_account": ActLink("projects.open_account", "account_new"),
    "account_agreement": ActLink("projects.record_agreement", "account_agreement", "path"),
    "account_filing": ActLink("projects.file_account", "account_filing", "path"),
    "account_upload": ActLink("projects.open_account", "account_upload", "path"),
    "account_name": ActLink("projects.open_account", "account", "path"),
    "unfreeze": ActLink("projects.record_freeze", "account", "path"),
    "deposit_copies": ActLink("projects.store_deposit", "deposit_copies", "own"),
    "party_agreement": ActLink("projects.record_agreement", "party_agreement", "path"),
    "store_deposit": ActLink("projects.store_deposit", "deposit_new"),
    "put_up_board": ActLink("projects.notice_board", "board_new", "place"),
    "record_proof": ActLink("projects.record_proof", "proof_new", "path"),
}
