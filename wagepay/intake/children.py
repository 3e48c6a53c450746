"""A child under sixteen at work is told at once, from whatever the portal first hears of him."""

import datetime as dt
from collections.abc import Sequence

from portal.jobs.outbox import post_all
from portal.lib.clock import SHANGHAI
from projects.models import Project
from wagepay.intake.terms import Terms
from wagepay.payroll.ages import CHILD_BELOW, years_before
from wagepay.workbooks.roster import birth_of

MESSAGE = "wagepay.child_labour"


def is_child(born_on: dt.date | None, day: dt.date) -> bool:
    """Under sixteen on the day (禁止使用童工规定第二条); the sixteenth birthday is no child's."""
    return born_on is not None and born_on > years_before(day, CHILD_BELOW)


def alert_children(project: Project, people: Sequence[Terms], at: dt.datetime) -> list[bytes]:
    """One message for each child and project; a later word about the same child is none."""
    today = at.astimezone(SHANGHAI).date()
    children = [terms for terms in people if is_child(birth_of(terms.id_number), min(terms.entered_on or today, today))]
    post_all(MESSAGE, [(f"{project.pk} {terms.person.hex()}", {"project": project.pk, "person": terms.person.hex()}, project.region_id) for terms in children])
    return [terms.person for terms in children]
