"""The chain of responsibility as the dossier shows it: every link, named or not."""

from dataclasses import dataclass

from projects.enums import Post
from projects.models import Project, Responsibility

SHOWN = (Post.COUNTY_LEADER, Post.DEPARTMENT, Post.TOWNSHIP, Post.GRID_OFFICER, Post.INSPECTOR, Post.ENTERPRISE)


@dataclass(frozen=True)
class Link:
    """One post: who holds it, or that nobody does."""

    post: str
    label: str
    name: str = ""
    phone: str = ""
    place: str = ""
    note: str = ""

    @property
    def is_named(self) -> bool:
        return bool(self.name)


def chain(project: Project) -> list[Link]:
    """Top down; the inspector's link falls back on the project's own inspector."""
    rows = {row.post: row for row in Responsibility.objects.of(project).filter(until__isnull=True)}
    return [_link(post, rows.get(post), project) for post in SHOWN]


def _link(post: Post, row: Responsibility | None, project: Project) -> Link:
    if row is not None:
        return Link(post.value, post.label, row.name, str(row.phone or ""), " ".join(p for p in (row.organisation_name, row.title) if p), f"{row.since} 起")
    if post == Post.INSPECTOR and project.inspector is not None:
        return Link(post.value, post.label, project.inspector.name, note="责任监察员")
    return Link(post.value, post.label)
