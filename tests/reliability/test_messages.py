"""kill -9 while messages are delivered and sent: nothing is lost, nothing stands twice in the portal, what goes out goes out at least once."""

import os
import signal
import subprocess
import sys
import uuid

import pytest

from tests.reliability.harness import Portal, children, until

pytestmark = pytest.mark.reliability

BACK_SECONDS = 200
OUTBOX = "INSERT INTO jobs_outboxmessage (kind, key, payload, created_at, attempts, error) VALUES ('probe.told', %s, '{}', now(), 0, '')"
PERSON = """
import datetime as dt
from portal.accounts.models import Membership, User
from portal.tenancy.models import Organisation
user = User.objects.create(username="probe", name="试验")
organ = Organisation.objects.create(kind="enterprise", name="试验公司")
Membership.objects.create(user=user, role="owner", organisation=organ, valid_from=dt.date(2020, 1, 1))
"""
DELIVERY = """
import uuid
from django.utils import timezone
from portal.notices.models import Delivery
at = timezone.now()
Delivery.objects.create(uid=uuid.UUID("{uid}"), channel="email", kind="probe", address="a@example.cn", subject="{subject}", text="一", next_at=at, created_at=at)
"""


def shell(portal: Portal, code: str) -> None:
    """Run code inside the portal's own environment."""
    command = [sys.executable, "manage.py", "shell", "-v0", "-c", code]
    subprocess.run(command, cwd=portal.root, env=portal.environment, check=True, capture_output=True, timeout=120)


def post(portal: Portal, prefix: str, count: int) -> list[str]:
    names = [f"{prefix}-{number}" for number in range(count)]
    for name in names:
        portal.query(OUTBOX, name)
    return names


def told(portal: Portal, prefix: str) -> tuple[int, int]:
    """How many of the messages are in somebody's box, and how many different ones."""
    return portal.query(
        "SELECT count(*), count(DISTINCT n.outbox_id) FROM notices_notice n JOIN jobs_outboxmessage o ON o.id = n.outbox_id WHERE o.key LIKE %s", f"{prefix}-%"
    )[0]


@pytest.fixture(scope="module")
def recipient(portal: Portal) -> None:
    """A person to whom the probe's messages go."""
    shell(portal, PERSON)


@pytest.mark.parametrize("name", ["worker", "postgres"])
def test_messages_posted_before_a_kill_are_all_told_exactly_once(portal: Portal, recipient: None, name: str):
    prefix = f"told-{name}"
    post(portal, prefix, 40)
    portal.kill(name)
    until(portal.serves, BACK_SECONDS)
    post(portal, f"{prefix}-again", 40)
    until(lambda: portal.query("SELECT count(*) FROM jobs_outboxmessage WHERE key LIKE %s AND processed_at IS NULL", f"{prefix}-%") == [(0,)], BACK_SECONDS)
    assert told(portal, prefix) == (80, 80)


@pytest.mark.parametrize("place", ["hang-before", "hang-after"])
def test_a_worker_killed_at_its_claim_or_after_sending_leaves_the_message_to_the_next(portal: Portal, place: str):
    """Before: it was claimed and not sent. After: the server has it and the outcome is not written; it is sent again under the same number."""
    uid, subject = uuid.uuid4(), f"{place}-{uuid.uuid4()}"
    shell(portal, DELIVERY.format(uid=uid, subject=subject))
    traces = "SELECT count(*) FROM probe_trace WHERE name LIKE %s"
    until(lambda: portal.query(traces, f"%{subject}%") == [(1,)], BACK_SECONDS)
    assert portal.query("SELECT attempts, state FROM notices_delivery WHERE uid = %s", str(uid)) == [(1, "waiting")]
    for pid in children(portal.pid("worker")):
        os.kill(pid, signal.SIGKILL)
    until(lambda: portal.query("SELECT state FROM notices_delivery WHERE uid = %s", str(uid)) == [("sent",)], BACK_SECONDS)
    sent = portal.query(traces, f"sent {subject} {uid}")[0][0]
    assert sent == (1 if place == "hang-before" else 2)
    assert portal.query("SELECT attempts FROM notices_delivery WHERE uid = %s", str(uid)) == [(2,)]
