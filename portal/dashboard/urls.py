"""Addresses of the overviews."""

from django.urls import path

from portal.dashboard.views.desk import desk
from portal.dashboard.views.leading_group import leading_group, ranking_export, wall
from portal.dashboard.views.rows import dashboard_rows, dashboard_rows_export
from portal.dashboard.views.search import search_page
from portal.dashboard.views.transfer import transfer_print

urlpatterns = [
    path("", desk, name="desk"),
    path("search/", search_page, name="search"),
    path("transfers/<uuid:uid>/print/", transfer_print, name="transfer_print"),
    path("dashboard/", leading_group, name="dashboard"),
    path("dashboard/ranking.xlsx", ranking_export, name="dashboard_ranking"),
    path("dashboard/wall/", wall, name="dashboard_wall"),
    path("dashboard/rows/<slug:kind>/", dashboard_rows, name="dashboard_rows"),
    path("dashboard/rows/<slug:kind>/export/", dashboard_rows_export, name="dashboard_rows_export"),
]
