"""What a production refuses and insists on, asked of the real settings in a process of their own."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher

from portal.accounts.hashers import PublicPasswordHasher
from portal.celery import Fitness, app
from portal.env import DEMO_SECRET
from portal.lib import keys
from portal.operations import role

ROOT = Path(__file__).parents[2]
PRODUCTION_HASHER = "django.contrib.auth.hashers.Argon2PasswordHasher"
GOOD = {"PORTAL_ENV": "production", "PORTAL_SECRET": "s" * 40, "DATABASE_URL": "postgresql:///nowhere", "REDIS_URL": "redis://nowhere"}
ASK = """
import json
from portal import settings as s
names = "DEBUG IS_DEMO ALLOWED_HOSTS SESSION_COOKIE_SECURE CSRF_COOKIE_SECURE SESSION_COOKIE_NAME SECURE_PROXY_SSL_HEADER PORTAL_PUBLIC_URL PASSWORD_HASHERS".split()
print(json.dumps({name: getattr(s, name) for name in names}))
"""


def ask(**environment: str) -> subprocess.CompletedProcess:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PORTAL_", "DATABASE_", "REDIS_"))}
    return subprocess.run([sys.executable, "-c", ASK], env=clean | GOOD | environment, cwd=ROOT, capture_output=True, text=True, check=False)


def settings_of(**environment: str) -> dict:
    done = ask(**environment)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize(
    ("environment", "address"),
    [
        ({}, ""),
        ({"PORTAL_HOSTS": "portal.test,other.test"}, "https://portal.test"),
        ({"PORTAL_HOSTS": "portal.test", "PORTAL_PUBLIC_URL": "https://outside.test/"}, "https://outside.test"),
    ],
)
def test_what_is_printed_carries_the_public_address(environment, address):
    assert settings_of(**environment)["PORTAL_PUBLIC_URL"] == address


@pytest.mark.parametrize("address", ["portal.test", "ftp://portal.test", "https://portal.test/path"])
def test_a_public_address_that_is_none_stops_the_start(address):
    done = ask(PORTAL_PUBLIC_URL=address)
    assert done.returncode != 0 and "PORTAL_PUBLIC_URL" in done.stderr


def test_a_production_is_closed_and_its_cookies_go_over_tls_alone():
    found = settings_of()
    assert (found["DEBUG"], found["IS_DEMO"]) == (False, False)
    assert found["SESSION_COOKIE_SECURE"] and found["CSRF_COOKIE_SECURE"] and found["SESSION_COOKIE_NAME"].startswith("__Host-")
    assert found["ALLOWED_HOSTS"] == ["localhost", "127.0.0.1"]


def test_a_production_hashes_passwords_at_full_cost_and_the_demonstration_its_public_one_cheaply():
    assert settings_of()["PASSWORD_HASHERS"] == [PRODUCTION_HASHER]
    assert settings_of(PORTAL_ENV="demo")["PASSWORD_HASHERS"] == ["portal.accounts.hashers.PublicPasswordHasher"]
    public, full = PublicPasswordHasher(), Argon2PasswordHasher()
    hashed = public.encode("Taihang#2026", "a salt of its own")
    assert full.verify("Taihang#2026", hashed) and full.must_update(hashed)  # a production takes it and makes it dear


def test_the_health_check_reaches_a_portal_that_has_a_name():
    assert settings_of(PORTAL_HOSTS="portal.example")["ALLOWED_HOSTS"] == ["portal.example", "localhost", "127.0.0.1"]


def test_the_proxys_word_for_https_is_believed_only_where_a_proxy_is_configured():
    assert settings_of()["SECURE_PROXY_SSL_HEADER"] is None
    assert settings_of(PORTAL_TRUSTED_PROXIES="1")["SECURE_PROXY_SSL_HEADER"] == ["HTTP_X_FORWARDED_PROTO", "https"]


@pytest.mark.parametrize(
    ("wrong", "word"),
    [({"PORTAL_SECRET": ""}, "PORTAL_SECRET"), ({"PORTAL_SECRET": "s" * 31}, "PORTAL_SECRET"), ({"PORTAL_SECRET": DEMO_SECRET}, "PORTAL_SECRET"),
     ({"PORTAL_DATE": "2026-11-20"}, "PORTAL_DATE"), ({"PORTAL_ENV": "staging"}, "PORTAL_ENV")],
)  # fmt: skip
def test_what_would_open_a_production_stops_it(wrong, word):
    done = ask(**wrong)
    assert done.returncode != 0 and word in done.stderr and "Traceback" not in done.stderr


def test_a_demos_keys_and_keys_that_others_can_read_stop_the_start(settings, tmp_path):
    settings.PORTAL_ENV, settings.PORTAL_KEYS = "production", tmp_path / "demo.json"
    keys.create(settings.PORTAL_KEYS, demo=True)
    with pytest.raises(SystemExit, match="演示环境"):
        role.refuse_bad_keys()
    settings.PORTAL_KEYS = tmp_path / "open.json"
    keys.create(settings.PORTAL_KEYS)
    role.refuse_bad_keys()
    keys._cached.cache_clear()
    settings.PORTAL_KEYS.chmod(stat.S_IRUSR | stat.S_IRGRP)
    with pytest.raises(SystemExit, match="chmod 600"):
        role.refuse_bad_keys()


def test_a_worker_asks_before_it_starts(settings, tmp_path):
    assert Fitness in app.steps["worker"]
    settings.PORTAL_ENV, settings.PORTAL_KEYS = "production", tmp_path / "none.json"
    with pytest.raises(SystemExit, match="没有找到密钥文件"):
        Fitness(None)
