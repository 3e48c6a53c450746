"""The encrypted pieces of an upload. Shared by the acts that receive, check and accept it."""

import json
from typing import Any

from portal.lib import crypto
from portal.lib.sheets.findings import Finding, Severity
from wagepay.enums import UploadPiece
from wagepay.intake.target import Read
from wagepay.models import Upload, UploadContent

TABLE = UploadContent._meta.db_table


def keep(upload: Upload, piece: str, content: bytes) -> None:
    """Seal a piece for its upload; an earlier one of the same kind makes room."""
    UploadContent._base_manager.filter(upload=upload, piece=piece).delete()
    row = UploadContent(region_id=upload.region_id, project_id=upload.project_id, upload=upload, piece=piece)
    row.sealed = crypto.seal(content, crypto.place(TABLE, "sealed", row.uid))
    row.save(force_insert=True)


def opened(upload: Upload, piece: str) -> bytes | None:
    """The plain piece, ``None`` where there is none."""
    row = UploadContent._base_manager.filter(upload=upload, piece=piece).first()
    return crypto.unseal(row.sealed, crypto.place(TABLE, "sealed", row.uid)) if row else None


def file_of(upload: Upload) -> bytes:
    return opened(upload, UploadPiece.FILE) or b""


def keep_result(upload: Upload, read: Read, preview: dict[str, Any]) -> None:
    """Findings and preview, as pages show them later."""
    result = {
        "findings": [stored(finding) for finding in read.findings],
        "mapping": read.mapping,
        "fingerprint": read.fingerprint,
        "sheet": read.sheet,
        "header_row": read.header_row,
        "figures": read.figures,
        "faulty": read.faulty,
        "teams": read.teams,
        "preview": preview,
    }
    keep(upload, UploadPiece.RESULT, json.dumps(result, ensure_ascii=False).encode())


def result_of(upload: Upload) -> dict[str, Any]:
    """What the last check found; empty before the first."""
    content = opened(upload, UploadPiece.RESULT)
    return json.loads(content) if content else {}


def stored(finding: Finding) -> dict[str, Any]:
    return finding.as_dict() | {"sheet": finding.sheet, "row": finding.row, "column": finding.column}


def finding_of(row: dict[str, Any]) -> Finding:
    """A kept finding as it was."""
    from_row = {name: row[name] for name in ("code", "cell", "message", "fix", "law", "sheet", "row", "column")}
    return Finding(severity=Severity(row["severity"]), **from_row)
