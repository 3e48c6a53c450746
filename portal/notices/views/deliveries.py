"""What leaves the portal by e-mail and text message, above all what did not arrive."""

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from portal.accounts.pages import page
from portal.documents.downloads import recorded
from portal.documents.exporting import list_export
from portal.jobs.models import OutboxMessage
from portal.lib import clock
from portal.lib.htmx import part_or_page
from portal.lib.tables import Bulk, Empty, Table
from portal.notices.actions.retry_deliveries import drop_deliveries, retry_deliveries, retry_message
from portal.notices.enums import DeliveryState
from portal.notices.filters import DeliveryFilter
from portal.notices.kinds import kind_of
from portal.notices.models import Delivery
from portal.notices.tables import DELIVERIES
from portal.tenancy.scope import Actor

MOST_ASIDE = 20


def _deliveries(request: HttpRequest) -> Table:
    return Table(
        request,
        Delivery.objects.visible_to(request.actor),
        DELIVERIES,
        DeliveryFilter,
        order=("-created_at",),
        title="发送记录",
        empty=Empty("没有发送记录", "本人登记了邮箱、手机的，消息会同时发出，在这里能看到结果。"),
        row_key=lambda r: str(r.uid),
        row_classes=lambda r: "over" if r.state == DeliveryState.DEAD else "",
        bulk=(Bulk("重发", reverse("delivery_retry")), Bulk("放弃", reverse("delivery_drop"), "warnred")),
        exports=(("导出", reverse("delivery_export")),),
    )


@page("notices.deliveries")
def delivery_list(request: HttpRequest) -> HttpResponse:
    """Every delivery of the tenant, the newest first; failures have their reason and a way to send them again."""
    states = {state: Count("pk", filter=Q(state=state)) for state in DeliveryState.values}
    counts = Delivery.objects.visible_to(request.actor).aggregate(retrying=Count("pk", filter=Q(state=DeliveryState.WAITING, attempts__gt=0)), **states)
    strip = [
        {"label": "发送失败", "value": counts["dead"], "url": "?state=dead"},
        {"label": "待发", "value": counts["waiting"], "note": f"待重试 {counts['retrying']}", "url": "?state=waiting"},
        {"label": "已发", "value": counts["sent"], "url": "?state=sent"},
        {"label": "已放弃", "value": counts["dropped"], "url": "?state=dropped"},
    ]
    context = {"table": _deliveries(request), "strip": strip, "aside": _laid_aside(request.actor)}
    return part_or_page(request, "notices/delivery_list.html", "parts/_table.html", context)


def _laid_aside(actor: Actor) -> list[OutboxMessage]:
    """Messages no recipient could be found for, because their program failed."""
    rows = list(OutboxMessage.objects.laid_aside().filter(region_id__in=sorted(actor.scope.read_regions)).order_by("-id")[:MOST_ASIDE])
    for row in rows:
        row.label = kind_of(row.kind).label
    return rows


@recorded
@page("notices.deliveries")
def delivery_export(request: HttpRequest) -> HttpResponse:
    return list_export(request, _deliveries(request), "发送记录")


@require_POST
@page("notices.deliveries")
def delivery_retry(request: HttpRequest) -> HttpResponse:
    count = retry_deliveries(actor=request.actor, uids=_picked(request), at=clock.now())
    messages.success(request, f"{count} 条重新排队，一分钟内发出。")
    return redirect("delivery_list")


@require_POST
@page("notices.deliveries")
def delivery_drop(request: HttpRequest) -> HttpResponse:
    """The ticked ones after a question; giving up can be taken back by sending again."""
    count = drop_deliveries(actor=request.actor, uids=_picked(request), at=clock.now())
    messages.success(request, f"已放弃 {count} 条；以后仍可勾选重发。")
    return redirect("delivery_list")


@require_POST
@page("notices.deliveries")
def message_retry(request: HttpRequest, pk: int) -> HttpResponse:
    retry_message(actor=request.actor, message_id=pk)
    messages.success(request, "已重新排队，一分钟内送出。")
    return redirect("delivery_list")


def _picked(request: HttpRequest) -> list[str]:
    return [uid for uid in request.POST.getlist("pick") if len(uid) == 36 and set(uid) <= set("0123456789abcdef-")]
