"""The checklist on a phone: kept item by item, photos too; what a dropped line holds back is sent when it is there again."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from portal.accounts.pages import page
from portal.lib import clock
from portal.lib.deadlines import due
from portal.lib.errors import Refused
from portal.tenancy.calendars import work_calendar
from portal.tenancy.policies import policy
from portal.tenancy.scope import Actor
from projects.actions.conclude_inspection import conclude_inspection
from projects.actions.save_answers import MOST_PHOTOS, add_photo, save_answers
from projects.forms.inspections import ConcludeForm
from projects.inspections.policies import RECTIFY_DAYS
from projects.inspections.sheet import lines_of, previous_of, tally
from projects.models import InspectionAnswer, InspectionOfficer, InspectionPhoto, SiteInspection
from projects.views.check_steps import step_page

MOST_NOTE = 500


@page("projects.inspect", obj=(SiteInspection, "uid"))
def inspection_sheet(request: HttpRequest, found: SiteInspection) -> HttpResponse:
    """One long form that works without script; with it every change is kept on the phone until the portal has it."""
    if request.method == "POST":
        return _save(request, found)
    actor = request.actor
    row = SiteInspection.objects.visible_to(actor).select_related("employer__organisation", "project").get(pk=found.pk)
    lines = lines_of(row, actor, clock.today())
    team = InspectionOfficer.objects.visible_to(actor).filter(inspection=row).select_related("certificate")
    context = {
        "row": row,
        "lines": lines,
        "tally": tally(lines),
        "serial": previous_of(row, actor) + 1,
        "officers": "、".join(officer.certificate.name for officer in team),
        "is_open": row.state == "on_site",
        "photo_url": reverse("inspection_photo", args=[row.uid]),
    }
    return render(request, "projects/checks/sheet.html", context)


def _save(request: HttpRequest, found: SiteInspection) -> HttpResponse:
    """From the script as JSON, from a plain form as a redirect; only what differs from what the form showed is written."""
    try:
        answers = _answers(request)
        save_answers(actor=request.actor, inspection=found, answers=answers, at=clock.now())
        for number, uploads in _photos(request):
            for upload in uploads:
                _keep_photo(request.actor, found, number, uuid4().hex, upload)
    except Refused as refusal:
        if _by_script(request):
            return JsonResponse({"refused": refusal.reason}, status=409)
        raise
    if _by_script(request):
        return JsonResponse({"saved": sorted(answers)})
    messages.success(request, "已保存。")
    return redirect(found)


def _answers(request: HttpRequest) -> dict[int, tuple[str, str]]:
    found = {}
    for key in request.POST:
        number = key.removeprefix("note_")
        if key.startswith("note_") and number.isdigit():
            given = (request.POST.get(f"verdict_{number}", ""), request.POST[key].strip()[:MOST_NOTE])
            if f"{given[0]}|{given[1]}" != request.POST.get(f"was_{number}", ""):
                found[int(number)] = given
    return found


def _photos(request: HttpRequest) -> list[tuple[int, list[Any]]]:
    keys = [key for key in request.FILES if key.startswith("photo_") and key.removeprefix("photo_").isdigit()]
    return [(int(key.removeprefix("photo_")), request.FILES.getlist(key)[:MOST_PHOTOS]) for key in keys]


@page("projects.inspect", obj=(SiteInspection, "uid"))
def inspection_photo(request: HttpRequest, found: SiteInspection) -> HttpResponse:
    """One photo from the script, under the token it was given on the phone."""
    if request.method != "POST" or "photo" not in request.FILES:
        return redirect("inspection_sheet", found.uid)
    number, token = request.POST.get("number", ""), request.POST.get("token", "")
    try:
        if not number.isdigit() or not token.isalnum():
            raise Refused("照片没有写明是哪一项的。", "no_item")
        _keep_photo(request.actor, found, int(number), token[:40], request.FILES["photo"])
    except Refused as refusal:
        return JsonResponse({"refused": refusal.reason}, status=409)
    count = InspectionPhoto.objects.visible_to(request.actor).filter(inspection=found, number=int(number)).count()
    return JsonResponse({"saved": token, "count": count})


def _keep_photo(actor: Actor, found: SiteInspection, number: int, token: str, upload: Any) -> None:
    name = f"第{number}项 {clock.now():%H%M%S}.{'png' if upload.name.lower().endswith('.png') else 'jpg'}"
    add_photo(actor=actor, inspection=found, number=number, token=token, upload=upload, name=name, at=clock.now())


def _by_script(request: HttpRequest) -> bool:
    return request.headers.get("X-Requested-With") == "fetch"


@page("projects.inspect", obj=(SiteInspection, "uid"))
def inspection_conclude(request: HttpRequest, found: SiteInspection) -> HttpResponse:
    """Heads, result, a day for what is not in order."""
    on = clock.today()
    answers = InspectionAnswer.objects.visible_to(request.actor).filter(inspection=found).exclude(verdict__in=["", "ok"]).order_by("number")
    problems = [(row.number, f"{row.number}. {found.items[row.number - 1]['title']}：{row.note}") for row in answers if row.number <= len(found.items)]
    days = policy(found.region_id, RECTIFY_DAYS, on=on).require()
    initial = {"rectify_by": due("D37", on, work_calendar(), days=days).due_on}
    form = ConcludeForm(request.POST or None, problems=problems, initial=initial)
    note = f"有 {len(problems)} 项不到位，各成一个问题；已当场改正的请勾选。" if problems else "各项到位，没有问题。"
    return step_page(
        request,
        form,
        lambda: conclude_inspection(actor=request.actor, inspection=found, at=clock.now(), **form.cleaned_data),
        title=f"检查完毕：{found}",
        verb="办完检查",
        back=found.get_absolute_url(),
        done="检查完毕。",
        note=note,
    )
