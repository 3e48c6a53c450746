from django.apps import AppConfig

from portal.interface import shell


class NoticesConfig(AppConfig):
    name = "portal.notices"
    label = "notices"
    verbose_name = "消息"

    def ready(self) -> None:
        # Here, because models are not loaded when this module is imported.
        from portal.accounts.rights import declare  # noqa: PLC0415
        from portal.notices import announcements, rights, tasks  # noqa: F401, PLC0415
        from portal.notices.models import unread_of  # noqa: PLC0415

        declare(rights.RIGHTS, rights.WORDS, room=self.verbose_name)
        shell.provide("unread", unread_of)
