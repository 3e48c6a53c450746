"""Gunicorn's settings, for `manage.py up` and for `gunicorn -c portal/gunicorn_conf.py portal.wsgi`."""

import os
import warnings
from pathlib import Path

from django.conf import settings
from gunicorn.glogging import Logger

from portal.lib.logs import LineFormatter
from portal.operations.role import refuse_bad_keys, refuse_unfit_start

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
wsgi_app = "portal.wsgi:application"
bind = [os.environ.get("PORTAL_BIND") or f"127.0.0.1:{os.environ.get('PORTAL_PORT') or 8000}"]
worker_class = "gthread"
workers = int(os.environ.get("PORTAL_WEB_WORKERS") or 2)
threads = 4
timeout = 60
graceful_timeout = 20
keepalive = 5
max_requests = 5000
max_requests_jitter = 500
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # a slow disk must not look like a dead worker
control_socket_disable = True
accesslog = None
errorlog = "-"
loglevel = "warning"


class LineLogger(Logger):
    """Gunicorn's own complaints in the shape of all other lines."""

    def setup(self, cfg: object) -> None:
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(LineFormatter())


logger_class = LineLogger
proc_name = "portal-web"


def on_starting(server: object) -> None:
    """Refuse to serve with unusable keys or a database role that row security does not bind; `up` has asked before its children start."""
    if settings.ENV.embedded_database:
        refuse_bad_keys()
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # the apps are loaded later, by the children
        if not refuse_unfit_start():
            server.log.warning("the database does not answer; its role is not checked now")
