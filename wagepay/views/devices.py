"""The register of attendance devices: how fresh each is, its key, its last records."""

import datetime as dt

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from portal.accounts.enums import ENTERPRISE
from portal.accounts.pages import page
from portal.accounts.rights import may
from portal.api.forms import RevokeForm
from portal.documents.downloads import recorded
from portal.documents.exporting import list_export
from portal.lib import clock
from portal.lib.confirm import confirm
from portal.lib.htmx import part_or_page
from portal.lib.tables import Empty, Table
from portal.lib.trying import tried
from portal.tenancy.models import Region
from projects.models import Project
from projects.models.base import stands_for_own_people_only
from wagepay.actions.device_key import give_device_key, revoke_device_key
from wagepay.actions.register_device import register_device, retire_device
from wagepay.attendance_filters import DeviceFilter
from wagepay.attendance_forms import DeviceForm, RetireForm
from wagepay.attendance_tables import device_columns
from wagepay.freshness import Freshness
from wagepay.models import Device, Punch
from wagepay.views.asked import posted

SHOWN = 50
EMPTY = Empty("没有考勤设备", "在项目的工资支付页登记设备，签发密钥后设备即可上报。")


@page("wagepay.devices")
def wage_devices(request: HttpRequest) -> HttpResponse:
    """Every device the actor may see, the silent ones first asked for by the strip."""
    table, fresh = _table(request)
    rows = Device.objects.visible_to(request.actor)
    strip = [
        {"label": "在用", "value": rows.in_use().count(), "unit": "台", "url": "?state=in_use"},
        _alarm({"label": "失联", "value": rows.filter(fresh.silent()).count(), "unit": "台", "url": "?state=silent"}),
        {"label": "已停用", "value": rows.filter(retired_on__isnull=False).count(), "unit": "台", "url": "?state=retired"},
    ]
    return part_or_page(request, "wagepay/devices.html", "parts/_table.html", {"table": table, "strip": strip})


@recorded
@page("wagepay.devices", step_up="export")
def wage_devices_export(request: HttpRequest) -> HttpResponse:
    return list_export(request, _table(request)[0], "考勤设备台账")


def _table(request: HttpRequest) -> tuple[Table, Freshness]:
    rows = Device.objects.visible_to(request.actor).select_related("project", "key")
    fresh = Freshness(Region.objects.filter(pk__in=rows.order_by().values("region")), clock.now())
    request.silent_devices = fresh.silent()
    table = Table(
        request, rows, device_columns(fresh), DeviceFilter, order=("last_seen_at", "pk"), title="考勤设备", empty=EMPTY,
        exports=(("导出", reverse("wage_devices_export")),),
    )  # fmt: skip
    return table, fresh


def _alarm(cell: dict) -> dict:
    return cell | ({"note": "超过规定时间没有上报", "level": "red"} if cell["value"] else {})


@page("wagepay.keep_devices", obj=(Project, "code"))
def wage_device_new(request: HttpRequest, project: Project) -> HttpResponse:
    form = DeviceForm(posted(request))
    if request.method == "POST" and form.is_valid():
        device = tried(form, lambda: register_device(actor=request.actor, project=project, at=clock.now(), **form.cleaned_data))
        if device:
            messages.success(request, "设备已登记。下一步：签发密钥，交给安装人员。")
            return redirect("wage_device", device.uid)
    return render(request, "wagepay/device_form.html", {"project": project, "form": form}, status=422 if form.errors else 200)


@page("wagepay.devices", obj=(Device, "uid"))
def wage_device(request: HttpRequest, device: Device) -> HttpResponse:
    """How it is, its key, and the last records as they came."""
    actor, at = request.actor, clock.now()
    device = Device.objects.visible_to(actor).select_related("project__region", "key").get(pk=device.pk)
    since = (at - dt.timedelta(days=62)).date().replace(day=1)
    punches = Punch.objects.visible_to(actor).filter(project=device.project_id, device=device.pk, month__gte=since).order_by("-at")
    context = {
        "device": device, "fresh": Freshness([device.project.region], at).of(device), "punches": punches[:SHOWN], "key_state": device.key.state(at) if device.key else "",
        "may_keep": may(actor, "wagepay.keep_devices") and actor.role in ENTERPRISE and not stands_for_own_people_only(actor, device.project_id),
    }  # fmt: skip
    return render(request, "wagepay/device.html", context)


@page("wagepay.keep_devices", obj=(Device, "uid"), step_up="keys")
def wage_device_key(request: HttpRequest, device: Device) -> HttpResponse:
    """GET asks, POST issues or changes the key and shows it once."""
    if request.method == "POST":
        issued = give_device_key(actor=request.actor, device=device, at=clock.now())
        return render(request, "wagepay/device_key.html", {"device": device, "key": issued.key, "secret": issued.secret})
    text = "密钥只显示一次，请准备好抄录。已有密钥的，旧密钥再用 24 小时后自动停用。"
    return confirm(request, f"为设备 {device.serial} 签发密钥？", text=text, verb="签发", back=reverse("wage_device", args=[device.uid]), kind="btn-primary")


@page("wagepay.keep_devices", obj=(Device, "uid"), step_up="keys")
def wage_device_revoke(request: HttpRequest, device: Device) -> HttpResponse:
    form, back = RevokeForm(posted(request)), reverse("wage_device", args=[device.uid])
    if request.method == "POST" and form.is_valid():
        revoke_device_key(actor=request.actor, device=device, reason=form.cleaned_data["reason"], at=clock.now())
        messages.success(request, "密钥已吊销，立即失效。")
        return redirect(back)
    return confirm(request, f"吊销设备 {device.serial} 的密钥？", text="吊销后设备不能上报，需要时重新签发。", verb="吊销", back=back, form=form)


@page("wagepay.keep_devices", obj=(Device, "uid"))
def wage_device_retire(request: HttpRequest, device: Device) -> HttpResponse:
    form, back = RetireForm(posted(request)), reverse("wage_device", args=[device.uid])
    if request.method == "POST" and form.is_valid():
        retire_device(actor=request.actor, device=device, reason=form.cleaned_data["reason"], at=clock.now())
        messages.success(request, "设备已停用，记录保留。")
        return redirect(back)
    return confirm(request, f"停用设备 {device.serial}？", text="停用后不再接收它的记录，密钥同时吊销；换新设备请另行登记。", verb="停用", back=back, form=form)
