"""Make one backup of a running portal."""

import datetime as dt
import os
import tarfile
from pathlib import Path

import psycopg2
from django.conf import settings

from portal import __version__
from portal.documents import storage
from portal.lib.errors import Refused
from portal.operations.backup.manifest import Manifest, key_marks, ledger_head, row_counts, sha256_of
from portal.operations.backup.programs import backup_url, run

KEPT = 30
PARTS = (".dump", ".files.tar.gz", ".json", ".sha256")


def make_backup(folder: Path, *, at: dt.datetime) -> dict:
    """Dump, files, manifest and checksums under one name; the row counts are those of the dump's own snapshot.

    The files come after the dump: what a row of the dump points to is there. Keys lie elsewhere and are left out.
    """
    _need_folder(folder)
    name = f"portal-{at:%Y%m%dT%H%M%S}"
    marks = key_marks()
    url = backup_url()
    connection = psycopg2.connect(url)
    try:
        connection.set_session(isolation_level="REPEATABLE READ", readonly=True)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_export_snapshot()")
            snapshot = cursor.fetchone()[0]
            _dump(url, snapshot, folder / f"{name}.dump")
            tables, ledger = row_counts(cursor), ledger_head(cursor)
    finally:
        connection.close()
    files = _pack_files(folder / f"{name}.files.tar.gz")
    sums = {f"{name}{part}": sha256_of(folder / f"{name}{part}") for part in PARTS[:2]}
    Manifest(at.isoformat(timespec="seconds"), __version__, tables, ledger, marks, sums, files=files).write(folder / f"{name}.json")
    sums[f"{name}.json"] = sha256_of(folder / f"{name}.json")
    _write_last(folder / f"{name}.sha256", "".join(f"{value}  {file}\n" for file, value in sums.items()))
    _drop_old(folder)
    return {"backup": str(folder / name), "tables": len(tables), "rows": sum(tables.values()), "files": files, "ledger": ledger, "bytes": _size(folder, name)}


def _need_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as fault:
        raise Refused(f"备份目录“{folder}”不能使用（{fault.strerror}）。", "folder") from None
    if folder.resolve().is_relative_to(Path(settings.PORTAL_VAR).resolve()):
        raise Refused("备份目录不能放在 PORTAL_VAR 里面，请放到另一块磁盘。", "same_folder")


def _dump(url: str, snapshot: str, target: Path) -> None:
    part = target.with_suffix(".dump.part")
    os.close(os.open(part, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600))
    try:
        run("pg_dump", "--format=custom", "--no-owner", f"--snapshot={snapshot}", f"--file={part}", url)
        part.rename(target)
    finally:
        part.unlink(missing_ok=True)


def _pack_files(target: Path) -> int:
    """The sealed contents as they lie; a file still being written is left for the next time."""
    count = 0
    with (
        os.fdopen(os.open(target, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb") as out,
        tarfile.open(fileobj=out, mode="w:gz", compresslevel=1) as archive,
    ):
        for sha256 in storage.hashes():
            path = storage.path_of(sha256)
            if path.exists():  # else the sweep took it meanwhile: no row of the dump names it
                archive.add(path, arcname=f"./files/{path.parent.name}/{path.name}", recursive=False)
                count += 1
    return count


def _write_last(path: Path, text: str) -> None:
    """The checksums appear whole and last: a backup without them is none."""
    draft = path.with_name(f".{path.name}")
    draft.write_text(text)
    draft.chmod(0o600)
    draft.rename(path)


def _drop_old(folder: Path) -> None:
    for old in sorted(folder.glob("portal-*.sha256"))[:-KEPT]:
        for part in PARTS:
            (folder / f"{old.stem}{part}").unlink(missing_ok=True)


def _size(folder: Path, name: str) -> int:
    return sum((folder / f"{name}{part}").stat().st_size for part in PARTS[:2])
