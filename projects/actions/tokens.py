"""Keep the search tokens of a project in step with its name."""

from projects.models import Project, ProjectToken
from projects.words import tokens_of


def write_tokens(project: Project, *, fresh: bool = False) -> None:
    """Replace the tokens; called where the name was written, in the same transaction. A ``fresh`` project has none yet."""
    if not fresh:
        ProjectToken.objects.of(project).delete()
    ProjectToken.objects.bulk_create(ProjectToken(project=project, region_id=project.region_id, token=token) for token in sorted(tokens_of(project.name)))
