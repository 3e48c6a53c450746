"""Papers a contractor prints, signs and hands in: the commitment at the start, the notice of closing, the pledge that nothing is owed."""

import datetime as dt
from collections.abc import Callable

from portal.documents.frames import frame
from portal.documents.letterhead import Letterhead
from portal.documents.pdf import render_pdf
from portal.documents.registry import Printed
from portal.lib import clock
from portal.lib.errors import Refused
from portal.tenancy.scope import Actor
from projects.enums_accounts import ClosingState, PaperKind
from projects.models import AccountClosing, Project, SpecialWageAccount

PRINTED = {
    PaperKind.START_COMMITMENT.value: "根治欠薪开工告知承诺书",
    PaperKind.CLOSING_NOTICE.value: "农民工工资专用账户销户公示",
    PaperKind.NO_ARREARS.value: "无拖欠农民工工资承诺书",
}
# A pledge binds by the hand of the one who represents the firm; a notice needs its stamp alone.
_HAND = ("法定代表人（签字）：　　　　　　",)
SIGNED_BY = {PaperKind.START_COMMITMENT.value: _HAND, PaperKind.NO_ARREARS.value: _HAND}


def printed(kind: str) -> Callable[[Actor, str], Printed]:
    """The builder of ``manage.py document KIND CODE``."""

    def build(actor: Actor, wanted: str) -> Printed:
        found = Project.objects.visible_to(actor).filter(code=wanted).select_related("region", "owner", "general_contractor").first()
        if found is None:
            raise Refused(f"没有找到项目“{wanted}”，或者不在您的权限范围内。", "not_found")
        return Printed("", form_pdf(actor, found, kind, clock.today()))

    return build


def form_pdf(actor: Actor, project: Project, kind: str, on: dt.date) -> bytes:
    """The paper with what the file knows; the places for seal and signature stay empty."""
    contractor = project.general_contractor
    if contractor is None:
        raise Refused("项目没有登记施工总承包单位，先在项目资料里补上。", "no_contractor")
    account = SpecialWageAccount.objects.visible_to(actor).filter(project=project).select_related("bank").order_by("closed_on", "-opened_on").first()
    closing = AccountClosing.objects.visible_to(actor).filter(project=project).exclude(state=ClosingState.WITHDRAWN).first()
    if kind == PaperKind.CLOSING_NOTICE and account is None:
        raise Refused("项目没有登记专用账户，没有可以公示的。", "no_account")
    name = contractor.name_on(on)
    dated = closing.notice_on if kind == PaperKind.CLOSING_NOTICE and closing else on  # a public notice bears the day from which it hangs
    context = frame(title=PRINTED[kind], letterhead=Letterhead(name, ""), dated=dated, signature=[f"{name}（盖章）", *SIGNED_BY.get(kind, ())])
    facts = {"project": project, "contractor": name, "owner": project.owner.name_on(on) if project.owner else "", "account": account, "closing": closing}
    return render_pdf(f"documents/{kind}.html", context | facts)
