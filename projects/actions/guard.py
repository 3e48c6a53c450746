"""Refuse early, in words, what row security would refuse as a fault."""

from portal.lib.errors import Refused
from portal.tenancy.scope import Actor
from projects.models import Project


def check_writable(actor: Actor, project: Project) -> None:
    """The project is one the actor may change."""
    if not Project.objects.writable_by(actor).filter(pk=project.pk).exists():
        raise Refused("这个项目由其他辖区或单位办理，您只能查看。", "not_yours")
