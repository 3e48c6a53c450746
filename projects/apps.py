from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "projects"
    label = "projects"
    verbose_name = "工程项目"

    def ready(self) -> None:
        from portal.accounts import rights as portal_rights  # noqa: PLC0415  (models are not loaded when this module is imported)
        from portal.tenancy.policies import declare_thresholds  # noqa: PLC0415
        from projects.rights import RIGHTS  # noqa: PLC0415
        from projects.rules import w01_account_missing, w29_deposit_missing  # noqa: PLC0415

        portal_rights.declare(RIGHTS)
        declare_thresholds(w01_account_missing, w29_deposit_missing)
