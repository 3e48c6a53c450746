from django.urls import path

from portal.external.views import incoming, steps

urlpatterns = [
    path("external/", steps.external_list, name="external_list"),
    path("external/export/", steps.external_export, name="external_export"),
    path("external/new/", steps.external_new, name="external_new"),
    path("external/<uuid:uid>/", steps.external_step, name="external_step"),
    path("external/<uuid:uid>/answer/", steps.external_answer, name="external_answer"),
    path("external/<uuid:uid>/<slug:verb>/", steps.external_move, name="external_move"),
    path("incoming/", incoming.incoming_list, name="incoming_list"),
    path("incoming/export/", incoming.incoming_export, name="incoming_export"),
    path("incoming/new/", incoming.incoming_new, name="incoming_new"),
    path("incoming/<uuid:uid>/", incoming.incoming, name="incoming"),
    path("incoming/<uuid:uid>/answer/", incoming.incoming_answer, name="incoming_answer"),
    path("incoming/<uuid:uid>/<slug:verb>/", incoming.incoming_move, name="incoming_move"),
]
