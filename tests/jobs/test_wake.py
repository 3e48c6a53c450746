"""The wake-up call of a process that is neither web nor worker, as a command's: asked in a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
ASK = """
import json
import kombu.utils.functional as kombu
import django
django.setup()
from django.conf import settings
from django.utils.module_loading import import_string
waits = []
kombu.sleep = waits.append
wake = import_string(settings.PORTAL_WAKE)
try:
    wake(1)
except Exception as fault:
    print(json.dumps({"fault": str(fault), "waits": waits}))
"""


def test_a_command_calls_the_configured_broker_and_waits_for_none_that_is_away(tmp_path):
    away = tmp_path / "away.sock"
    env = {name: value for name, value in os.environ.items() if not name.startswith("PORTAL_")}
    env |= {"DJANGO_SETTINGS_MODULE": "portal.settings", "PORTAL_ENV": "demo", "DATABASE_URL": "postgresql:///nowhere", "REDIS_URL": f"unix://{away}"}
    done = subprocess.run([sys.executable, "-c", ASK], env=env, cwd=ROOT, capture_output=True, text=True, check=True)
    answer = json.loads(done.stdout)
    assert str(away) in answer["fault"]
    assert answer["waits"] == []
