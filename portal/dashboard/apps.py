from django.apps import AppConfig


class DashboardConfig(AppConfig):
    name = "portal.dashboard"
    label = "dashboard"
    verbose_name = "驾驶舱"

    def ready(self) -> None:
        from portal.accounts.rights import declare  # noqa: PLC0415  (models are not loaded when this module is imported)
        from portal.dashboard import rights  # noqa: PLC0415
        from portal.dashboard.transfer_paper import printed  # noqa: PLC0415
        from portal.documents.registry import register_document  # noqa: PLC0415
        from portal.interface import menu  # noqa: PLC0415

        register_document("portfolio_transfer", "工作移交清单", printed)
        declare(rights.RIGHTS, rights.WORDS, room=self.verbose_name)
        menu.add(
            menu.MenuItem("", "desk", "工作台", "layout-list", "dashboard.desk", order=1, tab=True),
            menu.MenuItem(
                "调度", "dashboard", "调度驾驶舱", "chart-bar", "dashboard.leading_group", order=10, tab=True, also=("dashboard_wall", "dashboard_rows")
            ),
        )
