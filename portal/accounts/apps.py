from django.apps import AppConfig

from portal.interface import menu, shell
from portal.lib import clock

USER_PAGES = ("user", "user_new", "user_edit", "user_link", "user_step", "user_import", "user_import_result")


class AccountsConfig(AppConfig):
    name = "portal.accounts"
    label = "accounts"
    verbose_name = "人员与权限"

    def ready(self) -> None:
        # models are not loaded when this module is imported
        from portal.accounts import rights, tasks  # noqa: F401, PLC0415
        from portal.accounts.enums import GOVERNMENT, Role  # noqa: PLC0415
        from portal.accounts.policies import POLICIES  # noqa: PLC0415
        from portal.tenancy.calendars import calendar_notices  # noqa: PLC0415
        from portal.tenancy.policies import declare_policies  # noqa: PLC0415

        readers = (*GOVERNMENT, Role.ADMIN)

        menu.use_gate(rights.may)
        menu.add(menu.MenuItem("管理", "user_list", "人员账号", "users", "accounts.users", order=10, tab=True, also=USER_PAGES))
        rights.declare(rights.RIGHTS)
        menu.add(menu.MenuItem("管理", "incident", "应急停用", "shield-lock", "accounts.freeze", order=90, also=("incident_lift",)))
        declare_policies(*POLICIES, group="账号与登录")
        shell.provide("notices", lambda actor: calendar_notices(clock.today()) if actor.role in readers else ())
