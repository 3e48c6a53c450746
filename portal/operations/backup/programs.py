"""PostgreSQL's own programs, and where the backup's role finds the database."""

import os
import shutil
import subprocess
from pathlib import Path

from django.conf import settings

from portal.binaries import NoServer, postgres_folder
from portal.embedded import State
from portal.lib.errors import Refused

SECONDS = 6 * 3600


def backup_url() -> str:
    """The address of portal_backup: ``BACKUP_URL``, or the embedded server's."""
    url = os.environ.get("BACKUP_URL", "")
    if url:
        return url
    if not settings.ENV.embedded_database:
        raise Refused("请设置 BACKUP_URL（portal_backup 账号的数据库地址），备份和恢复后的核对都用它。", "no_backup_url")
    return State(settings.PORTAL_VAR).url("portal_backup", settings.DATABASES["default"]["NAME"])


def owner_url() -> str:
    """The address of portal_owner, who alone may create tables."""
    if settings.ENV.database_owner_url:
        return settings.ENV.database_owner_url
    if not settings.ENV.embedded_database:
        raise Refused("请设置 DATABASE_OWNER_URL（portal_owner 账号），恢复要建表。", "no_owner_url")
    return State(settings.PORTAL_VAR).url("portal_owner", settings.DATABASES["default"]["NAME"])


def run(program: str, *arguments: str) -> str:
    """Run pg_dump or pg_restore; what it says on failure is passed on without rows (it names objects only)."""
    done = subprocess.run([str(_path(program)), *arguments], capture_output=True, text=True, timeout=SECONDS, check=False)
    if done.returncode:
        first = next((line for line in done.stderr.splitlines() if "error" in line), done.stderr[:300])
        raise Refused(f"{program} 没有成功：{first[:300]}", program)
    return done.stdout


def _path(program: str) -> Path:
    state = State(settings.PORTAL_VAR)
    try:
        found = postgres_folder(state.copies, state.account) / program
        if found.exists():
            return found
    except NoServer:
        pass
    installed = shutil.which(program)
    if installed is None:
        raise Refused(f"没有找到 {program}。请安装 PostgreSQL 客户端，或在数据库镜像中用 tools/backup.sh 备份。", "no_program")
    return Path(installed)
