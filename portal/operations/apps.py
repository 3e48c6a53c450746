from django.apps import AppConfig

from portal.interface import menu


class OperationsConfig(AppConfig):
    name = "portal.operations"
    label = "operations"
    verbose_name = "运行维护"

    def ready(self) -> None:
        # Here, because models are not loaded when this module is imported.
        from portal.accounts.rights import declare  # noqa: PLC0415
        from portal.operations import rights, tasks  # noqa: F401, PLC0415
        from portal.operations.queries.job_counts import dead_jobs  # noqa: PLC0415

        declare(rights.RIGHTS, rights.WORDS, room=self.verbose_name)
        menu.add(
            menu.MenuItem("运行", "job_list", "后台任务", "list-details", "operations.jobs", order=60, count=dead_jobs, also=("job", "job_cancel")),
            menu.MenuItem("运行", "schedule", "定时计划", "calendar", "operations.schedule", order=62),
            menu.MenuItem("运行", "gallery", "界面部件", "columns", "operations.gallery", order=96, also=("gallery_confirm",)),
        )
