"""Post down what others read of a case: the project's facts and what each sender sees of his own matter."""

import datetime as dt

from cases.models import Case
from cases.queries.arrears import open_cases_of, owed_of
from cases.queries.arrears_records import arrears_records
from cases.queries.own_progress import own_progress
from portal.tenancy.scope import Actor
from projects import facts
from projects.actions.post_fact import post_fact


def post_case(*, actor: Actor, case: Case, on: dt.date) -> None:
    """Called by every act on a case in its own transaction.

    The project's file learns the verified wages still owed in all its cases, whether their procedures have ended or
    not, how many cases are not closed, and its record of arrears, which the deposit looks back on for years. Each lead's ``progress`` is written anew.
    """
    case = Case.objects.visible_to(actor).select_related("project", "employer", "officer").get(pk=case.pk)
    if case.project_id is not None:
        people, amount = owed_of(actor, case.project_id)
        values = {
            facts.ARREARS: facts.arrears(people=people, amount=amount),
            facts.OPEN_CASE: facts.open_case(count=open_cases_of(actor, case.project_id)),
            facts.ARREARS_RECORDS: facts.arrears_records(arrears_records(actor, case.project_id)),
        }
        for item, value in values.items():
            post_fact(project_id=case.project_id, region_id=case.project.region_id, item=item, value=value, on=on, source="线索与案件")
    for lead, progress in own_progress(actor, case):
        lead.progress = progress
        lead.save(update_fields=["progress"])
