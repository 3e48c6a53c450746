"""What happened to a project, in words, from the audit trail."""

from portal.audit.models import Entry
from portal.audit.words import title_of
from projects.deposits.workflow import DEPOSIT_MOVES, DRAWDOWN_MOVES, REFUND_MOVES
from projects.enums import HoldKind
from projects.models import Project
from projects.rights_accounts import TRAIL
from projects.workflow import SITE_MOVES
from projects.workflow_accounts import CLOSING_MOVES

LIVES = {"project": SITE_MOVES, "wagesecuritydeposit": DEPOSIT_MOVES, "depositdrawdown": DRAWDOWN_MOVES, "depositrefund": REFUND_MOVES}
WORDS = {
    "projects.register": "建档",
    "projects.import": "由台账导入",
    "projects.update": "修改资料",
    "projects.add_party": "单位进场",
    "projects.leave_party": "单位退场",
    "projects.open_account": "登记专户",
    "projects.file_account": "专户备案",
    "projects.record_agreement": "登记协议",
    "projects.store_deposit": "登记保证金",
    "projects.assess_deposit": "核定保证金",
    "projects.prepare_drawdown": "登记保证金动用",
    "projects.pay_drawdown": "登记保证金支付（部分到账）",
    "projects.start_refund": "开始保证金返还公示",
    "projects.record_statement": "登记保证金对账单",
    "projects.sweep_deposits": "登记保证金清查",
    "projects.publish_deposits": "打印已存储保证金名单",
    "projects.payee_list": "打印保证金支付人员清单",
    "projects.put_up_board": "登记告示牌",
    "projects.print_board": "打印告示牌",
    "projects.record_proof": "登记制度佐证",
    "projects.withdraw_proof": "撤回制度佐证",
    "projects.keep_contacts": "更新现场联系人",
    "projects.assign_inspector": "指定监察员",
    "projects.assign_responsibility": "落实包保责任",
    "projects.assign_grid_officer": "指定网格员",
    "projects.record_patrol": "走访",
    "projects.place_hold": "设置限制",
    "projects.lift_hold": "解除限制",
} | {f"projects.{name}.{move.verb}": move.label for name, moves in LIVES.items() for move in moves}
WORDS |= {f"projects.accountclosing.{move.verb}": move.label for move in CLOSING_MOVES} | TRAIL


def entries(project: Project, limit: int = 15) -> list[dict]:
    """The newest first, as the timeline shows them."""
    rows = Entry.objects.filter(object_type="projects.Project", object_uid=str(project.uid)).order_by("-id")[:limit]
    return [{"title": title_of(row.verb, WORDS), "note": note_of(row), "at": row.at, "who": row.actor_name, "level": ""} for row in rows]


def note_of(entry: Entry) -> str:
    """What changed, short enough for one line."""
    detail = entry.detail
    if "changed" in detail:
        return "、".join(_label(name) for name in detail["changed"])
    if detail.get("kind") in HoldKind.values:
        detail = detail | {"kind": HoldKind(detail["kind"]).label}
    parts = [detail.get(key) for key in ("organisation", "bank", "place", "kind", "reason", "note", "name", "to")]
    days = [detail.get(key) for key in ("on", "opened_on", "filed_on", "signed_on", "posted_on", "since")]
    return " ".join(str(part) for part in (*parts, *days) if part)


def _label(name: str) -> str:
    return str(Project._meta.get_field(name).verbose_name)
