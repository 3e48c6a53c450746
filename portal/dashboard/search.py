"""The search of the top bar: projects by name or pinyin initials, cases by number. Only what the actor may see."""

from dataclasses import dataclass

from django.db.models import Count
from django.urls import reverse

from cases.models import Case
from portal.accounts.rights import may
from portal.tenancy.scope import Actor
from projects.models import Project, ProjectToken
from projects.words import wanted

LIMIT = 20


@dataclass(frozen=True)
class Found:
    kind: str
    title: str
    note: str
    url: str


def search(text: str, actor: Actor) -> list[Found]:
    """At most twenty projects and the case of that number, by equality on tokens and keys (LIKE is slow under row security)."""
    text = text.strip()
    if not text:
        return []
    return _cases(text, actor) + _projects(text, actor)


def _projects(text: str, actor: Actor) -> list[Found]:
    rows = Project.objects.visible_to(actor).select_related("region")
    if rows.filter(code=text.upper()).exists():
        rows = rows.filter(code=text.upper())
    else:
        tokens = wanted(text)
        if not tokens:
            return []
        hits = ProjectToken.objects.visible_to(actor).filter(token__in=tokens).order_by().values("project").annotate(n=Count("token")).filter(n=len(tokens))
        rows = rows.filter(pk__in=hits.values("project"))
    return [Found("项目", row.name, f"{row.region.name} · {row.code}", row.get_absolute_url()) for row in rows.order_by("name_key")[:LIMIT]]


def _cases(text: str, actor: Actor) -> list[Found]:
    if not may(actor, "cases.list"):
        return []
    rows = Case.objects.visible_to(actor).filter(number=text.upper())
    return [Found("案件", row.number, row.title, reverse("case", args=[row.number])) for row in rows]
