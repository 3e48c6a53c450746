from django.apps import AppConfig

from portal.interface import menu


class OversightConfig(AppConfig):
    name = "portal.oversight"
    label = "oversight"
    verbose_name = "审计查阅"

    def ready(self) -> None:
        # models are not loaded when this module is imported
        from portal.accounts import rights as portal_rights  # noqa: PLC0415
        from portal.audit.words import speak  # noqa: PLC0415
        from portal.oversight import announcements, rights, tasks  # noqa: F401, PLC0415
        from portal.oversight.words import WORDS  # noqa: PLC0415

        portal_rights.declare(rights.RIGHTS, rights.WORDS, room=self.verbose_name)
        speak(WORDS)
        menu.add(
            menu.MenuItem("审计", "audit_log", "操作日志", "history", "oversight.log", order=80, tab=True, also=("audit_entry",)),
            menu.MenuItem("审计", "audit_sign_ins", "登录日志", "lock", "oversight.log", order=81),
            menu.MenuItem("审计", "audit_personal", "个人信息查看", "eye", "oversight.log", order=82, tab=True),
            menu.MenuItem("审计", "audit_changes", "数据变更", "checklist", "oversight.log", order=83, also=("audit_change",)),
            menu.MenuItem("审计", "audit_seals", "封存与核验", "shield-check", "oversight.log", order=84, tab=True),
        )
