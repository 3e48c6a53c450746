"""A server of this very process over a database of its own, and a browser to look at it: lighter than a whole installation."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.db import connections
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser, expect, sync_playwright

from tests import database
from tools.chromium import ARGUMENTS, EXECUTABLE

PATIENCE = 180_000  # milliseconds; far above what anything takes, because the machine may be slow or busy with other tests
expect.set_options(timeout=PATIENCE)


@contextmanager
def serving(suffix: str) -> Iterator[str]:
    """The address. What is written stays in the clone, which goes at the end; the caller has unblocked the database."""
    with database.server() as postgres, database.clone(postgres, suffix) as name, database.using(name):
        thread = LiveServerThread("127.0.0.1", StaticFilesHandler, port=0)
        thread.daemon = True
        thread.start()
        thread.is_ready.wait()
        try:
            yield f"http://127.0.0.1:{thread.port}"
        finally:
            thread.terminate()
            connections.close_all()


@contextmanager
def chromium() -> Iterator[Browser]:
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's loop runs in this thread; the server's queries run in its own
    try:
        with sync_playwright() as playwright:
            running = playwright.chromium.launch(executable_path=EXECUTABLE, args=list(ARGUMENTS))
            yield running
            running.close()
    finally:
        if before is None:
            del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
        else:
            os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = before
