from django.apps import AppConfig

from portal.interface import menu

PAPER_PAGES = ("incoming", "incoming_new", "incoming_answer", "incoming_move")
PAGES = ("external_step", "external_new", "external_answer", "external_move")


class ExternalConfig(AppConfig):
    name = "portal.external"
    label = "external"
    verbose_name = "外部机关"

    def ready(self) -> None:
        # models are not loaded when this module is imported
        from portal.accounts.rights import declare  # noqa: PLC0415
        from portal.documents import retention  # noqa: PLC0415
        from portal.external import due, rights  # noqa: F401, PLC0415
        from portal.external.actions.record_answer import SCAN  # noqa: PLC0415
        from portal.external.actions.register_incoming import PAPER  # noqa: PLC0415
        from portal.external.consequences import of_level  # noqa: PLC0415
        from portal.external.letters import LETTER, find_letter  # noqa: PLC0415
        from portal.external.policies import AUTHORITY_POLICIES, LEVEL_OF  # noqa: PLC0415
        from portal.external.subjects import register_subject  # noqa: PLC0415
        from portal.tenancy.consequences import tell_consequences  # noqa: PLC0415
        from portal.tenancy.policies import declare_policies  # noqa: PLC0415

        declare(rights.RIGHTS, rights.WORDS, room=self.verbose_name)
        declare_policies(*AUTHORITY_POLICIES, group="层级与外部机关")
        tell_consequences(of_level, *LEVEL_OF.values())
        register_subject(LETTER, find_letter)
        retention.classify("document", (SCAN, PAPER))
        menu.add(menu.MenuItem("往来", "external_list", "外部机关", "mail-forward", "external.view", order=40, also=PAGES))
        menu.add(menu.MenuItem("往来", "incoming_list", "收文登记", "mail-opened", "external.view", order=45, also=PAPER_PAGES))
