from django.apps import AppConfig

from portal.interface import menu, shell
from portal.lib import clock


class AccountsConfig(AppConfig):
    name = "portal.accounts"
    label = "accounts"
    verbose_name = "人员与权限"

    def ready(self) -> None:
        # models are not loaded when this module is imported
        from portal.accounts import rights  # noqa: PLC0415
        from portal.accounts.enums import GOVERNMENT, Role  # noqa: PLC0415
        from portal.tenancy.calendars import calendar_notices  # noqa: PLC0415

        readers = (*GOVERNMENT, Role.ADMIN)

        menu.use_gate(rights.may)
        rights.declare(rights.RIGHTS)
        menu.add(menu.MenuItem("管理", "incident", "应急停用", "shield-lock", "accounts.freeze", order=90, also=("incident_lift",)))
        shell.provide("notices", lambda actor: calendar_notices(clock.today()) if actor.role in readers else ())
