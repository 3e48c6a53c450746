"""A worker at his own pages: the code is taken from what would be sent."""

import re
from urllib.parse import urlsplit

from django.test import Client
from django.urls import reverse

from portal.jobs.models import Job
from portal.lib import clock
from portal.notices.models import Delivery
from portal.tenancy.actors import system_actor
from wagepay.actions.send_own_code import send_own_code


def ask(client: Client, phone: str, sheet: str = "") -> str:
    """Ask for a code; the address of the page that takes it. The job has run."""
    answer = client.post(reverse("own_pay") + sheet, {"phone": phone})
    assert answer.status_code == 302, answer.content.decode()
    send()
    return answer.headers["Location"]


def send() -> None:
    for job in Job.objects.filter(kind="wagepay.own_code"):
        send_own_code(actor=system_actor(), uid=job.payload["code"], at=clock.now())


def digits() -> str:
    """The newest code that went out."""
    return re.search(r"验证码 (\d{6})", Delivery.objects.order_by("-pk")[0].text)[1]


def enter(client: Client, phone: str, sheet: str = "", **more: object) -> Client:
    """The browser of the worker, inside."""
    page = ask(client, phone, sheet)
    answer = client.post(page, {"code": digits()} | more)
    assert answer.status_code == 302, answer.content.decode()
    assert urlsplit(answer.headers["Location"]).path.startswith("/t/pay/")
    return client
