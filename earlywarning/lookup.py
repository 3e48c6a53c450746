"""The project somebody names by its code or its name."""

from portal.lib.errors import Refused
from portal.tenancy.scope import Actor
from projects.models import Project
from projects.words import plain


def find_project(actor: Actor, text: str) -> Project:
    """Of those he sees; a name that several bear is refused, one that nobody bears too."""
    rows = Project.objects.visible_to(actor).select_related("region")
    found = rows.filter(code__iexact=text.strip()).first()
    if found is not None:
        return found
    same = [row for row in rows.filter(name__icontains=text.strip()[:40])[:50] if plain(row.name) == plain(text)]
    if len(same) != 1:
        raise Refused(f"有 {len(same)} 个项目叫“{text}”，请填项目编码。" if same else f"没有找到项目“{text}”，请按档案上的名称或编码填写。", "no_project")
    return same[0]
