from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "projects"
    label = "projects"
    verbose_name = "工程项目"

    def ready(self) -> None:
        from portal.accounts import rights as portal_rights  # noqa: PLC0415  (models are not loaded when this module is imported)
        from projects.rights import RIGHTS  # noqa: PLC0415

        portal_rights.declare(RIGHTS)
