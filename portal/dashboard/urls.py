"""Addresses of the overviews."""

from django.urls import path

from portal.dashboard.views.desk import desk

urlpatterns = [
    path("", desk, name="desk"),
]
