from django.apps import AppConfig

from portal.interface import menu, shell
from portal.lib import clock

USER_PAGES = ("user", "user_new", "user_edit", "user_link", "user_step", "user_import", "user_import_result")
POSTS = ("membership", "membership_new", "membership_change", "membership_end", "membership_resume", "membership_deputy", "membership_handover")
ADJUSTMENTS = ("adjustment_list", "adjustment", "adjustment_new", "adjustment_confirm", "adjustment_end")
ITEMS = (
    menu.MenuItem("人员与机构", "user_list", "人员账号", "users", "accounts.users", order=10, tab=True, also=USER_PAGES),
    menu.MenuItem("人员与机构", "membership_list", "人员任职", "id", "accounts.memberships", order=20, tab=True, also=POSTS),
    menu.MenuItem("人员与机构", "rights_matrix", "权限对照表", "key", "accounts.rights", order=30, spare_tab=True, also=ADJUSTMENTS),
    menu.MenuItem("人员与机构", "transfer_list", "工作移交", "mail-forward", "accounts.hand_over", order=40, also=("transfer", "transfer_sign")),
    menu.MenuItem("运行", "incident", "应急停用", "shield-lock", "accounts.freeze", order=90, also=("incident_lift",)),
)


class AccountsConfig(AppConfig):
    name = "portal.accounts"
    label = "accounts"
    verbose_name = "人员与权限"

    def ready(self) -> None:
        # models are not loaded when this module is imported
        from portal.accounts import checks, consequences, rights, tasks  # noqa: F401, PLC0415
        from portal.accounts.enums import GOVERNMENT, Role  # noqa: PLC0415
        from portal.accounts.policies import POLICIES  # noqa: PLC0415
        from portal.tenancy.calendars import calendar_notices  # noqa: PLC0415
        from portal.tenancy.consequences import tell_consequences  # noqa: PLC0415
        from portal.tenancy.policies import declare_policies  # noqa: PLC0415

        readers = (*GOVERNMENT, Role.ADMIN)

        menu.use_gate(rights.may)
        declare_policies(*POLICIES, group="账号与登录")
        tell_consequences(consequences.of_expiry, "accounts.password_days")
        tell_consequences(consequences.of_dormancy, "accounts.dormant_days")
        tell_consequences(
            consequences.of_password_rules, "accounts.password_length", "accounts.password_classes", "accounts.password_history", "accounts.password_blocked"
        )
        tell_consequences(consequences.of_sessions, "accounts.idle_minutes", "accounts.session_hours", "accounts.step_up_minutes")
        tell_consequences(consequences.of_locks, "accounts.lock_failures", "accounts.lock_minutes")
        tell_consequences(consequences.of_links, "accounts.link_hours")
        tell_consequences(consequences.of_reveals, "accounts.reveals_an_hour")
        menu.add(*ITEMS)
        rights.declare(rights.RIGHTS, rights.WORDS, room=self.verbose_name)
        shell.provide("notices", lambda actor: calendar_notices(clock.today()) if actor.role in readers else ())
