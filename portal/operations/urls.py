from django.urls import path

from portal.operations import health
from portal.operations.views import gallery, jobs, schedule

urlpatterns = [
    path("health/live", health.live, name="health-live"),
    path("health/ready", health.ready, name="health-ready"),
    path("jobs/", jobs.job_list, name="job_list"),
    path("jobs/export/", jobs.job_export, name="job_export"),
    path("jobs/<uuid:uid>/", jobs.job, name="job"),
    path("jobs/<uuid:uid>/retry/", jobs.job_retry, name="job_retry"),
    path("jobs/<uuid:uid>/cancel/", jobs.job_cancel, name="job_cancel"),
    path("gallery/", gallery.gallery, name="gallery"),
    path("gallery/confirm/", gallery.gallery_confirm, name="gallery_confirm"),
    path("schedule/", schedule.schedule, name="schedule"),
]
