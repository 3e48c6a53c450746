from django.urls import path

from portal.operations import health
from portal.operations.views import jobs, schedule

urlpatterns = [
    path("health/live", health.live, name="health-live"),
    path("health/ready", health.ready, name="health-ready"),
    path("jobs/", jobs.job_list, name="job_list"),
    path("jobs/<uuid:uid>/", jobs.job, name="job"),
    path("jobs/<uuid:uid>/retry/", jobs.job_retry, name="job_retry"),
    path("jobs/<uuid:uid>/cancel/", jobs.job_cancel, name="job_cancel"),
    path("schedule/", schedule.schedule, name="schedule"),
]
