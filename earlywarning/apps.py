from django.apps import AppConfig

from portal.interface import menu


class EarlywarningConfig(AppConfig):
    name = "earlywarning"
    label = "earlywarning"
    verbose_name = "预警与清零"

    def ready(self) -> None:
        from earlywarning import announcements, consequences, due, policies, rights, tasks  # noqa: F401, PLC0415  (models are not loaded when this module is imported)
        from earlywarning.dossier_part import silent_part  # noqa: PLC0415
        from earlywarning.menu_items import ITEMS  # noqa: PLC0415
        from earlywarning.portfolio import PORTFOLIOS  # noqa: PLC0415
        from portal.accounts import handover  # noqa: PLC0415
        from portal.accounts.rights import declare  # noqa: PLC0415
        from portal.tenancy.consequences import tell_consequences  # noqa: PLC0415
        from portal.tenancy.policies import declare_policies  # noqa: PLC0415
        from projects import dossier  # noqa: PLC0415

        handover.register(*PORTFOLIOS)
        dossier.register(dossier.DossierPart(37, "现在不预警的规则", "earlywarning/_silent.html", silent_part, "silent"))
        declare(rights.RIGHTS, rights.WORDS, room=self.verbose_name)
        for provider, keys in consequences.PROVIDERS:
            tell_consequences(provider, *keys)
        declare_policies(*policies.CLEARANCE_POLICIES, group="三日清零")
        declare_policies(*policies.ENGINE_POLICIES, group="预警办理")
        menu.add(*ITEMS)
