"""/c/<token>/: a worker complains, without account and without JavaScript."""

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from cases import gate
from cases.actions.complain import complain
from cases.form_keys import key_of, new_form_key
from cases.forms.complaint import ComplaintForm
from cases.models.lead import intake_key_of
from cases.progress_codes import shown
from cases.views.public import hotline_of, say, too_many, too_many_pictures, who
from portal.lib import clock
from portal.lib.errors import Refused
from portal.tenancy.actors import intake_actor, system_actor
from portal.tenancy.policies import policy
from portal.tenancy.scope import acting
from projects.models import Project
from projects.tokens import project_of_token
from wagepay.models import Engagement
from wagepay.own_actor import registered_of, visit_of
from wagepay.views.own_gate import cookie

TWO_FORMS = "这一页打开得太久了，内容还在，请再点一次“提交”。"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def complaint(request: HttpRequest, token: str) -> HttpResponse:
    """The form of one site; its signed token opens this project and nothing else."""
    project = _project(token)
    if project is None:
        return say(request, "没有找到这个工地", "二维码可能不完整，请在工地的告示牌上重新扫一次。扫不了就打电话。", status=404)
    at = clock.now()
    if request.method != "POST":
        known = {field: request.GET[field][:60] for field in ("amount", "foreman") if field in request.GET}
        initial = known | {"key": new_form_key(project.uid.hex), "months": request.GET.getlist("month")}
        return _page(request, project, ComplaintForm(on=at.date(), registered=_registered(request, project, at), initial=initial))
    if not _allowed(request, project, at):
        return too_many(request)
    form = ComplaintForm(request.POST, request.FILES, on=at.date(), registered=_registered(request, project, at))
    ready = form.is_valid() and not too_many_pictures(request, form, at)
    return _sent(request, project, form, at) if ready else _again(request, project, form)


def _project(token: str) -> Project | None:
    # Which project a genuine token names is asked as the system; everything after it happens in the page's own scope.
    with acting(system_actor()):
        return project_of_token(token)


def _registered(request: HttpRequest, project: Project, at: dt.datetime) -> Engagement | None:
    """Who has his own pages of this county open need not type who he is."""
    visit = visit_of(request.COOKIES.get(cookie(), ""), at)
    return registered_of(visit) if visit is not None and visit.region_id == project.region_id else None


def _allowed(request: HttpRequest, project: Project, at: dt.datetime) -> bool:
    address = who(request)
    limits = ((gate.SENDING, f"{address} {project.pk}"), (gate.SENDING_ANYWHERE, address), (gate.SITE, str(project.pk)))
    return all([limit.spend(key, at) for limit, key in limits])


def _sent(request: HttpRequest, project: Project, form: ComplaintForm, at: dt.datetime) -> HttpResponse:
    key = key_of(form.cleaned_data["key"], project.uid.hex)
    if key is None:
        form.add_error(None, TWO_FORMS)
        return _again(request, project, form)
    actor = intake_actor(project.region_id, project.pk, intake_key_of(key))
    try:
        with acting(actor):
            lead, code, is_repeat = complain(actor=actor, project=project, key=key, at=at, pictures=form.cleaned_data["pictures"], **form.lead_fields)
    except Refused as refusal:
        form.add_error("pictures" if form.cleaned_data["pictures"] else None, refusal.reason)
        return _again(request, project, form)
    context = {
        "code": shown(code),
        "lead": lead,
        "project": project,
        "is_repeat": is_repeat,
        "hotline": hotline_of(project.region),
        "has_phone": bool(lead.phone),
    }
    return render(request, "cases/complaint_done.html", context)


def _again(request: HttpRequest, project: Project, form: ComplaintForm) -> HttpResponse:
    """The same page with what is wrong; a key that is worn out is replaced, so that the next try works."""
    form.data = form.data.copy()
    if key_of(form.data.get("key", ""), project.uid.hex) is None:
        form.data["key"] = new_form_key(project.uid.hex)
    return _page(request, project, form, status=422)


def _page(request: HttpRequest, project: Project, form: ComplaintForm, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "project": project,
        "contractor": project.general_contractor,
        "hotline": hotline_of(project.region),
        "days": policy(project.region, "clearance.days_lead", on=clock.today()).value,
    }
    return render(request, "cases/complaint.html", context, status=status)


@require_safe
def other_site(request: HttpRequest) -> HttpResponse:
    """/c/: for somebody whose site is another one."""
    text = "每个工地大门口的维权告示牌上都有自己的二维码，请扫您干活那个工地的码。找不到告示牌，直接打电话说也一样。"
    return say(request, "不是这个工地？", text, status=200, progress_url=reverse("progress_entry"))
