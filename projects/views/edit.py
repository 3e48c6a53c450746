"""Register a project and change its master data."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from portal.accounts.pages import page
from portal.lib import clock
from portal.lib.errors import Refused
from portal.lib.trying import tried
from projects.actions.match_permit import match_permit
from projects.actions.register_project import register_project
from projects.actions.update_project import update_project
from projects.forms import ProjectForm
from projects.models import PermitEntry, Project
from projects.views.stock import initial_of, of_permit


@page("projects.register")
def project_new(request: HttpRequest) -> HttpResponse:
    """Open a new file."""
    permit = of_permit(request)
    form = ProjectForm(request.POST or None, actor=request.actor, initial=initial_of(permit) if permit else None)
    if request.method == "POST" and form.is_valid():
        made = tried(form, lambda: _registered(request, form, permit))
        if made is not None:
            messages.success(request, f"已建档，编码 {made.code}。")
            return redirect(made)
    return render(request, "projects/project_form.html", {"form": form, "project": None, "conflict": ()})


def _registered(request: HttpRequest, form: ProjectForm, permit: PermitEntry | None) -> Project:
    """The new file, joined to the permit it was registered from."""
    made = register_project(actor=request.actor, region=form.cleaned_data["region"], on=clock.today(), at=clock.now(), **form.values())
    if permit is not None and permit.region_id == made.region_id:
        match_permit(actor=request.actor, entry=permit, project=made)
    return made


@page("projects.update", obj=(Project, "code"))
def project_edit(request: HttpRequest, project: Project) -> HttpResponse:
    """Change it, unless somebody else did so in the meantime: then both readings are shown side by side."""
    form = ProjectForm(request.POST or None, instance=Project.objects.visible_to(request.actor).get(pk=project.pk), actor=request.actor)
    refusals: list[Refused] = []
    if request.method == "POST" and form.is_valid():
        saved = tried(form, lambda: _updated(request, form, project), told=refusals.append)
        if saved is not None:
            messages.success(request, "已保存。")
            return redirect(project)
    conflict = differences(form, project) if any(refusal.code == "changed" for refusal in refusals) else []
    return render(request, "projects/project_form.html", {"form": form, "project": project, "conflict": conflict})


def _updated(request: HttpRequest, form: ProjectForm, project: Project) -> Project:
    """The changed master data; firms typed for the first time are entered with them or not at all."""
    version = form.cleaned_data["version"] or 0
    return update_project(actor=request.actor, project=project, version=version, on=clock.today(), at=clock.now(), **form.values())


def differences(form: ProjectForm, stored: Project) -> list[tuple[str, str, str]]:
    """(label, as stored now, as typed) where the two differ; the form then carries the stored version, so that saving again is a decision."""
    form.data = form.data.copy()
    form.data["version"] = str(stored.version)
    rows = []
    for name in form.Meta.fields:
        theirs, yours = getattr(stored, name), form.cleaned_data.get(name)
        if name != "region" and theirs != yours:
            rows.append((str(form.fields[name].label), _text(theirs), _text(yours)))
    return rows


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(value)
    return "未填" if value in (None, "") else str(value)
