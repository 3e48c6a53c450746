from django.apps import AppConfig

from portal.interface import menu


class AccountsConfig(AppConfig):
    name = "portal.accounts"
    label = "accounts"
    verbose_name = "人员与权限"

    def ready(self) -> None:
        from portal.accounts import rights  # noqa: PLC0415  (models are not loaded when this module is imported)

        menu.use_gate(rights.may)
        rights.declare(rights.RIGHTS)
