from django.apps import AppConfig

from portal.interface import menu
from portal.interface.menu import MenuItem

LEAD_PAGES = ("lead", "lead_new", "lead_import", "lead_step", "lead_amend", "lead_code", "lead_reveal", "lead_letter")
CASE_PAGES = ("case", "case_step", "case_line", "case_line_step", "line_reveal", "case_letter")
# Kinds of file that belong to a volume of 劳动保障监察.
FILES = ("lead", "case_receipt", "case_paper", "warning_proof", "proof", "receipt", "paper")


class CasesConfig(AppConfig):
    name = "cases"
    label = "cases"
    verbose_name = "线索与案件"

    def ready(self) -> None:
        # Here, because models are not loaded when this module is imported.
        from cases import announcements, due, policies, rights, tasks  # noqa: F401, PLC0415
        from cases.consequences import of_case_terms, of_lead_terms  # noqa: PLC0415
        from cases.dossier_part import panel  # noqa: PLC0415
        from cases.external import CASE, find_case  # noqa: PLC0415
        from cases.own_rows import rows_of_person  # noqa: PLC0415
        from cases.portfolio import PORTFOLIOS  # noqa: PLC0415
        from cases.queries.strips import open_cases, waiting_leads  # noqa: PLC0415
        from cases.rules import w40_complaints_concentrated, w45_agreement_broken, w47_case_term, w54_paper_unperformed, w56_firm_with_past  # noqa: PLC0415
        from portal.accounts import handover  # noqa: PLC0415
        from portal.accounts.rights import declare  # noqa: PLC0415
        from portal.documents import retention  # noqa: PLC0415
        from portal.external.subjects import register_subject  # noqa: PLC0415
        from portal.tenancy.consequences import tell_consequences  # noqa: PLC0415
        from portal.tenancy.policies import declare_policies, declare_thresholds  # noqa: PLC0415
        from portal.tenancy.statutory import START_MOMENTS  # noqa: PLC0415
        from projects import dossier  # noqa: PLC0415
        from wagepay import own_viewings  # noqa: PLC0415

        own_viewings.also_in(rows_of_person)
        handover.register(*PORTFOLIOS)
        declare(rights.RIGHTS, rights.WORDS, room=self.verbose_name)
        register_subject(CASE, find_case)
        tell_consequences(of_lead_terms, "cases.accept_same_day", "cases.more_lead_terms", START_MOMENTS)
        tell_consequences(of_case_terms, "cases.more_case_terms", START_MOMENTS)
        declare_policies(*policies.CASE_POLICIES, group="线索与案件")
        declare_policies(*policies.CRIME_POLICIES, group="拒不支付劳动报酬")
        declare_thresholds(w40_complaints_concentrated, w45_agreement_broken, w47_case_term, w54_paper_unperformed, w56_firm_with_past)
        retention.classify("case", FILES)
        menu.add(
            MenuItem("监管", "lead_list", "线索", "message-report", "cases.list", order=20, tab=True, count=waiting_leads, also=LEAD_PAGES),
            MenuItem("监管", "case_list", "案件", "gavel", "cases.list", order=22, spare_tab=True, count=open_cases, also=CASE_PAGES),
        )
        dossier.register(dossier.DossierPart(40, "线索与案件", "cases/_dossier.html", panel, "cases"))
