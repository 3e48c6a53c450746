"""Keep the search tokens of a project in step with its name."""

from portal.tenancy.querysets import everywhere
from projects.models import Project, ProjectToken
from projects.words import tokens_of


def write_tokens(project: Project) -> None:
    """Replace the tokens; called where the name was written, in the same transaction."""
    with everywhere("tokens of one project that the actor has just written"):
        ProjectToken.objects.filter(project=project).delete()
    ProjectToken.objects.bulk_create(ProjectToken(project=project, region_id=project.region_id, token=token) for token in sorted(tokens_of(project.name)))
