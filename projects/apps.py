from django.apps import AppConfig

from portal.interface import menu
from portal.interface.menu import MenuItem

ACCOUNT_PAGES = (
    "account", "account_new", "account_filing", "account_agreement", "account_freeze", "account_thaw", "account_closing", "closing_agree", "closing_done",
    "closing_withdraw", "account_letter", "contract_change", "project_transfer", "project_join", "paper_new", "project_closing",
)  # fmt: skip
BULK_PAGES = ("project_bulk_inspector", "project_bulk_tag")
ITEMS = (
    MenuItem(
        "项目",
        "project_list",
        "项目档案",
        "building-community",
        "projects.list",
        order=10,
        tab=True,
        also=("project", "project_new", "project_edit", "project_systems", "project_board", "project_map", *ACCOUNT_PAGES, *BULK_PAGES),
    ),
    MenuItem("项目", "project_coverage", "制度覆盖", "checklist", "projects.coverage", order=15),
    MenuItem(
        "资金", "deposit_list", "工资保证金", "shield-check", "projects.deposits", order=30,
        also=(
            "deposit", "deposit_assess", "deposit_assessment", "deposit_drawdown", "deposit_refund", "deposit_sweep", "deposit_trial", "deposit_anew", "deposit_anew_keep", "statement_list", "drawdown_new",
            "guarantor_list",
        ),
    ),
    MenuItem("项目", "permit_list", "施工许可比对", "checklist", "projects.permits", order=12, also=("permit",)),
    MenuItem("项目", "backlog", "制度存量清单", "clipboard-text", "projects.backlog", order=14, also=("stock_import",)),
    MenuItem("项目", "employer_list", "用人单位", "building", "projects.employers", order=40, also=("employer", "employer_new")),
)  # fmt: skip


class ProjectsConfig(AppConfig):
    name = "projects"
    label = "projects"
    verbose_name = "工程项目"

    def ready(self) -> None:
        from portal.accounts import handover  # noqa: PLC0415
        from portal.accounts import rights as portal_rights  # noqa: PLC0415  (models are not loaded when this module is imported)
        from portal.api.grants import declare_grants  # noqa: PLC0415
        from portal.documents import retention  # noqa: PLC0415
        from portal.external.subjects import register_subject  # noqa: PLC0415
        from portal.notices.audience import provide_enterprises  # noqa: PLC0415
        from portal.tenancy.consequences import tell_consequences  # noqa: PLC0415
        from portal.tenancy.policies import declare_policies, declare_thresholds  # noqa: PLC0415
        from projects import act_links, dossier, tasks, wiring_accounts  # noqa: F401, PLC0415
        from projects.actions import put_up_board, record_proof  # noqa: PLC0415
        from projects.audience import taking_part  # noqa: PLC0415
        from projects.consequences_systems import of_boards, of_checklists  # noqa: PLC0415
        from projects.deposits import wiring as deposits  # noqa: PLC0415
        from projects.external import PROJECT, external_panel, find_project  # noqa: PLC0415
        from projects.inspections import wiring  # noqa: PLC0415
        from projects.policies import WATCH  # noqa: PLC0415
        from projects.policies_systems import BOARD, SYSTEMS  # noqa: PLC0415
        from projects.portfolio import PORTFOLIOS  # noqa: PLC0415
        from projects.retention import settled_on  # noqa: PLC0415
        from projects.rights import RIGHTS, WORDS  # noqa: PLC0415
        from projects.rules import w01_account_missing, w29_deposit_missing  # noqa: PLC0415
        from projects.rules import w28_entrusted_agreement_missing as w28  # noqa: PLC0415
        from projects.rules import w34_payment_guarantee as w34  # noqa: PLC0415
        from projects.rules import w35_permit_missing as w35  # noqa: PLC0415
        from projects.rules import w36_funds_missing as w36  # noqa: PLC0415
        from projects.rules import w37_notice_board as w37  # noqa: PLC0415

        handover.register(*PORTFOLIOS)
        wiring.wire(self.verbose_name)
        portal_rights.declare(RIGHTS, WORDS, room=self.verbose_name)
        wiring_accounts.declare(self.verbose_name)
        register_subject(PROJECT, find_project)
        dossier.register(dossier.DossierPart(60, "外部机关", "external/_steps.html", external_panel, "external"))
        declare_grants({"projects.list": "查询项目名单"})
        menu.add(*ITEMS)
        deposits.wire()
        declare_policies(*WATCH, *SYSTEMS, *BOARD, group="项目监管")
        tell_consequences(of_checklists, *(key.key for key in SYSTEMS))
        tell_consequences(of_boards, *(key.key for key in BOARD))
        retention.classify("wages", (put_up_board.FILE_KIND, record_proof.FILE_KIND))
        for act, link in act_links.OWN.items():
            act_links.register(act, link)
        retention.anchor_projects(settled_on)
        provide_enterprises(taking_part)
        declare_thresholds(w01_account_missing, w29_deposit_missing)
        declare_thresholds(w28, w34, w35, w36, w37)  # what the systems lack
