"""What accounts, papers and closing tell the floors below: rights, letters, policies, classes of files, prints. Imported when the models are loaded."""

from portal.accounts import rights as portal_rights
from portal.documents import retention
from portal.documents.kinds import declare_kind
from portal.documents.registry import register_document
from portal.tenancy.policies import declare_policies, declare_thresholds
from projects import dossier, instruments, paper_part, rights_accounts, unlisted  # noqa: F401
from projects.actions.keep_paper import FILE_KIND
from projects.project_forms import PRINTED, printed
from projects.rules import (
    w02_account_not_filed,
    w03_agreement_missing,
    w04_account_name,
    w07_labour_cost_terms,
    w11_account_frozen,
    w38_not_on_platform,
    w52_progress_short,
    w55_closing_late,
)

RULES = (
    w02_account_not_filed, w03_agreement_missing, w04_account_name, w07_labour_cost_terms, w11_account_frozen, w38_not_on_platform, w52_progress_short, w55_closing_late,
)  # fmt: skip


def declare(room: str) -> None:
    """Called once from AppConfig.ready."""
    portal_rights.declare(rights_accounts.RIGHTS, rights_accounts.WORDS, room=room)
    declare_kind(*instruments.KINDS)
    declare_policies(*instruments.POLICIES, group="文书")
    retention.classify("wages", (FILE_KIND,))
    declare_thresholds(*RULES)
    for part in paper_part.PARTS:
        dossier.register(part)
    for kind, label in PRINTED.items():
        register_document(kind, label, printed(kind))
