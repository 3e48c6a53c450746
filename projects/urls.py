"""Addresses below /projects/."""

from django.urls import include, path

from projects.deposits import urls as deposits
from projects.urls_accounts import ACCOUNTS, STOCK
from projects.views import acts, boards, bulk, code, coverage, dossier, edit, employers, imports, lists, proofs, systems

urlpatterns = [
    *deposits.urlpatterns,
    path("", lists.project_list, name="project_list"),
    path("export/", lists.project_export, name="project_export"),
    path("new/", edit.project_new, name="project_new"),
    path("import/", imports.project_import, name="project_import"),
    path("import/template/", imports.project_template, name="project_template"),
    path("import/<uuid:uid>/", imports.project_import_result, name="project_import_result"),
    path("import/<uuid:uid>/marked/", imports.project_import_marked, name="project_import_marked"),
    path("bulk/inspector/", bulk.bulk_inspector, name="project_bulk_inspector"),
    path("bulk/tag/", bulk.bulk_tag, name="project_bulk_tag"),
    path("coverage/", coverage.project_coverage, name="project_coverage"),
    path("coverage/export/", coverage.coverage_export, name="coverage_export"),
    path("map/", coverage.project_map, name="project_map"),
    path("employers/", employers.employer_list, name="employer_list"),
    path("employers/export/", employers.employer_export, name="employer_export"),
    path("employers/new/", employers.employer_new, name="employer_new"),
    path("employers/<uuid:uid>/", employers.employer, name="employer"),
    path("inspections/", employers.inspection_list, name="inspection_list"),
    path("inspections/export/", employers.inspection_export, name="inspection_export"),
    path("inspections/new/", employers.inspection_new, name="inspection_new"),
    path("inspections/<uuid:uid>/", employers.inspection, name="inspection"),
    path("checks/", include("projects.inspections.urls")),
    *STOCK,
    path("<str:code>/", dossier.project, name="project"),
    path("<str:code>/edit/", edit.project_edit, name="project_edit"),
    path("<str:code>/state/<slug:verb>/", acts.project_state, name="project_state"),
    path("<str:code>/parties/new/", acts.party_new, name="party_new"),
    path("<str:code>/parties/<uuid:uid>/leave/", acts.party_leave, name="party_leave"),
    path("<str:code>/parties/<uuid:uid>/agreement/", acts.party_agreement, name="party_agreement"),
    *ACCOUNTS,
    path("<str:code>/systems/", systems.project_systems, name="project_systems"),
    path("<str:code>/proofs/<slug:kind>/new/", proofs.proof_new, name="proof_new"),
    path("<str:code>/proofs/<uuid:uid>/withdraw/", proofs.proof_withdraw, name="proof_withdraw"),
    path("<str:code>/board/", boards.board, name="project_board"),
    path("<str:code>/board/print/", boards.board_print, name="board_print"),
    path("<str:code>/boards/new/", boards.board_new, name="board_new"),
    path("<str:code>/contacts/", boards.project_contacts, name="project_contacts"),
    path("<str:code>/inspector/", acts.project_inspector, name="project_inspector"),
    path("<str:code>/responsibility/", acts.project_responsibility, name="project_responsibility"),
    path("<str:code>/complaint.svg", code.complaint_code, name="project_complaint_code"),
]
