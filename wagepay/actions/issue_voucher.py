"""Give the employer the proof that its people were paid (条例31: 总包向分包提供代发工资凭证)."""

import datetime as dt

from django.db import transaction

from portal.accounts.rights import require
from portal.audit.log import record
from portal.documents.typeset import TableColumn, render_table_pdf
from portal.lib.errors import Refused
from portal.lib.money import capital
from portal.tenancy.scope import Actor
from wagepay.actions.batch_files import keep_batch_file
from wagepay.actions.draw_number import draw_number
from wagepay.enums import BatchPiece, BatchState, OrderState
from wagepay.models import PaymentBatch, PaymentOrder

PREFIX = "PZ"
COLUMNS = (
    TableColumn("序号", 12, "center"), TableColumn("姓名", 24), TableColumn("班组", 30), TableColumn("收款账号", 52), TableColumn("开户行"),
    TableColumn("金额（元）", 32, "right"), TableColumn("到账日期", 28, "center"),
)  # fmt: skip


def issue_voucher(*, actor: Actor, batch: PaymentBatch, at: dt.datetime) -> PaymentBatch:
    """Once for a batch, of the lines that arrived; what comes back afterwards stands on the batch's page, the paper stays as it was."""
    require(actor, "wagepay.batch")
    with transaction.atomic():
        batch = (
            PaymentBatch.objects.writable_by(actor)
            .select_for_update(of=("self",))
            .select_related("project__region", "project__general_contractor")
            .get(pk=batch.pk)
        )
        if batch.voucher_number:
            return batch
        if batch.state != BatchState.ANSWERED:
            raise Refused("银行回单到齐后才能开具代发凭证。", "wrong_state")
        paid = list(PaymentOrder.objects.visible_to(actor).filter(month=batch.month, project=batch.project, batch=batch, state=OrderState.PAID).order_by("row"))
        if not paid:
            raise Refused("这一批没有一笔成功，没有可以证明的。", "nothing_paid")
        batch.voucher_number = draw_number(prefix=PREFIX, region=batch.project.region, month=batch.month)
        batch.voucher_by, batch.voucher_at = actor.name, at
        batch.save(update_fields=["voucher_number", "voucher_by", "voucher_at"])
        keep_batch_file(batch, BatchPiece.VOUCHER, f"代发凭证 {batch.voucher_number}.pdf", "application/pdf", _paper(batch, paid))
        record(actor, "wagepay.voucher", batch, detail={"number": batch.voucher_number, "lines": len(paid)})
    return batch


def _paper(batch: PaymentBatch, paid: list[PaymentOrder]) -> bytes:
    """Names in clear, numbers masked: it proves payment and is no list of cards."""
    end = batch.voucher_at.date()
    contractor = batch.project.general_contractor
    rows = [(n, o.name, o.team, str(o.card), o.bank_name, f"{o.amount:,.2f}", o.answered_on) for n, o in enumerate(paid, 1)]
    total = sum(order.amount for order in paid)
    return render_table_pdf(
        "农民工工资代发凭证", COLUMNS, rows,
        lines=(f"用人单位：{batch.employer.name_on(end)}", f"{batch.month.year}年{batch.month.month}月工资（{batch.get_kind_display()}）", f"凭证号：{batch.voucher_number}"),
        sums=("合计", f"{len(paid)} 笔", "", "", "", f"{total:,.2f}", ""),
        notes=(
            f"项目：{batch.project.name}。代发单位：{contractor.name_on(end) if contractor else '—'}。付款账户：{batch.account.bank.name} {batch.account.tail}。",
            f"批次号：{batch.number}，共 {batch.lines} 笔 {batch.amount:,.2f} 元，其中已到账 {len(paid)} 笔 {total:,.2f} 元（大写：{capital(total)}）。",
            f"依据《保障农民工工资支付条例》第三十一条出具。开具人：{batch.voucher_by}　开具时间：{batch.voucher_at:%Y-%m-%d %H:%M}　（代发单位章）",
        ),
        organ=contractor.name_on(end) if contractor else "", on=end,
    )  # fmt: skip
