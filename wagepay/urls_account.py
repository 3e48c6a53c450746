"""Addresses of the special account below /wagepay/: its flows, what is asked about them, what is reported about the money."""

from django.urls import path

from wagepay.views import account, exceptions, reports

ACCOUNT = [
    path("exceptions/", exceptions.wage_exceptions, name="wage_exceptions"),
    path("exceptions/export/", exceptions.wage_exceptions_export, name="wage_exceptions_export"),
    path("exceptions/<uuid:uid>/", exceptions.wage_exception, name="wage_exception"),
    path("exceptions/<uuid:uid>/explain/", exceptions.wage_exception_explain, name="wage_exception_explain"),
    path("exceptions/<uuid:uid>/judge/", exceptions.wage_exception_judge, name="wage_exception_judge"),
    path("reports/", reports.wage_reports, name="wage_reports"),
    path("reports/export/", reports.wage_reports_export, name="wage_reports_export"),
    path("reports/<uuid:uid>/", reports.wage_report, name="wage_report"),
    path("reports/<uuid:uid>/<slug:verb>/", reports.wage_report_answer, name="wage_report_answer"),
    path("<str:code>/reports/new/", reports.wage_report_new, name="wage_report_new"),
    path("<str:code>/account/", account.wage_account, name="wage_account"),
    path("<str:code>/account/export/", account.wage_account_export, name="wage_account_export"),
]
