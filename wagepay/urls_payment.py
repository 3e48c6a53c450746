"""Addresses of payment below /wagepay/: batches, bank files, papers, money outside the account, settlements."""

from django.urls import path

from wagepay.views import batches, kept_files, layouts, outside, papers, settlements

PAYMENT = [
    path("sheets/<uuid:uid>/ledger/", papers.wage_ledger, name="wage_ledger"),
    path("ledgers/<uuid:uid>/", papers.wage_ledger_copy, name="wage_ledger_copy"),
    path("sheets/<uuid:uid>/payslips/", papers.wage_payslips, name="wage_payslips"),
    path("settlements/", settlements.wage_settlements, name="wage_settlements"),
    path("settlements/export/", settlements.wage_settlements_export, name="wage_settlements_export"),
    path("<str:code>/roster/<uuid:uid>/outside/", outside.wage_outside_new, name="wage_outside_new"),
    path("<str:code>/outside/", outside.wage_outside, name="wage_outside"),
    path("<str:code>/outside/export/", outside.wage_outside_export, name="wage_outside_export"),
    path("<str:code>/outside/<uuid:uid>/paper/", kept_files.wage_outside_file, name="wage_outside_file"),
    path("<str:code>/outside/<uuid:uid>/proof/", outside.wage_outside_proof, name="wage_outside_proof"),
    path("sheets/<uuid:uid>/batch/", batches.wage_batch_new, name="wage_batch_new"),
    path("batches/", batches.wage_batches, name="wage_batches"),
    path("batches/export/", batches.wage_batches_export, name="wage_batches_export"),
    path("batches/<uuid:uid>/", batches.wage_batch, name="wage_batch"),
    path("batches/<uuid:uid>/export/", batches.wage_batch_export, name="wage_batch_export"),
    path("batches/<uuid:uid>/file/", batches.wage_batch_file, name="wage_batch_file"),
    path("batches/<uuid:uid>/withdraw/", batches.wage_batch_withdraw, name="wage_batch_withdraw"),
    path("batches/<uuid:uid>/reissue/", batches.wage_batch_reissue, name="wage_batch_reissue"),
    path("batches/<uuid:uid>/prove/", batches.wage_batch_prove, name="wage_batch_prove"),
    path("batches/<uuid:uid>/voucher/", batches.wage_batch_voucher, name="wage_batch_voucher"),
    path("layouts/", layouts.wage_layouts, name="wage_layouts"),
    path("layouts/new/", layouts.wage_layout_new, name="wage_layout_new"),
    path("layouts/<uuid:uid>/", layouts.wage_layout, name="wage_layout"),
]
