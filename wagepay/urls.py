"""Addresses below /wagepay/."""

from django.urls import path

from wagepay.views import account, month, overview, project, roster, sheets, template, uploads

urlpatterns = [
    path("", overview.overview, name="wage_overview"),
    path("uploads/<uuid:uid>/", uploads.wage_upload_page, name="wage_upload_page"),
    path("uploads/<uuid:uid>/mapping/", uploads.wage_upload_mapping, name="wage_upload_mapping"),
    path("uploads/<uuid:uid>/confirm/", uploads.wage_upload_confirm, name="wage_upload_confirm"),
    path("uploads/<uuid:uid>/abandon/", uploads.wage_upload_abandon, name="wage_upload_abandon"),
    path("uploads/<uuid:uid>/marked/", uploads.wage_upload_marked, name="wage_upload_marked"),
    path("sheets/<uuid:uid>/", sheets.wage_sheet, name="wage_sheet"),
    path("sheets/<uuid:uid>/<slug:verb>/", sheets.wage_sheet_decide, name="wage_sheet_decide"),
    path("<str:code>/", project.wage_project, name="wage_project"),
    path("<str:code>/roster/", roster.wage_roster, name="wage_roster"),
    path("<str:code>/roster/export/", roster.wage_roster_export, name="wage_roster_export"),
    path("<str:code>/roster/<uuid:uid>/", roster.wage_person, name="wage_person"),
    path("<str:code>/roster/<uuid:uid>/reveal/<slug:field>/", roster.wage_reveal, name="wage_reveal"),
    path("<str:code>/account/", account.wage_account, name="wage_account"),
    path("<str:code>/template/", template.wage_template, name="wage_template"),
    path("<str:code>/upload/<slug:kind>/", uploads.wage_upload, name="wage_upload"),
    path("<str:code>/<str:month>/", month.wage_month, name="wage_month"),
    path("<str:code>/<str:month>/reconcile/", month.wage_reconcile, name="wage_reconcile"),
]
