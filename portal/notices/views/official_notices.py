"""Official notices as their sender sees them: the list, a new one, and who has read it."""

from django.contrib import messages
from django.db.models import Count, F, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from portal.accounts.pages import page
from portal.accounts.rights import may
from portal.documents.actions.receive_file import receive_file
from portal.documents.downloads import recorded
from portal.documents.exporting import list_export
from portal.documents.models import StoredFile
from portal.lib import clock
from portal.lib.confirm import confirm
from portal.lib.htmx import part_or_page
from portal.lib.tables import Empty, Table
from portal.notices.actions.send_official_notice import Words, remind_official_notice, send_official_notice
from portal.notices.audience import people
from portal.notices.filters import OfficialNoticeFilter, ReceiptFilter
from portal.notices.forms import OfficialNoticeForm
from portal.notices.models import Notice, OfficialNotice
from portal.notices.tables import OFFICIAL_NOTICES, RECEIPTS


def _counted(what: str) -> Coalesce:
    """How many of its first messages have the field set."""
    rows = (
        Notice.objects.filter(official_notice_key=OuterRef("reading_key"), round=0).order_by().values("official_notice_key").annotate(n=Count(what)).values("n")
    )
    return Coalesce(Subquery(rows, output_field=IntegerField()), 0)


def _notices(request: HttpRequest) -> Table:
    rows = OfficialNotice.objects.visible_to(request.actor).annotate(read=_counted("read_at"), signed=_counted("confirmed_at"))
    empty = Empty("还没有发过通知", "发给下级单位、部门或企业的通知在这里看谁读了、谁没读。")
    exports = (("导出", reverse("official_notices_export")),)
    return Table(request, rows, OFFICIAL_NOTICES, OfficialNoticeFilter, order=("-sent_at",), title="通知", empty=empty, exports=exports)


@recorded
@page("notices.official_notices")
def official_notices_export(request: HttpRequest) -> HttpResponse:
    return list_export(request, _notices(request), "通知")


@page("notices.official_notices")
def official_notice_list(request: HttpRequest) -> HttpResponse:
    context = {"table": _notices(request), "may_send": may(request.actor, "notices.send_official_notice")}
    return part_or_page(request, "notices/official_notice_list.html", "parts/_table.html", context)


@page("notices.send_official_notice")
def official_notice_new(request: HttpRequest) -> HttpResponse:
    form = OfficialNoticeForm(request.POST or None, request.FILES or None, actor=request.actor, on=clock.today())
    if request.method == "POST" and form.is_valid():
        sent = _send(request, form)
        messages.success(request, f"已发给 {sent.recipients} 人。")
        return redirect(sent)
    return render(request, "notices/official_notice_form.html", {"form": form}, status=422 if form.errors else 200)


def _send(request: HttpRequest, form: OfficialNoticeForm) -> OfficialNotice:
    chosen, actor, at = form.cleaned_data, request.actor, clock.now()
    firms = [firm.pk for firm in chosen["organisations"]]
    to = people(actor, clock.today(), roles=chosen["roles"], region_ids=map(int, chosen["regions"]), enterprise_ids=firms)
    words = Words(chosen["title"], chosen["text"], chosen["needs_receipt"], chosen["receipt_by"])
    return send_official_notice(actor=actor, words=words, to=to, audience=form.audience, at=at, attachment=_attachment(request, chosen["attachment"]))


def _attachment(request: HttpRequest, upload) -> StoredFile | None:
    if not upload:
        return None
    return receive_file(
        actor=request.actor, upload=upload, name=upload.name, kind="通知附件", region_id=request.actor.region_id, at=clock.now(), max_bytes=10 * 1024 * 1024
    )


def _receipts(request: HttpRequest, official_notice: OfficialNotice) -> Table:
    rows = Notice.objects.of_official_notice(official_notice.reading_key).select_related("membership__user", "membership__organisation")
    return Table(
        request,
        rows,
        RECEIPTS if official_notice.needs_receipt else RECEIPTS[:-1],
        ReceiptFilter,
        order=(F("read_at").desc(nulls_first=True),),
        title="阅读情况",
        empty=Empty("没有符合条件的收件人"),
        exports=(("导出", reverse("official_notice_export", args=[official_notice.uid])),),
        row_classes=lambda r: "" if r.read_at else "over",
    )


@page("notices.official_notices", obj=(OfficialNotice, "uid"))
def official_notice(request: HttpRequest, found: OfficialNotice) -> HttpResponse:
    """What was sent, and who has read it."""
    rows = Notice.objects.of_official_notice(found.reading_key).aggregate(read=Count("read_at"), signed=Count("confirmed_at"))
    strip = [
        {"label": "收件", "value": found.recipients, "unit": "人"},
        {"label": "已读", "value": rows["read"], "unit": "人", "note": f"未读 {found.recipients - rows['read']}", "url": "?read=no"},
        *(
            [{"label": "已签收", "value": rows["signed"], "unit": "人", "note": f"未签收 {found.recipients - rows['signed']}", "url": "?signed=no"}]
            if found.needs_receipt
            else []
        ),
        {"label": "催阅", "value": found.reminders, "unit": "次"},
    ]
    own = found.region_id in request.actor.scope.write_regions and may(request.actor, "notices.send_official_notice")
    waits = rows["signed" if found.needs_receipt else "read"] < found.recipients
    context = {"official_notice": found, "table": _receipts(request, found), "strip": strip, "may_remind": own and waits}
    return part_or_page(request, "notices/official_notice.html", "parts/_table.html", context)


@recorded
@page("notices.official_notices", obj=(OfficialNotice, "uid"))
def official_notice_export(request: HttpRequest, found: OfficialNotice) -> HttpResponse:
    return list_export(request, _receipts(request, found), f"阅读情况_{found.title[:20]}")


@page("notices.send_official_notice", obj=(OfficialNotice, "uid"))
def official_notice_remind(request: HttpRequest, found: OfficialNotice) -> HttpResponse:
    """Remind everybody who has not read it, after asking."""
    if request.method == "POST":
        count = remind_official_notice(found, actor=request.actor, at=clock.now())
        messages.success(request, f"已催 {count} 人。")
        return redirect(found)
    text = (
        "没签收的人会再收到一条“请阅”消息；开通了邮件、短信的同时收到。"
        if found.needs_receipt
        else "没读的人会再收到一条“请阅”消息；开通了邮件、短信的同时收到。"
    )
    return confirm(request, f"催阅“{found.title}”？", text=text, verb="催阅", back=found.get_absolute_url(), kind="btn-primary")
