"""Addresses of warnings and of the clearance."""

from django.urls import path

from earlywarning.views.assign import warning_assign
from earlywarning.views.clearance import extend_page
from earlywarning.views.detail import warning_detail
from earlywarning.views.letters import warning_letter
from earlywarning.views.lists import clearance_desk, clearance_export, clearance_ledger, clearance_ledger_export, warning_export, warning_list
from earlywarning.views.steps import warning_step

urlpatterns = [
    path("warnings/", warning_list, name="warning_list"),
    path("warnings/export/", warning_export, name="warning_export"),
    path("warnings/assign/", warning_assign, name="warning_assign"),
    path("warnings/<uuid:uid>/", warning_detail, name="warning"),
    path("warnings/<uuid:uid>/letters/<slug:kind>/", warning_letter, name="warning_letter"),
    path("warnings/<uuid:uid>/<slug:verb>/", warning_step, name="warning_step"),
    path("clearance/", clearance_desk, name="clearance_desk"),
    path("clearance/export/", clearance_export, name="clearance_export"),
    path("clearance/ledger/", clearance_ledger, name="clearance_ledger"),
    path("clearance/ledger/export/", clearance_ledger_export, name="clearance_ledger_export"),
    path("clearance/<uuid:uid>/extend/", extend_page, name="clearance_extend"),
]
