"""Three-way reconciliation of a project's month."""

from argparse import ArgumentParser
from typing import Any

from portal.accounts.commands import PortalCommand
from portal.lib import clock, money
from portal.tenancy.scope import Actor
from wagepay.actions.reconcile_month import reconcile_month
from wagepay.management.importing import month_option, project_by_code


class Command(PortalCommand):
    help = "考勤、工资表、银行代发三方比对"

    def arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--project", required=True, metavar="CODE", help="项目编码")
        parser.add_argument("--month", required=True, type=month_option, metavar="YYYY-MM", help="工资月份")

    def handle_portal(self, *, actor: Actor, **options: Any) -> dict[str, Any]:
        project = project_by_code(actor, options["project"])
        found = reconcile_month(actor=actor, project=project, month=options["month"], on=clock.today())
        return {
            "workers": found.workers,
            "agree": found.agree,
            "differences": [_plain(row) for row in found.by_kind()],
            "further": [_plain(row) for row in found.further_by_kind()],
        }


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    """Money as text; what those on no sheet earned by their daily wage stands beside the amount, because it is an estimate."""
    return row | {name: money.text(row[name]) for name in ("amount", "estimate") if name in row}
