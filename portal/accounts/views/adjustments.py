"""Changes of the table of rights: proposed, confirmed by a second person, ended."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from portal.accounts.actions.adjust_right import confirm_adjustment, end_adjustment, in_words, propose_adjustment
from portal.accounts.filters import AdjustmentFilter
from portal.accounts.forms.posts import AdjustmentForm
from portal.accounts.matrix import who_is_touched
from portal.accounts.models import RightAdjustment
from portal.accounts.pages import page
from portal.accounts.rights import may, verb_of
from portal.accounts.tables import adjustment_columns
from portal.accounts.trail import entries_of
from portal.lib import clock
from portal.lib.confirm import confirm
from portal.lib.forms import ReasonForm
from portal.lib.htmx import part_or_page
from portal.lib.tables import Empty, Table
from portal.lib.trying import tried
from portal.tenancy.models import Region


def adjustment_table(request: HttpRequest) -> Table:
    rows = RightAdjustment.objects.visible_to(request.actor).select_related("region", "proposed_by", "confirmed_by")
    empty = Empty("没有权限调整", "各角色的权限都是系统规定的样子。", reverse("rights_matrix"), "看权限对照表")
    exports = (("导出", reverse("adjustment_export")),)
    return Table(request, rows, adjustment_columns(clock.today()), AdjustmentFilter, order=("-pk",), title="权限调整", empty=empty, exports=exports)


def _found(request: HttpRequest, uid: str) -> RightAdjustment:
    """Of one's own regions or of the tenants above; any other is not there."""
    rows = RightAdjustment.objects.visible_to(request.actor).select_related("region", "proposed_by", "confirmed_by")
    found = rows.filter(uid=uid).first()
    if found is None:
        raise Http404
    return found


@page("accounts.rights")
def adjustment_list(request: HttpRequest) -> HttpResponse:
    """All changes of one's tenant and of those above it."""
    context = {"table": adjustment_table(request), "may_adjust": may(request.actor, "accounts.adjust_rights")}
    return part_or_page(request, "accounts/adjustment_list.html", "parts/_table.html", context)


@page("accounts.adjust_rights", step_up="rights")
def adjustment_new(request: HttpRequest) -> HttpResponse:
    """First the form, then who is touched, then the proposal: the second step carries the fields along."""
    form = AdjustmentForm(request.POST or None, initial={"valid_from": clock.today(), "role": request.GET.get("role"), "verb": request.GET.get("verb")})
    context = {"form": form, "step": "form"}
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        region = Region.objects.get(pk=request.actor.region_id)
        context |= {
            "touched": list(who_is_touched(region, data["role"], max(data["valid_from"], clock.today()))),
            "verb": verb_of(data["verb"]),
            "region": region,
        }
        context["step"] = "form" if "back" in request.POST else "preview"
        if "sure" in request.POST:
            made = tried(form, lambda: propose_adjustment(actor=request.actor, at=clock.now(), **data))
            if made is not None:
                messages.success(request, "已提出，等安全管理员确认后生效。")
                return redirect("adjustment", made.uid)
            context["step"] = "form"
    return render(request, "accounts/adjustment_form.html", context, status=422 if form.errors else 200)


@page("accounts.rights")
def adjustment(request: HttpRequest, uid: str) -> HttpResponse:
    """One change: what, by which document, whom it touches, who proposed and confirmed it, what happened since."""
    row, on = _found(request, uid), clock.today()
    own = row.region_id == request.actor.region_id and row.ended_at is None
    context = {
        "row": row,
        "words": in_words(row),
        "verb": verb_of(row.verb),
        "state": row.state(on),
        "touched": list(who_is_touched(row.region, row.role, on)),
        "may_confirm": own and row.confirmed_at is None and row.proposed_by_id != request.actor.user_id and may(request.actor, "accounts.confirm_rights"),
        "may_end": own and may(request.actor, "accounts.end_adjustment"),
        "entries": entries_of(row),
    }
    return render(request, "accounts/adjustment.html", context)


@page("accounts.confirm_rights", step_up="rights")
def adjustment_confirm(request: HttpRequest, uid: str) -> HttpResponse:
    """GET asks, POST confirms."""
    row = _found(request, uid)
    back = reverse("adjustment", args=[row.uid])
    if request.method == "POST":
        confirm_adjustment(actor=request.actor, row=row, at=clock.now())
        messages.success(request, f"已确认：{in_words(row)}，{row.valid_from} 起生效。")
        return redirect(back)
    text = (
        f"依据“{row.document}”，{row.proposed_by.name}提出。{row.valid_from} 起生效，涉及 {len(list(who_is_touched(row.region, row.role, clock.today())))} 人。"
    )
    return confirm(request, f"确认{in_words(row)}？", text=text, verb="确认生效", back=back, kind="btn-primary")


@page("accounts.end_adjustment", step_up="rights")
def adjustment_end(request: HttpRequest, uid: str) -> HttpResponse:
    """The way back: at once, with a reason; a proposal is refused here as well."""
    row = _found(request, uid)
    back = reverse("adjustment", args=[row.uid])
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if tried(form, lambda: end_adjustment(actor=request.actor, row=row, reason=form.cleaned_data["reason"], at=clock.now())) is not None:
            messages.success(request, "已终止，这个角色恢复系统规定的权限。")
            return redirect(back)
    title = "退回这条调整？" if row.confirmed_at is None else "终止这条调整？"
    return confirm(request, title, text="终止后立即恢复系统规定的权限；记录保留。", verb="退回" if row.confirmed_at is None else "终止", back=back, form=form)
