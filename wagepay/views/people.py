"""Acts on people of a site: registering, papers, the way wages go, the question about other counties."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from portal.accounts.pages import page
from portal.lib import clock
from portal.lib.confirm import confirm
from portal.lib.trying import tried
from projects.models import Project
from wagepay.actions.ask_elsewhere import ask_elsewhere
from wagepay.actions.change_pay_way import change_pay_way
from wagepay.actions.keep_person_papers import Kept, keep_person_papers
from wagepay.actions.register_person import register_person
from wagepay.actions.take_punches import NAMELESS
from wagepay.attendance_forms import RegisterForm
from wagepay.intake.employers import employers_of
from wagepay.intake.terms import Terms
from wagepay.models import Engagement, PaymentBatch, WorkerMonth
from wagepay.people_forms import ElsewhereForm, PapersForm, PayWayForm
from wagepay.views.asked import posted, posted_files


def _person(request: HttpRequest, project: Project, uid: str) -> Engagement:
    return get_object_or_404(Engagement.objects.visible_to(request.actor).select_related("employer", "project__region"), project=project, uid=uid)


@page("wagepay.roster", obj=(Project, "code"))
def wage_register(request: HttpRequest, project: Project, uid: str) -> HttpResponse:
    """Register somebody who was first met on a device or sheet."""
    actor, person = request.actor, _person(request, project, uid)
    if person.is_registered:
        messages.info(request, "这个人已经登记。")
        return redirect("wage_person", project.code, person.uid)
    first = WorkerMonth.objects.visible_to(actor).filter(project=project, person=bytes(person.id_index), first_day__isnull=False).order_by("first_day").first()
    initial = {
        "name": "" if person.name == NAMELESS else person.name,
        "employer": person.employer_id,
        "team": person.team,
        "entered_on": first.first_day if first else None,
    }
    form = RegisterForm(posted(request), employers=employers_of(actor, project), initial=initial)
    if request.method == "POST" and form.is_valid():
        terms = _terms(person, form.cleaned_data)
        registered = tried(form, lambda: register_person(actor=actor, stranger=person, terms=terms, on=clock.today(), at=clock.now()))
        if registered:
            messages.success(request, f"{registered.name} 已登记，原有考勤归到本人名下。")
            return redirect("wage_person", project.code, registered.uid)
    context = {"project": project, "person": person, "form": form, "first": first}
    return render(request, "wagepay/register.html", context, status=422 if form.errors else 200)


def _terms(person: Engagement, data: dict) -> Terms:
    """What was left empty stays as it is known."""
    names = ("team", "trade", "phone", "card", "contract_kind", "contract_signed_on", "daily_rate", "entered_on", "trained_on")
    said = {name: data[name] or None for name in names}
    return Terms(person=bytes(person.id_index), id_number=person.id_number.plain(), name=data["name"], employer_id=data["employer"].pk, **said)


@page("wagepay.roster", obj=(Project, "code"))
def wage_person_papers(request: HttpRequest, project: Project) -> HttpResponse:
    """Many scanned contracts or training proofs at once, each matched to its person."""
    form = PapersForm(*posted_files(request))
    kept = None
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        kept = tried(form, lambda: keep_person_papers(actor=request.actor, project=project, kind=data["kind"], uploads=data["files"], at=clock.now()))
        if isinstance(kept, Kept) and kept.papers and not kept.unmatched:
            messages.success(request, f"{len(kept.papers)} 份材料都找到了人，已存入。")
            return redirect("wage_roster", project.code)
    return render(request, "wagepay/person_papers.html", {"project": project, "form": form, "kept": kept}, status=422 if form.errors else 200)


@page("wagepay.roster", obj=(Project, "code"))
def wage_pay_way(request: HttpRequest, project: Project, uid: str) -> HttpResponse:
    """Another card, or another way than a card, with the reason. Who comes from a batch with a failed line goes back there, to send it again."""
    person = _person(request, project, uid)
    batch = PaymentBatch.objects.visible_to(request.actor).filter(project=project, number=request.GET.get("batch", "")).first()
    back = reverse("wage_batch", args=[batch.uid]) if batch else reverse("wage_person", args=[project.code, person.uid])
    form = PayWayForm(posted(request), initial={"way": person.pay_way, "bank_name": person.bank_name, "way_reason": person.pay_way_reason})
    if request.method == "POST" and form.is_valid():
        if tried(form, lambda: change_pay_way(actor=request.actor, person=person, at=clock.now(), **form.cleaned_data)):
            messages.success(request, "已变更，变更前后和原因都已留存。")
            return redirect(back)
    context = {"project": project, "person": person, "form": form, "back": back}
    return render(request, "wagepay/pay_way.html", context, status=422 if form.errors else 200)


@page("wagepay.elsewhere", obj=(Project, "code"))
def wage_elsewhere(request: HttpRequest, project: Project, uid: str) -> HttpResponse:
    """In how many other counties the person is registered: a number, and a line in the trail."""
    person = _person(request, project, uid)
    form, back = ElsewhereForm(posted(request)), reverse("wage_person", args=[project.code, person.uid])
    if request.method == "POST" and form.is_valid():
        count = tried(form, lambda: (ask_elsewhere(actor=request.actor, person=person, reason=form.cleaned_data["reason"]),))
        if count:
            messages.info(request, f"另有 {count[0]} 个县区登记了此人。" if count[0] else "没有其他县区登记此人。")
            return redirect(back)
    text = "只告诉有几个县区，不告诉是哪里；查询和理由记入操作记录，本人可以查到。"
    return confirm(request, f"查询{person.name}在其他县区的登记？", text=text, verb="查询", back=back, form=form, kind="btn-primary")
