from django.apps import AppConfig

from portal.interface import menu

FIGURES = ("policy", "policy_open", "policy_edit", "policy_end")


class PolicyConfig(AppConfig):
    name = "portal.policy"
    label = "policy"
    verbose_name = "政策参数与日历"

    def ready(self) -> None:
        # models are not loaded when this module is imported
        from portal.accounts import rights as portal_rights  # noqa: PLC0415
        from portal.policy import rights  # noqa: PLC0415
        from portal.policy.lines import count_open  # noqa: PLC0415

        portal_rights.declare(rights.RIGHTS, rights.WORDS, room=self.verbose_name)
        menu.add(
            menu.MenuItem("管理", "policy_list", "政策参数", "adjustments", "policy.view", order=40, count=count_open, also=FIGURES),
            menu.MenuItem("管理", "holiday_year", "节假日", "calendar", "policy.holidays", order=50, also=("holiday_import", "holiday_check")),
            menu.MenuItem("监管", "deadline_calculator", "期限计算", "clock", "policy.deadlines", order=90),
        )
