"""What the pages of an upload show."""

import datetime as dt
import hashlib
from decimal import Decimal
from typing import Any

from django.urls import reverse

from portal.accounts.rights import may
from portal.lib import clock, show
from portal.tenancy.calendars import work_calendar
from portal.tenancy.models import Organisation
from portal.tenancy.scope import Actor
from projects.models import Project
from wagepay.actions.close_month import OF_A_MONTH, reopened_receipt
from wagepay.actions.upload_parts import mends_of, result_of
from wagepay.enums import CURRENT_SHEETS, SheetState, UploadKind, UploadState
from wagepay.forms import WITH_MONTH
from wagepay.intake.kinds import INTAKES
from wagepay.models import AccountEntry, Engagement, PaymentBatch, PaymentLine, PaymentOrder, PayrollSheet, ProjectMonth, Upload
from wagepay.pay_days import due_on
from wagepay.standing import due_words
from wagepay.views.upload_grid import grid_of

STEPS = ("上传文件", "核对差错", "确认提交")
SHOWN = 200
# Findings that are not mended in the sheet: the button's words, the page, the kind of file.
ELSEWHERE = {
    "not_on_roster": ("去登记", "wage_upload", UploadKind.ROSTER),
    "name_differs": ("看花名册", "wage_roster", None),
    "not_attended": ("补考勤", "wage_upload", UploadKind.ATTENDANCE),
    "days_over_attendance": ("补考勤", "wage_upload", UploadKind.ATTENDANCE),
}
NUMBERS = ("people", "days", "gross", "deduction", "net", "income", "outgo", "due")
ADVICE = {
    UploadKind.ROSTER: (("先签合同、先登记，再进场。", "条例第二十八条"), ("一人一行，身份证号照证件填写。", ""), ("退场的写退场日期，不要删行。", "")),
    UploadKind.ATTENDANCE: (("每日一列、每日一行或只有月合计都可以。", ""), ("更正的考勤表重传一次，以新的为准。", ""), ("没有实名登记的人也会记下来并提示。", "条例第二十八条")),
    UploadKind.PAYROLL: (("工资表由分包单位编制、工人本人签字，总包审核。", "条例第三十一条"), ("人员以实名登记为准，没登记的先补登。", "条例第二十八条"), ("一人一卡，卡必须是本人的。", "条例第三十一条")),
    UploadKind.RECEIPTS: (("按银行给的回单原样上传，含失败和退汇的行。", ""), ("失败、退汇的写明原因，补发后再传补发的回单。", ""), ("发到别人卡上的会标出来。", "条例第十一条")),
    UploadKind.ACCOUNT_ENTRIES: (("按银行流水原样上传，同一笔不会重复入库。", ""), ("人工费拨付计划（周期月份、应拨人工费、约定拨付日期）可以放在同一文件的另一张表。", "条例第二十四条"), ("不是发工资的支出会标出来。", "条例第二十六条")),
}  # fmt: skip


def fingerprint(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def whole(actor: Actor, upload: Upload) -> Upload:
    return Upload.objects.visible_to(actor).select_related("project__region", "project__general_contractor", "employer").get(pk=upload.pk)


def steps(now: int) -> list[tuple[str, str]]:
    return [(label, "done" if at < now else "now" if at == now else "todo") for at, label in enumerate(STEPS)]


def due_of(project: Project, month: dt.date | None) -> dict[str, Any]:
    """The pay day and how far it is; empty for files that belong to no month."""
    if month is None:
        return {"due_on": None, "due_words": ""}
    day = due_on(project, month, work_calendar())
    return {"due_on": day, "due_words": due_words(day, clock.today())}


# -- choose -------------------------------------------------------------------------------------
def start(actor: Actor, project: Project, kind: str, month: dt.date) -> dict[str, Any]:
    kind = UploadKind(kind)
    context = {
        "project": project,
        "kind": kind,
        "month": month if kind in WITH_MONTH or kind == UploadKind.ATTENDANCE else None,
        "steps": steps(0),
        "advice": ADVICE[kind],
        "base": base_figures(actor, project, month) if kind == UploadKind.PAYROLL else (),
        "people": Engagement.objects.visible_to(actor).filter(project=project).registered().count() if kind == UploadKind.PAYROLL else 0,
        "recent": Upload.objects.visible_to(actor).filter(project=project, kind=kind).latest_first().select_related("employer")[:5],
    }
    return context | due_of(project, month if kind in WITH_MONTH else None)


def likely_employer(actor: Actor, project: Project, month: dt.date, employers: list[Organisation]) -> Organisation | None:
    """Whose sheet is probably meant: people worked for it this month and its sheet is still missing."""
    waiting = (
        ProjectMonth.objects.visible_to(actor).filter(project=project, month=month, sheet_state="").order_by("-attended").values_list("employer_id", flat=True)
    )
    by_id = {firm.pk: firm for firm in employers}
    return next((by_id[pk] for pk in waiting if pk in by_id), employers[0] if employers else None)


def base_figures(actor: Actor, project: Project, month: dt.date) -> list[tuple[str, str]]:
    """What the sheet will be held against."""
    rows = list(ProjectMonth.objects.visible_to(actor).filter(project=project, month=month))
    before = list(ProjectMonth.objects.visible_to(actor).filter(project=project, month=(month - dt.timedelta(days=1)).replace(day=1)))
    attended, days = sum(row.attended for row in rows), sum(row.attended_days for row in rows)
    figures = [
        ("实名在场", f"{sum(row.registered for row in rows)} 人"),
        (f"{month.month} 月有考勤", f"{attended} 人 · {show.short_money(days)} 工日" if attended else "没有考勤"),
        ("上月代发", f"{sum(row.paid_count for row in before)} 人 · {sum(row.paid for row in before):,.2f} 元" if before else "—"),
    ]
    entry = AccountEntry.objects.visible_to(actor).filter(project=project, balance__isnull=False).order_by("-booked_on").first()
    return [*figures, ("专户余额", f"{entry.balance:,.2f} 元（{entry.booked_on:%m-%d}）")] if entry else figures


# -- check --------------------------------------------------------------------------------------
def check(actor: Actor, upload: Upload, severity: str, page: int | None = None) -> dict[str, Any]:
    """``page``: of all rows, instead of the faulty ones."""
    result = result_of(upload)
    blocks = [row for row in result["findings"] if row["severity"] == "block"]
    asks = [row for row in result["findings"] if row["severity"] == "warn"]
    chosen = severity if severity in ("block", "warn") else "block" if blocks else "warn"
    listed = blocks if chosen == "block" else asks
    return {
        "upload": upload,
        "project": upload.project,
        "steps": steps(1),
        "strip": strip(upload, result, len(blocks), len(asks)),
        "blocks": len(blocks),
        "asks": len(asks),
        "chosen": chosen,
        "findings": [titled(upload, row) | remedy(upload, row, result) for row in listed[:SHOWN]],
        "mends": mends_of(upload),
        "more": max(0, len(listed) - SHOWN),
        "preview": grid_of(upload, result, page),
        "sheet": result["sheet"],
        "notes": result["figures"].get("notes", ()),
        "mapping": mapping_fields(upload),
        "compare": compare(actor, upload, result) if upload.kind == UploadKind.PAYROLL else (),
        "ready": upload.state == UploadState.READY,
    } | due_of(upload.project, upload.month if upload.kind in WITH_MONTH else None)


def titled(upload: Upload, row: dict[str, Any]) -> dict[str, Any]:
    """The finding with its short name and the bare cell."""
    kinds = INTAKES[upload.kind].KINDS
    return row | {"title": kinds[row["code"]].title if row["code"] in kinds else row["code"], "place": row["cell"].rsplit("!", 1)[-1]}


def remedy(upload: Upload, row: dict[str, Any], result: dict[str, Any]) -> dict[str, Any]:
    """The button beside a finding: a value that can be put in at once, or the page where the cause is mended."""
    place = row["cell"].rsplit("!", 1)[-1]
    if row["sheet"] == result["sheet"] and (offer := result.get("offers", {}).get(place)):
        return {"use": offer["label"]}
    if row["sheet"] == result["sheet"] and (value := row.get("suggestion")):
        return {"use": f"改为 {Decimal(value):,.2f}"}
    if where := ELSEWHERE.get(row["code"]):
        label, name, kind = where
        return {"go": label, "url": reverse(name, args=[upload.project.code, *([kind] if kind else [])])}
    return {}


def strip(upload: Upload, result: dict[str, Any], blocks: int, asks: int) -> list[dict[str, Any]]:
    figures = result["figures"]
    parts = [
        {"label": f"核对 {figures['rows']} 行", "value": max(0, figures["rows"] - result["faulty"]), "note": "通过", "level": "ok"},
        {"label": "须改正", "value": blocks} | ({"note": "不改不能提交", "level": "x", "url": "?severity=block"} if blocks else {}),
        {"label": "请核对", "value": asks} | ({"note": "逐项确认后可提交", "level": "yellow", "url": "?severity=warn"} if asks else {}),
    ]
    money = {"gross": "应发合计", "net": "实发合计", "income": "收入合计", "outgo": "支出合计"}
    if upload.kind == UploadKind.RECEIPTS:
        money = {"net": "代发成功"}
    parts += [{"label": label, "value": _money(figures[name]), "unit": "元"} for name, label in money.items() if name in figures]
    if "days" in figures:
        parts.append({"label": "工日合计", "value": figures["days"].removesuffix(".00"), "unit": "日"})
    return parts


def _money(text: str) -> str:
    whole_part, _, fen = text.partition(".")
    return f"{int(whole_part):,}" + ("" if fen == "00" else f".{fen}")


def compare(actor: Actor, upload: Upload, result: dict[str, Any]) -> list[dict[str, Any]]:
    """Attendance, this file and the bank, side by side; only for the employer's own month."""
    row = ProjectMonth.objects.visible_to(actor).filter(project=upload.project, month=upload.month, employer=upload.employer).first()
    figures = result["figures"]
    missing = sum(f["code"] == "attended_missing" for f in result["findings"])
    extra = sum(f["code"] == "not_attended" for f in result["findings"])
    people = [words for number, words in ((extra, f"{extra} 人无考勤有工资"), (missing, f"{missing} 人有考勤不在表上")) if number]
    attended = row.attended if row and row.attended else None
    return [
        {"label": "人数", "attendance": attended, "sheet": figures["workers"], "bank": row.paid_count if row and row.paid_count else None, "words": "；".join(people), "bad": bool(people)},
        {"label": "工日", "attendance": show.short_money(row.attended_days) if attended else None, "sheet": show.short_money(Decimal(figures["days"])), "bank": None, "words": "" if attended else "本月还没有考勤", "bad": False},
        {"label": "金额（元）", "attendance": None, "sheet": _money(figures["net"]), "bank": f"{row.paid:,.2f}" if row and row.paid else None, "words": "", "bad": False},
    ]  # fmt: skip


def mapping_fields(upload: Upload) -> list[tuple[str, str, str]]:
    """(field, label, letter) of every column the kind knows."""
    return [(field.name, field.label, upload.mapping.get(field.name, "")) for field in INTAKES[upload.kind].FORM.fields]


def readable(figures: dict[str, Any]) -> dict[str, Any]:
    """Sums as numbers again, so that a page can group them."""
    return {name: Decimal(value) if name in NUMBERS else value for name, value in figures.items()}


# -- confirm ------------------------------------------------------------------------------------
def warnings(upload: Upload, result: dict[str, Any]) -> list[tuple[str, str]]:
    """Each kind of warning once, with how often it occurs and the first places."""
    places: dict[str, list[str]] = {}
    for row in result["findings"]:
        places.setdefault(row["code"], []).append(row["cell"].rsplit("!", 1)[-1])
    kinds = INTAKES[upload.kind].KINDS
    return [(code, f"{kinds[code].title}（{len(cells)} 处：{_first(cells)}）") for code, cells in places.items()]


def _first(cells: list[str]) -> str:
    """The first few different cells."""
    different = list(dict.fromkeys(cells))
    return "、".join(different[:4]) + ("…" if len(different) > 4 else "")


def needs_reason(actor: Actor, upload: Upload) -> bool:
    """After the general contractor's approval only a correction, with its reason."""
    if upload.kind != UploadKind.PAYROLL:
        return False
    decided = (SheetState.APPROVED, SheetState.SENT_TO_BANK, SheetState.PAID)
    return _current(actor, upload).filter(state__in=decided).exists()


def _current(actor: Actor, upload: Upload):
    return PayrollSheet.objects.visible_to(actor).filter(project=upload.project, employer=upload.employer, month=upload.month, state__in=CURRENT_SHEETS)


def confirm(actor: Actor, upload: Upload, result: dict[str, Any]) -> dict[str, Any]:
    replaced = _current(actor, upload).first() if upload.kind == UploadKind.PAYROLL else None
    entry = AccountEntry.objects.visible_to(actor).filter(project=upload.project, balance__isnull=False).order_by("-booked_on").first()
    net = result["figures"].get("net")
    lacking = entry is not None and net is not None and upload.kind == UploadKind.PAYROLL and entry.balance < Decimal(net)
    return {
        "upload": upload,
        "project": upload.project,
        "steps": steps(2),
        "figures": readable(result["figures"]),
        "teams": [team | {"each": team["net"] / team["people"]} for team in map(readable, result["teams"])],
        "replaced": replaced,
        "changes": found | {"net": Decimal(found["net"])} if (found := result["figures"].get("changes")) and replaced else None,
        "mends": mends_of(upload),
        "cites": reopened_receipt(actor, upload.project, [upload.month]) if upload.kind in OF_A_MONTH and upload.month else "",
        "balance": entry if lacking else None,
        "short": Decimal(net) - entry.balance if lacking else None,
    } | due_of(upload.project, upload.month if upload.kind in WITH_MONTH else None)


# -- receipt ------------------------------------------------------------------------------------
def receipt(actor: Actor, upload: Upload) -> dict[str, Any]:
    """The paper of the day on which the file was taken in: the firm stands on it by its name of that day."""
    result = result_of(upload)
    return {
        "upload": upload,
        "project": upload.project,
        "employer_name": upload.employer.name_on(clock.day_of(upload.accepted_at)) if upload.employer else "",
        "figures": readable(result["figures"]),
        "findings": [titled(upload, row) for row in result["findings"]],
        "mends": mends_of(upload),
        "sheet": PayrollSheet.objects.visible_to(actor).filter(upload=upload).select_related("replaces").first(),
        "batch": _answered(actor, upload) if upload.kind == UploadKind.RECEIPTS and may(actor, "wagepay.batches") else None,
    }


def _answered(actor: Actor, upload: Upload) -> PaymentBatch | None:
    """The newest batch to which lines of the file belong: there stands what has to be done about the failed ones."""
    of_month = {"month": upload.month, "project": upload.project}
    told = PaymentLine.objects.visible_to(actor).filter(**of_month, upload_id=upload.pk, order_uid__isnull=False).order_by().values("order_uid")
    orders = PaymentOrder.objects.visible_to(actor).filter(**of_month, uid__in=told).order_by().values("batch_id")
    return PaymentBatch.objects.visible_to(actor).filter(pk__in=orders).first()
