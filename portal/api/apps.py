from django.apps import AppConfig

from portal.interface import menu


class ApiConfig(AppConfig):
    name = "portal.api"
    label = "api"
    verbose_name = "接口"

    def ready(self) -> None:
        # Here, because models are not loaded when this module is imported.
        from portal.accounts.rights import declare  # noqa: PLC0415
        from portal.api import rights, schema, tasks  # noqa: F401, PLC0415
        from portal.api.grants import declare_grants  # noqa: PLC0415

        declare(rights.RIGHTS, rights.WORDS, room=self.verbose_name)
        declare_grants(rights.GRANTS)
        also = ("api_key", "api_key_new", "api_key_rotate", "api_key_revoke")
        menu.add(menu.MenuItem("运行", "api_key_list", "接口密钥", "key", "api.keys", order=70, also=also))
