from django.apps import AppConfig


class InterfaceConfig(AppConfig):
    name = "portal.interface"
    label = "interface"
    verbose_name = "界面"

    def ready(self) -> None:
        from portal.interface.forms import speak_plainly  # noqa: PLC0415  (the settings are not read when this module is imported)

        speak_plainly()
