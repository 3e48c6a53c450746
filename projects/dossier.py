"""Panels and badges that rooms above add to a project's dossier page without being imported here.

    dossier.register(DossierPart(20, "发薪月历", "wagepay/_calendar.html", calendar_context))
    dossier.register_badge(open_warnings)          # (actor, project, on) -> [("red", "红色预警 1"), …]

A part's template is rendered with ``project``, ``actor``, ``on`` and what its function returns; it is the whole
``<section class="p-panel" id="…">``. A function that returns None leaves the part out.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from portal.tenancy.scope import Actor
from projects.models import Project

Context = Callable[[Actor, Project, dt.date], dict | None]
Badge = Callable[[Actor, Project, dt.date], list[tuple[str, str]]]


@dataclass(frozen=True)
class DossierPart:
    """One panel: its place among the others, its title in the page's contents, its template, what fills it."""

    order: int
    title: str
    template: str
    context: Context
    anchor: str = ""


@dataclass(frozen=True)
class ShownPart:
    title: str
    anchor: str
    html: SafeString


_PARTS: dict[str, DossierPart] = {}
_BADGES: list[Badge] = []


def register(part: DossierPart) -> None:
    """Called in a room's AppConfig.ready; the same template again replaces the part."""
    _PARTS[part.template] = part


def register_badge(badge: Badge) -> None:
    if badge not in _BADGES:
        _BADGES.append(badge)


def shown(actor: Actor, project: Project, on: dt.date) -> list[ShownPart]:
    """The parts for this actor, in order."""
    found = []
    for part in sorted(_PARTS.values(), key=lambda p: (p.order, p.title)):
        context = part.context(actor, project, on)
        if context is not None:
            html = render_to_string(part.template, {"project": project, "actor": actor, "on": on} | context)
            found.append(ShownPart(part.title, part.anchor or f"part-{part.order}", html))
    return found


def badges(actor: Actor, project: Project, on: dt.date) -> list[tuple[str, str]]:
    """Levels beside the project's name, worst first as their rooms give them."""
    return [badge for ask in _BADGES for badge in ask(actor, project, on)]
