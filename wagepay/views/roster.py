"""The people of a site, masked; one at a time in full, with a reason on record."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from portal.accounts.pages import page
from portal.accounts.rights import may
from portal.accounts.views.reveal import reveal_page
from portal.audit.models import Entry
from portal.documents.downloads import recorded
from portal.documents.exporting import IN_FULL, list_export
from portal.lib import clock
from portal.lib.htmx import part_or_page
from portal.lib.tables import Empty, Table
from portal.tenancy.scope import Actor
from projects.models import Project
from wagepay.age_words import age_words
from wagepay.filters import EngagementFilter
from wagepay.models import Engagement, MonthAnswer, PersonPaper, Worker, WorkerMonth
from wagepay.shown_names import shown_name
from wagepay.tables import person_columns


@page("wagepay.people", obj=(Project, "code"))
def wage_roster(request: HttpRequest, project: Project) -> HttpResponse:
    """Everybody met on the site; those without registration are marked."""
    actor, on = request.actor, clock.today()
    people = Engagement.objects.visible_to(actor).filter(project=project)
    upload = _upload_url(actor, project)
    table = _roster(request, project)
    counts = {
        "present": people.registered().on_site(on).count(),
        "with_contract": people.registered().on_site(on).with_contract().count(),
        "strangers": people.filter(registered_on__isnull=True).count(),
        "no_card": people.registered().on_site(on).exclude(pk__in=people.paid_their_way().values("pk")).count(),
        "trained": people.registered().on_site(on).trained().count(),
    }
    context = {
        "table": table,
        "project": project,
        "strip": _strip(counts),
        "upload_url": upload,
        "papers_url": upload and reverse("wage_person_papers", args=[project.code]),
    }
    return part_or_page(request, "wagepay/roster.html", "parts/_table.html", context)


@recorded
@page("wagepay.people", obj=(Project, "code"), step_up="export")
def wage_roster_export(request: HttpRequest, project: Project) -> HttpResponse:
    """The filtered roster, masked at once; in full only through the download centre, with a second person's yes."""
    return list_export(request, _roster(request, project), f"{project.name}花名册", full_right="wagepay.reveal")


def _roster(request: HttpRequest, project: Project) -> Table:
    actor = request.actor
    reveals, upload, export = may(actor, "wagepay.reveal"), _upload_url(actor, project), reverse("wage_roster_export", args=[project.code])
    return Table(
        request, Engagement.objects.visible_to(actor).filter(project=project).select_related("employer", "project"), person_columns(reveals), EngagementFilter,
        order=("team", "name_key", "pk"), title="花名册", exports=(("导出", export), *([("导出完整号码", f"{export}?{IN_FULL}=1")] if reveals else [])),
        empty=Empty("还没有人", "导入花名册后，工人在这里；没登记的人也会从考勤表和工资表里记下来。", upload, "导入花名册" if upload else ""),
    )  # fmt: skip


def _upload_url(actor: Actor, project: Project) -> str:
    return reverse("wage_upload", args=[project.code, "roster"]) if may(actor, "wagepay.roster") else ""


def _strip(counts: dict[str, int]) -> list[dict]:
    return [
        {"label": "实名在场", "value": counts["present"], "unit": "人", "url": "?state=present"},
        {
            "label": "有合同",
            "value": counts["with_contract"],
            "unit": "人",
            "url": "?state=no_contract",
            "note": _share(counts["with_contract"], counts["present"]),
        },
        {"label": "有安全培训", "value": counts["trained"], "unit": "人", "url": "?state=untrained", "note": _share(counts["trained"], counts["present"])},
        {"label": "没有实名登记", "value": counts["strangers"], "unit": "人", "url": "?state=unregistered"} | _red(counts["strangers"], "先登记再进场"),
        {"label": "没有工资卡", "value": counts["no_card"], "unit": "人", "url": "?state=no_card"},
    ]


def _share(part: int, whole: int) -> str:
    return f"占 {part * 100 // whole}%" if whole else ""


def _red(count: int, words: str) -> dict:
    return {"note": words, "level": "yellow"} if count else {}


@page("wagepay.people", obj=(Project, "code"))
def wage_person(request: HttpRequest, project: Project, uid: str) -> HttpResponse:
    """One person's terms, papers and months here, and his stays on other sites the actor sees; the numbers are masked."""
    actor = request.actor
    person = _person(actor, project, uid)
    index, name = bytes(person.id_index), shown_name(actor, person.name)
    months = WorkerMonth.objects.visible_to(actor).filter(project=project, person=index).select_related("employer").order_by("-month")[:24]
    others = (
        Engagement.objects.visible_to(actor).filter(id_index=index).exclude(pk=person.pk).select_related("project", "employer").order_by("-entered_on", "-pk")
    )
    worker = Worker.objects.visible_to(actor).filter(region=project.region_id, id_index=index).first()
    said = MonthAnswer.objects.visible_to(actor).filter(project=project, person=index)[:24]
    context = {
        "project": project, "person": person, "name": name, "months": months, "others": others[:20], "worker": worker, "age": age_words(person, clock.today()),
        "changes": Entry.objects.filter(verb="wagepay.change_pay_way", object_uid=str(person.uid)).order_by("-id")[:10],
        "papers": PersonPaper.objects.visible_to(actor).filter(engagement=person), "may_reveal": may(actor, "wagepay.reveal"),
        "may_register": not person.is_registered and may(actor, "wagepay.roster"), "may_change": person.is_registered and may(actor, "wagepay.roster"),
        "may_ask": may(actor, "wagepay.elsewhere"), "may_enter": may(actor, "wagepay.outside"), "answers": [(answer, name, "") for answer in said],
    }  # fmt: skip
    return render(request, "wagepay/person.html", context)


@page("wagepay.reveal", obj=(Project, "code"), step_up="reveal")
def wage_reveal(request: HttpRequest, project: Project, uid: str, field: str) -> HttpResponse:
    """One number in full, with a reason, recorded before it is shown."""
    person = _person(request.actor, project, uid)
    back = reverse("wage_person", args=[project.code, person.uid])
    return reveal_page(request, person, field, among=("id_number", "phone", "card"), right="wagepay.reveal", what=person.name, back=back)


def _person(actor, project: Project, uid: str) -> Engagement:
    return get_object_or_404(Engagement.objects.visible_to(actor).select_related("employer"), project=project, uid=uid)
