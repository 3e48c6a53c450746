from django.apps import AppConfig


class WagepayConfig(AppConfig):
    name = "wagepay"
    label = "wagepay"
    verbose_name = "工资支付"

    def ready(self) -> None:
        # models are not loaded when this module is imported
        from portal.accounts import rights as portal_rights  # noqa: PLC0415
        from portal.tenancy.policies import declare_policies, declare_thresholds  # noqa: PLC0415
        from wagepay import tasks  # noqa: F401, PLC0415
        from wagepay.policies import POLICIES  # noqa: PLC0415
        from wagepay.rights import RIGHTS  # noqa: PLC0415
        from wagepay.rules import w05_labour_cost_late, w12_wages_unpaid, w16_pay_attendance_mismatch  # noqa: PLC0415

        portal_rights.declare(RIGHTS)
        declare_policies(*POLICIES)
        declare_thresholds(w05_labour_cost_late, w12_wages_unpaid, w16_pay_attendance_mismatch)
