"""What the government itself and a firm are late with: two old cases with letters nobody answered, an agreement not kept, whose firm comes to another site."""

from collections.abc import Sequence

from cases.actions import draft_letter as of_case
from cases.actions.receive_lead import receive_lead
from cases.enums import Channel, ClosingKind
from cases.models import Case
from portal.operations.demo.cases import TEXTS, Work
from portal.operations.demo.letters import CONTACT, UNTOUCHED, WEST, Desk
from portal.operations.demo.stage import Stage
from portal.tenancy.enums import Industry
from portal.tenancy.models import Organisation
from portal.tenancy.scope import acting
from projects.actions.add_party import add_party
from projects.enums import Part
from projects.models import Project

# Days ago: received; the letter served; its answer due. Sixty working days are between 84 and 95 days: one case is past its term, one near its end.
OLD, NEAR = (130, 16, 9), (80, 8, 2)
AGREED, UNTIL, CAME = 40, 4, 12


def fall_behind(stage: Stage) -> None:
    """Before the first scan, so that it finds them."""
    with acting(stage.inspector(WEST)) as actor:
        desk = Desk(stage, actor, WEST)
        sites = Project.objects.visible_to(actor).filter(region__code=WEST, township__isnull=False).exclude(name__in=UNTOUCHED).order_by("-pk")
        sites = list(sites.select_related("owner", "general_contractor", "township", "region")[:3])
        if len(sites) < 3:  # a demonstration of a few sites alone
            return
        first, second, third = sites
        for project, (received, served, due) in ((first, OLD), (second, NEAR)):
            _unanswered(desk, _work(desk, project, received).accept(), served, due)
        work = _work(desk, third, AGREED)
        case = work.accept()
        work.verify(case)
        work.close(case, ClosingKind.AGREEMENT, "双方达成书面协议，一次付清。", agreed_until_on=desk.later(-UNTIL))
        _come(desk, third.general_contractor, (first, second))


def _come(desk: Desk, firm: Organisation, sites: Sequence[Project]) -> None:
    """The firm that owed wages takes a part of the first site that is not its own."""
    site = next((site for site in sites if site.general_contractor_id != firm.pk), None)
    if site is not None:
        on = desk.later(-CAME)
        add_party(
            actor=desk.actor, project=site, organisation=firm, part=Part.SUBCONTRACTOR, on=on, scope_of_work="钢结构分包", entrusted_agreement_on=on
        )  # fmt: skip


def _work(desk: Desk, project: Project, days: int) -> Work:
    person = desk.stage.people.person()
    lead, _ = receive_lead(
        actor=desk.actor, region=project.region, project=project, channel=Channel.WINDOW, at=desk.ago(days), name=person.name, id_number=person.id_number,
        phone=person.phone, amount=7600, text=TEXTS[days % len(TEXTS)],
    )  # fmt: skip
    return Work(desk.stage, desk.actor, lead)


def _unanswered(desk: Desk, case: Case, served: int, due: int) -> None:
    facts = of_case.letter_facts(case, actor=desk.actor) | {"settle_by": desk.later(-due), "reply_by": desk.later(-due)}
    chosen = {"unit": of_case.addressees(case).get("industry") or desk.stage.place(WEST).departments[Industry.HOUSING]}
    letter = of_case.draft_letter(case, actor=desk.actor, kind="supervision_letter", facts=facts, at=desk.ago(served + 1), chosen=chosen, contact=CONTACT)
    desk.serve(desk.sign(letter, desk.ago(served + 1, 10)), desk.ago(served))
