"""What the parts gallery shows: every part of the interface once, with invented figures. The page itself is ``portal.operations``'."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from types import SimpleNamespace

from django import forms

from portal.lib.forms import DateField, MoneyField, MonthField, UploadField


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


def context(now: dt.datetime) -> dict:
    """Figures of the gallery, counted from ``now``."""
    bad = LeadForm({"person": "王某某", "number": "14030019900101123", "amount": "0", "since": "2026-02", "due": "2026-01-19", "way": "order", "kind": "qr"})
    due = {"ok": now + dt.timedelta(days=2, hours=3), "today": now + dt.timedelta(hours=6, minutes=5), "over": now - dt.timedelta(days=1, hours=2)}
    return {
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
        "running": sample_job("running", 41),
        "refused": sample_job("refused", 97),
        "rows": [(n, f"样例项目 {n}", Decimal(12840000) / n, due[s]) for n, s in ((1, "over"), (2, "today"), (3, "ok"))],
    }


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


def sample_job(state: str, done: int) -> SimpleNamespace:
    return SimpleNamespace(
        uid=f"sample-{state}",
        is_open=state == "running",
        state=state,
        done_units=done,
        total_units=97,
        reference="5e1f0c2a",
        error="5 行的身份证号不对，改好后重新上传。",
        get_state_display="执行中",
    )
