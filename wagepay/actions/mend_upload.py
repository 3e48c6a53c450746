"""Mend small mistakes of a file on the page: some cells written anew, some rows struck out; the file is then checked once more."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from django.db import transaction

from portal.accounts.rights import require
from portal.audit.log import record
from portal.lib.errors import Refused
from portal.lib.sheets.addresses import column_index
from portal.lib.sheets.mend import Mend
from portal.lib.sheets.model import Cell, Pages
from portal.tenancy.scope import Actor
from wagepay.actions.check_upload import check_upload
from wagepay.actions.upload_parts import Kept, keep_mends, mends_of, result_of, workbook_of
from wagepay.enums import UploadState
from wagepay.intake.kinds import INTAKES
from wagepay.intake.preview import shown_cell
from wagepay.models import Upload

OPEN = (UploadState.BLOCKED, UploadState.READY)
MOST = 200
LONGEST = 200
Place = tuple[int, int]


def mend_upload(*, actor: Actor, upload: Upload, cells: Mapping[Place, str], struck: Iterable[int], on: dt.date, at: dt.datetime) -> Upload:
    """``cells`` are (row, column) from 0 with what they shall say; ``struck`` rows count no more. Every change keeps who made it, when, and what stood there."""
    with transaction.atomic():
        upload = _open(actor, upload)
        before, result = mends_of(upload), result_of(upload)
        with workbook_of(upload) as workbook:
            fresh = _changes(workbook, result, cells, struck, INTAKES[upload.kind].FORM.by_name, actor, at)
        if not fresh:
            return upload
        if len(before) + len(fresh) > MOST:
            raise Refused(f"网页上最多改 {MOST} 处。改动多的，请下载带批注的表改好后重传。", "too_many")
        keep_mends(upload, [*before, *fresh])
        upload.save(update_fields=["mended_sha256"])
        changes = [{"cell": kept.mend.cell, "column": kept.label, "before": kept.before, "after": kept.after} for kept in fresh]
        record(actor, "wagepay.mend", upload, detail={"sheet": result["sheet"], "changes": changes})
    return check_upload(actor=actor, upload=upload, on=on, at=at)


def undo_mends(*, actor: Actor, upload: Upload, on: dt.date, at: dt.datetime) -> Upload:
    """Back to the file as it was sent."""
    with transaction.atomic():
        upload = _open(actor, upload)
        count = len(mends_of(upload))
        keep_mends(upload, [])
        upload.save(update_fields=["mended_sha256"])
        record(actor, "wagepay.undo_mends", upload, detail={"changes": count})
    return check_upload(actor=actor, upload=upload, on=on, at=at)


def _open(actor: Actor, upload: Upload) -> Upload:
    require(actor, INTAKES[upload.kind].VERB)
    upload = Upload.objects.writable_by(actor).select_for_update(of=("self",)).get(pk=upload.pk)
    if upload.state not in OPEN:
        raise Refused(f"这份文件{upload.get_state_display()}，不能再改。", "wrong_state")
    return upload


def _changes(
    workbook: Pages, result: Mapping, cells: Mapping[Place, str], struck: Iterable[int], labels: Mapping, actor: Actor, at: dt.datetime
) -> Sequence[Kept]:
    """What differs from what stands there; only recognised columns below the heading can be written to."""
    sheet = workbook.sheet(result["sheet"])
    if sheet is None:
        raise Refused("没有认出表头，网页上改不了。请下载带批注的表改好后重传。", "no_table")
    fields = {column_index(letter): name for name, letter in result["mapping"].items() if name in labels}
    first, stamp = result["header_row"], at.isoformat(timespec="seconds")
    found = []
    for row in sorted(set(struck)):
        if first <= row < len(sheet.rows) and sheet.rows[row]:
            found.append(Kept(Mend(sheet.name, row, None), "整行", "", "删去", actor.name, stamp))
    for (row, column), text in sorted(cells.items()):
        value = text.strip()
        if row < first or row >= len(sheet.rows) or column not in fields or row in struck or value == _plain(sheet.cell(row, column)):
            continue
        if len(value) > LONGEST:
            raise Refused(f"一格最多写 {LONGEST} 个字。", "too_long")
        name = fields[column]
        before, after = (shown_cell(cell, name) for cell in (sheet.cell(row, column), value))
        found.append(Kept(Mend(sheet.name, row, column, value), labels[name].label, before, after, actor.name, stamp))
    return found


def _plain(cell: Cell) -> str:
    return cell.strip() if isinstance(cell, str) else str(cell)
