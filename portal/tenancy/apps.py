from django.apps import AppConfig


class TenancyConfig(AppConfig):
    name = "portal.tenancy"
    label = "tenancy"
    verbose_name = "辖区与机构"

    def ready(self) -> None:
        # models are not loaded when this module is imported
        from portal.tenancy import registry  # noqa: F401, PLC0415  (registers its check)
        from portal.tenancy.policies import declare_policies  # noqa: PLC0415
        from portal.tenancy.statutory import STARTS, STATUTORY  # noqa: PLC0415

        declare_policies(STARTS, *STATUTORY, group="期限")
