"""Refuse early, in words, what row security would refuse as a fault."""

from portal.lib.errors import Refused
from portal.tenancy.scope import Actor
from projects.models import Project
from projects.models.base import stands_for_own_people_only


def check_writable(actor: Actor, project: Project) -> None:
    """The project is one the actor may change; a direct specialist has his own people on it, the site is the general contractor's."""
    if stands_for_own_people_only(actor, project.pk):
        raise Refused("本单位在这个项目是专业承包，只办理本单位人员的考勤和工资；项目资料由施工总承包单位或主管部门办理。", "not_yours")
    if not Project.objects.writable_by(actor).filter(pk=project.pk).exists():
        raise Refused("这个项目由其他辖区或单位办理，您只能查看。", "not_yours")
