from django.apps import AppConfig

from portal.interface import menu
from portal.interface.menu import MenuItem


class EarlywarningConfig(AppConfig):
    name = "earlywarning"
    label = "earlywarning"
    verbose_name = "预警与清零"

    def ready(self) -> None:
        from earlywarning import announcements, consequences, due, policies, rights, tasks  # noqa: F401, PLC0415  (models are not loaded when this module is imported)
        from earlywarning.portfolio import PORTFOLIOS  # noqa: PLC0415
        from earlywarning.queries.counts import open_warnings, pending_items  # noqa: PLC0415
        from portal.accounts import handover  # noqa: PLC0415
        from portal.accounts.rights import declare  # noqa: PLC0415
        from portal.tenancy.consequences import tell_consequences  # noqa: PLC0415
        from portal.tenancy.policies import declare_policies  # noqa: PLC0415

        handover.register(*PORTFOLIOS)
        declare(rights.RIGHTS, rights.WORDS, room=self.verbose_name)
        tell_consequences(consequences.of_thresholds, "rules.")
        tell_consequences(consequences.of_clearance, "clearance.days_", "clearance.calendar", "clearance.start")
        tell_consequences(consequences.of_ladder, "clearance.ladder")
        declare_policies(*policies.CLEARANCE_POLICIES, group="三日清零")
        declare_policies(*policies.WARNING_POLICIES, group="预警来源和颜色")
        menu.add(
            MenuItem(
                "监管",
                "warning_list",
                "预警处置",
                "alert-triangle",
                "earlywarning.list",
                order=10,
                tab=True,
                count=open_warnings,
                also=("warning", "warning_step", "warning_assign"),
            ),
            MenuItem(
                "监管", "clearance_desk", "三日清零", "clock", "clearance.view", order=12, count=pending_items, also=("clearance_ledger", "clearance_extend")
            ),
        )
