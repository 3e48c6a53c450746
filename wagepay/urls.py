"""Addresses below /wagepay/."""

from django.urls import path

from wagepay.views import account, closing, mending, month, opinion, overview, project, roster, sheets, signing, template, uploads, versions

urlpatterns = [
    path("", overview.overview, name="wage_overview"),
    path("export/", overview.overview_export, name="wage_overview_export"),
    path("uploads/<uuid:uid>/", uploads.wage_upload_page, name="wage_upload_page"),
    path("uploads/<uuid:uid>/mapping/", uploads.wage_upload_mapping, name="wage_upload_mapping"),
    path("uploads/<uuid:uid>/mend/", mending.wage_upload_mend, name="wage_upload_mend"),
    path("uploads/<uuid:uid>/confirm/", uploads.wage_upload_confirm, name="wage_upload_confirm"),
    path("uploads/<uuid:uid>/abandon/", uploads.wage_upload_abandon, name="wage_upload_abandon"),
    path("uploads/<uuid:uid>/marked/", uploads.wage_upload_marked, name="wage_upload_marked"),
    path("sheets/<uuid:uid>/", sheets.wage_sheet, name="wage_sheet"),
    path("scans/<uuid:uid>/", signing.wage_scan, name="wage_scan"),
    path("sheets/<uuid:uid>/changes/", versions.wage_sheet_changes, name="wage_sheet_changes"),
    path("sheets/<uuid:uid>/changes/export/", versions.wage_sheet_changes_export, name="wage_sheet_changes_export"),
    path("sheets/<uuid:uid>/signature/", signing.wage_sheet_signature, name="wage_sheet_signature"),
    path("sheets/<uuid:uid>/scan/", signing.wage_scan_new, name="wage_scan_new"),
    path("sheets/<uuid:uid>/export/", sheets.wage_sheet_export, name="wage_sheet_export"),
    path("sheets/<uuid:uid>/<slug:verb>/", sheets.wage_sheet_decide, name="wage_sheet_decide"),
    path("<str:code>/", project.wage_project, name="wage_project"),
    path("<str:code>/roster/", roster.wage_roster, name="wage_roster"),
    path("<str:code>/roster/export/", roster.wage_roster_export, name="wage_roster_export"),
    path("<str:code>/roster/<uuid:uid>/", roster.wage_person, name="wage_person"),
    path("<str:code>/roster/<uuid:uid>/reveal/<slug:field>/", roster.wage_reveal, name="wage_reveal"),
    path("<str:code>/account/", account.wage_account, name="wage_account"),
    path("<str:code>/template/", template.wage_template, name="wage_template"),
    path("<str:code>/upload/<slug:kind>/", uploads.wage_upload, name="wage_upload"),
    path("closings/<uuid:uid>/reopen/", closing.wage_reopen, name="wage_reopen"),
    path("<str:code>/<str:month>/close/", closing.wage_close, name="wage_close"),
    path("<str:code>/<str:month>/", month.wage_month, name="wage_month"),
    path("<str:code>/<str:month>/opinion/", opinion.wage_opinion, name="wage_opinion"),
    path("<str:code>/<str:month>/reconcile/", month.wage_reconcile, name="wage_reconcile"),
]
