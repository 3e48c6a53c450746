from django.urls import path

from portal.notices.views import deliveries, demo, messages, official_notices, own, reading, templates

urlpatterns = [
    path("messages/", messages.message_list, name="message_list"),
    path("messages/read/", messages.message_read, name="message_read"),
    path("messages/read-all/", messages.message_read_all, name="message_read_all"),
    path("messages/settings/", own.message_settings, name="message_settings"),
    path("messages/settings/<str:channel>/code/", own.contact_code, name="contact_code"),
    path("messages/settings/<str:channel>/confirm/", own.contact_confirm, name="contact_confirm"),
    path("messages/settings/<str:channel>/remove/", own.contact_remove, name="contact_remove"),
    path("messages/digest/<str:day>/", messages.digest, name="message_digest"),
    path("messages/official-notices/<int:key>/", reading.official_notice_read, name="official_notice_read"),
    path("messages/official-notices/<int:key>/confirm/", reading.official_notice_confirm, name="official_notice_confirm"),
    path("messages/official-notices/<int:key>/attachment/", reading.official_notice_attachment, name="official_notice_attachment"),
    path("messages/<uuid:uid>/", messages.message_open, name="message_open"),
    path("official-notices/", official_notices.official_notice_list, name="official_notice_list"),
    path("official-notices/export/", official_notices.official_notices_export, name="official_notices_export"),
    path("official-notices/new/", official_notices.official_notice_new, name="official_notice_new"),
    path("official-notices/<uuid:uid>/", official_notices.official_notice, name="official_notice"),
    path("official-notices/<uuid:uid>/remind/", official_notices.official_notice_remind, name="official_notice_remind"),
    path("official-notices/<uuid:uid>/export/", official_notices.official_notice_export, name="official_notice_export"),
    path("notices/templates/", templates.template_list, name="message_template_list"),
    path("notices/templates/<str:key>/", templates.template_edit, name="message_template_edit"),
    path("notices/templates/<str:key>/reset/", templates.template_reset, name="message_template_reset"),
    path("notices/deliveries/", deliveries.delivery_list, name="delivery_list"),
    path("notices/deliveries/export/", deliveries.delivery_export, name="delivery_export"),
    path("notices/deliveries/retry/", deliveries.delivery_retry, name="delivery_retry"),
    path("notices/deliveries/drop/", deliveries.delivery_drop, name="delivery_drop"),
    path("notices/deliveries/messages/<int:pk>/retry/", deliveries.message_retry, name="outbox_retry"),
    path("demo/sms/", demo.sms_list, name="sms_list"),
]
