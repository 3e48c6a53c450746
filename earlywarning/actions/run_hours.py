"""What cannot wait for the next day: clocks in hours, red warnings nobody took up, look-backs whose day has come, permits that have their file by now,
and the day's ledger."""

import datetime as dt

from earlywarning.actions.escalate import escalate_hours
from earlywarning.actions.follow_permits import let_go_of_permits
from earlywarning.actions.run_clearance import keep_today
from earlywarning.enums import WarningLevel
from earlywarning.models import EarlyWarning, LookBack
from earlywarning.queries.locks import lock_runs
from portal.jobs import outbox
from portal.tenancy.actors import system_actor
from portal.tenancy.models import Region
from portal.tenancy.policies import policy_sets
from portal.tenancy.scope import Actor, acting


def run_hours(*, at: dt.datetime, on: dt.date) -> dict[str, int]:
    """Every ten minutes; each message goes out once, whoever runs it and however often."""
    actor = system_actor()
    with acting(actor):
        lock_runs()
        done = {"escalated": escalate_hours(actor, at, on), "unanswered": _tell_unanswered(actor, at, on), "look_backs": _tell_look_backs(actor, on)}
        done |= {"permits": let_go_of_permits(actor=actor, on=on)}
        return done | {"ledger": keep_today(actor, on, at)}


def _tell_unanswered(actor: Actor, at: dt.datetime, on: dt.date) -> int:
    rows = EarlyWarning.objects.visible_to(actor).open().under_clock().filter(level=WarningLevel.RED, acknowledged_at__isnull=True, opened_at__lt=at)
    rows = list(rows.only("uid", "region_id").with_red_since().order_by("pk"))
    hours = {pk: s["earlywarning.ack_hours"].value for pk, s in policy_sets(Region.objects.filter(pk__in={r.region_id for r in rows}), on).items()}
    late = [row for row in rows if at - row.red_since >= dt.timedelta(hours=hours[row.region_id])]
    told = [(str(row.uid), {"warning": str(row.uid), "hours": hours[row.region_id]}, row.region_id) for row in late]
    outbox.post_all("earlywarning.unanswered", told)
    return len(late)


def _tell_look_backs(actor: Actor, on: dt.date) -> int:
    rows = LookBack.objects.visible_to(actor).filter(result="", due_on__lte=on).select_related("warning").order_by("pk")
    told = [(str(row.uid), {"warning": str(row.warning.uid)}, row.region_id) for row in rows]
    outbox.post_all("earlywarning.look_back_due", told)
    return len(told)
