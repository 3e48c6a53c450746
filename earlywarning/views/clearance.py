"""What is approved or arranged about the clocks: a later day, a pause, the ladder's rehearsal, who is on duty."""

import datetime as dt

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from earlywarning.actions.extend_item import extend_item
from earlywarning.actions.keep_duty import put_on_duty, take_off_duty
from earlywarning.actions.pause_item import pause_item, resume_item
from earlywarning.forms import DutyForm, ExtendForm, PauseForm
from earlywarning.models import ClearanceItem, ClearancePause, DutyShift
from earlywarning.policies import LETTERS, letter_gaps, measure_words
from earlywarning.replay import DAYS, counted, rehearsed
from earlywarning.terms import Rung
from portal.accounts.models import User
from portal.accounts.pages import page
from portal.accounts.rights import may
from portal.lib import clock
from portal.lib.confirm import confirm
from portal.lib.trying import tried
from portal.notices.recipients import people_of_region
from portal.tenancy.models import Region
from portal.tenancy.policies import PolicySet


@page("clearance.extend", obj=(ClearanceItem, "uid"))
def extend_page(request: HttpRequest, item: ClearanceItem) -> HttpResponse:
    """重大疑难事项经批准延期: a new day and the reason, signed by name."""
    form = ExtendForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and tried(form, lambda: extend_item(item, actor=request.actor, on=clock.today(), **form.cleaned_data)):
        messages.success(request, "已批准延期。")
        return redirect("clearance_item", uid=item.uid)
    return render(request, "earlywarning/extend.html", {"item": item, "form": form})


@page("clearance.pause", obj=(ClearanceItem, "uid"))
def pause_page(request: HttpRequest, item: ClearanceItem) -> HttpResponse:
    """中止计时: the reason from the list, to which day, signed by name."""
    form = PauseForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and tried(form, lambda: pause_item(item, actor=request.actor, at=clock.now(), **form.cleaned_data)):
        messages.success(request, "已批准中止计时，期限按中止的天数顺延。")
        return redirect("clearance_item", uid=item.uid)
    return render(request, "earlywarning/pause.html", {"item": item, "form": form})


@page("clearance.pause", obj=(ClearancePause, "uid"))
def resume_page(request: HttpRequest, pause: ClearancePause) -> HttpResponse:
    """The cause is gone earlier."""
    back = reverse("clearance_item", args=[pause.item.uid])
    if request.method == "POST":
        resume_item(pause, actor=request.actor, on=clock.today())
        messages.success(request, "已恢复计时。")
        return redirect(back)
    text = f"中止原到 {pause.last_on:%Y-%m-%d}。从今天起恢复计时，没有用完的天数从期限里减去。"
    return confirm(request, "现在恢复计时？", text=text, verb="恢复计时", back=back, kind="btn-primary")


@page("clearance.view")
def ladder_page(request: HttpRequest) -> HttpResponse:
    """The ladder in force, and who would have been where in the past days, each county's matters by its own ladder."""
    actor, on = request.actor, clock.today()
    since = on - dt.timedelta(days=DAYS)
    region = Region.objects.get(pk=actor.region_id)
    policies = PolicySet(region, on)
    steps, own = rehearsed(actor, "clearance.ladder", since, on)
    counts = counted(steps)
    found = policies["clearance.ladder"]
    context = {
        "rungs": [_shown(rung) | {"count": counts[rung["day"], f"{rung['action']}（{rung['owner']}）"]} for rung in found.value],
        "hours": policies["clearance.hour_ladder"].value,
        "source": found.source,
        "own": [county for county in own if county.pk != region.pk],
        "gaps": letter_gaps(policies),
        "steps": sorted(steps, key=lambda step: (step.on, step.rung["day"]), reverse=True)[:100],
        "total": len(steps),
        "since": since,
        "may_edit": may(actor, "policy.edit"),
    }
    return render(request, "earlywarning/ladder.html", context)


def _shown(rung: Rung) -> dict:
    """A rung with its choices in words."""
    return rung | {"letter_word": dict(LETTERS).get(rung.get("letter"), ""), "measure_word": measure_words(rung.get("measure"), rung.get("against"))}


@page("clearance.duty")
def duty_page(request: HttpRequest) -> HttpResponse:
    """Who is on duty in the days to come, and a form for more."""
    actor, on = request.actor, clock.today()
    people = list(people_of_region(actor.region_id, ("inspector", "office"), on).select_related("user").order_by("user__name"))
    form = DutyForm(request.POST or None, people=people, initial={"first": on, "last": on})
    if request.method == "POST" and form.is_valid():
        count = tried(form, lambda: _put(request, form.cleaned_data))
        if count is not None:
            messages.success(request, f"已排 {count} 天。")
            return redirect("clearance_duty")
    shifts = DutyShift.objects.visible_to(actor).filter(region=actor.region_id, day__gte=on).select_related("user")[:62]
    return render(request, "earlywarning/duty.html", {"form": form, "shifts": shifts})


def _put(request: HttpRequest, data: dict) -> int:
    region, user = Region.objects.get(pk=request.actor.region_id), User.objects.get(pk=data["user"])
    return put_on_duty(actor=request.actor, region=region, user=user, first=data["first"], last=data["last"], on=clock.today())


@page("clearance.duty", obj=(DutyShift, "pk"))
def duty_off(request: HttpRequest, shift: DutyShift) -> HttpResponse:
    """Taken back before the day."""
    if request.method == "POST":
        take_off_duty(shift, actor=request.actor, on=clock.today())
        messages.success(request, "已撤下这一天的值班。")
        return redirect("clearance_duty")
    return confirm(request, f"撤下 {shift.user.name} {shift.day:%Y-%m-%d} 的值班？", verb="撤下", back=reverse("clearance_duty"))
