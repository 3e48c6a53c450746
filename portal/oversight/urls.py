from django.urls import path

from portal.oversight.views import changes, log, seals

urlpatterns = [
    path("audit/", log.audit_log, name="audit_log"),
    path("audit/export/", log.audit_log_export, name="audit_log_export"),
    path("audit/entries/<uuid:uid>/", log.audit_entry, name="audit_entry"),
    path("audit/sign-ins/", log.audit_sign_ins, name="audit_sign_ins"),
    path("audit/sign-ins/export/", log.audit_sign_ins_export, name="audit_sign_ins_export"),
    path("audit/personal/", log.audit_personal, name="audit_personal"),
    path("audit/personal/export/", log.audit_personal_export, name="audit_personal_export"),
    path("audit/changes/", changes.audit_changes, name="audit_changes"),
    path("audit/changes/export/", changes.audit_changes_export, name="audit_changes_export"),
    path("audit/changes/<int:pk>/", changes.audit_change, name="audit_change"),
    path("audit/seals/", seals.audit_seals, name="audit_seals"),
    path("audit/seals/<str:day>/evidence/", seals.audit_evidence, name="audit_evidence"),
    path("audit/of/project/<slug:code>/", changes.project_history, name="project_history"),
    path("audit/of/warning/<uuid:uid>/", changes.warning_history, name="warning_history"),
    path("audit/of/case/<slug:number>/", changes.case_history, name="case_history"),
]
