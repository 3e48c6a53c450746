"""Settings of the tests: the product's own, with a fast hasher, folders of their own and the test server's database."""

import atexit
import os
import shutil
import tempfile

VAR = tempfile.mkdtemp(prefix="portal-test-")
atexit.register(shutil.rmtree, VAR, ignore_errors=True)
for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_AUDIT_URL", "REDIS_URL", "PORTAL_KEYS", "PORTAL_DATE", "PORTAL_SECRET"):
    os.environ.pop(name, None)
os.environ |= {"PORTAL_ENV": "demo", "PORTAL_VAR": VAR}

from portal.settings import *  # noqa: E402, F403
from portal.settings import DATABASES, INSTALLED_APPS, TEMPORARY_TABLES  # noqa: E402
from tests.database import DATABASE_SETTINGS  # noqa: E402

DATABASES["default"] |= DATABASE_SETTINGS
# Ten times the product's patience: a busy machine is no fault.
DATABASES["default"]["OPTIONS"] |= {"options": f"-c statement_timeout=300000 -c lock_timeout=100000 {TEMPORARY_TABLES}"}
DATABASES["owner"] |= DATABASE_SETTINGS
DATABASES["audit"] |= DATABASE_SETTINGS
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
INSTALLED_APPS = [*INSTALLED_APPS, "django_migration_linter"]
# No broker runs beside the tests: a call to one that is away would wait for it each time.
PORTAL_WAKE = "tests.jobs.wakes.nobody"
