"""Show a random draw, and repeat it from its frozen list and its published seed."""

from django.core.management.base import CommandParser

from portal.accounts.commands import PortalCommand
from portal.lib.errors import Refused
from projects.inspections import drawing
from projects.inspections.enums import DrawState
from projects.models import DoubleRandomDraw


class Command(PortalCommand):
    help = "随机抽取：显示结果；--verify 用固定的名单和公布的种子重新抽一次，核对是否一致"

    def arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="抽取编号，如 SC-140321-20261126-1a2b3c")
        parser.add_argument("--verify", action="store_true", help="重新抽取并核对；不一致时退出码为 1")

    def failed(self, result: dict) -> bool:
        return result.get("ok") is False

    def handle_portal(self, *, actor, name: str, verify: bool, **options) -> dict:
        row = DoubleRandomDraw.objects.visible_to(actor).filter(name=name).first()
        if row is None:
            raise Refused(f"没有编号“{name}”的抽取，或者不在您的权限范围内。", "not_found")
        found = {
            "name": row.name, "title": row.title, "state": row.state, "algorithm": row.algorithm, "list_sha256": row.digest, "seed": row.seed,
            "seed_source": row.seed_source, "population": len(row.targets), "officers": len(row.officers), "drawn": len(row.result or []),
        }  # fmt: skip
        return found | (_verify(row) if verify else {"result": row.result or []})


def _verify(row: DoubleRandomDraw) -> dict:
    if row.state != DrawState.DRAWN:
        raise Refused("名单已固定，还没有抽取，没有可以核对的结果。", "not_drawn")
    same_list = drawing.digest(row.targets, row.officers, row.shares, row.team_size) == row.digest
    again = drawing.draw(row.targets, row.officers, row.shares, row.team_size, row.seed)
    try:
        same_result = drawing.after_recusals(again, drawing.ranking(row.officers, row.seed), row.recusals) == row.result
    except (KeyError, LookupError, ValueError):  # recusals that cannot have followed from this draw
        same_result = False
    return {"list_ok": same_list, "result_ok": same_result, "recusals": len(row.recusals), "ok": same_list and same_result}
