from django.apps import AppConfig

from portal.interface import menu
from portal.interface.menu import MenuItem


class CampaignsConfig(AppConfig):
    name = "campaigns"
    label = "campaigns"
    verbose_name = "专项行动"

    def ready(self) -> None:
        from campaigns import due, prints, rights, tasks  # noqa: F401, PLC0415  (models are not loaded when this module is imported)
        from campaigns.consequences import of_title_goal, of_title_money  # noqa: PLC0415
        from campaigns.policies import CAMPAIGN_POLICIES, FUNDS, LABOUR_COST, SAFE_MIN, SAFE_REGIONS  # noqa: PLC0415
        from portal.accounts.rights import declare  # noqa: PLC0415
        from portal.documents.registry import register_document  # noqa: PLC0415
        from portal.tenancy.consequences import tell_consequences  # noqa: PLC0415
        from portal.tenancy.policies import declare_policies  # noqa: PLC0415

        declare(rights.RIGHTS, rights.WORDS, room=self.verbose_name)
        declare_policies(*CAMPAIGN_POLICIES, group="专项行动")
        tell_consequences(of_title_goal, SAFE_MIN, SAFE_REGIONS)
        tell_consequences(of_title_money, FUNDS, LABOUR_COST)
        register_document("winter_table", "冬季专项行动17栏表", prints.winter_table)
        register_document("bulletin", "周调度通报", prints.bulletin)
        menu.add(
            MenuItem("调度", "campaign_list", "专项行动", "table", "campaigns.view", order=20, also=("campaign", "title_list", "winter_table")),
            MenuItem("调度", "bulletin_list", "周调度通报", "news", "campaigns.view", order=30, also=("bulletin",)),
        )
