"""What must be cleared today, for the digest."""

import datetime as dt
from collections.abc import Iterator

from django.urls import reverse

from earlywarning.enums import CheckResult, JustificationState, WarningLane
from earlywarning.item_links import page_of
from earlywarning.models import ClearanceItem, Disposal, EarlyWarning, Justification, LookBack
from earlywarning.policies import letter_gaps
from portal.accounts.enums import Role
from portal.accounts.rights import may
from portal.notices.digest import Due, due_today
from portal.tenancy.models import Region
from portal.tenancy.policies import PolicySet
from portal.tenancy.scope import Actor


@due_today
def clearance(actor: Actor, on: dt.date) -> Iterator[Due]:
    """三日清零 of one's own county, by name; an office above clears nothing itself and gets the count."""
    if not may(actor, "clearance.view"):
        return
    rows = ClearanceItem.objects.visible_to(actor).pending().filter(due_on__lte=on)
    if actor.role != Role.INSPECTOR:
        count, late = rows.count(), rows.filter(due_on__lt=on).count()
        if count:
            yield Due(f"辖区三日清零到期 {count} 件", f"超期 {late} 件", reverse("clearance_desk"), bool(late))
        return
    for item in rows.order_by("due_at", "pk"):
        over = item.due_on < on
        note = " · ".join(filter(None, (item.project_name, "已超期" if over else "今天到期")))
        yield Due(f"三日清零：{item.title}", note, page_of(item.kind, item.subject_uid), over)


@due_today
def letters_of_the_ladder(actor: Actor, on: dt.date) -> Iterator[Due]:
    """The tenant's administrator is asked for the letters that the ladder drafts and nobody has put in use."""
    if actor.region_id is None or not may(actor, "policy.edit"):
        return
    gaps = letter_gaps(PolicySet(Region.objects.get(pk=actor.region_id), on))
    if gaps:
        yield Due(f"升级阶梯要草拟的{'、'.join(gaps)}没有启用", "政策参数“启用的文种”，注明依据文件；不用的从阶梯里去掉", reverse("clearance_ladder"))


@due_today
def answers(actor: Actor, on: dt.date) -> Iterator[Due]:
    """What waits for an inspector beside the clocks: reds nobody took up, justifications, checks of what was ordered, look-backs."""
    if actor.role != Role.INSPECTOR:
        return
    reds = EarlyWarning.objects.visible_to(actor).open().under_clock().filter(level="red", acknowledged_at__isnull=True).count()
    said = Justification.objects.visible_to(actor).filter(state=JustificationState.SUBMITTED).exclude(warning__lane=WarningLane.DUTY).count()
    ordered = Disposal.objects.visible_to(actor).filter(due_on__lte=on).exclude(check_result=CheckResult.DONE)
    backs = LookBack.objects.visible_to(actor).filter(result="", due_on__lte=on)
    warnings = reverse("warning_list")
    for count, words, url, over in (
        (reds, "红色预警没有响应", f"{warnings}?level=red&unanswered=on", True),
        (said, "企业申辩待复核", f"{warnings}?said=on", False),
        (ordered.count(), "整改到期待复查", f"{warnings}?unchecked=on", ordered.filter(due_on__lt=on).exists()),
        (backs.count(), "回头看到期", reverse("look_backs"), backs.filter(due_on__lt=on).exists()),
    ):
        if count:
            yield Due(f"{words} {count} 件", "", url, over)
