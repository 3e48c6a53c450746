"""What the supervisor's forked children do: web, worker and beat. Importing this module loads the whole application."""

import os
import socket
import warnings
from pathlib import Path

from django.conf import settings
from django.urls import get_resolver
from gunicorn.app.base import BaseApplication

from portal import gunicorn_conf
from portal.celery import app
from portal.wsgi import application

BEAT_SILENCE = 180  # seconds; the tick comes each minute


class Web(BaseApplication):
    """Gunicorn on a socket that is already listening."""

    def __init__(self, listener: socket.socket) -> None:
        self.listener = listener
        super().__init__()

    def load_config(self) -> None:
        for name in self.cfg.settings:
            if hasattr(gunicorn_conf, name):
                self.cfg.set(name, getattr(gunicorn_conf, name))
        self.cfg.set("bind", f"fd://{self.listener.detach()}")

    def load(self) -> object:
        return application


def warm() -> None:
    """Import every page and task now, so that a forked child serves at once."""
    for pattern in get_resolver().url_patterns:
        getattr(pattern, "url_patterns", None)
    app.finalize()
    app.loader.import_default_modules()


def web(listener: socket.socket) -> None:
    os.environ["PORTAL_BIND"] = ""
    Web(listener).run()


def worker() -> None:
    warnings.filterwarnings("ignore", message="You're running the worker with superuser privileges")
    concurrency = str(max(2, min(4, os.cpu_count() or 2)))
    quiet = ["--without-gossip", "--without-mingle", "--without-heartbeat", "--loglevel", "WARNING"]
    app.worker_main(["--quiet", "worker", "--pool", "prefork", "--concurrency", concurrency, "--hostname", "portal@%h", *quiet])


def beat() -> None:
    app.Beat(loglevel="WARNING", quiet=True, schedule=str(beat_file())).run()


def beat_file() -> Path:
    """Touched at each tick."""
    return Path(settings.PORTAL_VAR) / "beat.alive"


class BeatWatch:
    """Tells when the tick has been missing for too long, by the steady clock and not by the wall's."""

    def __init__(self, steady: object, path: Path) -> None:
        self.steady, self.path = steady, path
        self.seen, self.since = None, steady()

    def started(self) -> None:
        self.since = self.steady()

    def silent(self) -> bool:
        changed = self.path.stat().st_mtime_ns if self.path.exists() else None
        if changed != self.seen:
            self.seen, self.since = changed, self.steady()
        return self.steady() - self.since > BEAT_SILENCE
