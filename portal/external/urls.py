from django.urls import path

from portal.external.views import steps

urlpatterns = [
    path("external/", steps.external_list, name="external_list"),
    path("external/export/", steps.external_export, name="external_export"),
    path("external/new/", steps.external_new, name="external_new"),
    path("external/<uuid:uid>/", steps.external_step, name="external_step"),
    path("external/<uuid:uid>/answer/", steps.external_answer, name="external_answer"),
    path("external/<uuid:uid>/<slug:verb>/", steps.external_move, name="external_move"),
]
