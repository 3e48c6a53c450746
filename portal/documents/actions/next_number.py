"""Give a document its number."""

import datetime as dt

from django.db import connection

from portal.documents.models import DocumentCounter, DocumentNumber
from portal.lib.errors import Refused
from portal.tenancy.models import Organisation


def next_number(organ: Organisation, prefix: str, on: dt.date, *, title: str = "", region_id: int | None = None) -> str:
    """The next 代字〔年〕n号 of the organ's year, registered; to be called in the transaction that issues the document.

    The counter row is locked until that transaction ends: two documents never get one number, and a document that
    fails takes its number back with it, so the row of numbers has no gap. The year is that of the date of issue.
    """
    if not prefix:
        raise Refused(f"“{organ.name}”没有发文代字，请租户管理员在机构资料中录入后再签发。", "no_prefix")
    if not connection.in_atomic_block:
        raise RuntimeError("a number is given only inside the transaction that uses it")
    region_id = region_id or organ.region_id
    counter = _locked_counter(organ, prefix, on.year, region_id)
    counter.last += 1
    counter.save(update_fields=["last"])
    # Six-cornered brackets, the year in full, no padding zeros, no 第 (GB/T 9704 7.2.5).
    text = f"{prefix}〔{on.year}〕{counter.last}号"
    DocumentNumber(counter=counter, serial=counter.last, text=text, title=title[:200], issued_on=on, region_id=region_id).save(force_insert=True)
    return text


def void_number(organ: Organisation, number: str, reason: str) -> None:
    """Mark a number as void in the register; it is never given again."""
    found = DocumentNumber._base_manager.filter(counter__organ=organ, text=number).update(void_reason=reason[:200])
    if not found:
        raise Refused(f"发文登记中没有“{number}”，或者不在您的权限范围内。", "no_number")


def _locked_counter(organ: Organisation, prefix: str, year: int, region_id: int) -> DocumentCounter:
    # Two first documents of a year may meet here: one inserts, the other waits for it and finds the row.
    fresh = DocumentCounter(organ=organ, prefix=prefix, year=year, region_id=region_id)
    DocumentCounter._base_manager.bulk_create([fresh], ignore_conflicts=True)
    counter = DocumentCounter._base_manager.select_for_update().filter(organ=organ, prefix=prefix, year=year).first()
    if counter is None:
        raise Refused(f"您不能使用“{organ.name}”的发文代字“{prefix}”。", "foreign_prefix")
    return counter
