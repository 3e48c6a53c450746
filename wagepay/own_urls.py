"""Addresses of the worker's own pages, below /t/pay/."""

from django.urls import path

from wagepay.views import own, own_entry

urlpatterns = [
    path("", own_entry.own_pay, name="own_pay"),
    path("code/<uuid:uid>/", own_entry.own_code, name="own_code"),
    path("sheet/<uuid:uid>/", own.own_sheet, name="own_sheet"),
    path("months/<str:month>/", own.own_month_page, name="own_month"),
    path("months/<str:month>/slip/", own.own_payslip, name="own_payslip"),
    path("months/<str:month>/answer/", own.own_answer, name="own_answer"),
    path("contracts/", own.own_contracts, name="own_contracts"),
    path("viewed/", own.own_viewed, name="own_viewed"),
    path("leave/", own_entry.own_leave, name="own_leave"),
]
