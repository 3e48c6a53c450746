"""Addresses of warnings and of the clearance."""

from django.urls import path

from earlywarning.views import answers, clearance, duties, following, forecasts, lists, measures, reports, rules
from earlywarning.views.assign import warning_assign
from earlywarning.views.detail import warning_detail
from earlywarning.views.letters import warning_letter
from earlywarning.views.steps import warning_step

urlpatterns = [
    path("warnings/", lists.warning_list, name="warning_list"),
    path("warnings/export/", lists.warning_export, name="warning_export"),
    path("warnings/assign/", warning_assign, name="warning_assign"),
    path("warnings/report/", reports.warning_report, name="warning_report"),
    path("warnings/reports/", reports.warning_reports, name="warning_reports"),
    path("warnings/reports/export/", reports.warning_reports_export, name="warning_reports_export"),
    path("warnings/reports/answer/", reports.warning_reports_answer, name="warning_reports_answer"),
    path("warnings/forecast/", forecasts.forecast_list, name="forecast_list"),
    path("warnings/forecast/export/", forecasts.forecast_export, name="forecast_export"),
    path("warnings/rules/", rules.rule_book, name="rule_book"),
    path("warnings/exemptions/", rules.exemption_table, name="exemption_table"),
    path("warnings/bench/", rules.rule_bench, name="rule_bench"),
    path("warnings/duties/<uuid:uid>/explain/", duties.duty_explain, name="duty_explain"),
    path("warnings/duties/said/<uuid:uid>/", duties.duty_decide, name="duty_decide"),
    path("warnings/import/", reports.warning_import, name="warning_import"),
    path("warnings/look-backs/", following.look_backs, name="look_backs"),
    path("warnings/look-backs/export/", following.look_backs_export, name="look_backs_export"),
    path("warnings/look-backs/<uuid:uid>/", following.look_back_page, name="look_back"),
    path("warnings/focus/", following.focus_list, name="focus_list"),
    path("warnings/focus/export/", following.focus_export, name="focus_export"),
    path("warnings/focus/new/", following.focus_new, name="focus_new"),
    path("warnings/focus/<uuid:uid>/release/", following.focus_release, name="focus_release"),
    path("warnings/justifications/<uuid:uid>/", answers.justification_decide, name="justification_decide"),
    path("warnings/disposals/<uuid:uid>/check/", answers.disposal_check, name="disposal_check"),
    path("warnings/<uuid:uid>/", warning_detail, name="warning"),
    path("warnings/<uuid:uid>/acknowledge/", answers.warning_acknowledge, name="warning_acknowledge"),
    path("warnings/<uuid:uid>/justify/", answers.warning_justify, name="warning_justify"),
    path("warnings/<uuid:uid>/ask/", answers.warning_ask, name="warning_ask"),
    path("warnings/<uuid:uid>/letters/<slug:kind>/", warning_letter, name="warning_letter"),
    path("warnings/<uuid:uid>/<slug:verb>/", warning_step, name="warning_step"),
    path("clearance/", lists.clearance_desk, name="clearance_desk"),
    path("clearance/export/", lists.clearance_export, name="clearance_export"),
    path("clearance/ledger/", lists.clearance_ledger, name="clearance_ledger"),
    path("clearance/ledger/export/", lists.clearance_ledger_export, name="clearance_ledger_export"),
    path("clearance/ranking/", lists.clearance_ranking, name="clearance_ranking"),
    path("clearance/ranking/export/", lists.clearance_ranking_export, name="clearance_ranking_export"),
    path("clearance/measures/", measures.clearance_measures, name="clearance_measures"),
    path("clearance/measures/export/", measures.clearance_measures_export, name="clearance_measures_export"),
    path("clearance/ladder/", clearance.ladder_page, name="clearance_ladder"),
    path("clearance/duty/", clearance.duty_page, name="clearance_duty"),
    path("clearance/duty/<int:pk>/off/", clearance.duty_off, name="clearance_duty_off"),
    path("clearance/pauses/<uuid:uid>/resume/", clearance.resume_page, name="clearance_resume"),
    path("clearance/<uuid:uid>/", lists.clearance_item, name="clearance_item"),
    path("clearance/<uuid:uid>/extend/", clearance.extend_page, name="clearance_extend"),
    path("clearance/<uuid:uid>/pause/", clearance.pause_page, name="clearance_pause"),
]
