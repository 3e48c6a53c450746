"""What the import commands share: the file, the project, the answer."""

import argparse
import datetime as dt
from pathlib import Path
from typing import Any

from portal.accounts.commands import ImportCommand
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


class FileCommand(ImportCommand):
    """Subclasses name their kind and options; a file with blocking findings exits 1 with every finding printed."""

    kind = ""
    file_help = "xlsx、xls 或 csv 文件"
    effect = "入库"

    def more_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Further options of one kind."""
        parser.add_argument("--project", required=True, metavar="CODE", help="项目编码")

    def destination(self, actor: Actor, options: dict[str, Any]) -> dict[str, Any]:
        """Keyword arguments of ``import_file`` besides the file."""
        return {"project": project_by_code(actor, options["project"])}

    def bring_in(self, *, actor: Actor, file: Path, dry_run: bool, **options: Any) -> dict[str, Any]:
        at = {"on": clock.today(), "at": clock.now()}
        return import_file(actor=actor, kind=self.kind, name=file.name, content=file.read_bytes(), dry_run=dry_run, **at, **self.destination(actor, options))
