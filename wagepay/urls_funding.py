"""Addresses of labour cost, progress payments and requests below /wagepay/."""

from django.urls import path

from wagepay.views import funding

FUNDING = [
    path("funding/", funding.wage_funding, name="wage_funding"),
    path("funding/export/", funding.wage_funding_export, name="wage_funding_export"),
    path("requests/<uuid:uid>/grant/", funding.wage_request_grant, name="wage_request_grant"),
    path("requests/<uuid:uid>/refuse/", funding.wage_request_refuse, name="wage_request_refuse"),
    path("requests/<uuid:uid>/withdraw/", funding.wage_request_withdraw, name="wage_request_withdraw"),
    path("<str:code>/funding/", funding.wage_project_funding, name="wage_project_funding"),
    path("<str:code>/funding/progress/", funding.wage_progress_new, name="wage_progress_new"),
    path("<str:code>/funding/request/", funding.wage_request_new, name="wage_request_new"),
]
