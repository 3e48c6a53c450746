"""Which verbs show numbers of persons unmasked, and who saw whose."""

from typing import Any

from django.db.models import Q

from portal.audit.models import Entry
from portal.audit.models.entry import EntryQuerySet

# One value on a page; a sheet or file with many; an export in full after a second person's yes.
PERSONAL = (
    "accounts.reveal", "wagepay.template", "wagepay.bank_file", "wagepay.ledger", "wagepay.open_person_paper", "documents.hand_out", "projects.print_board",
    "projects.payee_list",
)  # fmt: skip


def personal_views(rows: EntryQuerySet) -> EntryQuerySet:
    """Of these entries the views of unmasked numbers; an export counts when it was one in full."""
    return rows.filter(verb__in=PERSONAL).exclude(Q(verb="documents.hand_out") & ~Q(detail__full=True))


def viewings(subjects: dict[str, list[Any]]) -> EntryQuerySet:
    """Who saw unmasked numbers of these rows ("app.Model" -> uids), when and why, the newest first.

    Every such view is written before it is shown, so this is what happened; rooms tell which rows are one person's.
    """
    return personal_views(Entry.objects.about(subjects)).order_by("-id")
