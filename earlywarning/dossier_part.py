"""On a project's page: which rules rest for it now, and by whose table."""

import datetime as dt

from django.conf import settings
from django.utils.module_loading import import_string

from earlywarning.silences import silent_for
from portal.accounts.rights import may
from portal.tenancy.policies import PolicySet
from portal.tenancy.scope import Actor
from projects.models import Project


def silent_part(actor: Actor, project: Project, on: dt.date) -> dict | None:
    """Left out where everything speaks."""
    if not may(actor, "earlywarning.rule_book"):
        return None
    found = silent_for(import_string(settings.PORTAL_RULES), PolicySet(project.region, on), project)
    return {"silent": found} if found else None
