"""Every address of the portal; rooms bring their own lists."""

from django.urls import include, path

from projects.api import ProjectList
from wagepay.api import Punches
from wagepay.api_bank import Entries, Receipts

urlpatterns = [
    path("", include("portal.accounts.urls")),
    path("", include("portal.documents.urls")),
    path("", include("portal.notices.urls")),
    path("", include("portal.external.urls")),
    path("", include("portal.policy.urls")),
    path("", include("portal.api.urls")),
    path("api/projects/", ProjectList.as_view(), name="api-projects"),
    path("api/attendance/punches/", Punches.as_view(), name="api-punches"),
    path("api/payments/receipts/", Receipts.as_view(), name="api-receipts"),
    path("api/account/entries/", Entries.as_view(), name="api-entries"),
    path("projects/", include("projects.urls")),
    path("wagepay/", include("wagepay.urls")),
    path("t/pay/", include("wagepay.own_urls")),
    path("", include("earlywarning.urls")),
    path("", include("cases.urls")),
    path("campaigns/", include("campaigns.urls")),
    path("administration/", include("portal.administration.urls")),
    path("", include("portal.oversight.urls")),
    path("", include("portal.dashboard.urls")),
    path("", include("portal.operations.urls")),
]

handler400 = "portal.interface.errors.bad_request"
handler403 = "portal.interface.errors.forbidden"
handler404 = "portal.interface.errors.not_found"
handler500 = "portal.interface.errors.server_error"
