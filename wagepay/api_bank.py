"""The addresses to which banks report: what became of each transfer, and what was booked on the special wage account.

A batch is taken as one file of the room's own form: judged by the same rules, let in whole or not at all, and sent again it is
answered by the receipt it has. The rows lie sealed beside their receipt like every upload.
"""

import csv
import datetime as dt
import io
from collections.abc import Sequence
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from portal.api.signed_view import SignedView
from portal.api.views.machine import ERRORS, ErrorSerializer
from portal.lib import clock
from projects.models import Project, SpecialWageAccount
from wagepay.actions.import_file import import_file
from wagepay.api import PlainText, malformed
from wagepay.enums import EntryDirection, PaymentState, UploadKind

MOST_ROWS = 5_000
NOTE = "以接口上报"
STATES = {PaymentState.SUCCESS: "成功", PaymentState.FAILED: "失败", PaymentState.RETURNED: "退汇"}


class AmountField(serializers.DecimalField):
    """元, to the fen."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_digits=14, decimal_places=2, **kwargs)


class ReceiptSerializer(serializers.Serializer):
    """The outcome of one transfer; ``order`` is the number the bank file gave it."""

    order = PlainText(max_length=48, required=False, default="", allow_blank=True, help_text="代发编号；有它按它对批次")
    payee = PlainText(max_length=60, help_text="收款户名")
    card_number = PlainText(max_length=30, help_text="收款账号")
    amount = AmountField(help_text="金额（元），正数")
    paid_on = serializers.DateField(help_text="交易日期")
    state = serializers.ChoiceField(tuple(STATES.items()), help_text="success 成功，failed 失败，returned 退汇")
    reason = PlainText(max_length=120, required=False, default="", allow_blank=True, help_text="失败、退汇的原因")
    reference = PlainText(max_length=60, help_text="银行流水号；同一流水号再报，只更新结果")


class ReceiptsSerializer(serializers.Serializer):
    project = PlainText(max_length=24, help_text="项目编号")
    month = serializers.RegexField(r"^20\d\d-(0[1-9]|1[0-2])$", help_text="工资月份，如 2026-10")
    receipts = serializers.ListField(child=ReceiptSerializer(), min_length=1, max_length=MOST_ROWS, help_text="逐笔结果")


class EntrySerializer(serializers.Serializer):
    """One booked line."""

    booked_on = serializers.DateField(help_text="记账日期")
    direction = serializers.ChoiceField(EntryDirection.choices, help_text="in 收入，out 支出")
    amount = AmountField(help_text="金额（元），正数")
    balance = AmountField(required=False, allow_null=True, default=None, help_text="记账后余额")
    counterparty = PlainText(max_length=120, required=False, default="", allow_blank=True, help_text="对方户名")
    counterparty_number = PlainText(max_length=40, required=False, default="", allow_blank=True, help_text="对方账号")
    summary = PlainText(max_length=200, required=False, default="", allow_blank=True, help_text="摘要")
    reference = PlainText(max_length=60, help_text="银行流水号；同一流水号只记一次")
    project = PlainText(max_length=24, required=False, default="", allow_blank=True, help_text="项目编号；一个账号用于几个项目时必填")


class EntriesSerializer(serializers.Serializer):
    account = PlainText(max_length=40, help_text="专用账户账号")
    entries = serializers.ListField(child=EntrySerializer(), min_length=1, max_length=MOST_ROWS, help_text="逐笔流水")


class RowFindingSerializer(serializers.Serializer):
    row = serializers.IntegerField(help_text="第几条，从 1 起；0 是整批")
    code = serializers.CharField()
    severity = serializers.ChoiceField(("block", "warn", "info"), help_text="block 须改正，整批不收；warn 已收，请核对")
    message = serializers.CharField()
    fix = serializers.CharField(allow_blank=True)


class TakenSerializer(serializers.Serializer):
    accepted = serializers.BooleanField(help_text="是否入库；有一条须改正，一条也不收")
    receipt = serializers.CharField(allow_null=True, help_text="回执编号；整批重发，还是原来的回执")
    rows = serializers.IntegerField()
    findings = RowFindingSerializer(many=True)


RESPONSES = {200: TakenSerializer, 422: TakenSerializer, 400: ErrorSerializer, 404: ErrorSerializer, 409: ErrorSerializer, 415: ErrorSerializer, **ERRORS}
RECEIPT_HEADS = ("代发编号", "收款户名", "收款账号", "金额", "交易日期", "处理结果", "失败原因", "流水号")
ENTRY_HEADS = ("交易日期", "收入", "支出", "余额", "对方户名", "对方账号", "摘要", "流水号", "项目编码")


class Receipts(SignedView):
    """POST /api/payments/receipts/"""

    verb = "wagepay.receipts"

    @extend_schema(
        operation_id="receipts",
        summary="上报代发回单",
        description="逐笔代发结果。整批核对，有一条须改正就都不收；重发不会重复计算，之后的退汇改原来那一笔。",
        request=ReceiptsSerializer,
        responses=RESPONSES,
    )
    def post(self, request: Request) -> Response:
        data = _read(ReceiptsSerializer, request)
        project = Project.objects.visible_to(request.user).select_related("region", "general_contractor").filter(code=data["project"]).first()
        if project is None or not _concerns(request, project):
            raise NotFound("没有这个项目，或者不归这把密钥的单位上报。", "no_project")
        month = dt.date.fromisoformat(f"{data['month']}-01")
        return _taken(request, UploadKind.RECEIPTS, RECEIPT_HEADS, map(_receipt, data["receipts"]), project=project, month=month)


class Entries(SignedView):
    """POST /api/account/entries/"""

    verb = "wagepay.entries"

    @extend_schema(
        operation_id="entries",
        summary="上报专户流水",
        description="逐笔流水，按流水号只记一次。支出的对方不在花名册的，照收并列入异常支出。",
        request=EntriesSerializer,
        responses=RESPONSES,
    )
    def post(self, request: Request) -> Response:
        data = _read(EntriesSerializer, request)
        found = SpecialWageAccount.objects.visible_to(request.user).by_number(data["account"]).select_related("project__region", "project__general_contractor")
        account = next((row for row in found.order_by("pk") if request.user.organisation_id in (row.bank_id, row.project.general_contractor_id)), None)
        if account is None:
            raise NotFound("没有这个账号的专用账户，或者不归这把密钥的单位上报。", "no_account")
        return _taken(request, UploadKind.ACCOUNT_ENTRIES, ENTRY_HEADS, map(_entry, data["entries"]), project=account.project, account=account)


def _receipt(row: dict[str, Any]) -> tuple:
    return (row["order"], row["payee"], row["card_number"], row["amount"], row["paid_on"], STATES[row["state"]], row["reason"], row["reference"])


def _entry(row: dict[str, Any]) -> tuple:
    flows = (row["amount"], "") if row["direction"] == EntryDirection.IN else ("", row["amount"])
    balance = "" if row["balance"] is None else row["balance"]
    return (row["booked_on"], *flows, balance, row["counterparty"], row["counterparty_number"], row["summary"], row["reference"], row["project"])


def _read(form: type[serializers.Serializer], request: Request) -> dict[str, Any]:
    asked = form(data=request.data)
    if not asked.is_valid():
        raise malformed(asked.errors)
    return asked.validated_data


def _concerns(request: Request, project: Project) -> bool:
    """A bank reports for the accounts it keeps, the general contractor for its own sites."""
    organisation = request.user.organisation_id
    kept = SpecialWageAccount.objects.visible_to(request.user).filter(project=project, bank=organisation)
    return project.general_contractor_id == organisation or kept.exists()


def _taken(request: Request, kind: str, heads: Sequence[str], rows: Any, **where: Any) -> Response:
    """As a sheet of the room's own form, by the one way in."""
    text, at = io.StringIO(), clock.now()
    csv.writer(text).writerows([heads, *rows])
    content = text.getvalue().encode("utf-8-sig")
    result = import_file(actor=request.user, kind=kind, name="接口上报.csv", content=content, on=at.date(), at=at, note=NOTE, **where)
    findings = [{**{name: row[name] for name in ("code", "severity", "message", "fix")}, "row": _place(row["cell"])} for row in result["findings"]]
    body = {"accepted": result["accepted"], "receipt": result["receipt"], "rows": result["rows"], "findings": findings}
    return Response(TakenSerializer(body).data, status=200 if result["accepted"] else 422)


def _place(cell: str) -> int:
    """“Sheet!C12” as the place of the row in the batch: the heading is the first row."""
    digits = "".join(filter(str.isdigit, cell.rsplit("!", 1)[-1]))
    return int(digits or 1) - 1
