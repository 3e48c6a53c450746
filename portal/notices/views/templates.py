"""The tenant's own words for each kind of message."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from portal.accounts.pages import page
from portal.lib import clock
from portal.lib.confirm import confirm
from portal.notices.actions.edit_template import edit_template, reset_template
from portal.notices.forms import ResetForm, TemplateForm
from portal.notices.kinds import MessageKind, declared
from portal.notices.models import MessageTemplate
from portal.notices.wording import fill
from portal.tenancy.models import Region
from portal.tenancy.scope import Actor


@page("notices.edit_templates")
def template_list(request: HttpRequest) -> HttpResponse:
    """Every kind with the words in force and whose they are."""
    found = _in_force(request.actor)
    rows = []
    for kind in sorted(declared(), key=lambda kind: kind.label):
        own = found.get(kind.kind)
        title, text = (own.title, own.text) if own and not own.is_default else (kind.title, kind.text)
        rows.append({"kind": kind, "title": title, "text": text, "whose": own.region.name if own and not own.is_default else ""})
    return render(request, "notices/template_list.html", {"rows": rows})


def _in_force(actor: Actor) -> dict[str, MessageTemplate]:
    rows = MessageTemplate.objects.visible_to(actor).select_related("region")
    return rows.in_force(Region.objects.get(pk=actor.region_id), clock.today())


@page("notices.edit_templates")
def template_edit(request: HttpRequest, key: str) -> HttpResponse:
    """Change the words; “预览” shows them with samples and keeps nothing."""
    kind = _kind(key)
    own = _in_force(request.actor).get(kind.kind)
    title, text = (own.title, own.text) if own and not own.is_default else (kind.title, kind.text)
    form = TemplateForm(request.POST or None, kind=kind, initial={"title": title, "text": text, "valid_from": clock.today()})
    if request.method == "POST" and form.is_valid():
        if request.POST.get("step") != "preview":
            edit_template(actor=request.actor, kind=kind, at=clock.now(), **form.cleaned_data)
            messages.success(request, f"“{kind.label}”的模板已保存。")
            return redirect("message_template_edit", key=key)
        title, text = form.cleaned_data["title"], form.cleaned_data["text"]
    context = {
        "kind": kind,
        "form": form,
        "places": kind.samples.items(),
        "preview": None if form.errors else {"title": fill(title, kind.samples), "text": fill(text, kind.samples)},
        "default": {"title": kind.title, "text": kind.text},
        "history": MessageTemplate.objects.visible_to(request.actor).filter(kind=kind.kind, region=request.actor.region_id)[:20],
    }
    return render(request, "notices/template_form.html", context, status=422 if form.errors else 200)


@page("notices.edit_templates")
def template_reset(request: HttpRequest, key: str) -> HttpResponse:
    kind = _kind(key)
    form = ResetForm(request.POST or None, initial={"valid_from": clock.today()})
    if request.method == "POST" and form.is_valid():
        reset_template(actor=request.actor, kind=kind, valid_from=form.cleaned_data["valid_from"], at=clock.now())
        messages.success(request, "已恢复默认文字。")
        return redirect("message_template_edit", key=key)
    text = f"默认标题：{kind.title}　默认内容：{kind.text or '（无）'}"
    return confirm(request, f"把“{kind.label}”恢复成默认文字？", text=text, verb="恢复默认", back=_back(key), form=form)


def _back(key: str) -> str:
    return f"/notices/templates/{key}/"


def _kind(key: str) -> MessageKind:
    found = next((kind for kind in declared() if kind.kind == key), None)
    if found is None:
        raise Http404
    return found
