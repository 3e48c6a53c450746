"""What the supervisor's forked children do: web, worker and beat. Importing this module loads the whole application."""

import os
import socket
import time
import warnings
from importlib import import_module
from pathlib import Path

from django.conf import settings
from django.db.migrations.loader import MigrationLoader
from django.template import engines
from django.template.loader import get_template
from django.urls import get_resolver
from gunicorn.app.base import BaseApplication

from portal import gunicorn_conf
from portal.celery import app
from portal.wsgi import application

# What a worker and a beat import only when they start.
LATE_IMPORTS = (
    "celery.bin.celery",
    "celery.apps.worker",
    "celery.apps.beat",
    "celery.worker.components",
    "celery.concurrency.prefork",
    "kombu.transport.redis",
)
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
    """Load every page, task, migration and template now, so that a forked child serves at once."""
    for pattern in get_resolver().url_patterns:
        getattr(pattern, "url_patterns", None)
    app.loader.import_default_modules()
    for name in LATE_IMPORTS:
        import_module(name)
    MigrationLoader(None)
    for folder in engines["django"].dirs:
        for path in Path(folder).rglob("*.html"):
            get_template(path.relative_to(folder).as_posix())


def web(listener: socket.socket) -> None:
    Web(listener).run()


def worker() -> None:
    warnings.filterwarnings("ignore", message="You're running the worker with superuser privileges")
    concurrency = str(max(2, min(4, os.cpu_count() or 2)))
    quiet = ["--without-gossip", "--without-mingle", "--without-heartbeat", "--loglevel", "WARNING"]
    app.worker_main(["--quiet", "worker", "--pool", "prefork", "--concurrency", concurrency, "--hostname", "portal@%h", *quiet])


class BeatWatch:
    """Tells when the tick has been missing for too long, by the steady clock and not by the wall's."""

    def __init__(self) -> None:
        self.path = Path(settings.PORTAL_VAR) / "beat.alive"
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.seen: int | None = None
        self.since = time.monotonic()

    def beat(self) -> None:
        """In the child: be the beat that is watched."""
        os.environ["PORTAL_BEAT_FILE"] = str(self.path)
        app.Beat(loglevel="WARNING", quiet=True).run()

    def silent(self) -> bool:
        changed = self.path.stat().st_mtime_ns if self.path.exists() else None
        if changed != self.seen:
            self.seen, self.since = changed, time.monotonic()
        return time.monotonic() - self.since > BEAT_SILENCE

    def patience_again(self) -> None:
        """A fresh beat gets the full time."""
        self.since = time.monotonic()
