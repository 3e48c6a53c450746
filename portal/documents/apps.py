from django.apps import AppConfig

from portal.interface import menu

ITEMS = (
    menu.MenuItem(
        "往来", "instrument_list", "文书", "file-text", "documents.list", order=20, spare_tab=True, also=("instrument", "instrument_new", "instrument_versions")
    ),
    menu.MenuItem("往来", "download_list", "下载中心", "download", "documents.export", order=40, also=("download", "download_ask", "approval_list")),
    menu.MenuItem("管理", "template_list", "文书模板", "clipboard-text", "documents.templates", order=40, also=("instrument_templates",)),
    menu.MenuItem("运行", "file_list", "文件", "archive", "documents.files", order=50, also=("file_about",)),
)
# Which files are of which record class; what no room names is 其他材料.
DOCUMENT_FILES = ("instrument", "instrument_receipt", "instrument_reply")


class DocumentsConfig(AppConfig):
    name = "portal.documents"
    label = "documents"
    verbose_name = "文书与文件"

    def ready(self) -> None:
        # Here, because models are not loaded when this module is imported.
        from portal.accounts.rights import declare  # noqa: PLC0415
        from portal.documents import consequences, kinds, prints, retention, rights, tasks  # noqa: F401, PLC0415
        from portal.documents.addressee import HANDLING_UNIT  # noqa: PLC0415
        from portal.documents.policies import FILES, POLICIES  # noqa: PLC0415
        from portal.tenancy.consequences import tell_consequences  # noqa: PLC0415
        from portal.tenancy.policies import declare_policies  # noqa: PLC0415

        declare(rights.RIGHTS, rights.WORDS, room=self.verbose_name)
        declare_policies(*POLICIES, group="文书")
        declare_policies(*FILES, group="文件")
        tell_consequences(consequences.of_reply_terms, "instruments.reply_days.", "instruments.reply_calendar")
        tell_consequences(consequences.of_kinds, "instruments.kinds")
        tell_consequences(consequences.of_drafts, "instruments.addressee.")
        tell_consequences(consequences.of_handling_unit, HANDLING_UNIT)
        tell_consequences(consequences.of_second_person, "instruments.second_person")
        tell_consequences(consequences.of_file_size, "files.max_mb")
        tell_consequences(consequences.of_daily_quota, "files.user_daily_mb")
        tell_consequences(consequences.of_space, "files.tenant_gb")
        tell_consequences(consequences.of_unscanned, "files.unscanned_readers")
        tell_consequences(consequences.of_retention, "files.retention_years.")
        menu.add(*ITEMS)
        retention.classify("document", DOCUMENT_FILES)
