from django.apps import AppConfig

from portal.interface import menu

PAGES = ("external_step", "external_new", "external_answer", "external_move")


class ExternalConfig(AppConfig):
    name = "portal.external"
    label = "external"
    verbose_name = "外部机关"

    def ready(self) -> None:
        # models are not loaded when this module is imported
        from portal.accounts.rights import declare  # noqa: PLC0415
        from portal.external import rights  # noqa: PLC0415
        from portal.external.consequences import of_level  # noqa: PLC0415
        from portal.external.policies import AUTHORITY_POLICIES, LEVEL_OF  # noqa: PLC0415
        from portal.tenancy.consequences import tell_consequences  # noqa: PLC0415
        from portal.tenancy.policies import declare_policies  # noqa: PLC0415

        declare(rights.RIGHTS, rights.WORDS, room=self.verbose_name)
        declare_policies(*AUTHORITY_POLICIES, group="层级与外部机关")
        tell_consequences(of_level, *LEVEL_OF.values())
        menu.add(menu.MenuItem("往来", "external_list", "外部机关", "mail-forward", "external.view", order=40, also=PAGES))
