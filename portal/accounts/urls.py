"""Addresses of signing in and of one's own account."""

from django.urls import path

from portal.accounts import views

urlpatterns = [
    path("login/", views.sign_in_page, name="login"),
    path("setup/<str:token>/", views.first_admin_page, name="first_admin"),
    path("logout/", views.sign_out, name="logout"),
    path("account/password/", views.change_password, name="password_change"),
    path("account/sessions/", views.session_list, name="session_list"),
    path("account/sessions/end/", views.end_session, name="session_end"),
    path("account/switch/", views.change_membership, name="switch_membership"),
    path("incident/", views.incident, name="incident"),
    path("incident/<uuid:uid>/lift/", views.incident_lift, name="incident_lift"),
]
