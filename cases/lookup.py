"""Find what people name: a project by code or name, an enterprise by credit code or name."""

from portal.lib.errors import Refused
from portal.lib.text import compact, tidy
from portal.tenancy.enums import OrganisationKind
from portal.tenancy.models import Organisation
from portal.tenancy.scope import Actor
from projects.filters import find_by_text
from projects.models import Project

SHOWN = 5


def find_project(actor: Actor, text: str) -> Project:
    """The one project meant by a code, a whole name or an unmistakable part of it; several are told by name and code."""
    text = tidy(text)
    visible = Project.objects.visible_to(actor).select_related("region", "general_contractor")
    exact = list(visible.filter(code=compact(text).upper())[:1]) or list(visible.filter(name=text)[:2])
    found = exact if len(exact) == 1 else list(find_by_text(visible, text).order_by("code")[: SHOWN + 1])
    if len(found) == 1:
        return found[0]
    if not found:
        raise Refused(f"没有找到项目“{text}”，请核对编码或名称；不是工程项目的，只填单位。", "no_project")
    named = "；".join(f"{project.code} {project.name}" for project in found[:SHOWN])
    raise Refused(f"有 {'不止 ' if len(found) > SHOWN else ''}{min(len(found), SHOWN)} 个项目符合，请填编码：{named}。", "ambiguous")


def find_employer(text: str) -> Organisation | None:
    """The registered enterprise of this credit code or exact name; one nobody registered stays a text."""
    enterprises = Organisation.objects.standing().filter(kind=OrganisationKind.ENTERPRISE)
    found = list(enterprises.filter(uscc=compact(text).upper())[:1]) or list(enterprises.bearing(tidy(text))[:2])
    return found[0] if len(found) == 1 else None
