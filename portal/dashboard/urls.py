"""Addresses of the overviews."""

from django.urls import path

from portal.dashboard.views.desk import desk
from portal.dashboard.views.search import search_page

urlpatterns = [
    path("", desk, name="desk"),
    path("search/", search_page, name="search"),
]
