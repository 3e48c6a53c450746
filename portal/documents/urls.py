from django.urls import path

from portal.documents.views import downloads, files, instruments, people, steps

urlpatterns = [
    path("accounts/users/export/", people.user_export, name="user_export"),
    path("files/<uuid:uid>/", files.file_download, name="file_download"),
    path("downloads/", downloads.download_list, name="download_list"),
    path("downloads/new/", downloads.download_ask, name="download_ask"),
    path("downloads/approvals/", downloads.approval_list, name="approval_list"),
    path("downloads/<uuid:uid>/", downloads.download, name="download"),
    path("downloads/<uuid:uid>/file/", downloads.download_file, name="download_file"),
    path("downloads/<uuid:uid>/<slug:verb>/", downloads.download_decide, name="download_decide"),
    path("instruments/", instruments.instrument_list, name="instrument_list"),
    path("instruments/new/<slug:kind>/", instruments.instrument_new, name="instrument_new"),
    path("instruments/<uuid:uid>/", instruments.instrument, name="instrument"),
    path("instruments/<uuid:uid>/print/", instruments.instrument_print, name="instrument_print"),
    path("instruments/<uuid:uid>/edit/", steps.instrument_edit, name="instrument_edit"),
    path("instruments/<uuid:uid>/review/", steps.instrument_review, name="instrument_review"),
    path("instruments/<uuid:uid>/issue/", steps.instrument_issue, name="instrument_issue"),
    path("instruments/<uuid:uid>/serve/", steps.instrument_serve, name="instrument_serve"),
    path("instruments/<uuid:uid>/reply/", steps.instrument_reply, name="instrument_reply"),
    path("instruments/<uuid:uid>/withdraw/", steps.instrument_withdraw, name="instrument_withdraw"),
]
