from django.urls import path

from portal.policy.views import deadlines, edit, holidays, policies

urlpatterns = [
    path("policy/", policies.policy_list, name="policy_list"),
    path("policy/export/", policies.policy_export, name="policy_export"),
    path("policy/print/", policies.policy_print, name="policy_print"),
    path("policy/open/", policies.policy_open, name="policy_open"),
    path("policy/of/<str:key>/", policies.policy_detail, name="policy"),
    path("policy/of/<str:key>/edit/", edit.policy_edit, name="policy_edit"),
    path("policy/of/<str:key>/end/", edit.policy_end, name="policy_end"),
    path("policy/holidays/", holidays.holiday_year, name="holiday_year"),
    path("policy/holidays/import/", holidays.holiday_import, name="holiday_import"),
    path("policy/holidays/check/<uuid:uid>/", holidays.holiday_check, name="holiday_check"),
    path("policy/holidays/check/<uuid:uid>/marked/", holidays.holiday_marked, name="holiday_marked"),
    path("policy/holidays/template/", holidays.holiday_template_page, name="holiday_template"),
    path("deadlines/", deadlines.deadline_calculator, name="deadline_calculator"),
]
