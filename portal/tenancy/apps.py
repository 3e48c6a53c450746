from django.apps import AppConfig


class TenancyConfig(AppConfig):
    name = "portal.tenancy"
    label = "tenancy"
    verbose_name = "辖区与机构"

    def ready(self) -> None:
        from portal.tenancy import registry  # noqa: F401, PLC0415  (registers its check; models are not loaded when this module is imported)
