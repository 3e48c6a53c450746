from django.apps import AppConfig

from portal.interface import menu, shell
from portal.interface.menu import MenuItem

ITEMS = (
    MenuItem(
        "往来",
        "official_notice_list",
        "通知",
        "send",
        "notices.official_notices",
        order=20,
        also=("official_notice", "official_notice_new", "official_notice_remind"),
    ),
    MenuItem("管理", "message_template_list", "消息模板", "edit", "notices.edit_templates", order=60, also=("message_template_edit", "message_template_reset")),
    MenuItem("运行", "delivery_list", "发送记录", "bell", "notices.deliveries", order=62),
)


class NoticesConfig(AppConfig):
    name = "portal.notices"
    label = "notices"
    verbose_name = "消息"

    def ready(self) -> None:
        # Here, because models are not loaded when this module is imported.
        from portal.accounts.rights import declare  # noqa: PLC0415
        from portal.notices import announcements, due, rights, tasks  # noqa: F401, PLC0415
        from portal.notices.models import unread_of  # noqa: PLC0415

        declare(rights.RIGHTS, rights.WORDS, room=self.verbose_name)
        shell.provide("unread", unread_of)
        menu.add(*ITEMS)
