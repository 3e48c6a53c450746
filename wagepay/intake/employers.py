"""Whose sheet it is: said on the command line, on the sheet itself, or known from the one who sends it."""

from portal.lib.errors import Refused
from portal.lib.text import compact
from portal.tenancy.models import Organisation
from portal.tenancy.scope import Actor
from projects.enums import Part
from projects.models import Project, ProjectParty
from projects.models.base import stands_for_own_people_only
from wagepay.enums import UploadKind

OF_THE_WHOLE_SITE = (UploadKind.RECEIPTS, UploadKind.ACCOUNT_ENTRIES)
EMPLOYING = (Part.GENERAL_CONTRACTOR, Part.CONSORTIUM_MEMBER, Part.DIRECT_SPECIALIST, Part.SUBCONTRACTOR)


def employers_of(actor: Actor, project: Project) -> list[Organisation]:
    """The firms that employ people on the site, the general contractor first; who is there for his own people alone is offered himself."""
    parties = ProjectParty.objects.visible_to(actor).filter(project=project, part__in=EMPLOYING).select_related("organisation").order_by("pk")
    found = list({party.organisation_id: party.organisation for party in sorted(parties, key=lambda p: p.part == Part.SUBCONTRACTOR)}.values())
    if stands_for_own_people_only(actor, project.pk):
        return [firm for firm in found if firm.pk == actor.enterprise_id]
    return found


def own_firm(actor: Actor, project: Project) -> Organisation | None:
    """Whose every file is that is sent by one who is there for his own people alone: what has no firm is the whole site's, and nothing he would find again."""
    return Organisation.objects.get(pk=actor.enterprise_id) if stands_for_own_people_only(actor, project.pk) else None


def employer_by_code(actor: Actor, project: Project, code: str) -> Organisation:
    """The employer of a credit code; it must take part in the project."""
    found = next((firm for firm in employers_of(actor, project) if firm.uscc == code.strip().upper()), None)
    if found is None:
        raise Refused(f"统一社会信用代码“{code}”不是本项目的总包或分包单位，或不归您填报。请先在项目资料里登记参建单位。", "employer_unknown")
    return found


def check_reports_for(actor: Actor, project: Project, kind: str) -> None:
    """The project is the actor's to report for; what the bank returned and the account's flows are the whole site's."""
    if not Project.objects.writable_by(actor).filter(pk=project.pk).exists():
        raise Refused("这个项目不归您填报。", "not_yours")
    if kind in OF_THE_WHOLE_SITE and stands_for_own_people_only(actor, project.pk):
        raise Refused("本单位在这个项目是专业承包，代发回单和专户流水由施工总承包单位登记。", "not_yours")


def same_firm(said: str, firm: Organisation) -> bool:
    """Firms differ by two signs of their names: only the name itself, its short form, or one written out longer is the same."""
    text, name = compact(said), compact(firm.name)
    return text == name or text == compact(firm.short_name or name) or (len(text) >= 6 and (text in name or name in text))


def resolve_employer(actor: Actor, project: Project, said: str | None) -> Organisation:
    """Without --employer: from the sheet's heading, else the sender's own firm; when neither tells, refused rather than guessed."""
    firms = employers_of(actor, project)
    if said:
        named = [firm for firm in firms if firm.name == said] or [firm for firm in firms if same_firm(said, firm)]
        if len(named) == 1:
            return named[0]
        own = next((firm for firm in firms if firm.pk == actor.enterprise_id), None)
        if len(named) > 1 or own is None or not stands_for_own_people_only(actor, project.pk):
            raise Refused(f"表上写的用工单位“{said}”不在本项目的参建单位里，不能确定是谁的表。请指明用工单位，或先登记这家分包。", "employer_ambiguous")
        return own
    own = next((firm for firm in firms if firm.pk == actor.enterprise_id), None)
    if own is not None:
        return own
    if len(firms) == 1:
        return firms[0]
    raise Refused("表上没有写用工单位，不能确定是谁的表。请指明用工单位。", "employer_ambiguous")
