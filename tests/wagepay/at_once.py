"""Uploads that really commit: several at once, and one whose process is killed. Run apart, in a database of its own.

python -m tests.wagepay.at_once      prints what was found as JSON
"""

import json
import os
import signal
import sys
import threading
from typing import Any

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
django.setup()

from django.db import connections  # noqa: E402

from portal.accounts.enums import Role  # noqa: E402
from portal.lib.errors import Refused  # noqa: E402
from portal.tenancy.models import Organisation  # noqa: E402
from portal.tenancy.scope import Actor, acting  # noqa: E402
from projects.models import Project  # noqa: E402
from tests import database  # noqa: E402
from tests.make import accounts, projects, tenancy  # noqa: E402
from tests.make import wagepay as make  # noqa: E402
from tests.wagepay.books import book  # noqa: E402
from tests.wagepay.doing import AT, OCTOBER, ON, payroll_rows  # noqa: E402
from wagepay.actions import accept_upload as accepting  # noqa: E402
from wagepay.actions.import_file import import_file  # noqa: E402
from wagepay.models import Engagement, PayrollLine, PayrollSheet, ProjectMonth, Upload, UploadContent, WorkerMonth  # noqa: E402

TABLES = (PayrollSheet, PayrollLine, Upload, UploadContent, ProjectMonth, WorkerMonth)


class Site:
    """A general contractor with three people, and a subcontractor with one."""

    def __init__(self) -> None:
        tree = tenancy.tree()
        inspector = accounts.actor(Role.INSPECTOR, region=tree.county)
        contractor = accounts.actor(Role.CONTRACTOR, organisation=tenancy.enterprise("示例建设集团有限公司"))
        with acting(inspector):
            self.project: Project = projects.make_project(tree.county, general_contractor=Organisation.objects.get(pk=contractor.enterprise_id))
            self.labour = projects.make_party(self.project).organisation
        self.actor: Actor = accounts.again(contractor)
        with acting(self.actor):
            self.people = [make.engagement(self.project, name=f"样{sign}") for sign in "甲乙丙"]
            self.theirs = make.engagement(self.project, self.labour, name="样分")

    def upload(self, people: list[Engagement], employer: Organisation | None = None) -> dict[str, Any]:
        with acting(self.actor):
            return import_file(
                actor=self.actor, kind="payroll", project=self.project, name="工资表.xlsx", content=book(payroll_rows(people)), on=ON, at=AT, month=OCTOBER,
                employer=employer or self.project.general_contractor,
            )  # fmt: skip

    def counts(self) -> dict[str, int]:
        with acting(self.actor):
            return {model.__name__: model.objects.visible_to(self.actor).count() for model in TABLES}


def together(*acts) -> list[dict[str, Any]]:
    """Run the acts in threads that start as one; each result or refusal in the order of the acts."""
    gate, results = threading.Barrier(len(acts)), [{} for _ in acts]

    def run(place: int, act) -> None:
        gate.wait()
        try:
            results[place] = act()
        except Refused as refusal:
            results[place] = {"refused": refusal.reason}
        except Exception as fault:  # the report shows whatever happened
            results[place] = {"fault": repr(fault)}
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(place, act)) for place, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def killed(site: Site) -> dict[str, Any]:
    """A process that is killed when every row is written and only the number is missing."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        accepting.draw_number = lambda **_: os.kill(os.getpid(), signal.SIGKILL)
        site.upload(site.people)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return {"signal": os.WTERMSIG(status), "left": site.counts()}


def main() -> dict[str, Any]:
    site = Site()
    report: dict[str, Any] = {"killed": killed(site)}
    report["same"] = together(*[lambda: site.upload(site.people)] * 5)
    report["after_same"] = site.counts()
    report["different"] = together(lambda: site.upload(site.people[:1]), lambda: site.upload(site.people[1:]))
    report["employers"] = together(lambda: site.upload(site.people), lambda: site.upload([site.theirs], site.labour))
    with acting(site.actor):
        sheets = PayrollSheet.objects.visible_to(site.actor)
        report["versions"] = sorted(sheets.filter(employer=site.project.general_contractor).values_list("version", flat=True))
        report["current"] = sheets.current().count()
        report["receipts"] = sorted(int(number.split("-")[3]) for number in sheets.values_list("receipt_number", flat=True))
    return report


if __name__ == "__main__":
    with database.server() as postgres, database.clone(postgres) as name, database.using(name):
        json.dump(main(), sys.stdout, ensure_ascii=False)
