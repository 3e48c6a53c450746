"""Tell every project an account serves what its statement changed."""

from projects.actions.post_fact import post_facts
from wagepay.enums import UploadKind
from wagepay.intake.account import project_ids, projects_of
from wagepay.intake.target import Read, Target
from wagepay.queries.facts import facts_of


def post_account_facts(*, read: Read, target: Target) -> None:
    """The latest labour-cost cycle of each project, in the transaction of the import."""
    for project in projects_of(target, project_ids(read)):
        post_facts(facts_of(project, target.on, UploadKind.ACCOUNT_ENTRIES.label))
