"""One warning: why it fired, what was done, what can be done now."""

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from earlywarning.actions.justify import justify_until
from earlywarning.actions.keep_clock import last_day
from earlywarning.catalogue import TITLES
from earlywarning.enums import LEVEL_RANK, ClearanceKind, EventKind, JustificationState, WarningLane, WarningLevel
from earlywarning.facts_shown import evidence_rows, rows_url, threshold_rows
from earlywarning.models import ClearanceItem, Disposal, EarlyWarning, FocusProject, Justification, LookBack, WarningEvent, WarningReport
from earlywarning.questions import concerned_by
from earlywarning.records import records_of
from earlywarning.views.letters import offered
from earlywarning.views.steps import form_of, steps_of
from earlywarning.worker_words import Words, words_of
from portal.accounts.enums import GOVERNMENT
from portal.accounts.pages import page
from portal.accounts.rights import may
from portal.documents.models import Instrument
from portal.lib import clock, show
from portal.tenancy.policies import policy
from portal.tenancy.scope import Actor
from projects.models import Project


@page("earlywarning.list", obj=(EarlyWarning, "uid"))
def warning_detail(request: HttpRequest, warning: EarlyWarning) -> HttpResponse:
    """Reason, evidence, law, remedy, letters, history; the forms of the moves that are possible now."""
    actor = request.actor
    is_official = actor.role in GOVERNMENT
    steps = steps_of(warning, actor)
    events = WarningEvent.objects.visible_to(actor).filter(warning=warning)
    if not is_official:  # what is drafted about a firm is not the firm's to read; that its level rose is
        events = events.exclude(kind=EventKind.ESCALATED, level_before="")
    project = Project.objects.visible_to(actor).select_related("owner", "general_contractor", "region").get(pk=warning.project_id)
    context = {
        "warning": warning,
        "due": _due(warning.due_at) if warning.due_at else "",
        "is_raised": LEVEL_RANK.get(warning.level_ladder, -1) > LEVEL_RANK[warning.level_figures],
        "project": project,
        "evidence": evidence_rows(warning),
        "records": records_of(warning, project, actor),
        "rows_url": rows_url(warning, project, actor),
        "thresholds": (lines := threshold_rows(warning)),
        "is_held": any(line.is_met is not None for line in lines),
        "laws": [(citation, "") for citation in warning.law],
        "disposals": Disposal.objects.visible_to(actor).filter(warning=warning).select_related("file") if is_official else (),
        "letters": Instrument.objects.visible_to(actor).filter(subject_uid=str(warning.uid)).order_by("-id"),
        "answer": _answer(warning, actor) if is_official and warning.is_open and warning.level == WarningLevel.RED else None,
        "entries": [_entry(event, is_official) for event in events],
        "steps": steps,
        "form": form_of(warning, steps[0].verb, actor) if steps else None,
        "on": clock.today(),
        "drafts": offered(warning, actor) if is_official else (),
        **_answers(warning, actor, is_official),
        "can_assign": warning.is_open and may(actor, "earlywarning.assign") and warning.region_id in actor.scope.write_regions,
        "is_official": is_official,
        "is_own": warning.region_id in actor.scope.write_regions,
    }
    return render(request, "earlywarning/warning_detail.html", context)


def _due(until: dt.datetime) -> str:
    """The last day of a term of days, the instant of one of hours."""
    today = clock.today()
    return show.day(last_day(until), today) if until == clock.start_of(clock.day_of(until)) else show.instant(until, today)


def _answer(warning: EarlyWarning, actor: Actor) -> dict:
    """By when a red one was to be taken up, and whether that is over or was."""
    since = EarlyWarning.objects.visible_to(actor).with_red_since().values_list("red_since", flat=True).get(pk=warning.pk)
    until = since + dt.timedelta(hours=policy(warning.region_id, "earlywarning.ack_hours", on=clock.today()).value)
    return {"until": until, "is_late": (warning.acknowledged_at or clock.now()) > until}


def _answers(warning: EarlyWarning, actor: Actor, is_official: bool) -> dict:
    """Who else said it, what the firm and the workers say, what was folded in, and the look-back."""
    on = clock.today()
    writes, is_duty = warning.region_id in actor.scope.write_regions, warning.lane == WarningLane.DUTY
    may_verify = writes and warning.is_open and may(actor, "earlywarning.verify")
    watched = (
        FocusProject.objects.visible_to(actor).filter(project=warning.project_id, closed_on__isnull=True).first() if may(actor, "earlywarning.follow") else None
    )
    back = LookBack.objects.visible_to(actor).filter(warning=warning).last() if is_official else None
    unasked = len(concerned_by(warning, actor, on).unasked) if may_verify and warning.lane == WarningLane.CLEARANCE else 0
    justifications = list(Justification.objects.visible_to(actor).filter(warning=warning).select_related("organisation", "file"))
    return {
        "reports": WarningReport.objects.visible_to(actor).filter(warning=warning).select_related("organisation", "file"),
        "justifications": justifications,
        "words": words_of(warning, actor, on) if is_official else Words(),
        "folded": [(code, TITLES.get(code, ""), told) for code, words in sorted(warning.folded.items()) for told in words],
        "look_back": back,
        "watched": watched,
        "may_watch": writes and warning.is_open and watched is None and may(actor, "earlywarning.focus"),
        "item": ClearanceItem.objects.visible_to(actor).filter(kind=ClearanceKind.WARNING, subject_uid=warning.uid).first() if is_official else None,
        "may_acknowledge": may_verify and warning.acknowledged_at is None,
        "may_decide": may(actor, "earlywarning.decide_duty") if is_duty else writes and may(actor, "earlywarning.verify"),
        "decide_page": "duty_decide" if is_duty else "justification_decide",
        "may_explain": is_duty and writes and warning.is_open and may(actor, "earlywarning.explain_duty"),
        "may_ask": bool(unasked),
        "unasked": unasked,
        "may_check": writes and may(actor, "earlywarning.dispose"),
        "is_waiting": (is_waiting := any(said.state == JustificationState.SUBMITTED for said in justifications)),
        "may_justify": warning.is_open and not is_waiting and may(actor, "earlywarning.justify"),
        "justify_until": (until := justify_until(warning, on)),
        "is_late": on > until,
    }


def _entry(event: WarningEvent, is_official: bool) -> dict:
    is_change = event.kind == EventKind.OPENED or event.level_before not in ("", event.level_after)
    level = event.level_after if is_change else ("ok" if event.kind == EventKind.CLOSED else "")
    # An enterprise reads what happened and when, not the officers' notes.
    note = event.note if is_official and event.kind in ("moved", "reported", "answered", "escalated") else ""
    return {"title": event.title, "note": note, "at": event.at, "who": event.by if is_official else "", "level": level}
