"""Which files an actor may send for a project."""

from portal.accounts.rights import may
from portal.tenancy.scope import Actor
from projects.models import Project
from projects.models.base import stands_for_own_people_only
from wagepay.enums import UploadKind
from wagepay.intake.employers import OF_THE_WHOLE_SITE
from wagepay.intake.kinds import INTAKES


def kinds_for(actor: Actor, project: Project) -> list[UploadKind]:
    """Those whose verb he has; of the site as a whole only who stands for it."""
    own = stands_for_own_people_only(actor, project.pk)
    return [kind for kind in UploadKind if may(actor, INTAKES[kind].VERB) and not (own and kind in OF_THE_WHOLE_SITE)]
