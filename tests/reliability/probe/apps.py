from django.apps import AppConfig


class ProbeConfig(AppConfig):
    """The same machinery with waits of seconds where the product has minutes."""

    name = "tests.reliability.probe"
    label = "probe"
    verbose_name = "故障试验"

    def ready(self) -> None:
        from portal.celery import app
        from portal.jobs import pulse, runner, sweep
        from portal.notices.actions import deliver_messages, send_deliveries
        from tests.reliability.probe import channels, handlers  # noqa: F401

        runner.LEASE_SECONDS = pulse.LEASE_SECONDS = 4
        pulse.BEAT_SECONDS = 1
        sweep.PENDING_FOR_SECONDS = 2
        deliver_messages.deliver_messages.__kwdefaults__["batch"] = 20
        send_deliveries.LEASE_SECONDS = 60  # a claim that runs out while its sender lives would be sent twice
        send_deliveries.channel_of = lambda key: channels.Probe()
        app.conf.beat_schedule["tick"]["schedule"] = 2.0
        app.conf.beat_schedule["tick"]["options"] = {"expires": 10}
