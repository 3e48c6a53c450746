"""Projects of a region by code, name and permit, read once."""

from collections import defaultdict
from dataclasses import dataclass, field

from portal.lib.text import compact
from portal.tenancy.models import Region
from portal.tenancy.scope import Actor
from projects.models import PermitEntry, Project
from projects.words import plain, same_name


@dataclass
class Known:
    """What a row may mean."""

    by_code: dict[str, Project] = field(default_factory=dict)
    by_name: dict[str, list[Project]] = field(default_factory=lambda: defaultdict(list))
    by_permit: dict[str, list[Project]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, actor: Actor, region: Region) -> "Known":
        known = cls()
        for project in Project.objects.visible_to(actor).filter(region=region).select_related("region", "general_contractor"):
            known.by_code[project.code.upper()] = project
            known.by_name[plain(project.name)].append(project)
            if project.permit_number:
                known.by_permit[compact(project.permit_number).upper()].append(project)
        return known

    def named(self, code: str, name: str) -> list[Project]:
        """By code where there is one, else by name without brackets and signs."""
        if code:
            found = self.by_code.get(code.upper())
            return [found] if found else []
        return self.by_name.get(plain(name), []) if name else []

    def built_by(self, uscc: str) -> list[Project]:
        """The projects of which this firm is the general contractor."""
        return [project for project in self.by_code.values() if project.general_contractor and project.general_contractor.uscc == uscc]

    def of_permit(self, entry: PermitEntry) -> Project | None:
        """By the permit's number; else by name, if the contractor does not contradict and the file names no other permit."""
        found = self.by_permit.get(entry.permit_number.upper(), [])
        if len(found) == 1:
            return found[0]
        near = [project for project in self.by_name.get(plain(entry.project_name), []) if not project.permit_number and _agrees(project, entry)]
        return near[0] if len(near) == 1 else None


def _agrees(project: Project, entry: PermitEntry) -> bool:
    contractor = project.general_contractor
    if contractor is None or not (entry.contractor_uscc or entry.contractor_name):
        return True
    return contractor.uscc == entry.contractor_uscc if entry.contractor_uscc and contractor.uscc else same_name(contractor.name, entry.contractor_name)
