"""A week of scans and ledgers as the timetable runs it, each in a process of its own that can be killed.

Run as `python -m tests.reliability.weeks`: imports everything once, then forks a child for each line of stdin and prints its pid, later its exit status.
"""

import datetime as dt
import json
import os
import sys

import django

FIRST = dt.date(2026, 11, 20)
DAYS = 7


def scene() -> None:
    """Three counties of three cities; contracts without account or deposit, just over and long over their terms."""
    from portal.tenancy.actors import system_actor
    from portal.tenancy.scope import acting
    from tests.make import tenancy
    from tests.make.projects import make_project

    province = tenancy.region("样例省", "province")
    counties = [tenancy.region(f"样例{n}县", parent=tenancy.region(f"样例{n}市", "city", province)) for n in (1, 2, 3)]
    with acting(system_actor()):
        for county in counties:
            for days in (20, 27, 60, 200):
                signed = FIRST - dt.timedelta(days=days)
                make_project(county, contract_signed_on=signed, permit_issued_on=signed)


def week(skew: list[int]) -> None:
    """``skew`` moves the instants of some days, as a wrong clock would; the days themselves are the timetable's."""
    from django.conf import settings
    from django.utils.module_loading import import_string

    from earlywarning.actions.run_clearance import run_clearance
    from earlywarning.actions.scan import scan
    from portal.lib import clock

    rules = import_string(settings.PORTAL_RULES)
    for n in range(DAYS):
        day = FIRST + dt.timedelta(days=n)
        at = clock.start_of(day + dt.timedelta(days=skew[n % len(skew)])) + dt.timedelta(hours=1)
        run_clearance(on=day - dt.timedelta(days=1), at=at, today=day)
        run_clearance(on=day, at=at, today=day)
        scan(rules, on=day, at=at)


def main() -> None:
    """One line, one child; the answers come in the order of the lines, the statuses in the order of the ends."""
    django.setup()
    for line in sys.stdin:
        asked = json.loads(line)
        if asked["do"] == "wait":
            pid, status = os.waitpid(asked["pid"], 0)
            print(json.dumps({"pid": pid, "status": os.waitstatus_to_exitcode(status)}), flush=True)
            continue
        pid = os.fork()
        if not pid:
            run(asked)
        print(json.dumps({"pid": pid}), flush=True)


def run(asked: dict) -> None:
    """In the child: what was asked, and the end without any of the parent's leavings."""
    status = 1
    try:
        scene() if asked["do"] == "scene" else week(asked["skew"])
        status = 0
    finally:
        os._exit(status)


if __name__ == "__main__":
    main()
