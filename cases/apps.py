from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "cases"
    label = "cases"
    verbose_name = "线索与案件"

    def ready(self) -> None:
        from cases import policies, rights  # noqa: PLC0415  (models are not loaded when this module is imported)
        from cases.rules import w40_complaints_concentrated  # noqa: PLC0415
        from portal.accounts.rights import declare  # noqa: PLC0415
        from portal.tenancy.policies import declare_policies, declare_thresholds  # noqa: PLC0415

        declare(rights.RIGHTS)
        declare_policies(*policies.CASE_POLICIES)
        declare_thresholds(w40_complaints_concentrated)
