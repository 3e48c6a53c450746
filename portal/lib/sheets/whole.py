"""All rows of a table or none: what an import wrote stays only when nothing blocks and it was no trial."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db import transaction

from portal.lib.sheets.findings import Finding, Findings
from portal.lib.sheets.listing import Listing


class _Undo(Exception):
    """Take everything back: a trial, or something blocks."""


@contextmanager
def all_or_none(findings: Findings, *, dry_run: bool) -> Iterator[None]:
    """What the block writes, its record in the trail too, is taken back by a finding that blocks and by a trial.

    The trial does everything, so it knows what the real run would say.
    """
    try:
        with transaction.atomic():
            yield
            if dry_run or any(finding.blocks for finding in findings.items):
                raise _Undo
    except _Undo:
        return


def outcome(sheet: Listing, counts: Mapping[str, int], *, dry_run: bool) -> tuple[dict[str, Any], list[Finding]]:
    """What the command prints, and the findings as objects for the marked workbook; nothing is counted where something blocks."""
    found = sheet.findings.sorted()
    accepted = not any(finding.blocks for finding in found)
    told = counts if accepted else dict.fromkeys(counts, 0)
    rows = [finding.as_dict() for finding in found]
    return {"accepted": accepted, **told, "rows": len(sheet.rows), "dry_run": dry_run, "mapping": sheet.mapping, "findings": rows}, found
