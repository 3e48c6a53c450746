from django.apps import AppConfig


class EarlywarningConfig(AppConfig):
    name = "earlywarning"
    label = "earlywarning"
    verbose_name = "预警与清零"

    def ready(self) -> None:
        from earlywarning import policies, rights, tasks  # noqa: F401, PLC0415  (models are not loaded when this module is imported)
        from portal.accounts.rights import declare  # noqa: PLC0415
        from portal.tenancy.policies import declare_policies  # noqa: PLC0415

        declare(rights.RIGHTS)
        declare_policies(*policies.CLEARANCE_POLICIES)
