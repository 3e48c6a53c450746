"""The tenant's own words: versions of each kind, a new one with preview, the end of one."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from portal.accounts.pages import page
from portal.documents import placeholders
from portal.documents.actions.draft_instrument import template_in_force
from portal.documents.actions.make_template import make_template, withdraw_template
from portal.documents.downloads import file_response
from portal.documents.forms import TemplateForm
from portal.documents.kinds import ADDRESSEES, InstrumentKind, instrument_kind, instrument_kinds
from portal.documents.models import InstrumentTemplate
from portal.documents.preview import Preview, preview, preview_pdf, samples
from portal.documents.wording import skeleton
from portal.lib import clock
from portal.lib.confirm import confirm
from portal.lib.trying import tried
from portal.tenancy.models import Region
from portal.tenancy.policies import PolicySet


@page("documents.templates")
def template_list(request: HttpRequest) -> HttpResponse:
    """Each kind with the words in force, to whom it goes and from which source."""
    policies = _policies(request)
    in_use = policies["instruments.kinds"].value or []
    rows = [
        {
            "kind": kind,
            "in_use": kind.statutory or kind.code in in_use,
            "template": template_in_force(request.actor, kind.code, policies),
            "to": "、".join(ADDRESSEES.get(part, part) for part in policies[f"instruments.addressee.{kind.code}"].require().split("+")),
            "source": policies[f"instruments.addressee.{kind.code}"].source,
            "days": policies[f"instruments.reply_days.{kind.code}"].value,
        }
        for kind in instrument_kinds()
    ]
    return render(request, "documents/template_list.html", {"rows": rows})


@page("documents.templates")
def instrument_templates(request: HttpRequest, kind: str) -> HttpResponse:
    """The versions of one kind, and the form of the next: 预览 shows it with a real paper's facts and saves nothing."""
    spec, policies = instrument_kind(kind), _policies(request)
    is_trial, shown = "preview" in request.POST, None
    form = TemplateForm(request.POST or None, kind=spec, tried_only=is_trial, initial=_start(request, spec, policies))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if is_trial:
            shown = preview(spec, data["heading"], data["body"], request.actor, request.POST.get("sample", ""))
        elif tried(form, lambda: make_template(actor=request.actor, kind=kind, at=clock.now(), **data)):
            messages.success(request, f"已保存{spec.title}的新版本。已发出和已拟的文书仍用原来的版本。")
            return redirect("instrument_templates", kind)
    return render(request, "documents/instrument_templates.html", _context(request, spec, policies, form, shown))


def _context(request: HttpRequest, spec: InstrumentKind, policies: PolicySet, form: TemplateForm, shown: Preview | None) -> dict:
    found = (
        InstrumentTemplate.objects.visible_to(request.actor).for_kind(spec.code, policies.region).select_related("region").order_by("-valid_from", "-number")
    )
    return {
        "kind": spec,
        "form": form,
        "fields": placeholders.fields_of(spec),
        "versions": list(found),
        "in_force": template_in_force(request.actor, spec.code, policies),
        "samples": samples(spec, request.actor),
        "sample": request.POST.get("sample", ""),
        "shown": shown,
        "own": request.actor.scope.write_regions,
    }


def _start(request: HttpRequest, spec: InstrumentKind, policies: PolicySet) -> dict:
    """The words in force; the built-in ones where the tenant has none of its own."""
    template = template_in_force(request.actor, spec.code, policies)
    part = policies[f"instruments.addressee.{spec.code}"].require()
    heading, body = (template.heading, template.body) if template else skeleton(spec, part)
    return {"heading": heading, "body": body, "valid_from": clock.today(), "source": template.source if template else ""}


@page("documents.templates", obj=(InstrumentTemplate, "uid"))
def template_preview(request: HttpRequest, template: InstrumentTemplate) -> HttpResponse:
    """A stored version as the paper it makes, with the facts of a paper the actor may read."""
    spec = instrument_kind(template.kind)
    shown = preview(spec, template.heading, template.body, request.actor, request.GET.get("sample", ""))
    return file_response(preview_pdf(spec, shown, request.actor, clock.today()), f"{spec.title}{template}预览.pdf", "application/pdf")


@page("documents.templates", obj=(InstrumentTemplate, "uid"))
def template_withdraw(request: HttpRequest, template: InstrumentTemplate) -> HttpResponse:
    back = template.get_absolute_url()
    if request.method == "POST":
        withdraw_template(template, actor=request.actor, on=clock.today())
        messages.success(request, "已停用。以后拟稿用前一个版本，没有的用平台内置文字。")
        return redirect(back)
    return confirm(request, f"停用{template}？", text="已经拟好和发出的文书不受影响。", verb="停用", back=back)


def _policies(request: HttpRequest) -> PolicySet:
    if request.actor.region_id is None:
        raise Http404
    return PolicySet(Region.objects.get(pk=request.actor.region_id), clock.today())
