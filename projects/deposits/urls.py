"""Addresses of deposits below /projects/."""

from django.urls import path

from projects.deposits.views import anew, assessing, deposits, drawdowns, lists, papers, refunds, statements, sweep, trial

urlpatterns = [
    path("deposits/", lists.deposit_list, name="deposit_list"),
    path("deposits/export/", lists.deposit_export, name="deposit_export"),
    path("deposits/publication/", lists.deposit_publication, name="deposit_publication"),
    path("deposits/guarantors/", lists.guarantor_list, name="guarantor_list"),
    path("deposits/guarantors/export/", lists.guarantor_export, name="guarantor_export"),
    path("deposits/sweep/", sweep.deposit_sweep, name="deposit_sweep"),
    path("deposits/sweep/new/", sweep.deposit_sweep_new, name="deposit_sweep_new"),
    path("deposits/trial/", trial.deposit_trial, name="deposit_trial"),
    path("deposits/anew/", anew.deposit_anew, name="deposit_anew"),
    path("deposits/anew/export/", anew.deposit_anew_export, name="deposit_anew_export"),
    path("deposits/anew/keep/", anew.deposit_anew_keep, name="deposit_anew_keep"),
    path("deposits/statements/", statements.statement_list, name="statement_list"),
    path("deposits/statements/export/", statements.statement_export, name="statement_export"),
    path("deposits/payees.xlsx", drawdowns.payee_sheet, name="payee_sheet"),
    path("deposits/assessments/<uuid:uid>/", assessing.deposit_assessment, name="deposit_assessment"),
    path("deposits/assessments/<uuid:uid>/print/", assessing.deposit_assessment_print, name="deposit_assessment_print"),
    path("deposits/assessments/<uuid:uid>/paper/", papers.assessment_paper, name="assessment_paper"),
    path("deposits/drawdowns/<uuid:uid>/", drawdowns.deposit_drawdown, name="deposit_drawdown"),
    path("deposits/drawdowns/<uuid:uid>/payees/", drawdowns.payee_list, name="payee_list"),
    path("deposits/drawdowns/<uuid:uid>/paper/<slug:kind>/", papers.drawdown_paper, name="drawdown_paper"),
    path("deposits/drawdowns/<uuid:uid>/<slug:verb>/", drawdowns.drawdown_act, name="drawdown_act"),
    path("deposits/refunds/<uuid:uid>/", refunds.deposit_refund, name="deposit_refund"),
    path("deposits/refunds/<uuid:uid>/notice.pdf", refunds.refund_notice, name="refund_notice"),
    path("deposits/refunds/<uuid:uid>/paper/<slug:kind>/", papers.refund_paper, name="refund_paper"),
    path("deposits/refunds/<uuid:uid>/<slug:verb>/", refunds.refund_act, name="refund_act"),
    path("deposits/<uuid:uid>/", deposits.deposit, name="deposit"),
    path("deposits/<uuid:uid>/copies/", deposits.deposit_copies, name="deposit_copies"),
    path("deposits/<uuid:uid>/replace/", deposits.deposit_replace, name="deposit_replace"),
    path("deposits/<uuid:uid>/revoke/", deposits.deposit_revoke, name="deposit_revoke"),
    path("deposits/<uuid:uid>/drawdown/", drawdowns.drawdown_new, name="drawdown_new"),
    path("deposits/<uuid:uid>/refund/", deposits.refund_new, name="refund_new"),
    path("deposits/<uuid:uid>/statement/", deposits.statement_new, name="statement_new"),
    path("deposits/<uuid:uid>/paper/<slug:kind>/", papers.deposit_paper, name="deposit_paper"),
    path("<str:code>/deposits/new/", deposits.deposit_new, name="deposit_new"),
    path("<str:code>/deposits/assess/", assessing.deposit_assess, name="deposit_assess"),
]
