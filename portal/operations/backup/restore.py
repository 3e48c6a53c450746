"""Restore a backup on an empty server and prove that it is whole."""

import contextlib
import re
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg2
from django.conf import settings

from portal.audit import verification
from portal.documents import storage
from portal.lib.errors import Refused
from portal.operations.backup.manifest import TABLES, Manifest, key_marks, ledger_head, row_counts, sha256_of
from portal.operations.backup.programs import backup_url, owner_url, run
from portal.operations.backup.sample import Sample, open_sample

CONTENT = re.compile(r"\./files/[0-9a-f]{2}/([0-9a-f]{64})")


def restore_backup(folder: Path, *, name: str = "") -> dict:
    """The newest backup of the folder, or the named one. Nothing is touched before checksums and keys have been compared."""
    stem = name or _newest(folder)
    manifest = _checked(folder, stem)
    if manifest is not None:
        _check_keys(manifest)
    _need_empty()
    _load(folder / f"{stem}.dump")
    files = _unpack(folder / f"{stem}.files.tar.gz")
    return {"backup": stem, "files": files, **verify(manifest)}


def verify(manifest: Manifest | None) -> dict:
    """Row counts, the ledger's head and a decrypted sample of what stands in the database now."""
    connection = psycopg2.connect(backup_url())
    try:
        with connection.cursor() as cursor:
            tables, ledger, sample = row_counts(cursor), ledger_head(cursor), open_sample(cursor)
            cursor.execute("SELECT p FROM unnest(ARRAY['UPDATE', 'DELETE', 'TRUNCATE']) p WHERE has_table_privilege('portal_app', 'audit_entry', p)")
            given = [privilege for (privilege,) in cursor.fetchall()]
    finally:
        connection.close()
    wrong = _differences(manifest, tables, ledger, sample) + [f"应用账号可以 {privilege} 操作记录" for privilege in given]
    chain = verification.verify(keep=False)
    if not chain["ok"]:
        wrong.append(f"操作记录的链核验不过：{chain['first_bad']['text']}")
    return {
        "ok": not wrong, "tables": len(tables), "rows": sum(tables.values()), "counted": manifest is not None, "ledger": ledger, "chain": chain["ok"],
        "sample": {"fields": sample.fields, "files": sample.files, "broken": len(sample.broken)}, "wrong": wrong,
    }  # fmt: skip


def _differences(manifest: Manifest | None, tables: dict[str, int], ledger: dict, sample: Sample) -> list[str]:
    wrong = [f"{place} 的加密内容打不开" for place in sorted(set(sample.broken))]
    if manifest is None:
        return wrong
    for table in sorted({*manifest.tables, *tables}):
        before, now = manifest.tables.get(table), tables.get(table)
        if before != now:
            wrong.append(f"表 {table}：备份时 {before} 行，恢复后 {now} 行")
    if manifest.ledger != ledger:
        wrong.append("操作记录的末条与备份时不同")
    return wrong


def _newest(folder: Path) -> str:
    found = sorted(folder.glob("portal-*.sha256"))
    if not found:
        raise Refused(f"“{folder}”里没有完整的备份（portal-….sha256）。", "no_backup")
    return found[-1].stem


def _checked(folder: Path, stem: str) -> Manifest | None:
    """Compare every checksum; the manifest, or None for a backup that tools/backup.sh made without one."""
    sums = folder / f"{stem}.sha256"
    if not sums.exists():
        raise Refused(f"没有找到备份“{stem}”。", "no_backup")
    for line in sums.read_text().splitlines():
        value, _, file = line.partition("  ")
        path = folder / Path(file).name
        if not path.exists() or sha256_of(path) != value:
            raise Refused(f"备份文件“{file}”缺失或已损坏（校验值不符），请换一份备份。", "checksum")
    path = folder / f"{stem}.json"
    return Manifest.read(path) if path.exists() else None


def _check_keys(manifest: Manifest) -> None:
    here = key_marks()
    if any(here.get(number) != mark for number, mark in manifest.keys.items()):
        raise Refused(f"密钥文件 {settings.PORTAL_KEYS} 不是这份备份的密钥。请先放回备份时的密钥文件，否则数据无法解密。", "wrong_keys")


def _need_empty() -> None:
    connection = psycopg2.connect(owner_url())
    try:
        with connection.cursor() as cursor:
            cursor.execute(TABLES)
            tables = len(cursor.fetchall())
    finally:
        connection.close()
    if tables:
        raise Refused(f"目标数据库里已有 {tables} 张表。恢复只在空库上进行，请先建一个空库。", "not_empty")


def _load(dump: Path) -> None:
    """Everything but the schema itself, which the empty database has; in one transaction, so that a broken restore leaves nothing."""
    wanted = [line for line in run("pg_restore", "--list", str(dump)).splitlines() if " SCHEMA - public" not in line and " COMMENT - SCHEMA public" not in line]
    with tempfile.NamedTemporaryFile("w", suffix=".list") as chosen:
        chosen.write("\n".join(wanted))
        chosen.flush()
        with _without_default_grants():
            run("pg_restore", "--no-owner", "--exit-on-error", "--single-transaction", f"--use-list={chosen.name}", f"--dbname={owner_url()}", str(dump))


@contextlib.contextmanager
def _without_default_grants() -> Iterator[None]:
    """A table made under the database's default grants would keep them: what a migration took from the application would be given back."""
    grants = [line for line in (settings.BASE_DIR / "portal/sql/database.sql").read_text().splitlines() if line.startswith("ALTER DEFAULT PRIVILEGES")]
    _as_owner(
        *(
            f"ALTER DEFAULT PRIVILEGES FOR ROLE portal_owner IN SCHEMA public REVOKE ALL ON {what} FROM portal_app, portal_backup"
            for what in ("TABLES", "SEQUENCES")
        )
    )
    try:
        yield
    finally:
        _as_owner(*grants)


def _as_owner(*statements: str) -> None:
    connection = psycopg2.connect(owner_url())
    try:
        with connection, connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
    finally:
        connection.close()


def _unpack(archive: Path) -> int:
    """Only contents, to the places their hashes give; nothing else of an archive is written."""
    if not archive.exists():
        return 0
    count = 0
    with tarfile.open(archive) as packed:
        for member in packed:
            if member.isfile() and (content := CONTENT.fullmatch(member.name)):
                storage.put_back(content[1], packed.extractfile(member))
                count += 1
    return count
