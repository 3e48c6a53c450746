from django.urls import path

from portal.notices.views import demo, messages

urlpatterns = [
    path("messages/", messages.message_list, name="message_list"),
    path("messages/read/", messages.message_read_all, name="message_read_all"),
    path("messages/<uuid:uid>/", messages.message_open, name="message_open"),
    path("demo/sms/", demo.sms_list, name="sms_list"),
]
