"""Addresses of the workers' pages, of leads and of cases."""

from django.urls import path

from cases.views import complaint, progress

urlpatterns = [
    path("c/", complaint.other_site, name="other_site"),
    path("c/<str:token>/", complaint.complaint, name="complaint"),
    path("t/", progress.progress_entry, name="progress_entry"),
    path("t/<str:code>/", progress.progress, name="progress"),
    path("t/<str:code>/answer/", progress.progress_answer, name="progress_answer"),
    path("t/<str:code>/more/", progress.progress_more, name="progress_more"),
]
