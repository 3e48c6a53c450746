"""Let a table of rows in as if it had been uploaded: kept, judged and written by the same acts, only the parsing is spared."""

import csv
import datetime as dt
import io
from collections.abc import Mapping, Sequence
from typing import Any

import xlsxwriter
from django.db import transaction

from portal.lib.sheets.model import Sheet, Workbook
from portal.tenancy.models import Organisation
from portal.tenancy.scope import Actor
from projects.models import Project, SpecialWageAccount
from wagepay.actions.accept_upload import write_upload
from wagepay.actions.receive_upload import receive_upload
from wagepay.actions.upload_parts import keep_result
from wagepay.enums import UploadKind
from wagepay.intake.corrections import corrections_for
from wagepay.intake.kinds import INTAKES
from wagepay.intake.preview import preview_of
from wagepay.intake.target import Confirmation, Target
from wagepay.models import Upload
from wagepay.queries.locks import lock_project

Rows = Sequence[Sequence[Any]]


def let_in(
    *,
    actor: Actor,
    kind: str,
    project: Project,
    rows: Rows,
    on: dt.date,
    at: dt.datetime,
    employer: Organisation | None = None,
    month: dt.date | None = None,
    account: SpecialWageAccount | None = None,
    beside: Mapping[str, Rows] | None = None,
    name: str = "",
    note: str = "",
) -> Upload:
    """The accepted upload; a block among the findings is a fault of the demonstration. ``beside``: further sheets of the same workbook by name."""
    intake, form = INTAKES[kind], "xlsx" if beside else "csv"
    name = f"{name or project.name + UploadKind(kind).label}.{form}"
    pages = {form: rows} | dict(beside or {})
    workbook = Workbook(form, tuple(Sheet(title, [[_cell(value) for value in row] for row in found]) for title, found in pages.items()))
    target = Target(actor, project, on, at, employer, month, account)
    with transaction.atomic():
        lock_project(project.pk)
        read = intake.read(workbook, target, corrections_for(target, kind))
        if read.blocks:
            raise AssertionError(f"{project.name} {kind}: {read.blocks[0]}")
        upload = receive_upload(
            actor=actor, kind=kind, project=project, name=name, content=_xlsx(pages) if beside else _csv(rows), at=at, employer=employer, month=month, account=account
        )  # fmt: skip
        upload.mapping = read.mapping
        keep_result(upload, read, preview_of(workbook, read, intake.FORM))
        acknowledged = tuple(sorted({finding.code for finding in read.warnings}))
        return write_upload(read=read, target=target, upload=upload, confirmation=Confirmation(acknowledged, note))


def _cell(value: Any) -> Any:
    """What the reader makes of a typed cell: numbers are floats, nothing is an empty text."""
    if value is None:
        return ""
    return float(value) if isinstance(value, int) else value


def _csv(rows: Rows) -> bytes:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\r\n").writerows(rows)
    return stream.getvalue().encode("utf-8-sig")


def _xlsx(pages: Mapping[str, Rows]) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        for title, rows in pages.items():
            page = book.add_worksheet(title)
            for place, row in enumerate(rows):
                page.write_row(place, 0, row)
    return stream.getvalue()
