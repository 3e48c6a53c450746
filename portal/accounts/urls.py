"""Addresses of signing in, of one's own account and of the administrator's people."""

from django.urls import path

from portal.accounts.views import first_admin, incident, link, own, second_factor, sign_in, step_up, user_imports, user_steps, users

urlpatterns = [
    path("login/", sign_in.sign_in_page, name="login"),
    path("login/second/", second_factor.second_factor_page, name="second_factor"),
    path("login/enrol/", second_factor.enrol_page, name="second_factor_enrol"),
    path("setup/<str:token>/", first_admin.first_admin_page, name="first_admin"),
    path("welcome/<str:token>/", link.link_page, name="one_time_link"),
    path("logout/", sign_in.sign_out, name="logout"),
    path("account/password/", own.change_password, name="password_change"),
    path("account/sessions/", own.session_list, name="session_list"),
    path("account/sessions/end/", own.end_session, name="session_end"),
    path("account/switch/", own.change_membership, name="switch_membership"),
    path("account/confirm/<slug:kind>/", step_up.step_up_page, name="step_up"),
    path("account/second-factor/", second_factor.own_second_factor, name="own_second_factor"),
    path("account/second-factor/start/", second_factor.start_second_factor, name="second_factor_start"),
    path("account/second-factor/codes/", second_factor.new_recovery_codes, name="second_factor_codes"),
    path("account/second-factor/stop/", second_factor.stop_second_factor, name="second_factor_stop"),
    path("accounts/users/", users.user_list, name="user_list"),
    path("accounts/users/new/", users.user_new, name="user_new"),
    path("accounts/users/template/", user_imports.user_template, name="user_template"),
    path("accounts/users/import/", user_imports.user_import, name="user_import"),
    path("accounts/users/import/<uuid:uid>/", user_imports.user_import_result, name="user_import_result"),
    path("accounts/users/import/<uuid:uid>/marked/", user_imports.user_import_marked, name="user_import_marked"),
    path("accounts/users/import/<uuid:uid>/links/", user_imports.user_import_links, name="user_import_links"),
    path("accounts/users/<uuid:uid>/", users.user_page, name="user"),
    path("accounts/users/<uuid:uid>/edit/", users.user_edit, name="user_edit"),
    path("accounts/users/<uuid:uid>/link/", users.user_link, name="user_link"),
    path("accounts/users/<uuid:uid>/<slug:verb>/", user_steps.user_step, name="user_step"),
    path("incident/", incident.incident, name="incident"),
    path("incident/<uuid:uid>/lift/", incident.incident_lift, name="incident_lift"),
]
