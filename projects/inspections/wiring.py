"""What inspections, visits and responsibility declare when the room opens; called once by its AppConfig."""

from portal.accounts.rights import declare
from portal.documents import retention
from portal.documents.kinds import declare_kind
from portal.interface import menu
from portal.interface.menu import MenuItem
from portal.tenancy.consequences import tell_consequences
from portal.tenancy.policies import declare_policies, declare_thresholds
from projects import dossier
from projects.inspections import consequences, due, papers, policies, rights  # noqa: F401
from projects.inspections.site_panel import site_panel
from projects.rules import w49_grid_overload, w53_first_check_late, w57_letter_unanswered, w58_rectification_overdue

CHECK_PAGES = (
    "site_inspection", "site_inspection_new", "inspection_approve", "inspection_arrive", "inspection_conclude", "inspection_tell", "inspection_enter",
    "inspection_plan", "inspection_plan_list", "inspection_plan_new", "draw", "draw_list", "draw_new", "draw_hold", "certificate_list", "checklist_list",
)  # fmt: skip
SELF_CHECK_PAGES = ("self_check", "self_check_new", "self_check_submit")
ITEMS = (
    MenuItem("检查", "site_inspection_list", "行政检查", "clipboard-check", "projects.inspections", order=40, also=CHECK_PAGES),
    MenuItem("检查", "finding_list", "检查问题", "list-details", "projects.findings", order=42, also=("finding",)),
    MenuItem("检查", "inspection_list", "检查记录", "clipboard-text", "projects.inspections", order=44, also=("inspection", "inspection_new")),
    MenuItem("检查", "patrol_list", "走访排查", "map-pin", "projects.patrols", order=46, spare_tab=True, also=("patrol_new",)),
    MenuItem("检查", "self_check_list", "自查", "checklist", "projects.self_checks", order=48, also=SELF_CHECK_PAGES),
    MenuItem("调度", "supervision_list", "督导", "flag", "projects.supervisions", order=60, also=("supervision", "supervision_new", "supervision_reply")),
    MenuItem("项目", "responsibility", "包保责任", "users", "projects.responsibility", order=30, also=("township_lead_new",)),
)
FILES = ("inspection_photo", "rectification", "patrol_photo")


def wire(room: str) -> None:
    declare(rights.RIGHTS, rights.WORDS, room=room)
    declare_kind(*papers.KINDS)
    declare_policies(*papers.POLICIES, group="文书")
    declare_policies(*policies.POLICIES, group="涉企检查")
    for provider, *keys in consequences.TELLERS:
        tell_consequences(provider, *keys)
    retention.classify("case", FILES)
    dossier.register(dossier.DossierPart(35, "责任书和走访", "projects/checks/_site.html", site_panel, "pledge"))
    menu.add(*ITEMS)
    declare_thresholds(w49_grid_overload, w53_first_check_late, w57_letter_unanswered, w58_rectification_overdue)
