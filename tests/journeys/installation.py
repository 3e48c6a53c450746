"""The installation a journey happens in: all processes, the business date of the samples, a handful of the demonstration's sites."""

import json
import subprocess
import sys

from tests.reliability.harness import START_SECONDS, Portal

DAY = "2026-11-20"  # the samples are the payrolls of the month before


class Installation(Portal):
    """Product settings, demo accounts, and commands as an operator gives them."""

    def __init__(self) -> None:
        super().__init__(is_prepared=True)
        self.environment |= {"DJANGO_SETTINGS_MODULE": "portal.settings", "PORTAL_DATE": DAY}

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def fill(self) -> None:
        """The demonstration's accounts and the sites of this journey."""
        self._run("-m", "tests.journeys.ground")

    def command(self, *arguments: str) -> dict:
        """The JSON of a management command on the running installation."""
        return json.loads(self._run("manage.py", *arguments, "--json"))

    def _run(self, *arguments: str) -> str:
        done = subprocess.run([sys.executable, *arguments], cwd=self.root, env=self.environment, capture_output=True, text=True, timeout=START_SECONDS)
        if done.returncode:
            raise RuntimeError(f"{arguments}: {done.stdout}{done.stderr}")
        return done.stdout
