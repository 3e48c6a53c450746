from django.apps import AppConfig

from portal.interface import menu


class DocumentsConfig(AppConfig):
    name = "portal.documents"
    label = "documents"
    verbose_name = "文书与文件"

    def ready(self) -> None:
        # Here, because models are not loaded when this module is imported.
        from portal.accounts.rights import declare  # noqa: PLC0415
        from portal.documents import kinds, prints, rights, tasks  # noqa: F401, PLC0415
        from portal.documents.policies import POLICIES  # noqa: PLC0415
        from portal.tenancy.policies import declare_policies  # noqa: PLC0415

        declare(rights.RIGHTS)
        declare_policies(*POLICIES, group="文书")
        menu.add(
            menu.MenuItem("往来", "download_list", "下载中心", "download", "documents.export", order=40, also=("download", "download_ask", "approval_list"))
        )
        menu.add(menu.MenuItem("往来", "instrument_list", "文书", "file-text", "documents.list", order=20, also=("instrument", "instrument_new")))
