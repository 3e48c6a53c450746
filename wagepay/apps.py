from django.apps import AppConfig

from portal.interface import menu


class WagepayConfig(AppConfig):
    name = "wagepay"
    label = "wagepay"
    verbose_name = "工资支付"

    def ready(self) -> None:
        # models are not loaded when this module is imported
        from portal.accounts import rights as portal_rights  # noqa: PLC0415
        from portal.api.grants import declare_grants  # noqa: PLC0415
        from portal.documents.retention import classify  # noqa: PLC0415
        from portal.tenancy.consequences import tell_consequences  # noqa: PLC0415
        from portal.tenancy.policies import declare_policies, declare_thresholds  # noqa: PLC0415
        from projects import act_links, dossier  # noqa: PLC0415
        from wagepay import announcements, due, policies, settlements, tasks, wiring_funding  # noqa: F401, PLC0415
        from wagepay import attendance_consequences as attendance  # noqa: PLC0415
        from wagepay.actions.judge_exception import PROOF as EXCEPTION  # noqa: PLC0415
        from wagepay.actions.keep_attendance_paper import FILE_KIND  # noqa: PLC0415
        from wagepay.actions.keep_person_papers import FILE_KINDS  # noqa: PLC0415
        from wagepay.actions.record_outside import PROOF  # noqa: PLC0415
        from wagepay.actions.report_money import PROOF as REPORT  # noqa: PLC0415
        from wagepay.consequences import of_large_amount, of_minimum_wage, of_settlement_days  # noqa: PLC0415
        from wagepay.dossier_parts import PARTS, STEPS  # noqa: PLC0415
        from wagepay.policies import LARGE_AMOUNT, MINIMUM_WAGE, POLICIES, SETTLEMENT_DAYS  # noqa: PLC0415
        from wagepay.rights import GRANTS, RIGHTS, WORDS  # noqa: PLC0415
        from wagepay.rules.catalogue import RULES  # noqa: PLC0415

        portal_rights.declare(RIGHTS, WORDS, room=self.verbose_name)
        declare_grants(GRANTS)
        wiring_funding.declare(self.verbose_name)
        declare_policies(*POLICIES, group="工资支付")
        tell_consequences(of_minimum_wage, MINIMUM_WAGE)
        tell_consequences(of_large_amount, LARGE_AMOUNT)
        tell_consequences(attendance.of_silence, policies.SILENT_HOURS)
        tell_consequences(attendance.of_skew, policies.SKEW_SECONDS)
        tell_consequences(attendance.of_fence, policies.FENCE_METRES)
        tell_consequences(attendance.of_days, policies.DAY_BEGINS, policies.HALF_DAY_HOURS)
        tell_consequences(attendance.of_findings, *attendance.KINDS)
        tell_consequences(of_settlement_days, SETTLEMENT_DAYS)
        declare_thresholds(*RULES)
        for part in PARTS:
            dossier.register(part)
        for act, link in STEPS.items():
            act_links.register(act, link)
        menu.add(
            menu.MenuItem(
                "工资", "wage_anomalies", "考勤异常", "clock", "wagepay.people", order=21, also=("wage_anomaly", "wage_anomaly_explain", "wage_anomaly_judge")
            )
        )
        menu.add(menu.MenuItem("工资", "wage_devices", "考勤设备", "camera", "wagepay.devices", order=22, also=DEVICE_PAGES))
        classify("wages", (FILE_KIND, *FILE_KINDS.values(), PROOF, EXCEPTION, REPORT))
        menu.add(menu.MenuItem("工资", "wage_overview", "工资支付", "receipt-yuan", "wagepay.overview", order=20, tab=True, also=PAGES))
        menu.add(menu.MenuItem("工资", "wage_batches", "代发批次", "building-bank", "wagepay.batches", order=21, also=BATCH_PAGES))
        menu.add(menu.MenuItem("资金", "wage_exceptions", "专户异常支出", "alert-triangle", "wagepay.account", order=23, also=EXCEPTION_PAGES))
        menu.add(menu.MenuItem("工资", "wage_exchange_projects", "实名制上报", "upload", "wagepay.exchange", order=26, also=EXCHANGE_PAGES))
        menu.add(menu.MenuItem("工资", "wage_grace", "存量整改清单", "checklist", "wagepay.people", order=25, also=("wage_stock",)))
        menu.add(menu.MenuItem("资金", "wage_reports", "资金情况报告", "report-money", "wagepay.reports", order=24, also=REPORT_PAGES))
        menu.add(
            menu.MenuItem("管理", "wage_layouts", "银行文件格式", "file-spreadsheet", "wagepay.layouts", order=70, also=("wage_layout", "wage_layout_new"))
        )


PAGES = (
    "wage_project", "wage_roster", "wage_person", "wage_reveal", "wage_month", "wage_opinion", "wage_reconcile", "wage_reconcile_person", "wage_account", "wage_template", "wage_upload", "wage_upload_page",
    "wage_upload_mapping", "wage_upload_mend", "wage_upload_confirm", "wage_upload_abandon", "wage_sheet", "wage_sheet_decide", "wage_close", "wage_reopen", "wage_sheet_changes", "wage_sheet_signature", "wage_scan_new",
    "wage_attendance", "wage_attendance_person",
    "wage_attendance_paper", "wage_roll_call", "wage_register", "wage_person_papers", "wage_pay_way", "wage_elsewhere",
    "wage_batch_new", "wage_confirmations",
    "wage_ledger", "wage_ledger_copy", "wage_payslips", "wage_settlements", "wage_outside", "wage_outside_new", "wage_outside_proof",
)  # fmt: skip
BATCH_PAGES = (
    "wage_batch", "wage_batch_file", "wage_batch_withdraw", "wage_batch_reissue", "wage_batch_prove", "wage_batch_voucher",
)  # fmt: skip
EXCHANGE_PAGES = ("wage_exchange", "wage_exchange_rows", "wage_exchange_sent", "wage_exchange_answer")
EXCEPTION_PAGES = ("wage_exception", "wage_exception_explain", "wage_exception_judge")
REPORT_PAGES = ("wage_report", "wage_report_answer", "wage_report_new")
DEVICE_PAGES = ("wage_device", "wage_device_new", "wage_device_key", "wage_device_revoke", "wage_device_retire")
