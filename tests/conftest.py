"""Every test runs on real PostgreSQL as portal_app, in a database cloned from the migrated template."""

import pytest

from tests import database
from tests.interface import loud

loud.install()

pytest_plugins = ["tests.cast"]


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker):
    """Instead of Django's own test database: a clone made by the owner, used by the application role."""
    with django_db_blocker.unblock(), database.server() as postgres, database.clone(postgres) as name:
        with database.using(name):
            with django_db_blocker.block():
                yield
