"""The parts gallery, demo only: every part of the interface on one page with invented figures, for looking and for tests."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from types import SimpleNamespace

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from portal.interface import menu
from portal.interface.shell import Place, Shell
from portal.lib import clock
from portal.lib.confirm import confirm
from portal.lib.forms import DateField, MoneyField, MonthField, ReasonForm, UploadField
from portal.lib.htmx import wants_part


class LeadForm(forms.Form):
    person = forms.CharField(label="反映人", max_length=40)
    number = forms.CharField(label="身份证号", min_length=18, max_length=18, error_messages={"min_length": "应为 18 位，现 %(show_value)d 位。"})
    amount = MoneyField(label="欠薪金额（元）", min_value=Decimal("0.01"), error_messages={"min_value": "不能为 0；说不准的填估数并勾选“估算”。"})
    since = MonthField(label="欠薪起始月份")
    due = DateField(label="反馈期限", help_text="收件之日起 3 日内")
    way = forms.ChoiceField(
        label="处置方式", choices=[("call", "电话督促"), ("talk", "约谈"), ("order", "责令限期改正"), ("move", "转住建局")], widget=forms.RadioSelect
    )
    kind = forms.ChoiceField(label="来源", choices=[("", "请选择"), ("qr", "扫码投诉"), ("12345", "12345 转办")])
    estimate = forms.BooleanField(label="估算", required=False)
    story = forms.CharField(label="情况", required=False, widget=forms.Textarea(attrs={"rows": 3}), help_text="写人、月份、金额、谁答应过什么")
    proof = UploadField(label="附件", kinds=(".pdf", ".jpg", ".png"), required=False)


@dataclass(frozen=True)
class Entry:
    title: str
    at: dt.datetime
    who: str
    note: str = ""
    level: str = ""


def gallery(request: HttpRequest) -> HttpResponse:
    """Every part once; nothing here comes from the database."""
    if not settings.IS_DEMO:
        raise Http404
    if wants_part(request):
        finished = {
            "job": _job("done", 97),
            "label": "核对工资表",
            "message": "97 行，5 处须改正",
            "url": request.path,
            "result_url": "#",
            "result_label": "看差错",
        }
        return render(request, "parts/_job.html", finished)
    messages.success(request, "已发警示函 阳城治欠警〔2026〕3 号")
    messages.error(request, "没有提交成功，网络中断。")
    return render(request, "gallery.html", context(clock.now()))


def gallery_confirm(request: HttpRequest) -> HttpResponse:
    """A confirmation page; it does nothing."""
    if not settings.IS_DEMO:
        raise Http404
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        messages.success(request, f"已核销：{form.cleaned_data['reason']}")
        return redirect("gallery")
    text = "核销后三日清零停止计时，资金缺口 104.63 万元不会自动再报警，直到下一期数据。"
    return confirm(request, "核销这条红色预警？", text=text, verb="核销并报大队长", back="/gallery/", form=form)


def context(now: dt.datetime) -> dict:
    """Figures of the gallery, counted from ``now``."""
    bad = LeadForm({"person": "王某某", "number": "14030019900101123", "amount": "0", "since": "2026-02", "due": "2026-01-19", "way": "order", "kind": "qr"})
    due = {"ok": now + dt.timedelta(days=2, hours=3), "today": now + dt.timedelta(hours=6, minutes=5), "over": now - dt.timedelta(days=1, hours=2)}
    return {
        "shell": _frame(),
        "form": bad,
        "due": due,
        "strip": _strip(),
        "levels": ["red", "yellow", "blue", "ok", "none"],
        "steps": [("上传文件", "done"), ("核对差错", "now"), ("确认提交", "todo")],
        "stages": [("立案", "done"), ("调查", "now"), ("告知", "todo"), ("决定", "todo"), ("执行", "todo")],
        "laws": [("《保障农民工工资支付条例》第二十九条第一款", "建设单位应当按照合同约定及时拨付工程款，并将人工费用及时足额拨付至农民工工资专用账户。")],
        "entries": [
            Entry("约谈完成", now - dt.timedelta(hours=1), "李**、赵**", "承诺 1 月 18 日前垫拨"),
            Entry("黄 → 红", now - dt.timedelta(days=2), "系统", "连续第二期未足额", "red"),
            Entry("蓝 → 黄", now - dt.timedelta(days=30), "系统", "12 月人工费只到 22%", "yellow"),
        ],
        "files": [SimpleNamespace(name="工资支付表 2025-12.xlsx", url="#file", size=48213, at=now, note="已核对")],
        "chart": _chart(),
        "running": _job("running", 41),
        "refused": _job("refused", 97),
        "rows": [(n, f"样例项目 {n}", Decimal(12840000) / n, due[s]) for n, s in ((1, "over"), (2, "today"), (3, "ok"))],
    }


def _frame() -> Shell:
    item = menu.ShownItem
    sections = (
        menu.Section("", (item("工作台", "layout-list", "/", False, True, None),)),
        menu.Section("监管", (item("预警处置", "alert-triangle", "#", True, True, 12), item("现场检查", "clipboard-check", "#", False, True, None))),
        menu.Section("项目", (item("项目档案", "building-community", "#", False, True, None), item("工资发放", "receipt-yuan", "#", False, False, 3))),
    )
    places = (Place("1", "阳泉市 平定县", "劳动保障监察员", True), Place("2", "阳泉市 城区", "劳动保障监察员"))
    person = SimpleNamespace(name="李样例")
    return Shell(
        person,
        "监察员",
        "平定县劳动保障监察大队",
        places,
        sections,
        3,
        "2026-01-15 06:00",
        "样例",
        True,
        "",
        ("2028 年的放假安排还没有录入，工作日期限暂按周末推算。",),
    )


def _strip() -> list[dict]:
    return [
        {"label": "三日清零待办", "value": "6", "note": "超期 1", "level": "red", "url": "#table", "grow": 2, "unit": "", "marks": []},
        {"label": "新增预警", "value": "12", "marks": [("red", "红 1"), ("yellow", "黄 4"), ("blue", "蓝 7")], "grow": 2, "url": "#", "unit": "", "note": ""},
        {"label": "10 个工作日内到期案件", "value": "3", "note": "在办 9 件", "url": "#", "unit": "", "level": "", "grow": 0, "marks": []},
        {"label": "本月追发", "value": "38.62", "unit": "万元", "note": "47 人", "url": "", "level": "", "grow": 0, "marks": []},
    ]


def _chart() -> dict:
    return {
        "id": "gallery-chart",
        "labels": ["11-27", "12-04", "12-11", "12-18", "12-25", "01-01", "01-08", "01-15"],
        "series": [
            {"name": "红", "values": [7, 6, 8, 6, 5, 6, 4, 5], "colour": "red", "stack": "level"},
            {"name": "黄", "values": [22, 21, 24, 22, 21, 23, 21, 19], "colour": "yellow", "stack": "level"},
            {"name": "蓝", "values": [35, 38, 36, 40, 36, 36, 34, 33], "colour": "blue", "stack": "level"},
            {"name": "清零率", "kind": "line", "values": [84, 86, 88, 87, 90, 92, 93, 94.1], "colour": "ink", "right": True, "end_label": "94.1%"},
        ],
    }


def _job(state: str, done: int) -> SimpleNamespace:
    return SimpleNamespace(
        uid=f"sample-{state}",
        is_open=state == "running",
        state=state,
        done_units=done,
        total_units=97,
        error="5 行的身份证号不对，改好后重新上传。",
        get_state_display="执行中",
    )
