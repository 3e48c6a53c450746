"""kill -9 while messages are delivered and sent: nothing is lost, nothing stands twice in the portal, what goes out goes out at least once.

The probe takes twenty messages a run and a tenth of a second for each, so that a kill meets the work (tests/reliability/probe).
"""

import os
import signal
import subprocess
import sys

import pytest

from tests.reliability.harness import Portal, until

pytestmark = pytest.mark.reliability

BACK_SECONDS = 600  # far above what it takes; here only "it comes back" is asked
POSTED, RUNS = 60, 4  # of twenty each: one more than needed
BULK = 20
OUTBOX = (
    "INSERT INTO jobs_outboxmessage (kind, key, payload, created_at, attempts, error)"
    " SELECT 'probe.told', %s || '-' || number, '{}', now(), 0, '' FROM generate_series(1, %s) number"
)
OPEN = "SELECT count(*) FROM jobs_outboxmessage WHERE key LIKE %s AND processed_at IS NULL"
TOLD = "SELECT count(*), count(DISTINCT n.outbox_id) FROM notices_notice n JOIN jobs_outboxmessage o ON o.id = n.outbox_id WHERE o.key LIKE %s"
RUNNING = "SELECT count(*) FROM jobs_job WHERE key LIKE %s AND state = 'running'"
AGAIN = "SELECT count(*) FROM jobs_job WHERE key LIKE %s AND attempts > 1"
TRACES = "SELECT count(*), count(DISTINCT name) FROM probe_trace WHERE name LIKE %s"
WAITING = "SELECT attempts, state FROM notices_delivery WHERE subject = %s"
# A person with a box, and messages on their way out that are not due before a test says so.
PREPARE = f"""
import datetime as dt
from django.utils import timezone
from portal.accounts.models import Membership, User
from portal.notices.models import Delivery
from portal.tenancy.models import Organisation
user = User.objects.create(username="probe", name="试验")
organ = Organisation.objects.create(kind="enterprise", name="试验公司")
Membership.objects.create(user=user, role="owner", organisation=organ, valid_from=dt.date(2020, 1, 1))
at = timezone.now()
subjects = ["hang-before", "hang-after", *(f"bulk-{{number}}" for number in range({BULK}))]
Delivery.objects.bulk_create(
    Delivery(channel="email", kind="probe", address="a@example.cn", subject=subject, text="一", next_at=at + dt.timedelta(days=1), created_at=at)
    for subject in subjects
)
"""


@pytest.fixture(scope="module")
def prepared(portal: Portal) -> None:
    command = [sys.executable, "manage.py", "shell", "-v0", "-c", PREPARE]
    subprocess.run(command, cwd=portal.root, env=portal.environment, check=True, capture_output=True, timeout=BACK_SECONDS)


def make_due(portal: Portal, subject: str) -> None:
    portal.query("UPDATE notices_delivery SET next_at = now() WHERE subject LIKE %s", subject)


def tell_pool(portal: Portal, number: signal.Signals) -> None:
    for pid in portal.pool():
        os.kill(pid, number)


def caught(portal: Portal, running: str) -> bool:
    """Whether the pool now stands still with two deliverers at their work: a kill then meets them, on any machine."""
    if portal.query(RUNNING, running) < [(2,)]:
        return False
    tell_pool(portal, signal.SIGSTOP)
    if portal.query(RUNNING, running) >= [(2,)]:
        return True
    tell_pool(portal, signal.SIGCONT)
    return False


def meet(portal: Portal, victim: str) -> int:
    """Messages posted until two deliverers were caught at their work. On a busy machine both may be through before anybody looks: then there is more to tell."""
    batches = 0

    def met() -> bool:
        nonlocal batches
        if portal.query(OPEN, f"{victim}-%") == [(0,)]:
            batches += 1
            portal.query(OUTBOX, f"{victim}-{batches}", POSTED)
            for number in range(RUNS):
                portal.give("notices.deliver", f"{victim}-{batches}-{number}", {})
        return caught(portal, f"{victim}-%")

    until(met, BACK_SECONDS)
    return batches * POSTED


@pytest.mark.parametrize("victim", ["nobody", "worker", "postgres"])
def test_two_deliverers_tell_every_message_exactly_once_whoever_is_killed(portal: Portal, prepared: None, victim: str):
    posted = meet(portal, victim)
    if victim == "postgres":
        portal.kill("postgres")
    tell_pool(portal, signal.SIGKILL if victim == "worker" else signal.SIGCONT)
    until(lambda: portal.query(OPEN, f"{victim}-%") == [(0,)], BACK_SECONDS)
    assert portal.query(TOLD, f"{victim}-%") == [(posted, posted)]
    if victim != "nobody":  # the kill met deliverers at their work
        until(lambda: portal.query(AGAIN, f"{victim}-%") > [(0,)], BACK_SECONDS)


def test_two_senders_send_each_message_once(portal: Portal, prepared: None):
    make_due(portal, "bulk-%")
    for number in range(2):
        portal.give("notices.send", f"bulk-{number}", {})
    until(lambda: portal.query("SELECT count(*) FROM notices_delivery WHERE subject LIKE 'bulk-%%' AND state = 'sent'") == [(BULK,)], BACK_SECONDS)
    assert portal.query(TRACES, "sent bulk-%") == [(BULK, BULK)]
    assert portal.query(TRACES, "met %") >= [(2, 2)], "two were at work at once"


@pytest.mark.parametrize(("subject", "times"), [("hang-before", 1), ("hang-after", 2)])
def test_a_message_whose_sender_is_killed_goes_to_the_next(portal: Portal, prepared: None, subject: str, times: int):
    """Before: claimed and not sent. After: the server has it and the outcome is not written; it is sent again under the same number."""
    make_due(portal, subject)
    portal.give("notices.send", subject, {})
    until(lambda: portal.query(TRACES, f"%{subject}%") == [(1, 1)], BACK_SECONDS)
    assert portal.query(WAITING, subject) == [(1, "waiting")]
    tell_pool(portal, signal.SIGKILL)
    portal.query("UPDATE notices_delivery SET claimed_until = now() WHERE subject = %s", subject)  # the time of the claim is over
    portal.give("notices.send", f"{subject}-again", {})
    until(lambda: portal.query(WAITING, subject) == [(2, "sent")], BACK_SECONDS)
    assert portal.query(TRACES, f"sent {subject} %") == [(times, 1)]
