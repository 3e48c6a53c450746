"""The product's settings with one more app, whose job leaves a countable trace and whose waits are short."""

from portal.settings import *  # noqa: F403
from portal.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.reliability.probe"]
