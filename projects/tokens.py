"""The signed token in the QR code of a project's complaint page (/c/<token>/): the project's uid, nothing else."""

from uuid import UUID

from django.core import signing

from portal.tenancy.querysets import everywhere
from projects.models import Project

SALT = "projects.complaint"


def complaint_token(project: Project) -> str:
    """The token printed on the notice board; it never changes while the installation's secret stays."""
    return signing.Signer(salt=SALT, sep=".").sign(project.uid.hex)


def complaint_path(project: Project) -> str:
    """The address of the complaint page, which belongs to a room above."""
    return f"/c/{complaint_token(project)}/"


def uid_of_token(token: str) -> UUID | None:
    """The project's uid of a genuine token, else None."""
    try:
        return UUID(hex=signing.Signer(salt=SALT, sep=".").unsign(token))
    except (signing.BadSignature, ValueError):
        return None


def project_of_token(token: str) -> Project | None:
    """The project of a genuine token, as far as the open scope shows it."""
    uid = uid_of_token(token)
    if uid is None:
        return None
    with everywhere("one project named by its signed token"):
        return Project.objects.filter(uid=uid).select_related("region").first()
