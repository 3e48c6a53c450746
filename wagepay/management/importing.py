"""What the import commands share: the file, the project, the answer."""

import argparse
import datetime as dt
from pathlib import Path
from typing import Any

from portal.accounts.commands import PortalCommand
from portal.lib import clock
from portal.lib.errors import Refused
from portal.tenancy.scope import Actor
from projects.models import Project
from wagepay.actions.import_file import import_file


def month_option(text: str) -> dt.date:
    """``2026-10`` as its first day."""
    try:
        return dt.date.fromisoformat(f"{text}-01")
    except ValueError:
        raise argparse.ArgumentTypeError(f"月份要写成 2026-10 的样子，现在是“{text}”") from None


def project_by_code(actor: Actor, code: str) -> Project:
    project = Project.objects.visible_to(actor).select_related("region", "general_contractor").filter(code=code.strip()).first()
    if project is None:
        raise Refused(f"没有项目“{code}”，或者不在您的权限范围内。", "no_project")
    return project


class ImportCommand(PortalCommand):
    """Subclasses name their kind and options; a file with blocking findings exits 1 with every finding printed."""

    kind = ""

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", help="xlsx、xls 或 csv 文件")
        self.options(parser)
        parser.add_argument("--dry-run", action="store_true", help="只核对，不入库")

    def options(self, parser: argparse.ArgumentParser) -> None:
        """Further options of one kind."""
        parser.add_argument("--project", required=True, metavar="CODE", help="项目编码")

    def destination(self, actor: Actor, options: dict[str, Any]) -> dict[str, Any]:
        """Keyword arguments of ``import_file`` besides the file."""
        return {"project": project_by_code(actor, options["project"])}

    def failed(self, result: dict[str, Any]) -> bool:
        return not result["accepted"]

    def handle_portal(self, *, actor: Actor, **options: Any) -> dict[str, Any]:
        path = Path(options["file"])
        try:
            content = path.read_bytes()
        except OSError as error:
            raise Refused(f"文件“{path}”读不出来（{error.strerror}），请核对路径。", "no_file") from None
        return import_file(
            actor=actor, kind=self.kind, name=path.name, content=content, on=clock.today(), at=clock.now(), dry_run=options["dry_run"],
            **self.destination(actor, options),
        )  # fmt: skip
