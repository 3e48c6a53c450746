from django.apps import AppConfig


class EarlywarningConfig(AppConfig):
    name = "earlywarning"
    label = "earlywarning"
    verbose_name = "预警与清零"
