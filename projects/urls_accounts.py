"""Addresses of special wage accounts and papers below /projects/."""

from django.urls import path

from projects.views import account_letters, accounts, changes, moving, national, papers, stock

STOCK = [
    path("export/national/", national.project_national, name="project_national"),
    path("export/national/parties/", national.party_national, name="party_national"),
    path("permits/", stock.permit_list, name="permit_list"),
    path("permits/export/", stock.permit_export, name="permit_export"),
    path("permits/<uuid:uid>/", stock.permit, name="permit"),
    path("stock/", stock.backlog, name="backlog"),
    path("stock/export/", stock.backlog_export, name="backlog_export"),
    path("stock/<slug:kind>/", stock.stock_import, name="stock_import"),
    path("stock/<slug:kind>/template/", stock.stock_template, name="stock_template"),
]
ACCOUNTS = [
    path("<str:code>/accounts/new/", accounts.account_new, name="account_new"),
    path("<str:code>/accounts/<uuid:uid>/", accounts.account, name="account"),
    path("<str:code>/accounts/<uuid:uid>/filing/", accounts.account_filing, name="account_filing"),
    path("<str:code>/accounts/<uuid:uid>/upload/", accounts.account_upload, name="account_upload"),
    path("<str:code>/accounts/<uuid:uid>/agreement/", accounts.account_agreement, name="account_agreement"),
    path("<str:code>/accounts/<uuid:uid>/freeze/", accounts.account_freeze, name="account_freeze"),
    path("<str:code>/accounts/<uuid:uid>/thaw/", accounts.account_thaw, name="account_thaw"),
    path("<str:code>/accounts/<uuid:uid>/closing/", accounts.account_closing, name="account_closing"),
    path("<str:code>/accounts/<uuid:uid>/closing/agree/", accounts.closing_agree, name="closing_agree"),
    path("<str:code>/accounts/<uuid:uid>/closing/done/", accounts.closing_done, name="closing_done"),
    path("<str:code>/accounts/<uuid:uid>/closing/withdraw/", accounts.closing_withdraw, name="closing_withdraw"),
    path("<str:code>/accounts/<uuid:uid>/letter/<slug:kind>/", account_letters.account_letter, name="account_letter"),
    path("<str:code>/changes/new/", changes.contract_change, name="contract_change"),
    path("<str:code>/transfer/", moving.project_transfer, name="project_transfer"),
    path("<str:code>/join/", moving.project_join, name="project_join"),
    path("<str:code>/papers/new/", papers.paper_new, name="paper_new"),
    path("<str:code>/papers/form/<slug:kind>/", papers.paper_form, name="paper_form"),
    path("<str:code>/closing/", papers.closing_path, name="project_closing"),
]
