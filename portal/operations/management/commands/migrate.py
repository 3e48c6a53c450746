"""`manage.py migrate`: always as the owner of the tables, and one at a time."""

from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db import connections, transaction

from portal.audit.migration import renew_histories
from portal.operations.growing import GrowingExecutor

migrate.MigrationExecutor = GrowingExecutor  # the command names its executor nowhere else
LOCK = 4_703_081  # any number, the same for every installation


class Command(migrate.Command):
    help = "升级数据库结构（以 portal_owner 身份，同一时刻只有一个进程执行）。"

    def handle(self, *args: object, database: str, **options: object) -> str | None:
        alias = "owner" if database == "default" else database
        if not connections[alias].settings_dict["NAME"]:
            raise CommandError("升级数据库结构需要属主账号：请设置 DATABASE_OWNER_URL=postgresql://portal_owner:…@主机/库名")
        with connections[alias].cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
            try:
                printed = super().handle(*args, database=alias, **options)
                with transaction.atomic(using=alias):
                    renew_histories(connections[alias])
                return printed
            finally:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
