from django.apps import AppConfig


class WagepayConfig(AppConfig):
    name = "wagepay"
    label = "wagepay"
    verbose_name = "工资支付"
