"""What the workers' pages share: small answers that lead on instead of a dead end."""

import datetime as dt
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cases import gate
from portal.accounts.client import address
from portal.tenancy.models import Jurisdiction, Region

HOTLINE = "12333"


def hotline_of(region: Region | None) -> str:
    """The number of the nearest tenant, else the national one."""
    jurisdiction = Jurisdiction.objects.of(region) if region is not None else None
    return (jurisdiction.hotline if jurisdiction else "") or HOTLINE


def say(request: HttpRequest, title: str, text: str, *, status: int, **context: Any) -> HttpResponse:
    """A page with one sentence and where to turn; returned, not raised, so that what was counted stays counted."""
    return render(request, "cases/public_say.html", {"title": title, "text": text, "hotline": HOTLINE, **context}, status=status)


def too_many(request: HttpRequest) -> HttpResponse:
    return say(request, "请过一会儿再试", "这个网络刚才试得太多了。急的话请直接打电话。", status=429)


def too_many_pictures(request: HttpRequest, form: forms.Form, at: dt.datetime) -> bool:
    """Count the pictures of a valid form; over the limit the form says how to go on without them."""
    pictures = form.cleaned_data["pictures"]
    if not pictures or gate.PICTURES.spend(who(request), at, len(pictures)):
        return False
    form.add_error("pictures", "这个网络传的照片太多了。先不带照片提交，过一小时凭查询码补传。")
    return True


def who(request: HttpRequest) -> str:
    """The key of the limits."""
    return address(request)
