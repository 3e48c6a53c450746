"""Projects as objects of steps that belong to authorities outside the portal."""

import datetime as dt

from portal.external.panels import steps_panel
from portal.external.subjects import Subject
from portal.tenancy.scope import Actor
from projects.models import Project

PROJECT = "projects.Project"


def find_project(actor: Actor, uid: str) -> Subject | None:
    """By the project's code, under which its page stands."""
    found = Project.objects.visible_to(actor).filter(code=uid).first()
    return found and Subject(PROJECT, found.code, found.name, found.get_absolute_url(), found.region_id, found.pk)


def external_panel(actor: Actor, project: Project, on: dt.date) -> dict | None:
    return steps_panel(actor, PROJECT, project.code)
