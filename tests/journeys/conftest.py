"""What the journeys share: one browser, and one installation with the sites of tests/journeys/ground.py."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.interface.serving import chromium
from tests.journeys.browsing import House
from tests.journeys.installation import Installation


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture(scope="package")
def installation() -> Iterator[Installation]:
    running = Installation()
    try:
        running.start()
        running.fill()
        yield running
    finally:
        running.remove()


@pytest.fixture
def house(installation: Installation, browser: Browser) -> House:
    """Each journey has its own windows and its own list of what went wrong."""
    return House(browser, installation.url)
