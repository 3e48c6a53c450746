"""Addresses of the workers' pages, of leads and of cases."""

from django.urls import path

from cases.views import case_steps, cases, complaint, imports, instruct, lead_steps, leads, letters, lines, progress, reveal

urlpatterns = [
    path("c/", complaint.other_site, name="other_site"),
    path("c/<str:token>/", complaint.complaint, name="complaint"),
    path("t/", progress.progress_entry, name="progress_entry"),
    path("t/<str:code>/", progress.progress, name="progress"),
    path("t/<str:code>/answer/", progress.progress_answer, name="progress_answer"),
    path("t/<str:code>/more/", progress.progress_more, name="progress_more"),
    path("leads/", leads.lead_list, name="lead_list"),
    path("leads/export/", leads.lead_export, name="lead_export"),
    path("leads/new/", leads.lead_new, name="lead_new"),
    path("leads/import/", imports.lead_import, name="lead_import"),
    path("leads/<uuid:uid>/", leads.lead, name="lead"),
    path("leads/<uuid:uid>/amend/", lead_steps.lead_amend, name="lead_amend"),
    path("leads/<uuid:uid>/code/", leads.lead_code, name="lead_code"),
    path("leads/<uuid:uid>/reveal/<slug:field>/", reveal.lead_reveal, name="lead_reveal"),
    path("leads/<uuid:uid>/letters/<slug:kind>/", letters.lead_letter, name="lead_letter"),
    path("leads/<uuid:uid>/<slug:verb>/", lead_steps.lead_step, name="lead_step"),
    path("cases/", cases.case_list, name="case_list"),
    path("cases/export/", cases.case_export, name="case_export"),
    path("cases/<slug:number>/", cases.case, name="case"),
    path("cases/<slug:number>/lines/<uuid:uid>/", lines.line, name="case_line"),
    path("cases/<slug:number>/lines/<uuid:uid>/<slug:verb>/", lines.line_step, name="case_line_step"),
    path("cases/<slug:number>/lines/<uuid:uid>/reveal/<slug:field>/", reveal.line_reveal, name="line_reveal"),
    path("cases/<slug:number>/letters/<slug:kind>/", letters.case_letter, name="case_letter"),
    path("cases/<slug:number>/instruct/", instruct.case_instruct, name="case_instruct"),
    path("cases/<slug:number>/<slug:verb>/", case_steps.case_step, name="case_step"),
]
