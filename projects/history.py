"""What happened to a project, in words, from the audit trail."""

from portal.audit.models import Entry
from projects.models import Project
from projects.workflow import SITE_MOVES

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
    "projects.put_up_board": "登记告示牌",
    "projects.print_board": "打印告示牌",
    "projects.record_proof": "登记制度佐证",
    "projects.withdraw_proof": "撤回制度佐证",
    "projects.keep_contacts": "更新现场联系人",
    "projects.assign_inspector": "指定监察员",
    "projects.assign_responsibility": "落实包保责任",
    "projects.place_hold": "设置限制",
    "projects.lift_hold": "解除限制",
} | {f"projects.project.{move.verb}": move.label for move in SITE_MOVES}


def entries(project: Project, limit: int = 15) -> list[dict]:
    """The newest first, as the timeline shows them."""
    rows = Entry.objects.filter(object_type="projects.Project", object_uid=str(project.uid)).order_by("-id")[:limit]
    return [{"title": WORDS.get(row.verb, "其他办理"), "note": note_of(row), "at": row.at, "who": row.actor_name, "level": ""} for row in rows]


def note_of(entry: Entry) -> str:
    """What changed, short enough for one line."""
    detail = entry.detail
    if "changed" in detail:
        return "、".join(_label(name) for name in detail["changed"])
    parts = [detail.get(key) for key in ("organisation", "bank", "place", "kind", "reason", "note", "name", "to")]
    days = [detail.get(key) for key in ("on", "opened_on", "filed_on", "signed_on", "posted_on", "since")]
    return " ".join(str(part) for part in (*parts, *days) if part)


def _label(name: str) -> str:
    return str(Project._meta.get_field(name).verbose_name)
