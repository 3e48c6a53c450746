"""Addresses of the registers; ``code`` is a division's official or tenancy code."""

from django.urls import path

from portal.administration.views import grids, moving, opening, organisations, region_import, regions

urlpatterns = [
    path("regions/", regions.region_tree, name="region_tree"),
    path("regions/list/", regions.region_list, name="region_list"),
    path("regions/export/", regions.region_export, name="region_export"),
    path("regions/import/", region_import.region_import, name="region_import"),
    path("regions/import/sample/", region_import.region_sample, name="region_sample"),
    path("regions/<slug:code>/", regions.region, name="region"),
    path("regions/<slug:code>/new/", regions.region_new, name="region_new"),
    path("regions/<slug:code>/rename/", regions.region_rename, name="region_rename"),
    path("regions/<slug:code>/close/", regions.region_close, name="region_close"),
    path("regions/<slug:code>/merge/", moving.region_merge, name="region_merge"),
    path("regions/<slug:code>/split/", moving.region_split, name="region_split"),
    path("regions/<slug:code>/grids/new/", grids.grid_new, name="grid_new"),
    path("open/", opening.jurisdiction_open, name="jurisdiction_open"),
    path("open/<slug:code>/<slug:step>/", opening.jurisdiction_step, name="jurisdiction_step"),
    path("organisations/", organisations.organisation_list, name="organisation_list"),
    path("organisations/export/", organisations.organisation_export, name="organisation_export"),
    path("organisations/new/", organisations.organisation_new, name="organisation_new"),
    path("organisations/<uuid:uid>/", organisations.organisation, name="organisation"),
    path("organisations/<uuid:uid>/edit/", organisations.organisation_edit, name="organisation_edit"),
    path("organisations/<uuid:uid>/rename/", organisations.organisation_rename, name="organisation_rename"),
    path("organisations/<uuid:uid>/merge/", organisations.organisation_merge, name="organisation_merge"),
    path("grids/", grids.grid_list, name="grid_list"),
    path("grids/export/", grids.grid_export, name="grid_export"),
    path("grids/<int:pk>/", grids.grid, name="grid"),
    path("grids/<int:pk>/close/", grids.grid_close, name="grid_close"),
]
