from django.urls import path

from portal.api.views import keys, machine

urlpatterns = [
    path("api/me", machine.Me.as_view(), name="api-me"),
    path("api/docs/", machine.api_docs, name="api_docs"),
    path("api/schema/", machine.api_schema, name="api_schema"),
    path("api-keys/", keys.api_key_list, name="api_key_list"),
    path("api-keys/new/", keys.api_key_new, name="api_key_new"),
    path("api-keys/<uuid:uid>/", keys.api_key, name="api_key"),
    path("api-keys/<uuid:uid>/rotate/", keys.api_key_rotate, name="api_key_rotate"),
    path("api-keys/<uuid:uid>/revoke/", keys.api_key_revoke, name="api_key_revoke"),
]
