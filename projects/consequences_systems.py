"""What changed checklists and board facts would do, told before they are saved."""

from collections.abc import Sequence

from portal.tenancy.consequences import SHOWN, Change, Consequence
from portal.tenancy.scope import Actor
from projects.models import Project, RightsNoticeBoard
from projects.systems.keys import BOARD_PLACES


def of_checklists(actor: Actor, change: Change) -> Sequence[Consequence]:
    """All unfinished projects there are judged anew."""
    counts = {region: Project.objects.visible_to(actor).filter(region=region).unfinished().count() for region in change.touched}
    text = f"在建项目 {sum(counts.values())} 个按新的值重新核对制度灯和覆盖率，几分钟内完成；已登记的佐证不变。"
    return [Consequence("制度核对", text, ("辖区", "在建项目"), [(region.name, count) for region, count in counts.items()][:SHOWN])]


def of_boards(actor: Actor, change: Change) -> Sequence[Consequence]:
    """Boards that hang and say the old words must be printed anew; other places only ask for boards there."""
    hanging = RightsNoticeBoard.objects.visible_to(actor).filter(removed_on__isnull=True, region__in=[region.pk for region in change.touched])
    boards, projects = hanging.count(), hanging.values("project").distinct().count()
    if change.key.key == BOARD_PLACES:
        return [Consequence("告示牌位置", f"现挂的告示牌 {boards} 块、{projects} 个项目，按新的位置重新核对；不在列出位置的牌仍算数。")]
    return [Consequence("告示牌内容", f"现挂的告示牌 {boards} 块、{projects} 个项目，内容会变的须重新打印更换。")]
