"""The notice board: what it says, where it hangs, its print, and the photograph that proves it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from portal.accounts.pages import page
from portal.accounts.rights import may
from portal.documents.downloads import file_response, recorded
from portal.lib import clock
from portal.lib.trying import tried
from projects.actions.keep_contacts import keep_contacts
from projects.actions.put_up_board import put_up_board
from projects.board.code import path_of
from projects.board.content import content_of, places_of
from projects.board.poster import poster
from projects.forms import BoardForm, ContactsForm, PrintForm
from projects.models import Project, ProjectParty
from projects.models.base import stands_for_own_people_only
from projects.systems import Evidence, gather
from projects.systems.keys import BOARD_PLACES
from projects.systems.notice_board import stale_facts
from projects.views.acts import act_page
from projects.views.code import public_address

RELATED = ("region", "owner", "general_contractor")


def _read(request: HttpRequest, project: Project) -> tuple[Evidence, list[str]]:
    if stands_for_own_people_only(request.actor, project.pk):
        raise Http404
    found = Project.objects.visible_to(request.actor).select_related(*RELATED).get(pk=project.pk)
    evidence = gather(found, clock.today())
    return evidence, places_of(evidence.policies[BOARD_PLACES].value, evidence.boards)


@page("projects.boards", obj=(Project, "code"))
def board(request: HttpRequest, project: Project) -> HttpResponse:
    """The facts in their groups with what is missing, and each place with its board."""
    evidence, places = _read(request, project)
    content = content_of(evidence)
    hanging = {found.place: found for found in evidence.boards}
    rows = [(place, hanging.get(place), stale_facts(hanging[place], evidence, content) if place in hanging else []) for place in places]
    context = {
        "project": evidence.project,
        "content": content_of(evidence, masked=True),
        "rows": rows,
        "form": PrintForm(places=places or ["施工现场"]),
        "may_print": may(request.actor, "projects.print_board"),
        "may_put_up": may(request.actor, "projects.notice_board"),
        "may_contacts": may(request.actor, "projects.contacts"),
    }
    return render(request, "projects/board.html", context)


@recorded
@page("projects.print_board", obj=(Project, "code"))
def board_print(request: HttpRequest, project: Project) -> HttpResponse:
    """The poster of one place in one size; it names people with their numbers, hence each print is written down."""
    evidence, places = _read(request, project)
    form = PrintForm(request.GET, places=places or ["施工现场"])
    place, size = (form.cleaned_data["place"], form.cleaned_data["size"]) if form.is_valid() else ((places or ["施工现场"])[0], "A3")
    content = content_of(evidence)
    if content.missing:
        return redirect("project_board", project.code)
    found = poster(evidence.project, content, place, public_address(request, path_of(project, content, place)), size)
    response = file_response(found, f"{project.name}维权信息告示牌（{place} {size}）.pdf", "application/pdf")
    response.handed_out = ("projects.print_board", project)
    return response


@page("projects.notice_board", obj=(Project, "code"))
def board_new(request: HttpRequest, project: Project) -> HttpResponse:
    _, places = _read(request, project)
    initial = {"posted_on": clock.today(), "photographed_on": None, "place": request.GET.get("place", places[0] if places else "")}
    form = BoardForm(request.POST or None, request.FILES or None, places=places, initial=initial)

    def act(data: dict[str, Any]) -> None:
        put_up_board(actor=request.actor, project=project, on=clock.today(), at=clock.now(), **data)

    text = "同一位置换新牌的，原来那块自动记为撤下。先从“告示牌”页打印当前内容，挂好后拍照上传。"
    return act_page(request, project, form, act, title="登记维权信息告示牌", verb="登记告示牌", done="已登记告示牌。", text=text)


@page("projects.contacts", obj=(Project, "code"))
def project_contacts(request: HttpRequest, project: Project) -> HttpResponse:
    """Names and numbers the board shows."""
    parties = list(ProjectParty.objects.visible_to(request.actor).filter(project=project).present().select_related("organisation"))
    form = ContactsForm(request.POST or None, project=project, parties=parties)
    if request.method == "POST" and form.is_valid():
        given = {"officer": form.officer, "parties": form.of_parties}
        changed = tried(form, lambda: keep_contacts(actor=request.actor, project=project, on=clock.today(), at=clock.now(), **given))
        if changed is not None:
            messages.success(request, f"已更新：{'、'.join(changed)}。告示牌要换成新内容。" if changed else "没有改动。")
            return redirect("project_board", project.code)
    text = "印在维权信息告示牌上。监理和银行不用填。"
    context = {
        "project": project,
        "form": form,
        "title": "现场联系人和电话",
        "text": text,
        "verb": "保存",
        "kind": "btn-primary",
        "back": project.get_absolute_url(),
    }
    return render(request, "projects/act.html", context)
