"""The encrypted pieces of an upload. Shared by the acts that receive, check and accept it."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Any

from portal.lib import crypto
from portal.lib.sheets.findings import Finding, Severity
from portal.lib.sheets.mend import Mend, Mended
from portal.lib.sheets.model import Pages
from portal.lib.sheets.reader import arriving
from wagepay.enums import UploadPiece
from wagepay.intake.target import Read
from wagepay.models import Upload, UploadContent

TABLE = UploadContent._meta.db_table


def keep(upload: Upload, piece: str, content: bytes) -> None:
    """Seal a piece for its upload; it takes the place of an earlier one of the same kind, under a number of its own."""
    row = UploadContent(region_id=upload.region_id, project_id=upload.project_id, upload=upload, piece=piece)
    row.sealed = crypto.seal(content, crypto.place(TABLE, "sealed", row.uid))
    UploadContent._base_manager.bulk_create([row], update_conflicts=True, unique_fields=["upload", "piece"], update_fields=["uid", "sealed"])


def opened(upload: Upload, piece: str) -> bytes | None:
    """The plain piece, ``None`` where there is none."""
    row = UploadContent._base_manager.filter(upload=upload, piece=piece).first()
    return crypto.unseal(row.sealed, crypto.place(TABLE, "sealed", row.uid)) if row else None


def file_of(upload: Upload) -> bytes:
    return opened(upload, UploadPiece.FILE) or b""


@contextmanager
def workbook_of(upload: Upload) -> Iterator[Pages]:
    """The file with what was mended in it since, its cells on their way."""
    with arriving(file_of(upload), upload.name) as workbook:
        mends = mends_of(upload)
        yield Mended(workbook, [kept.mend for kept in mends]) if mends else workbook


@dataclass(frozen=True)
class Kept:
    """A mend with its trace: who, when, and what stood and stands in the cell as pages may show it."""

    mend: Mend
    label: str
    before: str
    after: str
    by: str
    at: str

    @property
    def instant(self) -> dt.datetime:
        return dt.datetime.fromisoformat(self.at)


def mends_of(upload: Upload) -> list[Kept]:
    """In the order in which they were made."""
    content = opened(upload, UploadPiece.MENDS)
    return [Kept(Mend(**row.pop("mend")), **row) for row in json.loads(content)] if content else []


def keep_mends(upload: Upload, mends: Sequence[Kept]) -> None:
    """Sealed like the file; the upload's fingerprint becomes that of the file with these changes."""
    if not mends:
        UploadContent._base_manager.filter(upload=upload, piece=UploadPiece.MENDS).delete()
        upload.mended_sha256 = ""
        return
    content = json.dumps([asdict(kept) for kept in mends], ensure_ascii=False).encode()
    keep(upload, UploadPiece.MENDS, content)
    changes = json.dumps([asdict(kept.mend) for kept in mends], ensure_ascii=False)
    upload.mended_sha256 = hashlib.sha256(f"{upload.sha256} {changes}".encode()).hexdigest()


def keep_result(upload: Upload, read: Read, preview: dict[str, Any], offers: Mapping[str, dict[str, str]] | None = None) -> None:
    """Findings and preview, as pages show them later; ``offers`` are values that pages may put into a cell."""
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
        "offers": dict(offers or {}),
    }
    keep(upload, UploadPiece.RESULT, json.dumps(result, ensure_ascii=False).encode())


def result_of(upload: Upload) -> dict[str, Any]:
    """What the last check found; empty before the first."""
    content = opened(upload, UploadPiece.RESULT)
    return json.loads(content) if content else {}


def stored(finding: Finding) -> dict[str, Any]:
    return finding.as_dict() | {"sheet": finding.sheet, "row": finding.row, "column": finding.column, "suggestion": finding.suggestion}


def finding_of(row: dict[str, Any]) -> Finding:
    """A kept finding as it was."""
    from_row = {name: row[name] for name in ("code", "cell", "message", "fix", "law", "sheet", "row", "column")}
    return Finding(severity=Severity(row["severity"]), suggestion=row.get("suggestion", ""), **from_row)
