"""Every test runs on real PostgreSQL as portal_app, in a database cloned from the migrated template."""

import gc

import pytest
from hypothesis import HealthCheck, settings

from tests import database, sharing
from tests.interface import loud

loud.install()
# Invented examples are the same on every machine and may take what time they need; `--hypothesis-profile=default` invents new ones.
settings.register_profile("steady", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("steady")

pytest_plugins = ["tests.cast"]


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker):
    """Instead of Django's own test database: a clone made by the owner, used by the application role."""
    with django_db_blocker.unblock(), database.server() as postgres, database.clone(postgres) as name:
        with database.using(name):
            with django_db_blocker.block():
                yield


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long pieces first, in every process alike; after pytest-django, which would put what needs no database of its own last."""
    items.sort(key=lambda item: sharing.rank(item.nodeid))


def pytest_collection_finish(session: pytest.Session) -> None:
    """The thousands of tests and modules stay to the end: the collector of garbage need not walk through them again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 10, 20)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> sharing.Sharing | None:
    return sharing.Sharing(config, log) if config.getvalue("dist") == "loadfile" else None
