"""Bring a project's sums in step after its rows changed, and tell the project's file."""

import datetime as dt
from collections.abc import Iterable

from projects.actions.post_fact import post_facts
from projects.models import Project
from wagepay.queries.facts import facts_of
from wagepay.queries.keys import keys_of
from wagepay.queries.summaries import refresh


def refresh_months(*, project: Project, months: Iterable[dt.date], on: dt.date, source: str) -> int:
    """Sum the touched months and post coverage, payment month and account month down, all in the caller's transaction."""
    written = refresh(keys_of(project, months))
    post_facts(facts_of(project, on, source))
    return written
