"""One portal for the whole folder; every test leaves it serving."""

from collections.abc import Iterator

import pytest

from tests.reliability.harness import TABLES, Portal


@pytest.fixture(scope="session")
def portal() -> Iterator[Portal]:
    running = Portal(is_prepared=True)
    try:
        running.start()
        running.query(TABLES, role="portal_owner")
        yield running
    finally:
        running.remove()
