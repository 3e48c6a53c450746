"""The parent of every management command that others rely on: scope, JSON, refusals."""

import json
import secrets
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from portal.accounts.actors import actor_by_username
from portal.audit.occasion import CONSOLE, occasioned
from portal.lib import clock
from portal.lib.errors import Refused
from portal.tenancy.actors import SYSTEM_ROLE, system_actor
from portal.tenancy.models import Region
from portal.tenancy.scope import Actor, acting


def region_by_code(code: str) -> Region:
    """The region of an official code, or a refusal that says so; an old code leads to the division that bore it, one merged away to its successor."""
    region = Region.objects.of_code(code, clock.today())
    while region is not None and region.successor_id:
        region = region.successor
    if region is None:
        raise Refused(f"没有区划代码“{code}”，请核对（6 位国标码、9 位乡级码或功能区代码）。", "no_region")
    return region


def asked_region(code: str | None, actor: Actor) -> Region | None:
    """The region a command works on: the one named, else the actor's own; None is every tenant, for the system actor alone.

    Who acts for a person (--as) stays within what that person may see.
    """
    region = region_by_code(code) if code else Region.objects.filter(pk=actor.region_id).first()
    if actor.role == SYSTEM_ROLE:
        return region
    if region is None or region.pk not in actor.scope.read_regions:
        raise Refused(f"“{region.name if region else '全部辖区'}”不在 {actor.username} 的权限范围内。", "not_visible")
    return region


class PortalCommand(BaseCommand):
    """Subclasses write ``arguments`` and ``handle_portal(actor=…, **options) -> dict``.

    The result is printed alone on stdout: JSON with --json or when stdout is no terminal, else readable lines.
    A refusal prints {"refused", "code"} and exits 1.
    """

    acts = True
    takes_actor = True

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="输出 JSON（标准输出不是终端时默认）")
        if self.takes_actor:
            parser.add_argument("--as", dest="username", default=None, help="以哪个账号办理；不写为系统")
        self.arguments(parser)

    def arguments(self, parser: CommandParser) -> None:
        """Further arguments of the command."""

    def handle(self, *args: Any, **options: Any) -> None:
        command = type(self).__module__.rsplit(".", 1)[-1]
        try:
            with occasioned(cause=f"{CONSOLE}{command}", request_id=secrets.token_hex(8)):
                result = self._run(options)
        except Refused as refusal:
            self._print({"refused": refusal.reason, "code": refusal.code}, options)
            sys.exit(1)
        self._print(result, options)
        if self.failed(result):
            sys.exit(1)

    def failed(self, result: Any) -> bool:
        """Whether a printed result still means "refused" for the shell (an import with blocking findings)."""
        return False

    def _run(self, options: dict) -> Any:
        actor = self._actor(options)
        if not self.acts:
            return self.handle_portal(actor=actor, **options)
        with acting(actor):
            return self.handle_portal(actor=actor, **options)

    def _actor(self, options: dict) -> Actor:
        if options.get("username"):
            return actor_by_username(options["username"], clock.today())
        code = options.get("jurisdiction")
        return system_actor(region_by_code(code) if code else None)

    def _print(self, result: Any, options: dict) -> None:
        if options["json"] or not self.stdout.isatty():
            self.stdout.write(json.dumps(result, ensure_ascii=False, default=str))
        else:
            self.stdout.write(json.dumps(result, ensure_ascii=False, indent=2, default=str))

    def handle_portal(self, *, actor: Actor, **options: Any) -> Any:
        raise TypeError(f"{type(self).__name__} must define handle_portal")


class ImportCommand(PortalCommand):
    """A command that brings in one file, all of it or nothing: subclasses write ``bring_in(actor=…, file=…, dry_run=…, **options) -> dict``."""

    file_help = "文件"
    effect = "登记"

    def arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help=self.file_help)
        parser.add_argument("--dry-run", action="store_true", help=f"只检查，不{self.effect}")
        self.more_arguments(parser)

    def more_arguments(self, parser: CommandParser) -> None:
        """Further arguments beside the file."""

    def failed(self, result: Any) -> bool:
        return not result["accepted"]

    def handle_portal(self, *, actor: Actor, file: Path, dry_run: bool, **options: Any) -> dict[str, Any]:
        if not file.is_file():
            raise Refused(f"找不到文件“{file}”。", "no_file")
        return self.bring_in(actor=actor, file=file, dry_run=dry_run, **options)

    def bring_in(self, *, actor: Actor, file: Path, dry_run: bool, **options: Any) -> dict[str, Any]:
        raise TypeError(f"{type(self).__name__} must define bring_in")
