"""Addresses of the overviews."""

from django.urls import path

from portal.dashboard.views.desk import desk
from portal.dashboard.views.leading_group import leading_group, wall
from portal.dashboard.views.search import search_page

urlpatterns = [
    path("", desk, name="desk"),
    path("search/", search_page, name="search"),
    path("dashboard/", leading_group, name="dashboard"),
    path("dashboard/wall/", wall, name="dashboard_wall"),
]
