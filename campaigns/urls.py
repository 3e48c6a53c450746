"""Addresses of campaigns, titles, tables and bulletins."""

from django.urls import path

from campaigns.views import bulletins, campaigns, tasks, titles, winter, winter_steps

urlpatterns = [
    path("", campaigns.campaign_list, name="campaign_list"),
    path("export/", campaigns.campaign_export, name="campaign_export"),
    path("start/", campaigns.campaign_start, name="campaign_start"),
    path("bulletins/", bulletins.bulletin_list, name="bulletin_list"),
    path("bulletins/export/", bulletins.bulletin_export, name="bulletin_export"),
    path("bulletins/make/", bulletins.bulletin_make, name="bulletin_make"),
    path("bulletins/<uuid:uid>/", bulletins.bulletin_detail, name="bulletin"),
    path("tasks/<uuid:uid>/", tasks.task_detail, name="task"),
    path("tasks/<uuid:uid>/report/", tasks.task_report, name="task_report"),
    path("titles/<uuid:uid>/", titles.title_detail, name="title"),
    path("titles/<uuid:uid>/decide/", titles.title_decide, name="title_decide"),
    path("titles/<uuid:uid>/withdraw/", titles.title_withdraw, name="title_withdraw"),
    path("corrections/<uuid:uid>/withdraw/", winter_steps.winter_withdraw, name="winter_withdraw"),
    path("returns/<uuid:uid>/", winter_steps.winter_version, name="winter_version"),
    path("<slug:code>/", campaigns.campaign_detail, name="campaign"),
    path("<slug:code>/titles/", titles.title_list, name="title_list"),
    path("<slug:code>/nominate/", titles.title_nominate, name="title_nominate"),
    path("<slug:code>/table/", winter.winter_table, name="winter_table"),
    path("<slug:code>/table.xlsx", winter.winter_workbook, name="winter_workbook"),
    path("<slug:code>/table.pdf", winter.winter_pdf, name="winter_pdf"),
    path("<slug:code>/table/correct/", winter_steps.winter_correct, name="winter_correct"),
    path("<slug:code>/table/send/", winter_steps.winter_send, name="winter_send"),
]
