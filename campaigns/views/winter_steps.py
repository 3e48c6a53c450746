"""Correct a figure of the 17-column table, take it back, send the table, read what was sent."""

import datetime as dt

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from campaigns.actions.correct_cell import correct_cell, withdraw_correction
from campaigns.actions.own_campaign import own_campaign
from campaigns.actions.send_table import send_table
from campaigns.forms import CorrectionForm
from campaigns.models import Campaign, StatisticalReturn, TableCorrection
from campaigns.winter_columns import COLUMNS, ROWS, shown
from campaigns.winter_table import build_whole, cells_of
from portal.accounts.pages import page
from portal.lib import clock
from portal.lib.confirm import confirm
from portal.lib.trying import tried


@page("campaigns.correct", obj=(Campaign, "code"))
def winter_correct(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """Change one cell by hand, with the reason."""
    own_campaign(campaign, request.actor)
    form = CorrectionForm(request.POST or None, initial={"row": request.GET.get("row"), "column": request.GET.get("column")})
    if request.method == "POST" and form.is_valid() and tried(form, lambda: _correct(request, campaign, form.cleaned_data)):
        messages.success(request, "更正已登记，原数仍可查看。")
        return redirect("winter_table", code=campaign.code)
    return render(request, "campaigns/winter_correct.html", {"campaign": campaign, "form": form})


def _correct(request: HttpRequest, campaign: Campaign, data: dict) -> TableCorrection:
    return correct_cell(actor=request.actor, campaign=campaign, at=clock.now(), **data)


@require_POST
@page("campaigns.correct", obj=(TableCorrection, "uid"))
def winter_withdraw(request: HttpRequest, correction: TableCorrection) -> HttpResponse:
    """Take a correction back."""
    withdraw_correction(correction, actor=request.actor, at=clock.now())
    messages.success(request, "更正已撤回。")
    return redirect("winter_table", code=correction.campaign.code)


@page("campaigns.send", obj=(Campaign, "code"))
def winter_send(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """Ask, then freeze the table of the whole jurisdiction as the next version."""
    own_campaign(campaign, request.actor)
    until = _until(request)
    back = f"{reverse('winter_table', args=[campaign.code])}?until={until.isoformat()}"
    if request.method == "POST":
        sent = send_table(campaign, actor=request.actor, until=until, at=clock.now())
        messages.success(request, f"已定稿第 {sent.version} 版。")
        return redirect("winter_version", uid=sent.uid)
    table = build_whole(campaign, actor=request.actor, until=until)
    asked = [check.text for check in table.failed]
    text = f"截至 {table.until.isoformat()}，全部县（区）汇总。定稿后数字不再变动，要改只能再定一版。"
    if asked:
        text += f"还有 {len(asked)} 条校验没有通过：" + "；".join(asked[:5]) + "。"
    return confirm(request, f"把{campaign.name}情况定稿上报？", text=text, verb="定稿上报", back=back, kind="btn-primary")


def _until(request: HttpRequest) -> dt.date:
    try:
        return min(dt.date.fromisoformat(request.GET.get("until", "")), clock.today())
    except ValueError:
        return clock.today()


@page("campaigns.view", obj=(StatisticalReturn, "uid"))
def winter_version(request: HttpRequest, sent: StatisticalReturn) -> HttpResponse:
    """One version as it was sent."""
    cells = cells_of(sent)
    rows = [{"key": key, "name": name, "number": n, "cells": [shown(f, cells[key][f.number]) for f in COLUMNS]} for n, (key, name) in enumerate(ROWS, start=1)]
    return render(request, "campaigns/winter_version.html", {"sent": sent, "rows": rows, "asked": sent.cells["asked"]})
