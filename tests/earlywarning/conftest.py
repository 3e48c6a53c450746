import datetime as dt

import pytest

from portal.tenancy.actors import system_actor
from portal.tenancy.scope import acting
from tests.make.earlywarning import ON, Finding
from tests.make.projects import make_project

AT = dt.datetime(2026, 11, 20, 6, tzinfo=dt.timezone(dt.timedelta(hours=8)))


@pytest.fixture
def project(tree):
    with acting(system_actor()):
        return make_project(tree.county, "样例学校改造")


@pytest.fixture
def rule():
    return Finding()


@pytest.fixture
def day():
    return ON


@pytest.fixture
def at():
    return AT
