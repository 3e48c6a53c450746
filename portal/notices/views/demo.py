"""What the demo would have sent by text message."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from portal.accounts.pages import page
from portal.notices.models import SmsMessage

SHOWN = 50


@page("notices.demo")
def sms_list(request: HttpRequest) -> HttpResponse:
    if not settings.IS_DEMO:
        raise Http404
    return render(request, "notices/sms_list.html", {"messages_sent": SmsMessage.objects.all()[:SHOWN]})
