"""kill -9 of `rotate_keys` in the middle of its work: nothing is lost, the next run goes on, and at the end the old key opens nothing any more."""

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from portal import env
from portal.documents.storage import _LENGTH, MAGIC
from tests.reliability.harness import START_SECONDS, Portal, until

pytestmark = pytest.mark.reliability

PEOPLE, FILES, FILE_BYTES = 9_000, 8, 4_000_000
NEW, OLD = 2, 1
SEALED = f"""
import django; django.setup()
import os
from portal.accounts.models import User
from portal.documents import storage
from portal.notices.models import Contact
users = User.objects.bulk_create(User(username=f"k{{n}}", name="sealed", password="!") for n in range({PEOPLE}))
Contact.objects.bulk_create(Contact(user=user, channel="sms", address=f"139{{n:08d}}") for n, user in enumerate(users))
for n in range({FILES}):
    storage.write(bytes([n]) * {FILE_BYTES})
"""
OPENED = f"""
import django; django.setup()
from portal.documents import storage
from portal.notices.models import Contact
found = [row.address.plain() for row in Contact.objects.order_by("user_id")]
assert found == [f"139{{n:08d}}" for n in range({PEOPLE})], "a number is lost or changed"
assert sorted(storage.read(name)[:1][0] for name in storage.hashes()) == list(range({FILES}))
"""
BY_KEY = "SELECT (get_byte(address, 2) << 8) + get_byte(address, 3), count(*) FROM notices_contact GROUP BY 1"


@pytest.fixture
def rotating() -> Iterator[Portal]:
    """A portal of its own under the old key, with a new one added and every process started anew."""
    portal = Portal(is_prepared=True)
    try:
        portal.start()
        script(portal, SEALED)
        assert manage(portal, "--add-key")["key"] == NEW
        portal.stop()
        portal.start()
        yield portal
    finally:
        portal.remove()


def script(portal: Portal, text: str) -> None:
    done = subprocess.run([sys.executable, "-c", text], cwd=env.ROOT, env=portal.environment, capture_output=True, text=True, timeout=START_SECONDS)
    assert done.returncode == 0, done.stderr[-2000:]


def manage(portal: Portal, *arguments: str) -> dict:
    command = [sys.executable, "manage.py", "rotate_keys", *arguments, "--json"]
    done = subprocess.run(command, cwd=env.ROOT, env=portal.environment, capture_output=True, text=True, timeout=START_SECONDS)
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


def killed(portal: Portal, ripe: Callable[[], bool]) -> None:
    """Start the rotation and kill it where something holds it up; one that ended before was not killed in the middle."""
    command = [sys.executable, "manage.py", "rotate_keys", "--json"]
    with subprocess.Popen(command, cwd=env.ROOT, env=portal.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        until(lambda: process.poll() is not None or ripe(), START_SECONDS)
        assert process.poll() is None, "it ended before it was killed"
        process.kill()
        assert process.wait() == -9


def numbers(portal: Portal) -> dict[int, int]:
    """How many values stand under which key, told by the values themselves."""
    return dict(portal.query(BY_KEY))


def contents(portal: Portal) -> list[Path]:
    return [path for path in (portal.var / "files").rglob("*") if path.is_file() and len(path.name) == 64]


def files_under(portal: Portal, key: int) -> int:
    found = 0
    for path in contents(portal):
        with path.open("rb") as file:
            file.seek(len(MAGIC) + _LENGTH.size + 2)
            found += int.from_bytes(file.read(2), "big") == key
    return found


def test_killed_again_and_again_it_ends_with_everything_under_the_new_key(rotating: Portal):
    portal = rotating
    assert (numbers(portal), files_under(portal, OLD)) == ({OLD: PEOPLE}, FILES)
    for left in (PEOPLE * 2 // 3, PEOPLE // 3):  # the second run goes on where the first was killed
        with portal.held(f"SELECT 1 FROM notices_contact ORDER BY uid LIMIT {left} FOR UPDATE"):
            killed(portal, lambda left=left: numbers(portal) == {OLD: left, NEW: PEOPLE - left})
        assert numbers(portal) == {OLD: left, NEW: PEOPLE - left}, "killed in the middle of the numbers"
        script(portal, OPENED)
    with bar(portal, FILES // 2):
        killed(portal, lambda: files_under(portal, NEW) == FILES // 2)
    assert files_under(portal, OLD) == FILES // 2, "killed in the middle of the files"
    script(portal, OPENED)
    assert portal.serves()
    left = files_under(portal, OLD)
    done = manage(portal)
    assert (done["remaining"], done["old_keys_removable"], done["files_resealed"]) == (0, True, left)
    assert done["opened"] >= PEOPLE and done["files_opened"] == FILES
    assert (numbers(portal), files_under(portal, NEW)) == ({NEW: PEOPLE}, FILES)
    without_old_key(portal)
    script(portal, OPENED)


@contextlib.contextmanager
def bar(portal: Portal, after: int) -> Iterator[None]:
    """A pipe among the contents: whoever opens them in order waits there for somebody at its other end."""
    last = sorted(contents(portal), key=lambda path: path.name)[after - 1]
    pipe = last.with_name(f"{last.name[:32]}{'f' * 32}")
    os.mkfifo(pipe)
    try:
        yield
    finally:
        pipe.unlink()


def without_old_key(portal: Portal) -> None:
    path = portal.var / "keys.json"
    content = json.loads(path.read_text())
    del content["data"]["keys"][str(OLD)]
    path.write_text(json.dumps(content))
